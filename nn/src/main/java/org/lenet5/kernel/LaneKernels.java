package org.lenet5.kernel;

/**
 * Kernels in which no lane meets another: 16 times the same arithmetic. What a lane is, only the
 * caller knows. In a block it is a sample; 16 columns of one sample, or 16 maps, do as well where
 * they lie side by side.
 *
 * <p>An activation is {@code [unit][16]}, a map's units in row-major order. Values that a kernel
 * overwrites or adds to lie apart from those that it reads, unless it says otherwise.
 */
public interface LaneKernels {

  /**
   * {@code y[o][r][c] = b[o] + sum of w[o][i][kr][kc] x[i][r+kr][c+kc]}, from b[o], ascending i,
   * kr, kc. Walks the tables of {@code s} and knows nothing else of x: {@link RowConvolution} has
   * tables for rows of one sample.
   *
   * @param p weights {@code [outMaps][taps]} and biases {@code [outMaps]}. Not modified.
   * @param x {@code [inMaps][inRows][inColumns][16]}. Not modified.
   * @param y {@code [outMaps][outRows][outColumns][16]}. Overwritten.
   */
  void convolution(
      ConvolutionSize s, float[] p, int wAt, int bAt, float[] x, int xAt, float[] y, int yAt);

  /**
   * {@code dx[i][r][c] = sum of w[o][i][kr][kc] dy[o][r-kr][c-kc]} over the terms inside dy, from
   * zero, ascending kc, kr, o.
   *
   * @param p weights {@code [outMaps][taps]}. Not modified.
   * @param dy {@code [outMaps][outRows][outColumns][16]}. Not modified.
   * @param dx {@code [inMaps][inRows][inColumns][16]}. Overwritten.
   */
  void convolutionDataGradient(
      ConvolutionSize s, float[] p, int wAt, float[] dy, int dyAt, float[] dx, int dxAt);

  /**
   * {@link #convolution} over the connections there are: from b[o], ascending i among the input
   * maps of o, kr, kc. Walks tables as that does.
   *
   * @param p weights {@code [connection][kernelRows][kernelColumns]} and biases {@code [outMaps]}.
   *     Not modified.
   * @param x {@code [inMaps][inRows][inColumns][16]}. Not modified.
   * @param y {@code [outMaps][outRows][outColumns][16]}. Overwritten.
   */
  void partialConvolution(
      PartialConvolutionSize s,
      float[] p,
      int wAt,
      int bAt,
      float[] x,
      int xAt,
      float[] y,
      int yAt);

  /**
   * {@link #convolutionDataGradient} over the connections there are: from zero, ascending kc, kr, o
   * among the readers of i. An input map that nobody reads has the gradient zero.
   *
   * @param p weights {@code [connection][kernelRows][kernelColumns]}. Not modified.
   * @param dy {@code [outMaps][outRows][outColumns][16]}. Not modified.
   * @param dx {@code [inMaps][inRows][inColumns][16]}. Overwritten.
   */
  void partialConvolutionDataGradient(
      PartialConvolutionSize s, float[] p, int wAt, float[] dy, int dyAt, float[] dx, int dxAt);

  /**
   * From the rows of the input to their values at the points of {@link Winograd}, tile by tile of
   * nine columns d. With o = q0 d1 + q1 d3 + q2 d5 + d7 and e = q0 d0 + q1 d2 + q2 d4 + d6, each
   * from its last term back, {@code o + a e} at a and {@code o - a e} at -a; at infinity {@code n0
   * d0 + n1 d2 + n2 d4 + n3 d6 + d8}, from its last term back.
   *
   * @param x {@code [inMaps][inRows][inColumns][16]}. Not modified.
   * @param v {@code [POINTS][inputStride]}. Overwritten, but for what lies between two points.
   */
  void winogradInput(WinogradSize s, float[] x, int xAt, float[] v, int vAt);

  /**
   * From the values of the output at the points to its rows, tile by tile of five columns y. With s
   * = m(a) + m(-a) and t = m(a) - m(-a) of each pair, y0 is the sum of s, y1 of a t, y2 of a^2 s,
   * y3 of a^3 t, each ascending from the first pair's, and y4, from m at infinity, of a^4 s.
   *
   * @param m {@code [POINTS][outputStride]}. Not modified.
   * @param y {@code [outMaps][outRows][outColumns][16]}. Overwritten.
   */
  void winogradOutput(WinogradSize s, float[] m, int mAt, float[] y, int yAt);

  /**
   * From the gradient of the output to that of its values at the points, the transpose of {@link
   * #winogradOutput}. With e = y0 + a^2 y2 + a^4 y4 and o = a y1 + a^3 y3, each from its first term
   * on, {@code e + o} at a, {@code e - o} at -a, and y4 at infinity.
   *
   * @param dy {@code [outMaps][outRows][outColumns][16]}. Not modified.
   * @param dm {@code [POINTS][outputStride]}. Overwritten, but for what lies between two points.
   */
  void winogradOutputGradient(WinogradSize s, float[] dy, int dyAt, float[] dm, int dmAt);

  /**
   * From the gradient of the input's values at the points to that of the input, the transpose of
   * {@link #winogradInput}. With s = v(a) + v(-a) and t = a (v(a) - v(-a)) of each pair, d1, d3 and
   * d5 of a tile are the sums of q0 s, q1 s and q2 s, d7 of s, each ascending from the first
   * pair's. d0, d2 and d4 are, from n0, n1 and n2 times v at infinity, the sums of q0 t, q1 t and
   * q2 t; d6 is the sum of t and then n3 v at infinity, and d8 is v at infinity. The last four
   * columns of a tile are the first four of the next, which adds its sums to them; those of the
   * first tile are added to zero.
   *
   * @param dv {@code [POINTS][inputStride]}. Not modified.
   * @param dx {@code [inMaps][inRows][inColumns][16]}. Overwritten.
   */
  void winogradInputGradient(WinogradSize s, float[] dv, int dvAt, float[] dx, int dxAt);

  /**
   * {@code y[o] = b[o] + sum of w[o][i] x[i]}, from b[o], ascending i.
   *
   * @param p weights {@code [out][in]} and biases {@code [out]}. Not modified.
   * @param x {@code [in][16]}. Not modified.
   * @param y {@code [out][16]}. Overwritten.
   */
  void dense(DenseSize s, float[] p, int wAt, int bAt, float[] x, int xAt, float[] y, int yAt);

  /**
   * {@code dx[i] = sum of w[o][i] dy[o]}, from zero, ascending o.
   *
   * @param p weights {@code [out][in]}. Not modified.
   * @param dy {@code [out][16]}. Not modified.
   * @param dx {@code [in][16]}. Overwritten.
   */
  void denseDataGradient(
      DenseSize s, float[] p, int wAt, float[] dy, int dyAt, float[] dx, int dxAt);

  /**
   * The mean of each window: the sum from zero in ascending row and column, times the float nearest
   * 1/window^2.
   *
   * @param x {@code [maps][rows][columns][16]}. Not modified.
   * @param y {@code [maps][outRows][outColumns][16]}. Overwritten.
   */
  void averagePool(PoolSize s, float[] x, int xAt, float[] y, int yAt);

  /**
   * {@code dx = dy / window^2} at each input of the window, zero outside all windows.
   *
   * @param dy {@code [maps][outRows][outColumns][16]}. Not modified.
   * @param dx {@code [maps][rows][columns][16]}. Overwritten.
   */
  void averagePoolGradient(PoolSize s, float[] dy, int dyAt, float[] dx, int dxAt);

  /**
   * {@link #tanh} of all {@code x}, then {@link #averagePool}, in one walk through memory.
   *
   * @param x {@code [maps][rows][columns][16]}. Replaced by its hyperbolic tangent.
   * @param y {@code [maps][outRows][outColumns][16]}. Overwritten.
   */
  void tanhAveragePool(PoolSize s, float[] x, int xAt, float[] y, int yAt);

  /**
   * {@link #averagePoolGradient}, then {@link #tanhGradient}, in one walk through memory: what
   * {@link #tanhAveragePool} left in {@code x} is replaced by the gradient of what it found there,
   * {@code (dy / window^2) (1 - x^2)}, zero outside all windows.
   *
   * @param dy {@code [maps][outRows][outColumns][16]}. Not modified.
   * @param x {@code [maps][rows][columns][16]}. Read, then overwritten.
   */
  void tanhAveragePoolGradient(PoolSize s, float[] dy, int dyAt, float[] x, int xAt);

  /**
   * {@code y[m] = b[m] + w[m] (the window's sum)}: that sum from zero in ascending row and column,
   * then one fused multiply-add.
   *
   * @param p coefficients {@code [maps]} from {@code wAt} and biases {@code [maps]}. Not modified.
   * @param x {@code [maps][rows][columns][16]}. Not modified.
   * @param y {@code [maps][outRows][outColumns][16]}. Overwritten.
   */
  void subsampling(PoolSize s, float[] p, int wAt, int bAt, float[] x, int xAt, float[] y, int yAt);

  /**
   * {@code dx = w[m] dy} at each input of the window, zero outside all windows.
   *
   * @param p coefficients {@code [maps]} from {@code wAt}. Not modified.
   * @param dy {@code [maps][outRows][outColumns][16]}. Not modified.
   * @param dx {@code [maps][rows][columns][16]}. Overwritten.
   */
  void subsamplingDataGradient(
      PoolSize s, float[] p, int wAt, float[] dy, int dyAt, float[] dx, int dxAt);

  /**
   * {@code x = tanh(x)}, by {@link Tanh#tanh(float)}.
   *
   * @param x {@code [n]}. Replaced.
   * @param n a multiple of 16
   */
  void tanh(float[] x, int xAt, int n);

  /**
   * {@code dy = dy (1 - y^2)}: one fused {@code 1 - y y}, one product.
   *
   * @param y outputs of tanh {@code [n]}. Not modified, unless they are dy itself.
   * @param dy {@code [n]}. Replaced.
   * @param n a multiple of 16
   */
  void tanhGradient(float[] y, int yAt, float[] dy, int dyAt, int n);

  /**
   * {@code x = A tanh(S x)}, by {@link ScaledTanh#scaledTanh(float)}.
   *
   * @param x {@code [n]}. Replaced.
   * @param n a multiple of 16
   */
  void scaledTanh(float[] x, int xAt, int n);

  /**
   * {@code dy} times {@link ScaledTanh#slope(float) the slope} at y.
   *
   * @param y outputs of scaledTanh {@code [n]}. Not modified, unless they are dy itself.
   * @param dy {@code [n]}. Replaced.
   * @param n a multiple of 16
   */
  void scaledTanhGradient(float[] y, int yAt, float[] dy, int dyAt, int n);

  /**
   * {@code y[o] = sum of (x[i] - w[o][i])^2}, from zero, ascending i: the difference rounded, its
   * square fused with the sum.
   *
   * @param w {@code [out][in]}, from the start of its array. Not modified.
   * @param x {@code [in][16]}. Not modified.
   * @param y {@code [out][16]}. Overwritten.
   */
  void squaredDistances(DenseSize s, float[] w, float[] x, int xAt, float[] y, int yAt);

  /**
   * {@code dx[i] = 2 sum of (x[i] - w[o][i]) dy[o]}, from zero, ascending o: the difference
   * rounded, its product fused with the sum, the sum doubled.
   *
   * @param w {@code [out][in]}, from the start of its array. Not modified.
   * @param x {@code [in][16]}. Not modified.
   * @param dy {@code [out][16]}. Not modified.
   * @param dx {@code [in][16]}. Overwritten.
   */
  void squaredDistancesGradient(
      DenseSize s, float[] w, float[] x, int xAt, float[] dy, int dyAt, float[] dx, int dxAt);
}
