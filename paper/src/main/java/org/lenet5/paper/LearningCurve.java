package org.lenet5.paper;

/**
 * Equation 1: {@code E_test - E_train = k (h/P)^alpha}, P the number of training samples, h the
 * network's effective capacity, which the fit cannot tell from k.
 *
 * @param alpha the exponent; the paper expects 0.5 to 1
 * @param scale {@code k h^alpha}, in the errors' unit
 */
public record LearningCurve(double alpha, double scale) {

  /**
   * The line of least squares through the logarithms.
   *
   * @param samples numbers of training samples P, at least two different ones
   * @param gaps {@code E_test - E_train} at each, above 0
   * @throws IllegalArgumentException if a gap is not above 0, or there are less than two sizes
   */
  public static LearningCurve fit(int[] samples, double[] gaps) {
    if (samples.length != gaps.length || samples.length < 2) {
      throw new IllegalArgumentException(
          "eq. 1: got %d sizes and %d gaps, expected as many, at least 2"
              .formatted(samples.length, gaps.length));
    }
    double n = samples.length;
    double x = 0;
    double y = 0;
    double xx = 0;
    double xy = 0;
    for (int i = 0; i < n; i++) {
      if (!(gaps[i] > 0)) {
        throw new IllegalArgumentException(
            "eq. 1: got a gap of %s at %d samples, expected above 0"
                .formatted(gaps[i], samples[i]));
      }
      double logP = StrictMath.log(samples[i]);
      double logGap = StrictMath.log(gaps[i]);
      x += logP;
      y += logGap;
      xx += logP * logP;
      xy += logP * logGap;
    }
    double slope = (n * xy - x * y) / (n * xx - x * x);
    if (!Double.isFinite(slope)) {
      throw new IllegalArgumentException("eq. 1: got one size only, expected at least 2");
    }
    return new LearningCurve(-slope, StrictMath.exp((y - slope * x) / n));
  }

  /** The gap that the curve expects at a number of training samples. */
  public double gap(int samples) {
    return scale * StrictMath.pow(samples, -alpha);
  }
}
