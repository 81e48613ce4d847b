package org.lenet5.train;

import org.lenet5.base.Randomness;
import org.lenet5.data.Dataset;
import org.lenet5.data.Preprocessing;
import org.lenet5.engine.Engine;
import org.lenet5.engine.Engines;
import org.lenet5.engine.PreparedSet;
import org.lenet5.engine.Training;
import org.lenet5.eval.Evaluation;
import org.lenet5.eval.Evaluator;
import org.lenet5.learning.Optimizer;
import org.lenet5.model.Model;
import org.lenet5.network.Architecture;
import org.lenet5.network.Network;

/**
 * Trains a network by gradients of small batches (LeCun et al. 1998, sections I.B and III.B,
 * appendix B): in each epoch all samples in a random order, a step for each batch, then an
 * evaluation. The bits do not depend on the engine.
 */
public final class Trainer {

  /** Hears how a run gets on. */
  public interface Listener {
    /** A listener that does nothing. */
    Listener NONE = new Listener() {};

    /** Some samples of an epoch have been trained on. */
    default void samplesDone(int epoch, int samples) {}

    /** An epoch is over; {@code state.history()} ends with its result. Exceptions end the run. */
    default void epochDone(TrainingState state) {}
  }

  private final Network network;
  private final TrainingOptions options;
  private final Engine engine;

  /**
   * @param engine computes; the caller closes it
   * @throws IllegalArgumentException if the loss has no meaning for the network's outputs
   */
  public Trainer(Network network, TrainingOptions options, Engine engine) {
    if (!options.loss().fits(network.outputs())) {
      throw new IllegalArgumentException(
          "loss: got %s, expected one for %s".formatted(options.loss(), network.outputs()));
    }
    this.network = network;
    this.options = options;
    this.engine = engine;
  }

  /** Trains a network from its starting weights, on all cores, and returns the finished model. */
  public static Model train(
      Architecture architecture, Dataset train, Dataset valid, TrainingOptions options) {
    return train(architecture, train, valid, options, Listener.NONE);
  }

  /** The same, and tells a listener how it gets on. */
  public static Model train(
      Architecture architecture,
      Dataset train,
      Dataset valid,
      TrainingOptions options,
      Listener listener) {
    Network network = architecture.network(train.classNames());
    Preprocessing preprocessing = architecture.preprocessing();
    TrainingState state = TrainingState.start(network, options);
    try (Engine engine = Engines.best()) {
      new Trainer(network, options, engine)
          .train(
              state,
              new PreparedSet(preprocessing, train),
              new PreparedSet(preprocessing, valid),
              listener);
    }
    return new Model(network, train.classNames(), preprocessing, state.result(options));
  }

  /**
   * Goes on from a state until all epochs are done or patience ends.
   *
   * @param state modified
   * @throws IllegalArgumentException if the samples do not fit the network
   * @throws DivergenceException if a loss is not finite; the state is then of no use
   */
  public void train(TrainingState state, PreparedSet train, PreparedSet valid, Listener listener) {
    train.requireFit(network);
    valid.requireFit(network);
    try (Training training = training(state)) {
      while (!state.isFinished(options)) {
        int epoch = state.history().size();
        long start = System.nanoTime();
        Pass pass = pass(epoch, training, train, listener);
        training.store();
        long trained = System.nanoTime();
        float[] weights = state.last(options);
        double trainAccuracy =
            options.untilAccuracy() > 0
                ? (double) pass.right / train.size()
                : evaluate(epoch, weights, train).accuracy();
        Evaluation validation = evaluate(epoch, weights, valid);
        state.keepIfBest(validation.loss(), weights);
        state
            .history()
            .add(
                new EpochResult(
                    epoch,
                    pass.loss / train.size(),
                    validation.loss(),
                    trainAccuracy,
                    validation.accuracy(),
                    (trained - start) * 1e-9,
                    (System.nanoTime() - start) * 1e-9));
        listener.epochDone(state);
      }
    }
  }

  /**
   * What one pass over the training set brought: the sum of all losses, and how many were right.
   */
  private record Pass(double loss, int right) {}

  /** One pass over the training set. */
  private Pass pass(int epoch, Training training, PreparedSet train, Listener listener) {
    int n = train.size();
    int batches = Math.ceilDiv(n, options.batchSize());
    int[] order = order(epoch, n);
    PreparedSet seen = train.distorted(options.distortion(), options.seed(), epoch);
    if (options.optimizer() instanceof Optimizer.DiagonalLevenbergMarquardt) {
      training.measureCurvature(seen, order);
    }
    double[] losses = new double[Math.min(n, options.batchSize())];
    double loss = 0;
    int right = 0;
    for (int batch = 0; batch < batches; batch++) {
      int from = batch * options.batchSize();
      int count = Math.min(options.batchSize(), n - from);
      long step = (long) epoch * batches + batch;
      double progress = (double) step / ((long) options.epochs() * batches);
      double rate = options.learningRate().at(epoch, progress);
      right += training.step(seen, order, from, count, rate, step + 1, losses);
      loss += sum(epoch, batch, losses, count);
      listener.samplesDone(epoch, from + count);
    }
    return new Pass(loss, right);
  }

  private int[] order(int epoch, int n) {
    int shuffle = options.sameOrder() ? 0 : epoch;
    return Randomness.permutation(options.seed(), Randomness.SHUFFLE + shuffle, n);
  }

  private static double sum(int epoch, int batch, double[] losses, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += losses[i];
    }
    requireFinite(epoch, batch, sum);
    return sum;
  }

  private Evaluation evaluate(int epoch, float[] weights, PreparedSet samples) {
    Evaluation evaluation = Evaluator.evaluate(network, weights, samples, engine);
    requireFinite(epoch, Math.ceilDiv(samples.size(), options.batchSize()), evaluation.loss());
    return evaluation;
  }

  /**
   * Measures the rates of {@link Optimizer.DiagonalLevenbergMarquardt} as before the first epoch,
   * into the state's moments.
   *
   * @throws IllegalStateException if the optimizer is another one
   */
  public void measureCurvature(TrainingState state, PreparedSet train) {
    train.requireFit(network);
    PreparedSet seen = train.distorted(options.distortion(), options.seed(), 0);
    try (Training training = training(state)) {
      training.measureCurvature(seen, order(0, train.size()));
      training.store();
    }
  }

  private Training training(TrainingState state) {
    return engine.training(
        network,
        options.loss(),
        options.optimizer(),
        options.batchSize(),
        state.parameters(),
        state.moments());
  }

  private static void requireFinite(int epoch, int batch, double loss) {
    if (!Double.isFinite(loss)) {
      throw new DivergenceException(epoch, batch, loss);
    }
  }
}
