/**
 * The arithmetic under the engine: what is computed, in which order its terms are added, and a
 * scalar definition of it. Other modules may bring faster kernels with the same bits.
 *
 * <p>Read {@link org.lenet5.kernel.Kernels} first, the contract in four parts by what a lane is
 * ({@link org.lenet5.kernel.LaneKernels}, {@link org.lenet5.kernel.SampleKernels}, {@link
 * org.lenet5.kernel.ColumnKernels}, {@link org.lenet5.kernel.MapKernels}), then {@link
 * org.lenet5.kernel.ScalarKernels}, its definition. The sizes that kernels take are {@link
 * org.lenet5.kernel.ConvolutionSize}, {@link org.lenet5.kernel.DenseSize}, {@link
 * org.lenet5.kernel.PoolSize} and others for special cases; {@link org.lenet5.kernel.Contract}
 * asserts that arrays fit them. {@link org.lenet5.kernel.Tanh} and {@link
 * org.lenet5.kernel.Winograd} hold the formulas.
 */
package org.lenet5.kernel;
