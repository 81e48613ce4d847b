package org.lenet5.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** What appendix A of the paper says of its squashing function. */
class ScaledTanhTest {
  /** The constants A and S are given so that f(1) = 1 nearly. */
  private static final double PAPERS_DIGITS = 2e-5;

  @Test
  void mapsOneToOneAndIsOdd() {
    assertThat((double) ScaledTanh.scaledTanh(1)).isCloseTo(1, within(PAPERS_DIGITS));
    assertThat(ScaledTanh.scaledTanh(-1)).isEqualTo(-ScaledTanh.scaledTanh(1));
    assertThat(ScaledTanh.scaledTanh(0)).isZero();
    assertThat(ScaledTanh.scaledTanh(Float.NaN)).isNaN();
  }

  @Test
  void saturatesAtTheAmplitudeWithSlopeZero() {
    assertThat(ScaledTanh.scaledTanh(100)).isEqualTo(ScaledTanh.A);
    assertThat(ScaledTanh.scaledTanh(Float.NEGATIVE_INFINITY)).isEqualTo(-ScaledTanh.A);
    assertThat(ScaledTanh.slope(ScaledTanh.A)).isZero();
    assertThat(ScaledTanh.slope(-ScaledTanh.A)).isZero();
    assertThat((double) ScaledTanh.slope(0)).isCloseTo(1.7159 * 2 / 3, within(0x1p-22));
  }

  /** The formula with one fused multiply-add is negative for some of these values. */
  @Test
  void slopeIsNeverNegative() {
    float y = ScaledTanh.A;
    int negative = 0;
    for (int i = 0; i < 1000; i++, y = Math.nextDown(y)) {
      assertThat(ScaledTanh.slope(y)).isNotNegative();
      double exact = ((double) ScaledTanh.A - y) * ((double) ScaledTanh.A + y) * 2 / 3 / 1.7159;
      // Three roundings of the steps and two of the constant; the first difference is exact.
      assertThat((double) ScaledTanh.slope(y)).isCloseTo(exact, within(5 * 0x1p-24 * exact));
      negative += Math.fma(-y * ScaledTanh.S_OVER_A, y, ScaledTanh.A * ScaledTanh.S) < 0 ? 1 : 0;
    }
    assertThat(negative).isPositive();
  }
}
