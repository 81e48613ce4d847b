package org.lenet5.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.lenet5.data.Distortion;
import org.lenet5.learning.LearningRate;
import org.lenet5.learning.Loss;
import org.lenet5.learning.Optimizer;
import org.lenet5.network.Network;

class TrainingOptionsTest {
  private static final Optimizer ADAM = new Optimizer.Adam();
  private static final LearningRate RATE = new LearningRate.Constant(1);

  @Test
  void theReviewsConfiguration() {
    assertThat(TrainingOptions.review())
        .isEqualTo(
            new TrainingOptions(
                new Optimizer.Adam(0.9, 0.999, 1e-8, 0),
                new LearningRate.Constant(0.001),
                15,
                32,
                42,
                0));
    assertThat(TrainingOptions.review().withEpochs(3).epochs()).isEqualTo(3);
  }

  @Test
  void refusesNumbersOutOfRange() {
    refused(
        () -> new TrainingOptions(ADAM, RATE, 0, 32, 42, 0),
        "epochs: got 0, expected 1 to 1000000");
    refused(
        () -> new TrainingOptions(ADAM, RATE, 1_000_001, 32, 42, 0),
        "epochs: got 1000001, expected 1 to 1000000");
    refused(
        () -> new TrainingOptions(ADAM, RATE, 1, 0, 42, 0),
        "batch size: got 0, expected 1 to 65536");
    refused(
        () -> new TrainingOptions(ADAM, RATE, 1, 65_537, 42, 0),
        "batch size: got 65537, expected 1 to 65536");
    refused(
        () -> new TrainingOptions(ADAM, RATE, 1, 32, 42, -1),
        "patience: got -1, expected 0 to 1000000");
    assertThatThrownBy(() -> new TrainingOptions(null, RATE, 1, 32, 42, 0))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("optimizer");
    assertThatThrownBy(() -> new TrainingOptions(ADAM, null, 1, 32, 42, 0))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("learningRate");
  }

  @Test
  void aRunStartsFromTheSeedsWeightsAndZeroMoments() {
    Network network = Network.input(1, 2, 2).dense("OUT", 3);
    TrainingState state = TrainingState.start(network, TrainingOptions.review());
    assertThat(state.parameters()).isEqualTo(network.initialParameters(42));
    assertThat(state.best()).isEqualTo(state.parameters()).isNotSameAs(state.parameters());
    assertThat(state.moments()).hasNumberOfRows(2);
    assertThat(state.moments()[0]).hasSize(15).containsOnly(0);
    assertThat(state.moments()[1]).hasSize(15).containsOnly(0);
    assertThat(state.bestEpoch()).isEmpty();
    assertThat(state.isFinished(TrainingOptions.review())).isFalse();
  }

  /** Losses 3, 1, 1, 2: the best is the first 1, and the second brought nothing smaller. */
  @Test
  void patienceCountsFromTheBestEpoch() {
    List<EpochResult> history = new ArrayList<>();
    TrainingState state = new TrainingState(new float[1], new float[0][], history, new float[1]);
    double[] losses = {3, 1, 1, 2};
    boolean[] outOfPatience = {false, false, false, true};
    TrainingOptions options = new TrainingOptions(ADAM, RATE, 5, 32, 42, 2);
    for (int epoch = 0; epoch < losses.length; epoch++) {
      history.add(new EpochResult(epoch, 0, losses[epoch], 0, 0, 0, 0));
      assertThat(state.isOutOfPatience(options))
          .as("after epoch %d", epoch)
          .isEqualTo(outOfPatience[epoch]);
      assertThat(state.isFinished(options)).isEqualTo(outOfPatience[epoch]);
    }
    assertThat(state.bestEpoch().orElseThrow().epoch()).isEqualTo(1);
    TrainingOptions patient = new TrainingOptions(ADAM, RATE, 5, 32, 42, 0);
    assertThat(state.isFinished(patient)).isFalse();
    assertThat(state.isFinished(patient.withEpochs(4))).isTrue();
    assertThat(state.result(options)).isSameAs(state.best());
    assertThat(state.result(patient)).isSameAs(state.parameters());
  }

  @Test
  void accuracyEndsTheRun() {
    List<EpochResult> history = new ArrayList<>();
    TrainingState state = new TrainingState(new float[1], new float[0][], history, new float[1]);
    assertThat(state.isFinished(until(0.5))).isFalse();
    history.add(new EpochResult(0, 0, 1, 0.9, 0.49, 0, 0));
    assertThat(state.isFinished(until(0.5))).isFalse();
    history.add(new EpochResult(1, 0, 1, 0.1, 0.5, 0, 0));
    assertThat(state.isFinished(until(0.5))).isTrue();
    assertThat(state.isFinished(until(0))).isFalse();
    assertThat(state.result(until(0.5))).isSameAs(state.parameters());
    refused(() -> until(1.01), "until accuracy: got 1.01, expected 0 to 1");
    refused(() -> until(Double.NaN), "until accuracy: got NaN, expected 0 to 1");
  }

  private static TrainingOptions until(double accuracy) {
    return new TrainingOptions(
        ADAM, RATE, 5, 32, 42, 0, Distortion.NONE, new Loss.CrossEntropy(), false, accuracy);
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
