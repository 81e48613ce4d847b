package org.lenet5.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lenet5.nn.Outputs;
import org.lenet5.nn.kernel.Kernels;

class CrossEntropyTest {
  /** Outputs are multiples of 1/8 below 8, so that steps of this size are exact in float. */
  private static final float STEP = 0x1p-10f;

  /** The cut-off of central differences, h^2/6 of a third derivative of at most 1. */
  private static final double CUT_OFF = STEP * STEP / 6;

  /** A gradient is below 1 and rounded to float once. */
  private static final double ROUNDING = 0x1p-25;

  /** Downhill is away from other codes and towards the right one, whatever the outputs mean. */
  @ParameterizedTest
  @EnumSource
  void gradientIsTheDerivative(Outputs outputs) {
    int classes = 4;
    int lane = 3;
    int label = 2;
    SplittableRandom random = new SplittableRandom(9);
    CrossEntropy loss = new CrossEntropy(outputs, classes);
    float[] y = new float[classes * Kernels.LANES];
    for (int i = 0; i < y.length; i++) {
      y[i] = random.nextInt(16) / 8f;
    }
    float[] gradient = new float[y.length];
    float[] other = new float[y.length];
    double value = loss.gradient(y, lane, label, 1, gradient);
    assertThat(value).isPositive();
    for (int c = 0; c < classes; c++) {
      int at = c * Kernels.LANES + lane;
      float before = y[at];
      y[at] = before + STEP;
      double above = loss.gradient(y, lane, label, 1, other);
      y[at] = before - STEP;
      double below = loss.gradient(y, lane, label, 1, other);
      y[at] = before;
      assertThat((double) gradient[at])
          .isCloseTo((above - below) / (2 * STEP), within(CUT_OFF + ROUNDING));
      assertThat(gradient[at] * outputs.sign() < 0).isEqualTo(c == label);
    }
  }
}
