/**
 * LeNet-5 and what it is built of. Read {@code LeNet5} first, then one layer, then {@link
 * org.lenet5.nn.kernel}.
 */
package org.lenet5.nn;
