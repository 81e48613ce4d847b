package org.lenet5.kernel;

/**
 * Kernels for one sample, whose columns are the lanes: an activation is {@code [map][row][pitch]},
 * the pitch a multiple of 16, what lies behind a row's last column of no meaning, and one more row
 * at the end, since vectors are read beyond the last one ({@link RowConvolution}). A dense layer's
 * units are the columns of one row.
 *
 * <p>The forward passes of convolutions are {@link LaneKernels#convolution} and {@link
 * LaneKernels#partialConvolution} over the tables of {@link RowConvolution}. Gradients of
 * parameters are overwritten: with one sample there is nothing to add to.
 */
public interface ColumnKernels {

  /**
   * {@link LaneKernels#subsampling}: the window's sum from zero in ascending row and column, then
   * one fused multiply-add.
   *
   * @param p coefficients {@code [maps]} from {@code wAt} and biases {@code [maps]}. Not modified.
   * @param x {@code [maps][rows][pitch]} and a row. Not modified.
   * @param y {@code [maps][outRows][outPitch]}. Overwritten, behind the last column by anything.
   */
  void subsampling(RowSubsampling s, float[] p, int wAt, int bAt, float[] x, float[] y);

  /**
   * {@code dw[o][i][kr][kc] = sum of dy[o][r][c] x[i][r+kr][c+kc]} over the connections there are,
   * from zero, ascending r, c.
   *
   * @param x {@code [inMaps][inRows][pitch]} and a row. Not modified.
   * @param dy {@code [outMaps][outRows][pitch]}. Not modified.
   * @param dp gradients of weights {@code [connection][kernelRows][kernelColumns]}. Overwritten.
   */
  void convolutionWeightGradient(
      RowConvolution s, float[] x, int xAt, float[] dy, int dyAt, float[] dp, int wAt);

  /**
   * {@code dx[i] = sum of w[o][i] dy[o]}, from zero, ascending o.
   *
   * @param p weights {@code [out][in]}. Not modified.
   * @param dy {@code [out]}. Not modified.
   * @param dx {@code [in]}. Overwritten.
   */
  void denseDataGradient(DenseSize s, float[] p, int wAt, float[] dy, float[] dx);

  /**
   * {@code dw[o][i] = dy[o] x[i]}.
   *
   * @param x {@code [in]}. Not modified.
   * @param dy {@code [out]}. Not modified.
   * @param dp gradients of weights {@code [out][in]}. Overwritten.
   */
  void denseWeightGradient(DenseSize s, float[] x, float[] dy, float[] dp, int wAt);
}
