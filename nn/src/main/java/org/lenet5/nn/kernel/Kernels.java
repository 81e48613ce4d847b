package org.lenet5.nn.kernel;

import java.lang.foreign.MemorySegment;
import java.util.ServiceLoader;

/**
 * The arithmetic of one block: 16 samples, one per lane. Every activation is {@code [unit][16]}, a
 * map's units in row-major order, and starts where the argument behind its array says; weights are
 * plain arrays.
 *
 * <p>The contract is exact. Each method states the order in which the terms of one output are
 * added; every term enters by one fused multiply-add ({@link Math#fma(float, float, float)}), lane
 * by lane. Implementations may reorder only between outputs, so that all of them give the same
 * bits. {@link ScalarKernels} is the definition.
 *
 * <p>Kernels keep nothing, allocate at most the sums of a tile (1.7 kB), and check their arguments
 * only by assertions: the layers that call them have checked the sizes.
 */
public interface Kernels {
  /** Samples in a block, whatever the machine's vectors hold. */
  int LANES = 16;

  /** A short name: {@code scalar}, {@code simd-512}. */
  String name();

  /**
   * {@code y[o][r][c] = b[o] + sum of w[o][i][kr][kc] x[i][r+kr][c+kc]}, from b[o], ascending i,
   * kr, kc.
   *
   * @param p weights from {@code wAt}, biases from {@code bAt}. Not modified.
   * @param x input. Not modified.
   * @param y output. Overwritten.
   */
  void convolution(
      ConvolutionSize s, float[] p, int wAt, int bAt, float[] x, int xAt, float[] y, int yAt);

  /**
   * {@code dx[i][r][c] = sum of w[o][i][kr][kc] dy[o][r-kr][c-kc]} over the terms inside dy, from
   * zero, ascending kc, kr, o.
   *
   * @param p weights from {@code wAt}. Not modified.
   * @param dy gradient of the output. Not modified.
   * @param dx gradient of the input. Overwritten.
   */
  void convolutionDataGradient(
      ConvolutionSize s, float[] p, int wAt, float[] dy, int dyAt, float[] dx, int dxAt);

  /**
   * {@code dw[o][i][kr][kc] += lanes(sum of dy[o][r][c] x[i][r+kr][c+kc])}: in each lane from zero,
   * ascending r, c; then {@link ScalarKernels#sumLanes the tree}.
   *
   * @param x input. Not modified.
   * @param dy gradient of the output. Not modified.
   * @param dp gradients of weights from {@code wAt}. Added to.
   */
  void convolutionWeightGradient(
      ConvolutionSize s, float[] x, int xAt, float[] dy, int dyAt, float[] dp, int wAt);

  /**
   * {@code db[o] += lanes(sum of dy[o][r][c])}: in each lane from zero, ascending r, c; then {@link
   * ScalarKernels#sumLanes the tree}.
   *
   * @param dy gradient of the output. Not modified.
   * @param dp gradients of biases from {@code bAt}. Added to.
   */
  void convolutionBiasGradient(ConvolutionSize s, float[] dy, int dyAt, float[] dp, int bAt);

  /**
   * From the rows of the input to their values at the points of {@link WinogradSize}, tile by tile
   * of nine columns d: with o = q0 d1 + q1 d3 + q2 d5 + d7 and e = q0 d0 + q1 d2 + q2 d4 + d6, each
   * from its last term back, {@code o + a e} at a and {@code o - a e} at -a; at infinity {@code n0
   * d0 + n1 d2 + n2 d4 + n3 d6 + d8}, from its last term back.
   *
   * @param x {@code [inMaps][inRows][inColumns][16]}. Not modified.
   * @param v {@code [POINTS][inputStride]} from {@code vAt}. Overwritten, but for the end of each.
   */
  void winogradInput(WinogradSize s, float[] x, int xAt, float[] v, int vAt);

  /**
   * From the values of the output at the points to its rows, tile by tile of five columns y: with s
   * = m(a) + m(-a) and t = m(a) - m(-a) of each pair, y0 is the sum of s, y1 of a t, y2 of a^2 s,
   * y3 of a^3 t, each ascending from the first pair's, and y4, from m at infinity, of a^4 s.
   *
   * @param m {@code [POINTS][outputStride]} from {@code mAt}. Not modified.
   * @param y {@code [outMaps][outRows][outColumns][16]}. Overwritten.
   */
  void winogradOutput(WinogradSize s, float[] m, int mAt, float[] y, int yAt);

  /**
   * From the gradient of the output to that of its values at the points, the transpose of {@link
   * #winogradOutput}: with e = y0 + a^2 y2 + a^4 y4 and o = a y1 + a^3 y3, each from its first term
   * on, {@code e + o} at a, {@code e - o} at -a, and y4 at infinity.
   *
   * @param dy {@code [outMaps][outRows][outColumns][16]}. Not modified.
   * @param dm {@code [POINTS][outputStride]} from {@code dmAt}. Overwritten, but for the end of
   *     each.
   */
  void winogradOutputGradient(WinogradSize s, float[] dy, int dyAt, float[] dm, int dmAt);

  /**
   * From the gradient of the input's values at the points to that of the input, the transpose of
   * {@link #winogradInput}: with s = v(a) + v(-a) and t = a (v(a) - v(-a)) of each pair, d1, d3 and
   * d5 of a tile are the sums of q0 s, q1 s and q2 s, d7 of s, each ascending from the first
   * pair's; d0, d2 and d4, from n0, n1 and n2 times v at infinity, of q0 t, q1 t and q2 t, d6 of t
   * and then n3 v at infinity, d8 is v at infinity. What a tile before has in its last four
   * columns, or zero, d0 to d3 are added to.
   *
   * @param dv {@code [POINTS][inputStride]} from {@code dvAt}. Not modified.
   * @param dx {@code [inMaps][inRows][inColumns][16]}. Overwritten.
   */
  void winogradInputGradient(WinogradSize s, float[] dv, int dvAt, float[] dx, int dxAt);

  /**
   * {@link #convolution} over the connections there are: from b[o], ascending i among the input
   * maps of o, kr, kc.
   *
   * @param p weights {@code [connection][kernel][kernel]} from {@code wAt}, biases from {@code
   *     bAt}. Not modified.
   * @param x input. Not modified.
   * @param y output. Overwritten.
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
   * @param p weights from {@code wAt}. Not modified.
   * @param dy gradient of the output. Not modified.
   * @param dx gradient of the input. Overwritten.
   */
  void partialConvolutionDataGradient(
      PartialConvolutionSize s, float[] p, int wAt, float[] dy, int dyAt, float[] dx, int dxAt);

  /**
   * {@link #convolutionWeightGradient} over the connections there are: in each lane from zero,
   * ascending r, c; then the tree.
   *
   * @param x input. Not modified.
   * @param dy gradient of the output. Not modified.
   * @param dp gradients of weights from {@code wAt}. Added to.
   */
  void partialConvolutionWeightGradient(
      PartialConvolutionSize s, float[] x, int xAt, float[] dy, int dyAt, float[] dp, int wAt);

  /**
   * {@code y[o] = b[o] + sum of w[o][i] x[i]}, from b[o], ascending i.
   *
   * @param p weights {@code [out][in]} from {@code wAt}, biases from {@code bAt}. Not modified.
   * @param x {@code [in][16]}. Not modified.
   * @param y {@code [out][16]}. Overwritten.
   */
  void dense(int in, int out, float[] p, int wAt, int bAt, float[] x, int xAt, float[] y, int yAt);

  /**
   * {@code dx[i] = sum of w[o][i] dy[o]}, from zero, ascending o.
   *
   * @param p weights {@code [out][in]} from {@code wAt}. Not modified.
   * @param dy {@code [out][16]}. Not modified.
   * @param dx {@code [in][16]}. Overwritten.
   */
  void denseDataGradient(
      int in, int out, float[] p, int wAt, float[] dy, int dyAt, float[] dx, int dxAt);

  /**
   * {@code dw[o][i] += sum over samples s of dy[o][s] x[i][s]}, from dw[o][i], ascending s; {@code
   * db[o] += } {@link ScalarKernels#sumLanes lanes}{@code (dy[o])}.
   *
   * @param x {@code [in][16]}. Not modified.
   * @param dy {@code [out][16]}. Not modified.
   * @param dp gradients of weights from {@code wAt} and biases from {@code bAt}. Added to.
   * @param scratch {@code 16 x in} values from {@code scratchAt}, of no meaning before or after
   */
  void denseWeightGradient(
      int in,
      int out,
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
   * The mean of each {@code window x window} square, windows side by side: the sum from zero in
   * ascending row and column, times the float nearest 1/window^2.
   *
   * @param x {@code [maps][rows][columns][16]}. Not modified.
   * @param y {@code [maps][rows/window][columns/window][16]}. Overwritten.
   */
  void averagePool(
      int maps, int rows, int columns, int window, float[] x, int xAt, float[] y, int yAt);

  /**
   * {@code dx = dy / window^2} at each input of the window, zero outside all windows.
   *
   * @param dy {@code [maps][rows/window][columns/window][16]}. Not modified.
   * @param dx {@code [maps][rows][columns][16]}. Overwritten.
   */
  void averagePoolGradient(
      int maps, int rows, int columns, int window, float[] dy, int dyAt, float[] dx, int dxAt);

  /**
   * {@link #tanh} of all {@code x}, then {@link #averagePool}, in one walk through memory.
   *
   * @param x {@code [maps][rows][columns][16]}. Replaced by its hyperbolic tangent.
   * @param y {@code [maps][rows/window][columns/window][16]}. Overwritten.
   */
  void tanhAveragePool(
      int maps, int rows, int columns, int window, float[] x, int xAt, float[] y, int yAt);

  /**
   * {@link #averagePoolGradient}, then {@link #tanhGradient}, in one walk through memory: what
   * {@link #tanhAveragePool} left in {@code x} is replaced by the gradient of what it found there,
   * {@code (dy / window^2) (1 - x^2)}, zero outside all windows.
   *
   * @param dy {@code [maps][rows/window][columns/window][16]}. Not modified.
   * @param x {@code [maps][rows][columns][16]}. Overwritten.
   */
  void tanhAveragePoolGradient(
      int maps, int rows, int columns, int window, float[] dy, int dyAt, float[] x, int xAt);

  /**
   * {@code y[m] = b[m] + w[m] (sum of each window x window square of x[m])}, windows side by side:
   * the sum from zero in ascending row and column, then one fused multiply-add.
   *
   * @param p a coefficient for each map from {@code wAt}, biases from {@code bAt}. Not modified.
   * @param x {@code [maps][rows][columns][16]}. Not modified.
   * @param y {@code [maps][rows/window][columns/window][16]}. Overwritten.
   */
  void subsampling(
      int maps,
      int rows,
      int columns,
      int window,
      float[] p,
      int wAt,
      int bAt,
      float[] x,
      int xAt,
      float[] y,
      int yAt);

  /**
   * {@code dx = w[m] dy} at each input of the window, zero outside all windows.
   *
   * @param p coefficients from {@code wAt}. Not modified.
   * @param dy {@code [maps][rows/window][columns/window][16]}. Not modified.
   * @param dx {@code [maps][rows][columns][16]}. Overwritten.
   */
  void subsamplingDataGradient(
      int maps,
      int rows,
      int columns,
      int window,
      float[] p,
      int wAt,
      float[] dy,
      int dyAt,
      float[] dx,
      int dxAt);

  /**
   * {@code dw[m] += lanes(sum of dy (the window's sum))} and {@code db[m] += lanes(sum of dy)}: the
   * window's sum as in {@link #subsampling}; in each lane from zero, ascending row and column of
   * dy; then {@link ScalarKernels#sumLanes the tree}.
   *
   * @param x {@code [maps][rows][columns][16]}. Not modified.
   * @param dy {@code [maps][rows/window][columns/window][16]}. Not modified.
   * @param dp gradients of coefficients from {@code wAt} and biases from {@code bAt}. Added to.
   */
  void subsamplingWeightGradient(
      int maps,
      int rows,
      int columns,
      int window,
      float[] x,
      int xAt,
      float[] dy,
      int dyAt,
      float[] dp,
      int wAt,
      int bAt);

  /**
   * Replaces {@code x[xAt .. xAt + n)} by its hyperbolic tangent, {@link Tanh#tanh(float)}.
   *
   * @param n a multiple of 16
   */
  void tanh(float[] x, int xAt, int n);

  /**
   * Replaces {@code dy[dyAt .. dyAt + n)} by {@code dy (1 - y^2)}: one fused {@code 1 - y y}, one
   * product.
   *
   * @param y outputs of tanh. Not modified.
   * @param n a multiple of 16
   */
  void tanhGradient(float[] y, int yAt, float[] dy, int dyAt, int n);

  /**
   * Replaces {@code x[xAt .. xAt + n)} by {@link ScaledTanh#scaledTanh(float)}.
   *
   * @param n a multiple of 16
   */
  void scaledTanh(float[] x, int xAt, int n);

  /**
   * Replaces {@code dy[dyAt .. dyAt + n)} by {@code dy} times {@link ScaledTanh#slope(float) the
   * slope} at y.
   *
   * @param y outputs of scaledTanh. Not modified.
   * @param n a multiple of 16
   */
  void scaledTanhGradient(float[] y, int yAt, float[] dy, int dyAt, int n);

  /**
   * {@code y[i] = sum of (x[j] - w[i][j])^2}, from zero, ascending j: the difference rounded, its
   * square fused with the sum.
   *
   * @param w {@code [out][in]}. Not modified.
   * @param x {@code [in][16]}. Not modified.
   * @param y {@code [out][16]}. Overwritten.
   */
  void squaredDistances(int in, int out, float[] w, float[] x, int xAt, float[] y, int yAt);

  /**
   * {@code dx[j] = 2 sum of (x[j] - w[i][j]) dy[i]}, from zero, ascending i: the difference
   * rounded, its product fused with the sum, the sum doubled.
   *
   * @param w {@code [out][in]}. Not modified.
   * @param x {@code [in][16]}. Not modified.
   * @param dy {@code [out][16]}. Not modified.
   * @param dx {@code [in][16]}. Overwritten.
   */
  void squaredDistancesGradient(
      int in, int out, float[] w, float[] x, int xAt, float[] dy, int dyAt, float[] dx, int dxAt);

  /**
   * Of one sample, whose output maps are lanes: {@code y[v][r][c][l] = b[v][l] + sum of w[t][v][l]
   * x[r pitch + c + tapOffset[t]]}, from b[v][l], ascending t.
   *
   * @param p biases and weights {@code [1 + taps][vectors][16]}, of {@link MapConvolution#arrange}.
   *     Not modified.
   * @param x {@code [row][pitch]} of all maps, or whatever the offsets say, from {@code xAt}. Not
   *     modified.
   * @param y {@code [vectors][outRows][outColumns][16]} from {@code yAt}. Overwritten.
   */
  void singleConvolution(MapConvolution s, MemorySegment p, float[] x, int xAt, float[] y, int yAt);

  /**
   * {@link #subsampling} of one sample, whose columns are lanes: the square's sum from zero in
   * ascending row and column, then one fused multiply-add.
   *
   * @param p a coefficient for each map from {@code wAt}, biases from {@code bAt}. Not modified.
   * @param x {@code [maps][rows][pitch]} and a row. Not modified.
   * @param y {@code [maps][outRows][outPitch]}. Overwritten, behind the last column by anything.
   */
  void singleSubsampling(RowSubsampling s, float[] p, int wAt, int bAt, float[] x, float[] y);

  /**
   * Of one sample, whose columns are lanes: {@code dw[o][i][kr][kc] = sum of dy[o][r][c]
   * x[i][r+kr][c+kc]} over the connections there are, from zero, ascending r, c.
   *
   * @param x {@code [inMaps][inRows][pitch]} and a row, from {@code xAt}. Not modified.
   * @param dy {@code [outMaps][outRows][pitch]} from {@code dyAt}. Not modified.
   * @param dp gradients of weights {@code [connection][kernelRows][kernelColumns]} from {@code
   *     wAt}. Overwritten.
   */
  void singleConvolutionWeightGradient(
      RowConvolution s, float[] x, int xAt, float[] dy, int dyAt, float[] dp, int wAt);

  /**
   * Of one sample: {@code dx[i] = sum of w[o][i] dy[o]}, from zero, ascending o.
   *
   * @param p weights {@code [out][in]} from {@code wAt}. Not modified.
   * @param dy {@code [out]}. Not modified.
   * @param dx {@code [in]}. Overwritten.
   */
  void singleDenseDataGradient(int in, int out, float[] p, int wAt, float[] dy, float[] dx);

  /**
   * Of one sample: {@code dw[o][i] = dy[o] x[i]}.
   *
   * @param x {@code [in]}. Not modified.
   * @param dy {@code [out]}. Not modified.
   * @param dp gradients of weights {@code [out][in]} from {@code wAt}. Overwritten.
   */
  void singleDenseWeightGradient(int in, int out, float[] x, float[] dy, float[] dp, int wAt);

  /**
   * The fastest kernels that this machine and class path offer: those of lenet5-simd where the
   * module {@code jdk.incubator.vector} is resolved, otherwise the scalar ones, with the reason and
   * its remedy in the log. The bits do not depend on it.
   */
  static Kernels best() {
    return Best.KERNELS;
  }

  /** Finds the best kernels once. */
  final class Best {
    private static final Kernels KERNELS = find();

    private Best() {}

    private static Kernels find() {
      String reason = "no faster ones are on the class path; add lenet5-simd";
      for (KernelsProvider provider : ServiceLoader.load(KernelsProvider.class)) {
        try {
          return provider.kernels();
        } catch (UnsupportedOperationException e) {
          reason = e.getMessage();
        }
      }
      System.getLogger(Kernels.class.getName())
          .log(System.Logger.Level.WARNING, "slow scalar kernels: " + reason);
      return new ScalarKernels();
    }
  }
}
