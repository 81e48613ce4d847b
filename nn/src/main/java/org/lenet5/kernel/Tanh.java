package org.lenet5.kernel;

/**
 * The hyperbolic tangent in float, the same bits on every machine: only +, x, /, fused
 * multiply-add, minimum and maximum, each defined to the last bit by IEEE 754 and Java.
 *
 * <p>With u = tanh(x/2) = (a/2)/b, a = x P(x^2) and b = Q(x^2), the doubling formula gives
 *
 * <pre>  tanh x = 2u/(1 + u^2) = a b / (b^2 + a^2/4).</pre>
 *
 * <p>For large x, where u is near 1, tanh hardly moves with u: five coefficients do for what takes
 * a rational function of x alone eight, and more accurately (5 to 6 ulps there). P = 1 + P1 t + P2
 * t^2 and Q = 1 + Q1 t + Q2 t^2 + Q3 t^3, t = x^2, come from {@code
 * src/test/python/tanh_coefficients.py}.
 *
 * <p>Over all floats the error is at most 3.79 ulps (0.7 in the mean square), of the binade below 1
 * where the result is 1; the result is never beyond 1, and where it should rise with x it may fall
 * by 6 ulps at most.
 *
 * <p>Vectors get the same bits by the same operations, each rounded once:
 *
 * <pre>
 *   x = min(max(x, -LIMIT), LIMIT)               NaN stays NaN
 *   t = x x
 *   a = fma(x t, fma(P2, t, P1), x)              x t rounded first
 *   w = fma(fma(Q3, t, Q2), t, Q1) t             b = 1 + w, never formed
 *   d = 1 + fma(w, w + 2, (a/4) a)
 *   tanh = fma(a, w, a) / d
 * </pre>
 */
public final class Tanh {
  /** From here on the tangent is 1 to within half an ulp. */
  public static final float LIMIT = 9.02f;

  /** Of x^2 in P. */
  public static final float P1 = 0x1.e7e014p-6f;

  /** Of x^4 in P. */
  public static final float P2 = 0x1.df892ap-14f;

  /** Of x^2 in Q. */
  public static final float Q1 = 0x1.cf4d52p-4f;

  /** Of x^4 in Q. */
  public static final float Q2 = 0x1.3c63eap-10f;

  /** Of x^6 in Q. */
  public static final float Q3 = 0x1.4a5a6cp-20f;

  private Tanh() {}

  /**
   * tanh(x), odd, never beyond 1 in magnitude; tanh(-0) = -0, tanh(NaN) = NaN. Without branches, so
   * that HotSpot turns loops over it into vectors.
   */
  public static float tanh(float x) {
    float limited = Math.min(Math.max(x, -LIMIT), LIMIT);
    float t = limited * limited;
    float a = FusedMultiplyAdd.fma(limited * t, FusedMultiplyAdd.fma(P2, t, P1), limited);
    float w = FusedMultiplyAdd.fma(FusedMultiplyAdd.fma(Q3, t, Q2), t, Q1) * t;
    float d = 1 + FusedMultiplyAdd.fma(w, w + 2, 0.25f * a * a);
    return FusedMultiplyAdd.fma(a, w, a) / d;
  }
}
