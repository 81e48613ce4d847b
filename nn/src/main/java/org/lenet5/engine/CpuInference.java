package org.lenet5.engine;

import static org.lenet5.engine.block.Workspace.START;

import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.IntStream;
import org.lenet5.base.Team;
import org.lenet5.data.Image;
import org.lenet5.data.Preprocessing;
import org.lenet5.data.Preprocessor;
import org.lenet5.engine.block.BlockNetwork;
import org.lenet5.engine.block.Workspace;
import org.lenet5.engine.single.SingleNetwork;
import org.lenet5.kernel.Kernels;
import org.lenet5.kernel.Lanes;
import org.lenet5.layer.Shape;
import org.lenet5.network.Network;

/**
 * Answers in blocks of 16 samples, one for each lane, or one sample at a time. Room to work in is
 * taken from a pool and given back, so that threads share no array; the room used last, which is
 * still in a cache, is taken first. A pool grows to the most that were ever at work at once.
 */
final class CpuInference implements Inference {
  private final Network network;
  private final BlockNetwork blocks;
  private final float[] parameters;
  private final Kernels kernels;
  private final Team team;
  private final int classes;
  private final Deque<Workspace> workspaces = new ConcurrentLinkedDeque<>();
  private final Deque<SingleNetwork> singles = new ConcurrentLinkedDeque<>();

  CpuInference(Network network, float[] parameters, Kernels kernels, Team team) {
    requireLength("parameters", parameters, network.parameterCount());
    this.network = network;
    blocks = new BlockNetwork(network, kernels);
    this.parameters = parameters;
    this.kernels = kernels;
    this.team = team;
    classes = network.output().size();
  }

  private static void requireLength(String name, float[] array, int length) {
    if (array.length != length) {
      throw new IllegalArgumentException(
          "%s: got %d values, expected the network's %d".formatted(name, array.length, length));
    }
  }

  @Override
  public void outputs(float[] x, float[] y) {
    requireLength("input", x, network.input().size());
    requireLength("outputs", y, classes);
    SingleNetwork single = singles.poll();
    if (single == null) {
      single = new SingleNetwork(network, kernels);
      single.freeze(parameters);
    }
    single.forward(parameters, x, y);
    singles.push(single);
  }

  @Override
  public void outputs(PreparedSet samples, int from, int to, Reader reader) {
    samples.requireFit(network);
    Objects.checkFromToIndex(from, to, samples.size());
    int[] order = IntStream.range(from, to).toArray();
    run(
        to - from,
        (first, lanes, x) -> samples.load(order, first, lanes, x, START),
        (sample, y) -> reader.read(from + sample, y));
  }

  @Override
  public void outputs(List<Image> images, Preprocessing preprocessing, Reader reader) {
    Shape input = network.input();
    if (preprocessing.rows() != input.rows() || preprocessing.columns() != input.columns()) {
      throw new IllegalArgumentException(
          "preprocessing: got images of %dx%d, expected the network's %dx%d"
              .formatted(
                  preprocessing.rows(), preprocessing.columns(), input.rows(), input.columns()));
    }
    float[] values = preprocessing.values();
    Preprocessor preprocessor = new Preprocessor(preprocessing);
    run(
        images.size(),
        (first, lanes, x) -> {
          for (int lane = 0; lane < lanes; lane++) {
            byte[] pixels = preprocessor.apply(images.get(first + lane)).pixels();
            for (int i = 0; i < pixels.length; i++) {
              x[START + i * Lanes.LANES + lane] = values[pixels[i] & 0xff];
            }
          }
        },
        reader);
  }

  /** Fills the first lanes of a block, {@code x [unit][16]} from {@link Workspace#START}. */
  private interface Loader {
    void load(int first, int lanes, float[] x);
  }

  private void run(int count, Loader loader, Reader reader) {
    team.run(
        Math.ceilDiv(count, Lanes.LANES),
        (block, worker) -> {
          Workspace workspace = workspaces.poll();
          if (workspace == null) {
            workspace = blocks.forInference();
          }
          int first = block * Lanes.LANES;
          int lanes = Math.min(Lanes.LANES, count - first);
          loader.load(first, lanes, workspace.input());
          blocks.forward(parameters, workspace);
          float[] y = new float[classes];
          for (int lane = 0; lane < lanes; lane++) {
            workspace.output(lane, y);
            reader.read(first + lane, y);
          }
          workspaces.push(workspace);
        });
  }
}
