package org.lenet5.kernel;

import static org.lenet5.kernel.FusedMultiplyAdd.fma;

/**
 * Minimal filtering F(5, 5): five neighbouring outputs of five taps by nine multiplications instead
 * of 25 (S. Winograd, "Arithmetic Complexity of Computations", 1980; for convolutions A. Lavin and
 * S. Gray, "Fast Algorithms for Convolutional Neural Networks", 2016). The values of the outputs
 * are found through those of two polynomials at nine points, and multiplied there: plus and minus
 * 1/4, 5/8, 1 and 2, and infinity. Pairs of points share the even and the odd part of a sum.
 *
 * <p>Here are the transforms of one tile, for one sample; {@link LaneKernels} has them for blocks.
 * All sums are in the order written there, each term by one fused multiply-add. Results differ from
 * direct sums by about four times the rounding error of these.
 */
public final class Winograd {
  /** Outputs of a tile. */
  public static final int TILE = 5;

  /** Taps of a row. */
  public static final int TAPS = 5;

  /** Points: a pair for each of A0 to A3, plus before minus, then infinity. */
  public static final int POINTS = TILE + TAPS - 1;

  /** The place of infinity. */
  static final int INFINITY = POINTS - 1;

  public static final float A0 = 0.25f;
  public static final float A1 = 0.625f;
  public static final float A2 = 1;
  public static final float A3 = 2;

  private static final float Z0 = A0 * A0;
  private static final float Z1 = A1 * A1;
  private static final float Z2 = A2 * A2;
  private static final float Z3 = A3 * A3;

  // q of each pair: the product of (z - a^2) over the other three, z^3 + Q02 z^2 + Q01 z + Q00 for
  // the first. Exact, as is n, the product over all four.
  public static final float Q00 = -Z1 * Z2 * Z3;
  public static final float Q01 = Z1 * Z2 + Z1 * Z3 + Z2 * Z3;
  public static final float Q02 = -Z1 - Z2 - Z3;
  public static final float Q10 = -Z0 * Z2 * Z3;
  public static final float Q11 = Z0 * Z2 + Z0 * Z3 + Z2 * Z3;
  public static final float Q12 = -Z0 - Z2 - Z3;
  public static final float Q20 = -Z0 * Z1 * Z3;
  public static final float Q21 = Z0 * Z1 + Z0 * Z3 + Z1 * Z3;
  public static final float Q22 = -Z0 - Z1 - Z3;
  public static final float Q30 = -Z0 * Z1 * Z2;
  public static final float Q31 = Z0 * Z1 + Z0 * Z2 + Z1 * Z2;
  public static final float Q32 = -Z0 - Z1 - Z2;
  public static final float N0 = Z0 * Z1 * Z2 * Z3;
  public static final float N1 = Q00 + Z0 * -Q01;
  public static final float N2 = Q01 + Z0 * -Q02;
  public static final float N3 = Q02 - Z0;

  // 1 / (2 a q(a^2)), by which the weights of each pair are scaled.
  private static final float SCALE0 =
      (float) (1 / (2.0 * A0 * (Q00 + Z0 * (Q01 + Z0 * (Q02 + Z0)))));
  private static final float SCALE1 =
      (float) (1 / (2.0 * A1 * (Q10 + Z1 * (Q11 + Z1 * (Q12 + Z1)))));
  private static final float SCALE2 =
      (float) (1 / (2.0 * A2 * (Q20 + Z2 * (Q21 + Z2 * (Q22 + Z2)))));
  private static final float SCALE3 =
      (float) (1 / (2.0 * A3 * (Q30 + Z3 * (Q31 + Z3 * (Q32 + Z3)))));

  private Winograd() {}

  /**
   * {@link LaneKernels#winogradInput}.
   *
   * @param x nine columns from {@code xAt}, one {@code column} after another. Not modified.
   * @param v values from {@code vAt}, one {@code point} after another. Overwritten.
   */
  public static void input(float[] x, int xAt, int column, float[] v, int vAt, int point) {
    float d0 = x[xAt];
    float d1 = x[xAt + column];
    float d2 = x[xAt + 2 * column];
    float d3 = x[xAt + 3 * column];
    float d4 = x[xAt + 4 * column];
    float d5 = x[xAt + 5 * column];
    float d6 = x[xAt + 6 * column];
    float d7 = x[xAt + 7 * column];
    float d8 = x[xAt + 8 * column];
    float o = fma(Q00, d1, fma(Q01, d3, fma(Q02, d5, d7)));
    float e = fma(Q00, d0, fma(Q01, d2, fma(Q02, d4, d6)));
    v[vAt] = fma(A0, e, o);
    v[vAt + point] = fma(-A0, e, o);
    o = fma(Q10, d1, fma(Q11, d3, fma(Q12, d5, d7)));
    e = fma(Q10, d0, fma(Q11, d2, fma(Q12, d4, d6)));
    v[vAt + 2 * point] = fma(A1, e, o);
    v[vAt + 3 * point] = fma(-A1, e, o);
    o = fma(Q20, d1, fma(Q21, d3, fma(Q22, d5, d7)));
    e = fma(Q20, d0, fma(Q21, d2, fma(Q22, d4, d6)));
    v[vAt + 4 * point] = fma(A2, e, o);
    v[vAt + 5 * point] = fma(-A2, e, o);
    o = fma(Q30, d1, fma(Q31, d3, fma(Q32, d5, d7)));
    e = fma(Q30, d0, fma(Q31, d2, fma(Q32, d4, d6)));
    v[vAt + 6 * point] = fma(A3, e, o);
    v[vAt + 7 * point] = fma(-A3, e, o);
    v[vAt + INFINITY * point] = fma(N0, d0, fma(N1, d2, fma(N2, d4, fma(N3, d6, d8))));
  }

  /**
   * {@link LaneKernels#winogradOutput}.
   *
   * @param m values from {@code mAt}, one {@code point} after another. Not modified.
   * @param y five columns from {@code yAt}, one {@code column} after another. Overwritten.
   */
  public static void output(float[] m, int mAt, int point, float[] y, int yAt, int column) {
    float s0 = m[mAt] + m[mAt + point];
    float t0 = m[mAt] - m[mAt + point];
    float s1 = m[mAt + 2 * point] + m[mAt + 3 * point];
    float t1 = m[mAt + 2 * point] - m[mAt + 3 * point];
    float s2 = m[mAt + 4 * point] + m[mAt + 5 * point];
    float t2 = m[mAt + 4 * point] - m[mAt + 5 * point];
    float s3 = m[mAt + 6 * point] + m[mAt + 7 * point];
    float t3 = m[mAt + 6 * point] - m[mAt + 7 * point];
    float infinity = m[mAt + INFINITY * point];
    y[yAt] = s0 + s1 + s2 + s3;
    y[yAt + column] = fma(A3, t3, fma(A2, t2, fma(A1, t1, A0 * t0)));
    y[yAt + 2 * column] = fma(Z3, s3, fma(Z2, s2, fma(Z1, s1, Z0 * s0)));
    y[yAt + 3 * column] = fma(Z3 * A3, t3, fma(Z2 * A2, t2, fma(Z1 * A1, t1, Z0 * A0 * t0)));
    y[yAt + 4 * column] =
        fma(Z3 * Z3, s3, fma(Z2 * Z2, s2, fma(Z1 * Z1, s1, fma(Z0 * Z0, s0, infinity))));
  }

  /**
   * {@link LaneKernels#winogradOutputGradient}.
   *
   * @param dy five columns from {@code dyAt}, one {@code column} after another. Not modified.
   * @param dm values from {@code dmAt}, one {@code point} after another. Overwritten.
   */
  public static void outputGradient(
      float[] dy, int dyAt, int column, float[] dm, int dmAt, int point) {
    float y0 = dy[dyAt];
    float y1 = dy[dyAt + column];
    float y2 = dy[dyAt + 2 * column];
    float y3 = dy[dyAt + 3 * column];
    float y4 = dy[dyAt + 4 * column];
    float e = even(A0, y0, y2, y4);
    float o = odd(A0, y1, y3);
    dm[dmAt] = e + o;
    dm[dmAt + point] = e - o;
    e = even(A1, y0, y2, y4);
    o = odd(A1, y1, y3);
    dm[dmAt + 2 * point] = e + o;
    dm[dmAt + 3 * point] = e - o;
    e = even(A2, y0, y2, y4);
    o = odd(A2, y1, y3);
    dm[dmAt + 4 * point] = e + o;
    dm[dmAt + 5 * point] = e - o;
    e = even(A3, y0, y2, y4);
    o = odd(A3, y1, y3);
    dm[dmAt + 6 * point] = e + o;
    dm[dmAt + 7 * point] = e - o;
    dm[dmAt + INFINITY * point] = y4;
  }

  /**
   * {@link LaneKernels#winogradInputGradient}.
   *
   * @param dv values from {@code dvAt}, one {@code point} after another. Not modified.
   * @param dx nine columns from {@code dxAt}, one {@code column} after another. The first four are
   *     added to, the others overwritten.
   */
  public static void inputGradient(
      float[] dv, int dvAt, int point, float[] dx, int dxAt, int column) {
    float s0 = dv[dvAt] + dv[dvAt + point];
    float t0 = A0 * (dv[dvAt] - dv[dvAt + point]);
    float s1 = dv[dvAt + 2 * point] + dv[dvAt + 3 * point];
    float t1 = A1 * (dv[dvAt + 2 * point] - dv[dvAt + 3 * point]);
    float s2 = dv[dvAt + 4 * point] + dv[dvAt + 5 * point];
    float t2 = A2 * (dv[dvAt + 4 * point] - dv[dvAt + 5 * point]);
    float s3 = dv[dvAt + 6 * point] + dv[dvAt + 7 * point];
    float t3 = A3 * (dv[dvAt + 6 * point] - dv[dvAt + 7 * point]);
    float infinity = dv[dvAt + INFINITY * point];
    dx[dxAt] += fma(Q30, t3, fma(Q20, t2, fma(Q10, t1, fma(Q00, t0, N0 * infinity))));
    dx[dxAt + column] += fma(Q30, s3, fma(Q20, s2, fma(Q10, s1, Q00 * s0)));
    dx[dxAt + 2 * column] += fma(Q31, t3, fma(Q21, t2, fma(Q11, t1, fma(Q01, t0, N1 * infinity))));
    dx[dxAt + 3 * column] += fma(Q31, s3, fma(Q21, s2, fma(Q11, s1, Q01 * s0)));
    dx[dxAt + 4 * column] = fma(Q32, t3, fma(Q22, t2, fma(Q12, t1, fma(Q02, t0, N2 * infinity))));
    dx[dxAt + 5 * column] = fma(Q32, s3, fma(Q22, s2, fma(Q12, s1, Q02 * s0)));
    dx[dxAt + 6 * column] = fma(N3, infinity, t0 + t1 + t2 + t3);
    dx[dxAt + 7 * column] = s0 + s1 + s2 + s3;
    dx[dxAt + 8 * column] = infinity;
  }

  /**
   * From a row of weights to its values at the points: with e = w0 + a^2 w2 + a^4 w4 and o = a w1 +
   * a^3 w3, each from its first term on, {@code s (o + e)} at a and {@code s (o - e)} at -a, where
   * s scales the pair; w4 at infinity.
   *
   * @param w five weights from {@code wAt}. Not modified.
   * @param u values from {@code uAt}, one {@code point} after another. Overwritten.
   */
  static void weights(float[] w, int wAt, float[] u, int uAt, int point) {
    float w0 = w[wAt];
    float w1 = w[wAt + 1];
    float w2 = w[wAt + 2];
    float w3 = w[wAt + 3];
    float w4 = w[wAt + 4];
    float e = even(A0, w0, w2, w4);
    float o = odd(A0, w1, w3);
    u[uAt] = SCALE0 * (o + e);
    u[uAt + point] = SCALE0 * (o - e);
    e = even(A1, w0, w2, w4);
    o = odd(A1, w1, w3);
    u[uAt + 2 * point] = SCALE1 * (o + e);
    u[uAt + 3 * point] = SCALE1 * (o - e);
    e = even(A2, w0, w2, w4);
    o = odd(A2, w1, w3);
    u[uAt + 4 * point] = SCALE2 * (o + e);
    u[uAt + 5 * point] = SCALE2 * (o - e);
    e = even(A3, w0, w2, w4);
    o = odd(A3, w1, w3);
    u[uAt + 6 * point] = SCALE3 * (o + e);
    u[uAt + 7 * point] = SCALE3 * (o - e);
    u[uAt + INFINITY * point] = w4;
  }

  /**
   * From the gradients of the values to those of the weights, the transpose of {@link #weights}:
   * with e = s (u(a) - u(-a)) and o = s (u(a) + u(-a)) of each pair, dw0 is the sum of e, dw1 of a
   * o, dw2 of a^2 e, dw3 of a^3 o, each ascending from the first pair's, and dw4, from u at
   * infinity, of a^4 e.
   *
   * @param du values from {@code duAt}, one {@code point} after another. Not modified.
   * @param dw gradients of five weights from {@code dwAt}. Added to.
   */
  static void weightGradient(float[] du, int duAt, int point, float[] dw, int dwAt) {
    float e0 = SCALE0 * (du[duAt] - du[duAt + point]);
    float o0 = SCALE0 * (du[duAt] + du[duAt + point]);
    float e1 = SCALE1 * (du[duAt + 2 * point] - du[duAt + 3 * point]);
    float o1 = SCALE1 * (du[duAt + 2 * point] + du[duAt + 3 * point]);
    float e2 = SCALE2 * (du[duAt + 4 * point] - du[duAt + 5 * point]);
    float o2 = SCALE2 * (du[duAt + 4 * point] + du[duAt + 5 * point]);
    float e3 = SCALE3 * (du[duAt + 6 * point] - du[duAt + 7 * point]);
    float o3 = SCALE3 * (du[duAt + 6 * point] + du[duAt + 7 * point]);
    float infinity = du[duAt + INFINITY * point];
    dw[dwAt] += e0 + e1 + e2 + e3;
    dw[dwAt + 1] += fma(A3, o3, fma(A2, o2, fma(A1, o1, A0 * o0)));
    dw[dwAt + 2] += fma(Z3, e3, fma(Z2, e2, fma(Z1, e1, Z0 * e0)));
    dw[dwAt + 3] += fma(Z3 * A3, o3, fma(Z2 * A2, o2, fma(Z1 * A1, o1, Z0 * A0 * o0)));
    dw[dwAt + 4] +=
        fma(Z3 * Z3, e3, fma(Z2 * Z2, e2, fma(Z1 * Z1, e1, fma(Z0 * Z0, e0, infinity))));
  }

  private static float even(float a, float x0, float x2, float x4) {
    return fma(a * a * a * a, x4, fma(a * a, x2, x0));
  }

  private static float odd(float a, float x1, float x3) {
    return fma(a * a * a, x3, a * x1);
  }
}
