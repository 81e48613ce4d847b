package org.lenet5.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lenet5.nn.kernel.Kernels;

class SoftmaxTest {
  /** A handful of double operations, each within an ulp of values up to 1. */
  private static final double ROUNDINGS = 8 * 0x1p-53;

  @Test
  void ofLogarithmsIsTheShare() {
    float[] x = scores(9, 0, (float) Math.log(2), (float) Math.log(5));
    double[] p = new double[3];
    double logSum = Softmax.probabilities(Outputs.SCORES, x, 9, p);
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
    double logSum = Softmax.probabilities(Outputs.DISTANCES, scores(4, 2, 0.5f, 80), 4, p);
    assertThat(Softmax.probabilities(Outputs.SCORES, scores(4, -2, -0.5f, -80), 4, q))
        .isEqualTo(logSum);
    assertThat(p).isEqualTo(q);
    assertThat(p[1]).isGreaterThan(p[0]);
    assertThat(p[0]).isGreaterThan(p[2]);
  }

  @Test
  void doesNotOverflow() {
    double[] p = new double[3];
    assertThat(Softmax.probabilities(Outputs.SCORES, scores(0, 3e38f, -3e38f, 3e38f), 0, p))
        .isEqualTo(3e38f);
    assertThat(p).containsExactly(0.5, 0, 0.5);
    assertThat(Softmax.probabilities(Outputs.SCORES, scores(15, -1000, -1000, -1000), 15, p))
        .isCloseTo(-1000 + Math.log(3), within(1000 * ROUNDINGS));
    assertThat(p).containsOnly(1 / 3.0);
  }

  @Test
  void nanStaysNan() {
    double[] p = new double[2];
    assertThat(Softmax.probabilities(Outputs.SCORES, scores(1, Float.NaN, 0), 1, p)).isNaN();
    assertThat(Softmax.probabilities(Outputs.SCORES, scores(1, Float.POSITIVE_INFINITY, 0), 1, p))
        .isNaN();
  }

  /** The scores in one lane, nonsense in the others. */
  private static float[] scores(int lane, float... scores) {
    float[] x = new float[scores.length * Kernels.LANES];
    Arrays.fill(x, 1e30f);
    for (int c = 0; c < scores.length; c++) {
      x[c * Kernels.LANES + lane] = scores[c];
    }
    return x;
  }
}
