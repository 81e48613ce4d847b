package org.lenet5.kernel;

/**
 * The squashing function of LeCun et al. 1998, appendix A: {@code A tanh(S a)}, which maps +-1 to
 * +-1, where its second derivative is largest and its slope near the one that keeps variances. The
 * same bits on every machine, as {@link Tanh}.
 */
public final class ScaledTanh {
  /** The amplitude. */
  public static final float A = 1.7159f;

  /** The slope at 0 is A S. */
  public static final float S = 2f / 3f;

  /** The float nearest S / A of the floats. */
  public static final float S_OVER_A = S / A;

  private ScaledTanh() {}

  /** {@code A tanh(S x)}: the product rounded, {@link Tanh#tanh}, the product rounded. */
  public static float scaledTanh(float x) {
    return A * Tanh.tanh(S * x);
  }

  /**
   * The slope where the value is y, {@code (S/A) (A^2 - y^2)}, as {@code ((A - y) (A + y)) (S/A)},
   * each step rounded: never negative, and accurate to the last bits near saturation, where {@code
   * A^2 - y^2} would lose them.
   */
  public static float slope(float y) {
    return (A - y) * (A + y) * S_OVER_A;
  }
}
