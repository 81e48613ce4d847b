package org.lenet5.train;

import static org.lenet5.nn.Workspace.START;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.lenet5.data.Blocks;
import org.lenet5.data.Dataset;
import org.lenet5.eval.Evaluation;
import org.lenet5.eval.Evaluator;
import org.lenet5.nn.Architecture;
import org.lenet5.nn.Model;
import org.lenet5.nn.Network;
import org.lenet5.nn.Outputs;
import org.lenet5.nn.Randomness;
import org.lenet5.nn.Team;
import org.lenet5.nn.Workspace;
import org.lenet5.nn.kernel.Kernels;
import org.lenet5.nn.single.SingleNetwork;

/**
 * Trains a network by mini-batches: the same bits for any number of threads and any kernels.
 *
 * <p>A batch is cut into blocks of 16 samples, and the blocks into at most {@value #MAX_SLICES}
 * slices. Each slice adds its blocks' gradients in order, and the slices' sums are added in order,
 * whoever computed them.
 */
public final class Trainer implements AutoCloseable {
  /** Bounds both the memory for gradients and the threads that a batch can keep busy. */
  static final int MAX_SLICES = 16;

  /**
   * Second derivative by each unit of F6 of half the distance to the right class's code, whichever
   * that is: the authors' own code seeds the second derivatives with a constant there, for eq. 9
   * too.
   */
  private static final float DISTANCE_CURVATURE = 1;

  /** Pieces of an update; enough for the threads to share it evenly. */
  private static final int UPDATE_PIECES = 16;

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
  private final Kernels kernels;
  private final Team team;
  private final Evaluator evaluator;
  private final Workspace[] workspaces;
  private final double[][] scratch;
  private final float[][] gradients;

  /** How many samples of the epoch were answered right, each before its step. */
  private final AtomicInteger right = new AtomicInteger();

  /** For batches of one sample; null for larger ones. */
  private final SingleNetwork single;

  private final float[] image;

  /**
   * @param threads number of threads, at least 1; changes the time alone
   */
  public Trainer(Network network, TrainingOptions options, Kernels kernels, int threads) {
    if (!options.loss().fits(network.outputs())) {
      throw new IllegalArgumentException(
          "loss: got %s, expected one for %s".formatted(options.loss(), network.outputs()));
    }
    this.network = network;
    this.options = options;
    this.kernels = kernels;
    team = new Team(threads);
    evaluator = new Evaluator(network, kernels, team);
    workspaces =
        IntStream.range(0, threads)
            .mapToObj(i -> Workspace.forTraining(network))
            .toArray(Workspace[]::new);
    scratch = new double[threads][network.output().size()];
    int slices = Math.min(MAX_SLICES, Math.ceilDiv(options.batchSize(), Kernels.LANES));
    gradients = new float[slices][network.parameterCount()];
    single = options.batchSize() == 1 ? new SingleNetwork(network, kernels) : null;
    image = new float[network.input().size()];
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
    TrainingState state = TrainingState.start(network, options);
    int threads = Runtime.getRuntime().availableProcessors();
    try (Trainer trainer = new Trainer(network, options, Kernels.best(), threads)) {
      trainer.train(
          state,
          new Blocks(architecture.preprocessing(), train),
          new Blocks(architecture.preprocessing(), valid),
          listener);
    }
    return new Model(
        architecture, train.classNames(), architecture.preprocessing(), state.result(options));
  }

  /**
   * Goes on from a state until all epochs are done or patience ends.
   *
   * @param state modified
   * @throws IllegalArgumentException if the samples do not fit the network
   * @throws DivergenceException if a loss is not finite; the state is then of no use
   */
  public void train(TrainingState state, Blocks train, Blocks valid, Listener listener) {
    evaluator.requireFit(train);
    evaluator.requireFit(valid);
    while (!state.isFinished(options)) {
      int epoch = state.history().size();
      long start = System.nanoTime();
      double trainLoss = trainEpoch(epoch, state, train, listener);
      long trained = System.nanoTime();
      float[] weights = state.last(options);
      int batches = Math.ceilDiv(train.size(), options.batchSize());
      double trainAccuracy =
          options.untilAccuracy() > 0
              ? (double) right.get() / train.size()
              : evaluate(epoch, batches, weights, train).accuracy();
      Evaluation validResult = evaluate(epoch, batches, weights, valid);
      double bestSoFar =
          state.bestEpoch().map(EpochResult::validLoss).orElse(Double.POSITIVE_INFINITY);
      if (validResult.loss() < bestSoFar) {
        System.arraycopy(weights, 0, state.best(), 0, weights.length);
      }
      state
          .history()
          .add(
              new EpochResult(
                  epoch,
                  trainLoss,
                  validResult.loss(),
                  trainAccuracy,
                  validResult.accuracy(),
                  (trained - start) * 1e-9,
                  (System.nanoTime() - start) * 1e-9));
      listener.epochDone(state);
    }
  }

  /** One pass over the training set; returns its mean loss. */
  private double trainEpoch(int epoch, TrainingState state, Blocks train, Listener listener) {
    int n = train.size();
    int batchSize = options.batchSize();
    int batches = Math.ceilDiv(n, batchSize);
    int[] order = order(epoch, n);
    Blocks fed = train.distorted(options.distortion(), options.seed(), epoch);
    if (options.optimizer() instanceof Optimizer.DiagonalLevenbergMarquardt optimizer) {
      measureCurvature(optimizer, state, fed, order);
    }
    double[] sampleLosses = new double[Math.min(n, batchSize)];
    double epochLoss = 0;
    right.set(0);
    for (int batch = 0; batch < batches; batch++) {
      int from = batch * batchSize;
      int count = Math.min(batchSize, n - from);
      int slices = accumulateGradients(state.parameters(), fed, order, from, count, sampleLosses);
      double loss = 0;
      for (int i = 0; i < count; i++) {
        loss += sampleLosses[i];
      }
      requireFinite(epoch, batch, loss);
      epochLoss += loss;
      long step = (long) epoch * batches + batch;
      double progress = (double) step / ((long) options.epochs() * batches);
      update(state, slices, options.learningRate().at(epoch, progress), step + 1);
      listener.samplesDone(epoch, from + count);
    }
    return epochLoss / n;
  }

  private int[] order(int epoch, int n) {
    int shuffle = options.sameOrder() ? 0 : epoch;
    return Randomness.permutation(options.seed(), Randomness.SHUFFLE + shuffle, n);
  }

  /**
   * The gradient of the batch's mean loss, as the sum of the first so many slices, which is
   * returned.
   *
   * @param order sample numbers; the batch is {@code order[from .. from + count)}
   * @param sampleLosses {@code [count]}. Overwritten.
   */
  int accumulateGradients(
      float[] parameters, Blocks train, int[] order, int from, int count, double[] sampleLosses) {
    if (single != null) {
      sampleLosses[0] = gradientOfOne(parameters, train, order[from]);
      return 1;
    }
    int blocks = Math.ceilDiv(count, Kernels.LANES);
    int slices = Math.min(gradients.length, blocks);
    team.run(
        slices,
        (slice, worker) -> {
          Arrays.fill(gradients[slice], 0);
          for (int b = slice * blocks / slices; b < (slice + 1) * blocks / slices; b++) {
            int first = b * Kernels.LANES;
            int lanes = Math.min(Kernels.LANES, count - first);
            Workspace workspace = workspaces[worker];
            train.load(order, from + first, lanes, workspace.input(), START);
            network.forward(kernels, parameters, workspace);
            float[] gradient = workspace.outputGradient();
            if (lanes < Kernels.LANES) {
              Arrays.fill(gradient, 0);
            }
            int won = 0;
            for (int lane = 0; lane < lanes; lane++) {
              int label = train.data().label(order[from + first + lane]);
              won += winner(workspace.output(), START + lane) == label ? 1 : 0;
              sampleLosses[first + lane] =
                  options
                      .loss()
                      .gradient(
                          network.outputs(),
                          workspace.output(),
                          START + lane,
                          label,
                          1.0 / count,
                          scratch[worker],
                          gradient);
            }
            right.addAndGet(won);
            network.backward(kernels, parameters, workspace, gradients[slice]);
          }
        });
    return slices;
  }

  /** The loss of one sample, and its gradient as the first slice. */
  private double gradientOfOne(float[] parameters, Blocks train, int sample) {
    // Room that no block needs now; one sample's values lie from 0 on.
    float[] y = workspaces[0].output();
    float[] dy = workspaces[0].outputGradient();
    train.load(sample, image);
    single.forward(parameters, image, y);
    int label = train.data().label(sample);
    right.addAndGet(winner(y, 0) == label ? 1 : 0);
    double loss = options.loss().gradient(network.outputs(), y, 0, label, 1, scratch[0], dy);
    single.backward(parameters, dy, gradients[0]);
    return loss;
  }

  /**
   * One step of the optimizer by the sum of the first so many slices.
   *
   * @param step number of this step, from 1
   */
  void update(TrainingState state, int slices, double rate, long step) {
    int n = network.parameterCount();
    if (single != null) { // too little work to share
      options
          .optimizer()
          .update(rate, step, 0, n, gradients[0], state.moments(), state.parameters());
      return;
    }
    team.run(
        UPDATE_PIECES,
        (piece, worker) -> {
          int from = (int) ((long) n * piece / UPDATE_PIECES);
          int to = (int) ((long) n * (piece + 1) / UPDATE_PIECES);
          float[] sum = gradients[0];
          for (int slice = 1; slice < slices; slice++) {
            float[] addend = gradients[slice];
            for (int i = from; i < to; i++) {
              sum[i] += addend[i];
            }
          }
          options
              .optimizer()
              .update(rate, step, from, to, sum, state.moments(), state.parameters());
        });
  }

  /**
   * Measures the rates of {@link Optimizer.DiagonalLevenbergMarquardt} as before the first epoch,
   * into the state's moments.
   *
   * @throws IllegalArgumentException if the optimizer is another one
   */
  public void measureCurvature(TrainingState state, Blocks train) {
    if (!(options.optimizer() instanceof Optimizer.DiagonalLevenbergMarquardt optimizer)) {
      throw new IllegalArgumentException(
          "optimizer: got %s, expected diagonal Levenberg-Marquardt"
              .formatted(options.optimizer()));
    }
    evaluator.requireFit(train);
    Blocks fed = train.distorted(options.distortion(), options.seed(), 0);
    measureCurvature(optimizer, state, fed, order(0, train.size()));
  }

  /**
   * The second derivatives on the first samples of an epoch's order, into the rates of all weights.
   * On one thread: 500 samples are 32 blocks.
   */
  private void measureCurvature(
      Optimizer.DiagonalLevenbergMarquardt optimizer,
      TrainingState state,
      Blocks train,
      int[] order) {
    int n = Math.min(optimizer.samples(), order.length);
    boolean distances = network.outputs() == Outputs.DISTANCES;
    int layers = network.layers().size() - (distances ? 1 : 0);
    Workspace workspace = workspaces[0];
    float[] curvature = gradients[0];
    Arrays.fill(curvature, 0);
    for (int from = 0; from < n; from += Kernels.LANES) {
      int lanes = Math.min(Kernels.LANES, n - from);
      train.load(order, from, lanes, workspace.input(), START);
      network.forward(kernels, state.parameters(), workspace);
      float[] seeds = workspace.gradient(layers - 1);
      Arrays.fill(seeds, 0);
      for (int lane = 0; lane < lanes; lane++) {
        if (distances) {
          for (int i = START + lane; i < seeds.length; i += Kernels.LANES) {
            seeds[i] = DISTANCE_CURVATURE;
          }
        } else {
          options
              .loss()
              .curvature(network.outputs(), workspace.output(), START + lane, scratch[0], seeds);
        }
      }
      network.curvature(kernels, state.parameters(), workspace, layers, curvature);
    }
    optimizer.rates(curvature, n, state.moments()[0]);
  }

  /**
   * The first slice of gradients; after {@link #accumulateGradients} of one slice, and after any
   * {@link #update}, the gradient.
   */
  float[] gradient() {
    return gradients[0];
  }

  /** Evaluates after the last of an epoch's batches. */
  private Evaluation evaluate(int epoch, int batches, float[] weights, Blocks samples) {
    Evaluation evaluation = evaluator.evaluate(weights, samples);
    requireFinite(epoch, batches, evaluation.loss());
    return evaluation;
  }

  private int winner(float[] y, int at) {
    return network.outputs().winner(y, at, network.output().size());
  }

  private static void requireFinite(int epoch, int batch, double loss) {
    if (!Double.isFinite(loss)) {
      throw new DivergenceException(epoch, batch, loss);
    }
  }

  /** Ends the threads. */
  @Override
  public void close() {
    team.close();
  }
}
