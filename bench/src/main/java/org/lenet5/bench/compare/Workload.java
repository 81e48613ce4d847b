package org.lenet5.bench.compare;

import org.lenet5.bench.TrainingBenchmark;
import org.lenet5.network.LeNet5;
import org.lenet5.network.Network;

/** What is measured, each a table of its own. */
enum Workload {
  TRAINING_32("training, batch 32", "train 32"),
  TRAINING_512("training, batch 512", "train 512"),
  INFERENCE_32("inference, batch 32, one thread", "infer 32"),
  INFERENCE_512("inference, batch 512, one thread", "infer 512"),
  LATENCY("one image at a time", "infer 1");

  private final String title;
  private final String question;

  Workload(String title, String question) {
    this.title = title;
    this.question = question;
  }

  String title() {
    return title;
  }

  /** Unit of {@link #value}. */
  String unit() {
    return this == LATENCY ? "us, median" : "images/s";
  }

  /** Question to a {@link PeerServer}. */
  String question(double seconds) {
    return question + " " + seconds;
  }

  /** Whether it may run on so many threads: batches of inference are measured by core. */
  boolean allows(int threads) {
    return threads == 1 || (this != INFERENCE_32 && this != INFERENCE_512);
  }

  /** What an answer comes to. */
  double value(double[] answer) {
    return this == LATENCY ? 1e6 * answer[2] : answer[0] / answer[1];
  }

  /** How many times as fast the first is as the second. */
  double ratio(double first, double second) {
    return this == LATENCY ? second / first : first / second;
  }

  /**
   * GFLOP/s at a rate of images/s, a multiply-add of direct sums counted as two; NaN for a single
   * image, for which a rate is not what is measured.
   */
  double gflops(double rate) {
    Network network = LeNet5.modern(10);
    return switch (this) {
      case TRAINING_32, TRAINING_512 -> TrainingBenchmark.flops(network) * rate * 1e-9;
      case INFERENCE_32, INFERENCE_512 -> 2 * network.multiplyAdds() * rate * 1e-9;
      case LATENCY -> Double.NaN;
    };
  }
}
