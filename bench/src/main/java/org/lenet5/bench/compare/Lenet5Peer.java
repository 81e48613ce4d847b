package org.lenet5.bench.compare;

import java.util.stream.IntStream;
import org.lenet5.data.Preprocessing;
import org.lenet5.engine.Engine;
import org.lenet5.engine.Engines;
import org.lenet5.engine.Inference;
import org.lenet5.engine.PreparedSet;
import org.lenet5.engine.Training;
import org.lenet5.network.LeNet5;
import org.lenet5.network.Network;
import org.lenet5.train.TrainingOptions;

/** This project, by its public API. Unlike its peers it turns bytes into floats as it goes. */
public final class Lenet5Peer implements Peer {
  private final Engine engine;
  private final Network network = LeNet5.modern(10);

  Lenet5Peer(int threads) {
    engine = Engines.best(threads);
  }

  public static void main(String[] arguments) {
    PeerServer.serve(arguments, Lenet5Peer::new);
  }

  @Override
  public String name() {
    return "lenet5, " + engine.name();
  }

  @Override
  public Work training(Samples samples, int batchSize) {
    return new Epochs(samples, batchSize);
  }

  @Override
  public Work inference(Samples samples, int batchSize) {
    return batchSize == 1 ? new OneByOne(samples) : new Batches(samples, batchSize);
  }

  private static PreparedSet prepared(Samples samples) {
    return new PreparedSet(Preprocessing.review(), samples.data());
  }

  /** A piece is an epoch, the images in their own order. */
  private final class Epochs implements Work {
    private final int batchSize;
    private final int batches;
    private final PreparedSet train;
    private final int[] order;
    private final TrainingOptions review = TrainingOptions.review();
    private final Training training;
    private final double[] losses;
    private long step;

    Epochs(Samples samples, int batchSize) {
      this.batchSize = batchSize;
      batches = samples.batches(batchSize);
      train = prepared(samples);
      order = IntStream.range(0, train.size()).toArray();
      losses = new double[batchSize];
      training =
          engine.training(
              network,
              review.loss(),
              review.optimizer(),
              batchSize,
              Samples.startingWeights(),
              new float[review.optimizer().moments()][network.parameterCount()]);
    }

    @Override
    public Piece next() {
      return Piece.timed(train.size(), this::epoch);
    }

    /** The mean loss of the epoch. */
    private float[] epoch() {
      double sum = 0;
      for (int batch = 0; batch < batches; batch++) {
        double rate = review.learningRate().at(0, 0);
        training.step(train, order, batch * batchSize, batchSize, rate, ++step, losses);
        double loss = 0;
        for (double each : losses) {
          loss += each;
        }
        sum += loss;
      }
      return new float[] {(float) (sum / train.size())};
    }

    @Override
    public void close() {
      training.close();
    }
  }

  /** A piece is a batch. */
  private final class Batches implements Work {
    private final int batchSize;
    private final PreparedSet samples;
    private final Inference inference = engine.inference(network, Samples.startingWeights());
    private final int batches;
    private int batch;

    Batches(Samples samples, int batchSize) {
      this.batchSize = batchSize;
      this.samples = prepared(samples);
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
      inference.outputs(
          samples,
          first,
          first + batchSize,
          (i, y) -> System.arraycopy(y, 0, scores, (i - first) * classes, classes));
      return scores;
    }

    @Override
    public void close() {}
  }

  /** What a {@link org.lenet5.model.Classifier} does with an image that is fitted already. */
  private final class OneByOne implements Work {
    private final PreparedSet samples;
    private final Inference inference = engine.inference(network, Samples.startingWeights());
    private final float[] x = new float[network.input().size()];
    private int sample;

    OneByOne(Samples samples) {
      this.samples = prepared(samples);
    }

    @Override
    public Piece next() {
      int i = sample;
      sample = (sample + 1) % samples.size();
      return Piece.timed(1, () -> scores(i));
    }

    private float[] scores(int i) {
      float[] y = new float[network.output().size()];
      samples.load(i, x);
      inference.outputs(x, y);
      return y;
    }

    @Override
    public void close() {}
  }
}
