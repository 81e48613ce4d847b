package org.lenet5.bench.peers;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.lenet5.bench.compare.Peer;
import org.lenet5.bench.compare.PeerServer;
import org.lenet5.bench.compare.Piece;
import org.lenet5.bench.compare.Samples;
import org.lenet5.bench.compare.Work;
import org.lenet5.layer.Parameter;
import org.lenet5.network.LeNet5;

/** PyTorch through DJL, by DJL's own trainer, loss and optimizer. */
final class PyTorchPeer implements Peer {
  private final Engine engine;

  private PyTorchPeer(int threads) {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    engine = Engine.getEngine("PyTorch");
  }

  public static void main(String[] arguments) {
    PeerServer.serve(arguments, PyTorchPeer::new);
  }

  @Override
  public String name() {
    return "PyTorch %s, DJL %s".formatted(engine.getVersion(), Engine.getDjlVersion());
  }

  @Override
  public Work training(Samples samples, int batchSize) {
    return new Training(samples, batchSize);
  }

  @Override
  public Work inference(Samples samples, int batchSize) {
    return new Inference(samples, batchSize);
  }

  /**
   * C5 is a dense layer here, as its kernel covers its whole input. As a convolution it trains
   * wrongly on processors with AVX-512: PyTorch 2.7.1 then gives C3 and C1 gradients that are off
   * by a sixth and more, and right ones with {@code ONEDNN_MAX_CPU_ISA=AVX2}.
   */
  private static Block network() {
    Shape window = new Shape(2, 2);
    return new SequentialBlock()
        .add(Conv2d.builder().setKernelShape(new Shape(5, 5)).setFilters(6).build())
        .add(Activation.tanhBlock())
        .add(Pool.avgPool2dBlock(window, window))
        .add(Conv2d.builder().setKernelShape(new Shape(5, 5)).setFilters(16).build())
        .add(Activation.tanhBlock())
        .add(Pool.avgPool2dBlock(window, window))
        .add(Blocks.batchFlattenBlock())
        .add(Linear.builder().setUnits(120).build())
        .add(Activation.tanhBlock())
        .add(Linear.builder().setUnits(84).build())
        .add(Activation.tanhBlock())
        .add(Linear.builder().setUnits(10).build());
  }

  /** DJL lists parameters in the same order, each in the same layout. */
  private static void setStartingWeights(Block network) {
    float[] weights = Samples.startingWeights();
    List<Parameter> places = LeNet5.modern(10).parameters();
    for (int i = 0; i < places.size(); i++) {
      NDArray array = network.getParameters().valueAt(i).getArray();
      array.set(FloatBuffer.wrap(weights, places.get(i).offset(), places.get(i).size()).slice());
    }
  }

  private static Shape shape(int batchSize) {
    return new Shape(batchSize, 1, 32, 32);
  }

  private static List<NDArray> images(NDManager manager, Samples samples, int batchSize) {
    List<NDArray> batches = new ArrayList<>();
    for (int batch = 0; batch < samples.batches(batchSize); batch++) {
      batches.add(manager.create(samples.images(batch, batchSize), shape(batchSize)));
    }
    return batches;
  }

  private final class Training implements Work {
    private final int batchSize;
    private final Model model = Model.newInstance("lenet5", Device.cpu(), engine.getEngineName());
    private final Trainer trainer;
    private final List<NDArray> images;
    private final List<NDArray> labels = new ArrayList<>();
    private int batch;

    Training(Samples samples, int batchSize) {
      this.batchSize = batchSize;
      Block network = network();
      model.setBlock(network);
      trainer =
          model.newTrainer(
              new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                  .optDevices(new Device[] {Device.cpu()})
                  .optOptimizer(
                      Optimizer.adam().optLearningRateTracker(Tracker.fixed(1e-3f)).build()));
      trainer.initialize(shape(batchSize));
      setStartingWeights(network);
      images = images(trainer.getManager(), samples, batchSize);
      for (int first = 0; first < samples.size(); first += batchSize) {
        float[] classes = new float[batchSize];
        for (int i = 0; i < batchSize; i++) {
          classes[i] = samples.data().label(first + i);
        }
        labels.add(trainer.getManager().create(classes));
      }
    }

    @Override
    public Piece next() {
      NDArray x = images.get(batch);
      NDArray y = labels.get(batch);
      batch = (batch + 1) % images.size();
      return Piece.timed(batchSize, () -> step(x, y));
    }

    private float[] step(NDArray x, NDArray y) {
      float value;
      try (NDManager scope = trainer.getManager().newSubManager()) {
        // What is computed of x and y is freed with the scope.
        scope.tempAttachAll(x, y);
        try (GradientCollector collector = trainer.newGradientCollector()) {
          NDArray loss =
              trainer.getLoss().evaluate(new NDList(y), trainer.forward(new NDList(x)));
          collector.backward(loss);
          value = loss.getFloat();
        }
        trainer.step();
      }
      return new float[] {value};
    }

    @Override
    public void close() {
      trainer.close();
      model.close();
    }
  }

  private final class Inference implements Work {
    private final int batchSize;
    private final NDManager manager = engine.newBaseManager(Device.cpu());
    private final ParameterStore parameters = new ParameterStore(manager, false);
    private final Block network = network();
    private final List<NDArray> images;
    private int batch;

    Inference(Samples samples, int batchSize) {
      this.batchSize = batchSize;
      network.initialize(manager, DataType.FLOAT32, shape(batchSize));
      setStartingWeights(network);
      images = images(manager, samples, batchSize);
    }

    @Override
    public Piece next() {
      NDArray x = images.get(batch);
      batch = (batch + 1) % images.size();
      return Piece.timed(batchSize, () -> scores(x));
    }

    private float[] scores(NDArray x) {
      try (NDManager scope = manager.newSubManager()) {
        scope.tempAttachAll(x);
        return network.forward(parameters, new NDList(x), false).singletonOrThrow().toFloatArray();
      }
    }

    @Override
    public void close() {
      manager.close();
    }
  }
}
