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

  /** Gaps of 1.63, 0.83 and 0.59 percent: by the outer two alone, alpha would be 0.73. */
  @Test
  void thePapersExponent() {
    assertThat(Figure6.published(30_000).gap()).isCloseTo(0.83, within(ROUNDING));
    assertThat(Figure6.published(8000).gap()).isNaN();
    assertThat(Figure6.publishedCurve().alpha()).isCloseTo(0.733, within(0.001));
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
