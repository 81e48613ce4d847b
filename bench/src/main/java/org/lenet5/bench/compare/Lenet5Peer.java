package org.lenet5.bench.compare;

import static org.lenet5.nn.Workspace.START;

import java.util.ArrayList;
import java.util.stream.IntStream;
import org.lenet5.data.Blocks;
import org.lenet5.data.Dataset;
import org.lenet5.data.Distortion;
import org.lenet5.data.Preprocessing;
import org.lenet5.nn.LeNet5;
import org.lenet5.nn.Network;
import org.lenet5.nn.Randomness;
import org.lenet5.nn.Team;
import org.lenet5.nn.Workspace;
import org.lenet5.nn.kernel.Kernels;
import org.lenet5.nn.single.SingleNetwork;
import org.lenet5.train.EpochResult;
import org.lenet5.train.Loss;
import org.lenet5.train.Trainer;
import org.lenet5.train.TrainingOptions;
import org.lenet5.train.TrainingState;

/** This project, by its public API. Unlike its peers it turns bytes into floats as it goes. */
public final class Lenet5Peer implements Peer {
  private final int threads;
  private final Kernels kernels = Kernels.best();
  private final Network network = LeNet5.modern(10);

  Lenet5Peer(int threads) {
    this.threads = threads;
  }

  public static void main(String[] arguments) {
    PeerServer.serve(arguments, Lenet5Peer::new);
  }

  @Override
  public String name() {
    return "lenet5, " + kernels.name();
  }

  @Override
  public Work training(Samples samples, int batchSize) {
    return new Training(samples, batchSize);
  }

  @Override
  public Work inference(Samples samples, int batchSize) {
    return batchSize == 1 ? new OneByOne(samples) : new Inference(samples, batchSize);
  }

  /** A piece is an epoch, whose evaluation is not counted. */
  private final class Training implements Work {
    private final TrainingOptions review = TrainingOptions.review();
    private final int batchSize;
    private final Blocks train;
    private final Blocks valid;
    private final TrainingState state =
        new TrainingState(
            Samples.startingWeights(),
            new float[review.optimizer().moments()][network.parameterCount()],
            new ArrayList<>(),
            Samples.startingWeights());

    Training(Samples samples, int batchSize) {
      this.batchSize = batchSize;
      samples.batches(batchSize);
      train = new Blocks(Preprocessing.review(), unshuffled(samples.data()));
      valid = new Blocks(Preprocessing.review(), samples.data().slice(0, 1));
    }

    /** The images placed so that the trainer's shuffle visits them in their own order. */
    private Dataset unshuffled(Dataset data) {
      int[] order = Randomness.permutation(review.seed(), Randomness.SHUFFLE, data.size());
      int size = data.rows() * data.columns();
      byte[] pixels = new byte[data.pixels().length];
      byte[] labels = new byte[data.size()];
      for (int i = 0; i < order.length; i++) {
        System.arraycopy(data.pixels(), i * size, pixels, order[i] * size, size);
        labels[order[i]] = data.labels()[i];
      }
      return new Dataset(
          data.name(), data.rows(), data.columns(), pixels, labels, data.classNames());
    }

    @Override
    public Piece next() {
      TrainingOptions options =
          new TrainingOptions(
              review.optimizer(),
              review.learningRate(),
              state.history().size() + 1,
              batchSize,
              review.seed(),
              0,
              Distortion.NONE,
              new Loss.CrossEntropy(),
              true,
              0);
      try (Trainer trainer = new Trainer(network, options, kernels, threads)) {
        trainer.train(state, train, valid, Trainer.Listener.NONE);
      }
      EpochResult epoch = state.history().getLast();
      float[] loss = {(float) epoch.trainLoss()};
      return new Piece(train.size(), epoch.trainingSeconds(), loss);
    }

    @Override
    public void close() {}
  }

  private final class Inference implements Work {
    private final int batchSize;
    private final Blocks samples;
    private final int[] order;
    private final float[] weights = Samples.startingWeights();
    private final Team team = new Team(threads);
    private final Workspace[] workspaces =
        IntStream.range(0, threads)
            .mapToObj(i -> Workspace.forInference(network))
            .toArray(Workspace[]::new);
    private final int batches;
    private int batch;

    Inference(Samples samples, int batchSize) {
      this.batchSize = batchSize;
      this.samples = new Blocks(Preprocessing.review(), samples.data());
      order = IntStream.range(0, samples.size()).toArray();
      batches = samples.batches(batchSize);
    }

    @Override
    public Piece next() {
      int first = batch * batchSize;
      batch = (batch + 1) % batches;
      return Piece.timed(batchSize, () -> scores(first));
    }

    private float[] scores(int first) {
      int classes = network.output().size();
      float[] scores = new float[batchSize * classes];
      team.run(
          Math.ceilDiv(batchSize, Kernels.LANES),
          (block, worker) -> {
            Workspace workspace = workspaces[worker];
            int from = block * Kernels.LANES;
            int count = Math.min(Kernels.LANES, batchSize - from);
            samples.load(order, first + from, count, workspace.input(), START);
            network.forward(kernels, weights, workspace);
            float[] output = workspace.output();
            for (int lane = 0; lane < count; lane++) {
              for (int c = 0; c < classes; c++) {
                scores[(from + lane) * classes + c] = output[START + c * Kernels.LANES + lane];
              }
            }
          });
      return scores;
    }

    @Override
    public void close() {
      team.close();
    }
  }

  /** What a {@link org.lenet5.nn.Classifier} does with an image that is fitted already. */
  private final class OneByOne implements Work {
    private final Blocks samples;
    private final float[] weights = Samples.startingWeights();
    private final SingleNetwork single = new SingleNetwork(network, kernels);
    private final float[] x = new float[network.input().size()];
    private int sample;

    OneByOne(Samples samples) {
      this.samples = new Blocks(Preprocessing.review(), samples.data());
      single.freeze(weights);
    }

    @Override
    public Piece next() {
      int i = sample;
      sample = (sample + 1) % samples.size();
      return Piece.timed(1, () -> scores(i));
    }

    private float[] scores(int i) {
      float[] y = new float[network.output().size() * Kernels.LANES];
      samples.load(i, x);
      single.forward(weights, x, y);
      float[] scores = new float[network.output().size()];
      for (int c = 0; c < scores.length; c++) {
        scores[c] = y[c * Kernels.LANES];
      }
      return scores;
    }

    @Override
    public void close() {}
  }
}
