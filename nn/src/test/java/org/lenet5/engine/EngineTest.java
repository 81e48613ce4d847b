package org.lenet5.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.lenet5.learning.Loss;
import org.lenet5.learning.Optimizer;
import org.lenet5.network.LeNet5;
import org.lenet5.network.Network;
import org.lenet5.train.ToyData;

/** What does not belong together is refused at the engine's door. */
class EngineTest {
  private static final Engine ENGINE = Engines.scalar(1);
  private static final Network NETWORK = LeNet5.modern(ToyData.CLASSES);
  private static final int N = NETWORK.parameterCount();
  private static final int[] ORDER = IntStream.range(0, 40).toArray();

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  @Test
  void inferenceWantsTheNetworksArraysAndSamples() {
    Inference inference = ENGINE.inference(NETWORK, new float[N]);
    refused(
        () -> ENGINE.inference(NETWORK, new float[N - 1]),
        "parameters: got %d values, expected the network's %d".formatted(N - 1, N));
    refused(
        () -> inference.outputs(new float[784], new float[ToyData.CLASSES]),
        "input: got 784 values, expected the network's 1024");
    refused(
        () -> inference.outputs(new float[1024], new float[11]),
        "outputs: got 11 values, expected the network's " + ToyData.CLASSES);
    assertThatThrownBy(() -> inference.outputs(ToyData.blocks(20, 1), 5, 21, (i, y) -> {}))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void trainingWantsTheNetworksArraysAndBatches() {
    refused(() -> training(0, N, 1), "batch size: got 0, expected at least 1");
    refused(() -> training(32, N + 1, 1), "parameters: got %d, expected %d".formatted(N + 1, N));
    refused(() -> training(32, N, 2), "moments: got 2, expected 1");
    try (Training training = training(32, N, 1)) {
      for (int count : new int[] {0, 33}) {
        refused(
            () -> training.step(ToyData.blocks(40, 1), ORDER, 0, count, 0, 1, new double[40]),
            "batch: got %d samples, expected 1 to 32".formatted(count));
      }
    }
  }

  private static Training training(int batchSize, int parameters, int moments) {
    return ENGINE.training(
        NETWORK,
        new Loss.CrossEntropy(),
        new Optimizer.Sgd(0.9),
        batchSize,
        new float[parameters],
        new float[moments][N]);
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
