package org.lenet5.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LearningCurveTest {
  /** Logarithms of six digits, a handful of operations each, over differences of about 1. */
  private static final double ROUNDING = 1e-12;

  @Test
  void findsTheLaw() {
    int[] samples = {15_000, 30_000, 60_000};
    double[] gaps = new double[3];
    for (int i = 0; i < 3; i++) {
      gaps[i] = 40 * Math.pow(samples[i], -0.75);
    }
    LearningCurve curve = LearningCurve.fit(samples, gaps);
    assertThat(curve.alpha()).isCloseTo(0.75, within(ROUNDING));
    assertThat(curve.gap(30_000)).isCloseTo(gaps[1], within(ROUNDING));
  }

  /** Of the errors that the paper's figure 6 gives. */
  @Test
  void thePapersExponent() {
    LearningCurve curve =
        LearningCurve.fit(
            new int[] {15_000, 30_000, 60_000},
            new double[] {1.68 - 0.05, 1.14 - 0.31, 0.94 - 0.35});
    assertThat(curve.alpha()).isCloseTo(0.74, within(0.01));
  }

  @Test
  void refusesWhatHasNoLine() {
    assertThatThrownBy(() -> LearningCurve.fit(new int[] {1, 2}, new double[] {1, 0}))
        .hasMessage("eq. 1: got a gap of 0.0 at 2 samples, expected above 0");
    assertThatThrownBy(() -> LearningCurve.fit(new int[] {2, 2}, new double[] {1, 1}))
        .hasMessageContaining("expected at least 2");
    assertThatThrownBy(() -> LearningCurve.fit(new int[] {1}, new double[] {1}))
        .hasMessageContaining("expected as many, at least 2");
  }
}
