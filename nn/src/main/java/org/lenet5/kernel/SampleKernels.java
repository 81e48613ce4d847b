package org.lenet5.kernel;

/**
 * Kernels whose lanes are 16 samples, and which add up the samples' gradients of the parameters:
 * the only ones in which lanes meet. Lanes without a sample must have gradients {@code dy} of zero.
 *
 * <p>An activation is {@code [unit][16]}, a map's units in row-major order. Values that a kernel
 * adds to lie apart from those that it reads.
 */
public interface SampleKernels {

  /**
   * {@code dw[o][i][kr][kc] += lanes(sum of dy[o][r][c] x[i][r+kr][c+kc])}: in each lane from zero,
   * ascending r, c; then {@link Lanes#sum the tree}.
   *
   * @param x {@code [inMaps][inRows][inColumns][16]}. Not modified.
   * @param dy {@code [outMaps][outRows][outColumns][16]}. Not modified.
   * @param dp gradients of weights {@code [outMaps][taps]}. Added to.
   */
  void convolutionWeightGradient(
      ConvolutionSize s, float[] x, int xAt, float[] dy, int dyAt, float[] dp, int wAt);

  /**
   * {@code db[o] += lanes(sum of dy[o][r][c])}: in each lane from zero, ascending r, c; then {@link
   * Lanes#sum the tree}.
   *
   * @param dy {@code [outMaps][outRows][outColumns][16]}. Not modified.
   * @param dp gradients of biases {@code [outMaps]}. Added to.
   */
  void convolutionBiasGradient(ConvolutionSize s, float[] dy, int dyAt, float[] dp, int bAt);

  /**
   * {@link #convolutionWeightGradient} over the connections there are: in each lane from zero,
   * ascending r, c; then the tree.
   *
   * @param x {@code [inMaps][inRows][inColumns][16]}. Not modified.
   * @param dy {@code [outMaps][outRows][outColumns][16]}. Not modified.
   * @param dp gradients of weights {@code [connection][kernelRows][kernelColumns]}. Added to.
   */
  void partialConvolutionWeightGradient(
      PartialConvolutionSize s, float[] x, int xAt, float[] dy, int dyAt, float[] dp, int wAt);

  /**
   * {@code dw[o][i] += sum over samples l of dy[o][l] x[i][l]}, from dw[o][i], ascending l; {@code
   * db[o] += lanes(dy[o])} by {@link Lanes#sum the tree}.
   *
   * @param x {@code [in][16]}. Not modified.
   * @param dy {@code [out][16]}. Not modified.
   * @param dp gradients of weights {@code [out][in]} and biases {@code [out]}. Added to.
   * @param scratch {@code [16][in]} of no meaning before or after. Overwritten.
   */
  void denseWeightGradient(
      DenseSize s,
      float[] x,
      int xAt,
      float[] dy,
      int dyAt,
      float[] dp,
      int wAt,
      int bAt,
      float[] scratch,
      int scratchAt);

  /**
   * {@code dw[m] += lanes(sum of dy (the window's sum))} and {@code db[m] += lanes(sum of dy)}: the
   * window's sum as in {@link LaneKernels#subsampling}; in each lane from zero, ascending row and
   * column of dy; then {@link Lanes#sum the tree}.
   *
   * @param x {@code [maps][rows][columns][16]}. Not modified.
   * @param dy {@code [maps][outRows][outColumns][16]}. Not modified.
   * @param dp gradients of coefficients {@code [maps]} from {@code wAt} and biases {@code [maps]}.
   *     Added to.
   */
  void subsamplingWeightGradient(
      PoolSize s, float[] x, int xAt, float[] dy, int dyAt, float[] dp, int wAt, int bAt);
}
