package org.lenet5.run;

import java.util.stream.IntStream;
import org.lenet5.data.Dataset;
import org.lenet5.engine.Engine;
import org.lenet5.engine.Engines;
import org.lenet5.engine.PreparedSet;
import org.lenet5.network.Network;
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

  /** The usual batch. */
  private static final int MOST_IMAGES = 32;

  private volatile boolean closed;

  private WarmUp() {}

  /**
   * Begins, for a run by these settings.
   *
   * @param engine the run's; its threads stay free to read
   */
  static WarmUp start(Settings settings, Engine engine) {
    WarmUp warmUp = new WarmUp();
    Engine like = like(engine);
    Thread thread = new Thread(() -> warmUp.run(settings, like), "warm-up");
    thread.setDaemon(true);
    thread.start();
    return warmUp;
  }

  /** The same kernels, on one thread. */
  private static Engine like(Engine engine) {
    Engine scalar = Engines.scalar(1);
    return engine.name().equals(scalar.name()) ? scalar : Engines.best(1);
  }

  private void run(Settings settings, Engine engine) {
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
    PreparedSet samples = new PreparedSet(settings.preprocessing(), blank);
    Network network = settings.architecture().network(blank.classNames());
    Trainer trainer = new Trainer(network, options, engine);
    try {
      while (!closed) {
        TrainingState state = TrainingState.start(network, options);
        trainer.train(state, samples, samples, Trainer.Listener.NONE);
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
