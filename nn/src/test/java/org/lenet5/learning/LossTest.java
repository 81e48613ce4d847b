package org.lenet5.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lenet5.engine.Engines;
import org.lenet5.layer.Outputs;
import org.lenet5.network.LeNet5;
import org.lenet5.train.Trainer;
import org.lenet5.train.TrainingOptions;

class LossTest {
  private static final int CLASSES = 4;
  private static final int LABEL = 2;

  /** A power of two, so that the outputs moved by it are exact. */
  private static final float STEP = 0x1p-10f;

  /** The cut-off of central differences, h^2/6 of a third derivative of at most 1. */
  private static final double CUT_OFF = STEP * STEP / 6;

  /** A gradient is at most 2 and rounded to float once. */
  private static final double ROUNDING = 0x1p-23;

  static Stream<Arguments> losses() {
    return Stream.of(
        Arguments.of(new Loss.CrossEntropy(), Outputs.SCORES),
        Arguments.of(new Loss.CrossEntropy(), Outputs.DISTANCES),
        Arguments.of(new Loss.SquaredError(), Outputs.SCORES),
        Arguments.of(new Loss.SquaredError(), Outputs.DISTANCES),
        Arguments.of(new Loss.MaximumAPosteriori(0.7), Outputs.DISTANCES));
  }

  private static float[] outputs() {
    SplittableRandom random = new SplittableRandom(9);
    float[] y = new float[CLASSES];
    for (int i = 0; i < y.length; i++) {
      y[i] = random.nextInt(16) / 8f;
    }
    return y;
  }

  private static double value(Loss loss, Outputs outputs, float[] y, float[] gradient) {
    return loss.gradient(outputs, y, LABEL, 1, new double[CLASSES], gradient);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void gradientIsTheDerivative(Loss loss, Outputs outputs) {
    float[] y = outputs();
    float[] gradient = new float[y.length];
    float[] other = new float[y.length];
    value(loss, outputs, y, gradient);
    for (int c = 0; c < CLASSES; c++) {
      float before = y[c];
      y[c] = before + STEP;
      double above = value(loss, outputs, y, other);
      y[c] = before - STEP;
      double below = value(loss, outputs, y, other);
      y[c] = before;
      assertThat((double) gradient[c])
          .isCloseTo((above - below) / (2 * STEP), within(CUT_OFF + ROUNDING));
    }
  }

  /** For these losses the Gauss-Newton diagonal is the second derivative itself. */
  @ParameterizedTest
  @MethodSource("losses")
  void curvatureIsTheSecondDerivative(Loss loss, Outputs outputs) {
    float[] y = outputs();
    float[] curvature = new float[y.length];
    loss.curvature(outputs, y, new double[CLASSES], curvature);
    float[] above = new float[y.length];
    float[] below = new float[y.length];
    for (int c = 0; c < CLASSES; c++) {
      float before = y[c];
      y[c] = before + STEP;
      value(loss, outputs, y, above);
      y[c] = before - STEP;
      value(loss, outputs, y, below);
      y[c] = before;
      // Two gradients, each rounded to float, over twice the step.
      assertThat((double) curvature[c])
          .isCloseTo(
              ((double) above[c] - below[c]) / (2 * STEP), within(CUT_OFF + ROUNDING / STEP));
    }
  }

  @Test
  void valuesByHand() {
    float[] y = new float[2];
    y[0] = 2;
    y[1] = 6;
    double[] scratch = new double[2];
    float[] gradient = new float[y.length];
    Loss eq8 = new Loss.SquaredError();
    assertThat(eq8.gradient(Outputs.DISTANCES, y, 1, 1, scratch, gradient)).isEqualTo(3);
    assertThat(eq8.gradient(Outputs.SCORES, y, 1, 1, scratch, gradient)).isEqualTo(14.5);
    Loss eq9 = new Loss.MaximumAPosteriori(2);
    double expected = 1 + Math.log(Math.exp(-2) + Math.exp(-1) + Math.exp(-3));
    assertThat(eq9.gradient(Outputs.DISTANCES, y, 0, 1, scratch, gradient))
        .isCloseTo(expected, within(8 * 0x1p-53));
  }

  /** Distances of hundreds, as at the start of training, neither overflow nor vanish. */
  @Test
  void largeDistancesStayFinite() {
    float[] y = new float[CLASSES];
    for (int c = 0; c < CLASSES; c++) {
      y[c] = 4000 + c;
    }
    float[] gradient = new float[y.length];
    Loss loss = new Loss.MaximumAPosteriori(1e5);
    assertThat(value(loss, Outputs.DISTANCES, y, gradient)).isPositive().isLessThan(10);
    assertThat(gradient[LABEL]).isPositive();
  }

  @Test
  void equation9IsOfDistances() {
    TrainingOptions paper = TrainingOptions.paper();
    assertThatThrownBy(() -> new Trainer(LeNet5.modern(10), paper, Engines.scalar(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected one for SCORES");
    assertThatThrownBy(() -> new Loss.MaximumAPosteriori(0))
        .hasMessage("j: got 0.0, expected above 0 and below 1e6");
  }
}
