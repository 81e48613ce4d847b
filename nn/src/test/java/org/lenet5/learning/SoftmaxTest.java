package org.lenet5.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lenet5.layer.Outputs;

class SoftmaxTest {
  /** A handful of double operations, each within an ulp of values up to 1. */
  private static final double ROUNDINGS = 8 * 0x1p-53;

  @Test
  void ofLogarithmsIsTheShare() {
    float[] x = scores(0, (float) Math.log(2), (float) Math.log(5));
    double[] p = new double[3];
    double logSum = Softmax.probabilities(Outputs.SCORES, x, p);
    // The logarithms were rounded to float: relative errors of 2^-25 of values up to 2.
    assertThat(p[0]).isCloseTo(1 / 8.0, within(0x1p-24));
    assertThat(p[1]).isCloseTo(2 / 8.0, within(0x1p-24));
    assertThat(p[2]).isCloseTo(5 / 8.0, within(0x1p-24));
    assertThat(logSum).isCloseTo(Math.log(8), within(0x1p-23));
    assertThat(Arrays.stream(p).sum()).isCloseTo(1, within(ROUNDINGS));
  }

  @Test
  void ofDistancesIsThatOfTheirNegatives() {
    double[] p = new double[3];
    double[] q = new double[3];
    double logSum = Softmax.probabilities(Outputs.DISTANCES, scores(2, 0.5f, 80), p);
    assertThat(Softmax.probabilities(Outputs.SCORES, scores(-2, -0.5f, -80), q)).isEqualTo(logSum);
    assertThat(p).isEqualTo(q);
    assertThat(p[1]).isGreaterThan(p[0]);
    assertThat(p[0]).isGreaterThan(p[2]);
  }

  @Test
  void doesNotOverflow() {
    double[] p = new double[3];
    assertThat(Softmax.probabilities(Outputs.SCORES, scores(3e38f, -3e38f, 3e38f), p))
        .isEqualTo(3e38f);
    assertThat(p).containsExactly(0.5, 0, 0.5);
    assertThat(Softmax.probabilities(Outputs.SCORES, scores(-1000, -1000, -1000), p))
        .isCloseTo(-1000 + Math.log(3), within(1000 * ROUNDINGS));
    assertThat(p).containsOnly(1 / 3.0);
  }

  @Test
  void nanStaysNan() {
    double[] p = new double[2];
    assertThat(Softmax.probabilities(Outputs.SCORES, scores(Float.NaN, 0), p)).isNaN();
    assertThat(Softmax.probabilities(Outputs.SCORES, scores(Float.POSITIVE_INFINITY, 0), p))
        .isNaN();
  }

  private static float[] scores(float... scores) {
    return scores;
  }
}
