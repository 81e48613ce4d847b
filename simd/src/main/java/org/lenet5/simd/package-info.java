/**
 * The kernels of lenet5-nn on the Vector API, one class for each kernel or two. Read {@code
 * DenseForward} first: tiles of sums in registers, at its simplest. {@code ConvolutionForward} is
 * the same in two dimensions, {@code WeightGradientTiles} its counterpart for gradients; {@code
 * Vectors} says what all must heed. {@code Row...} are the kernels of {@link
 * org.lenet5.kernel.ColumnKernels}. Much is written out that loops would say in fewer lines:
 * decision 3 (docs/decisions) has the measurements behind it. Only {@link
 * org.lenet5.simd.SimdKernels} is for others.
 */
package org.lenet5.simd;
