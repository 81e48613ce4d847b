package org.lenet5.bench.peers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Properties;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.lenet5.bench.compare.Peer;
import org.lenet5.bench.compare.PeerServer;
import org.lenet5.bench.compare.Piece;
import org.lenet5.bench.compare.Samples;
import org.lenet5.bench.compare.Work;
import org.lenet5.layer.Parameter;
import org.lenet5.network.LeNet5;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Deeplearning4j; its native code takes the number of threads from OMP_NUM_THREADS. */
final class Dl4jPeer implements Peer {
  private static final int CLASSES = 10;

  private Dl4jPeer() {
    Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
  }

  public static void main(String[] arguments) {
    PeerServer.serve(arguments, threads -> new Dl4jPeer());
  }

  @Override
  public String name() {
    return "DL4J " + version();
  }

  /** As Maven left it in the jar; the manifest has none. */
  private static String version() {
    String file = "/META-INF/maven/org.deeplearning4j/deeplearning4j-nn/pom.properties";
    Properties properties = new Properties();
    try (InputStream in = MultiLayerNetwork.class.getResourceAsStream(file)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }

  @Override
  public Work training(Samples samples, int batchSize) {
    return new Training(samples, batchSize);
  }

  @Override
  public Work inference(Samples samples, int batchSize) {
    return new Inference(samples, batchSize);
  }

  private static MultiLayerNetwork network() {
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .dataType(DataType.FLOAT)
            .updater(new Adam(1e-3))
            .list(
                convolution(6),
                pool(),
                convolution(16),
                pool(),
                convolution(120),
                new DenseLayer.Builder().nOut(84).activation(Activation.TANH).build(),
                new OutputLayer.Builder(LossFunction.MCXENT)
                    .nOut(CLASSES)
                    .activation(Activation.SOFTMAX)
                    .build())
            .setInputType(InputType.convolutional(32, 32, 1))
            .build();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    setStartingWeights(network);
    return network;
  }

  private static ConvolutionLayer convolution(int maps) {
    return new ConvolutionLayer.Builder(5, 5).nOut(maps).activation(Activation.TANH).build();
  }

  private static SubsamplingLayer pool() {
    return new SubsamplingLayer.Builder(PoolingType.AVG)
        .kernelSize(2, 2)
        .stride(2, 2)
        .build();
  }

  private static void setStartingWeights(MultiLayerNetwork network) {
    float[] weights = Samples.startingWeights();
    Iterator<Parameter> places = LeNet5.modern(CLASSES).parameters().iterator();
    for (Layer layer : network.getLayers()) {
      if (layer.numParams() > 0) {
        set(layer.getParam("W"), weights, places.next());
        set(layer.getParam("b"), weights, places.next());
      }
    }
  }

  /** DL4J keeps the weights of a dense layer as {@code [in][out]}, a bias as {@code [1][out]}. */
  private static void set(INDArray array, float[] weights, Parameter place) {
    long[] shape = place.shape().stream().mapToLong(Integer::longValue).toArray();
    float[] values =
        Arrays.copyOfRange(weights, place.offset(), place.offset() + place.size());
    INDArray given = Nd4j.create(values, shape, 'c');
    array.assign(shape.length == 2 ? given.transpose() : given.reshape(array.shape()));
  }

  private static List<INDArray> images(Samples samples, int batchSize) {
    List<INDArray> batches = new ArrayList<>();
    for (int batch = 0; batch < samples.batches(batchSize); batch++) {
      long[] shape = {batchSize, 1, 32, 32};
      batches.add(Nd4j.create(samples.images(batch, batchSize), shape, 'c'));
    }
    return batches;
  }

  private static final class Training implements Work {
    private final int batchSize;
    private final MultiLayerNetwork network = network();
    private final List<INDArray> images;
    private final List<INDArray> labels = new ArrayList<>();
    private int batch;

    Training(Samples samples, int batchSize) {
      this.batchSize = batchSize;
      images = images(samples, batchSize);
      for (int first = 0; first < samples.size(); first += batchSize) {
        INDArray oneHot = Nd4j.zeros(DataType.FLOAT, batchSize, CLASSES);
        for (int i = 0; i < batchSize; i++) {
          oneHot.putScalar(i, samples.data().label(first + i), 1);
        }
        labels.add(oneHot);
      }
    }

    @Override
    public Piece next() {
      INDArray x = images.get(batch);
      INDArray y = labels.get(batch);
      batch = (batch + 1) % images.size();
      return Piece.timed(
          batchSize,
          () -> {
            network.fit(x, y);
            return new float[] {(float) network.score()};
          });
    }

    @Override
    public void close() {
      network.close();
    }
  }

  private static final class Inference implements Work {
    private final int batchSize;
    private final MultiLayerNetwork network = network();
    private final List<INDArray> images;
    private int batch;

    Inference(Samples samples, int batchSize) {
      this.batchSize = batchSize;
      images = images(samples, batchSize);
    }

    @Override
    public Piece next() {
      INDArray x = images.get(batch);
      batch = (batch + 1) % images.size();
      return Piece.timed(batchSize, () -> scores(x));
    }

    /** Logarithms of probabilities are scores; ten of them cost nothing beside the network. */
    private float[] scores(INDArray x) {
      float[] scores = network.output(x, false).data().asFloat();
      for (int i = 0; i < scores.length; i++) {
        scores[i] = (float) Math.log(scores[i]);
      }
      return scores;
    }

    @Override
    public void close() {
      network.close();
    }
  }
}
