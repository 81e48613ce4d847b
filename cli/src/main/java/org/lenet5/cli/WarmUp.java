package org.lenet5.cli;

import java.util.stream.IntStream;
import org.lenet5.data.Blocks;
import org.lenet5.data.Dataset;
import org.lenet5.nn.Network;
import org.lenet5.train.DivergenceException;
import org.lenet5.train.Trainer;
import org.lenet5.train.TrainingOptions;
import org.lenet5.train.TrainingState;

/**
 * Trains a network on blank images in a thread of its own, and throws it away, while the data are
 * still being read: so HotSpot compiles what training needs half a second sooner. Has no effect on
 * results.
 */
final class WarmUp implements AutoCloseable {
  private static final int CLASSES = 10;
  private static final int SIZE = 28;

  /** Two blocks, as the usual batch. */
  private static final int MOST_IMAGES = 32;

  private volatile boolean closed;

  private WarmUp() {}

  /** Begins, for a run by these settings. */
  static WarmUp start(TrainSettings settings) {
    WarmUp warmUp = new WarmUp();
    Thread thread = new Thread(() -> warmUp.run(settings), "warm-up");
    thread.setDaemon(true);
    thread.start();
    return warmUp;
  }

  private void run(TrainSettings settings) {
    TrainingOptions options = settings.options().withEpochs(1);
    int images = Math.min(options.batchSize(), MOST_IMAGES);
    Dataset blank =
        new Dataset(
            "blank",
            SIZE,
            SIZE,
            new byte[images * SIZE * SIZE],
            new byte[images],
            IntStream.range(0, CLASSES).mapToObj(String::valueOf).toList());
    Blocks blocks = new Blocks(settings.preprocessing(), blank);
    Network network = settings.architecture().network(blank.classNames());
    try (Trainer trainer = new Trainer(network, options, KernelChoice.kernels(), 1)) {
      while (!closed) {
        trainer.train(TrainingState.start(network, options), blocks, blocks, Trainer.Listener.NONE);
      }
    } catch (IllegalArgumentException | DivergenceException e) {
      // The run will meet the same and say so.
    }
  }

  /** Ends soon, after the step that is under way. */
  @Override
  public void close() {
    closed = true;
  }
}
