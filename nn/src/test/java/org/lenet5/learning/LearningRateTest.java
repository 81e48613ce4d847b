package org.lenet5.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LearningRateTest {
  /** A handful of double operations on values up to 1. */
  private static final Offset<Double> ROUNDINGS = within(16 * 0x1p-53);

  @Test
  void constant() {
    LearningRate rate = new LearningRate.Constant(0.25);
    assertThat(rate.at(0, 0)).isEqualTo(0.25);
    assertThat(rate.at(14, 0.999)).isEqualTo(0.25);
    assertThat(rate.dependsOnLength()).isFalse();
  }

  @Test
  void step() {
    LearningRate rate = new LearningRate.Step(0.8, 2, 0.5);
    double[] expected = {0.8, 0.8, 0.4, 0.4, 0.2, 0.2, 0.1};
    for (int epoch = 0; epoch < expected.length; epoch++) {
      assertThat(rate.at(epoch, 0.5)).as("epoch %d", epoch).isEqualTo(expected[epoch]);
    }
    assertThat(rate.dependsOnLength()).isFalse();
  }

  /** Cosines of 0, 60, 90, 120 and 180 degrees. */
  @Test
  void cosine() {
    LearningRate rate = new LearningRate.Cosine(0.8);
    assertThat(rate.at(0, 0)).isEqualTo(0.8);
    assertThat(rate.at(0, 1 / 3.0)).isCloseTo(0.6, ROUNDINGS);
    assertThat(rate.at(9, 0.5)).isCloseTo(0.4, ROUNDINGS);
    assertThat(rate.at(0, 2 / 3.0)).isCloseTo(0.2, ROUNDINGS);
    assertThat(rate.at(0, 1)).isCloseTo(0, ROUNDINGS);
    assertThat(rate.dependsOnLength()).isTrue();
  }

  /** PyTorch's: a 25th at the start, the rate at 30%, a 250,000th at the end. */
  @Test
  void oneCycle() {
    LearningRate rate = new LearningRate.OneCycle(1);
    assertThat(rate.at(0, 0)).isCloseTo(0.04, ROUNDINGS);
    assertThat(rate.at(0, 0.1)).isCloseTo(0.28, ROUNDINGS);
    assertThat(rate.at(0, 0.15)).isCloseTo(0.52, ROUNDINGS);
    assertThat(rate.at(0, 0.2)).isCloseTo(0.76, ROUNDINGS);
    assertThat(rate.at(0, 0.3)).isCloseTo(1, ROUNDINGS);
    assertThat(rate.at(9, 0.65)).isCloseTo(0.500002, ROUNDINGS);
    assertThat(rate.at(0, 1)).isCloseTo(0.000004, ROUNDINGS);
    assertThat(rate.dependsOnLength()).isTrue();
  }

  /** The stages of section III.B. */
  @Test
  void paper() {
    LearningRate rate = new LearningRate.Paper(0.0005, 1);
    LearningRate stretched = new LearningRate.Paper(0.0005, 3);
    double[] expected = {
      5e-4, 5e-4, 2e-4, 2e-4, 2e-4, 1e-4, 1e-4, 1e-4, 5e-5, 5e-5, 5e-5, 5e-5, 1e-5, 1e-5
    };
    for (int epoch = 0; epoch < expected.length; epoch++) {
      assertThat(rate.at(epoch, 0)).as("epoch %d", epoch).isCloseTo(expected[epoch], ROUNDINGS);
      assertThat(stretched.at(3 * epoch, 0)).isEqualTo(rate.at(epoch, 0));
      assertThat(stretched.at(3 * epoch + 2, 0)).isEqualTo(rate.at(epoch, 0));
    }
    assertThat(rate.dependsOnLength()).isFalse();
  }

  @Test
  void refusesRatesOutOfRange() {
    for (double bad : new double[] {0, -1, 1001, Double.NaN, Double.POSITIVE_INFINITY}) {
      String message =
          "learning rate: got %s, expected a number above 0 and up to 1000".formatted(bad);
      refused(() -> new LearningRate.Constant(bad), message);
      refused(() -> new LearningRate.Step(bad, 1, 1), message);
      refused(() -> new LearningRate.Cosine(bad), message);
      refused(() -> new LearningRate.OneCycle(bad), message);
    }
    String expected = ", expected a factor in (0, 1] and at least 1 epoch";
    refused(
        () -> new LearningRate.Step(1, 0, 1),
        "step schedule: got a factor of 1.0 every 0 epochs" + expected);
    for (double bad : new double[] {0, 1.5, Double.NaN}) {
      refused(
          () -> new LearningRate.Step(1, 3, bad),
          "step schedule: got a factor of " + bad + " every 3 epochs" + expected);
    }
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
