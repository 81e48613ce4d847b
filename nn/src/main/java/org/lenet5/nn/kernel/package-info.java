/**
 * The arithmetic under the layers. Read {@link org.lenet5.nn.kernel.Kernels}, the contract, then
 * {@link org.lenet5.nn.kernel.ScalarKernels}, its definition.
 */
package org.lenet5.nn.kernel;
