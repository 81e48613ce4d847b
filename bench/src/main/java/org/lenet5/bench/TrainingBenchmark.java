package org.lenet5.bench;

import java.io.IOException;
import org.lenet5.data.Dataset;
import org.lenet5.data.Mnist;
import org.lenet5.data.Preprocessing;
import org.lenet5.engine.Engine;
import org.lenet5.engine.Engines;
import org.lenet5.engine.PreparedSet;
import org.lenet5.network.LeNet5;
import org.lenet5.network.Network;
import org.lenet5.train.EpochResult;
import org.lenet5.train.Trainer;
import org.lenet5.train.TrainingOptions;
import org.lenet5.train.TrainingState;

/**
 * Trains LeNet-5 on MNIST end to end and prints each epoch's time, then the steady epochs' median
 * rate and its share of the fused multiply-add peak of as many threads, measured in the same run,
 * before and after. Arguments: threads, batch size, epochs (default: all cores, 32, 8).
 */
public final class TrainingBenchmark {
  /** Epochs that warm up and are not counted. */
  private static final int WARM_UP = 3;

  private TrainingBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    int threads = argument(arguments, 0, Runtime.getRuntime().availableProcessors());
    int batchSize = argument(arguments, 1, 32);
    int epochs = Math.max(WARM_UP + 1, argument(arguments, 2, 8));

    Network network = LeNet5.modern(10);
    TrainingOptions review = TrainingOptions.review();
    TrainingOptions options =
        new TrainingOptions(
            review.optimizer(), review.learningRate(), epochs, batchSize, review.seed(), 0);
    PreparedSet train = new PreparedSet(Preprocessing.review(), Mnist.train());
    Dataset few = Mnist.test().slice(0, 16);
    PreparedSet valid = new PreparedSet(Preprocessing.review(), few);

    double before = FusedMultiplyAddPeak.gflops(threads);
    TrainingState state = TrainingState.start(network, options);
    try (Engine engine = Engines.best(threads)) {
      System.out.printf("%s kernels, %d threads, batch %d%n", engine.name(), threads, batchSize);
      new Trainer(network, options, engine).train(state, train, valid, new Printer());
    }
    double peak = Math.max(before, FusedMultiplyAddPeak.gflops(threads));

    double[] steady =
        state.history().stream()
            .skip(WARM_UP)
            .mapToDouble(EpochResult::trainingSeconds)
            .sorted()
            .toArray();
    double median = steady[steady.length / 2];
    double gflops = flops(network) * train.size() / median / 1e9;
    System.out.printf(
        "steady epoch: median %.3f s (%.3f to %.3f), %,.0f images/s%n",
        median, steady[0], steady[steady.length - 1], train.size() / median);
    System.out.printf(
        "%.1f GFLOP/s, counted as direct sums, of an FMA peak of %.1f on %d threads: %.1f%%%n",
        gflops, peak, threads, 100 * gflops / peak);
  }

  private static int argument(String[] arguments, int i, int otherwise) {
    return arguments.length > i ? Integer.parseInt(arguments[i]) : otherwise;
  }

  /**
   * Floating-point operations to train on one sample, by direct sums: two for each multiply-add
   * forward, for weight gradients, and for data gradients, which the first layer has no use for.
   */
  public static double flops(Network network) {
    long forward = network.multiplyAdds();
    return 2.0 * (3 * forward - network.layers().getFirst().multiplyAdds());
  }

  private static final class Printer implements Trainer.Listener {
    @Override
    public void epochDone(TrainingState state) {
      EpochResult e = state.history().getLast();
      System.out.printf(
          "epoch %d: %.3f s to train, %.3f s with evaluation, loss %.4f%n",
          e.epoch(), e.trainingSeconds(), e.seconds(), e.trainLoss());
    }
  }
}
