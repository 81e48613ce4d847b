package org.lenet5.engine;

import static org.lenet5.engine.block.Workspace.START;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.lenet5.base.Team;
import org.lenet5.engine.block.BlockNetwork;
import org.lenet5.engine.block.Workspace;
import org.lenet5.engine.single.SingleNetwork;
import org.lenet5.kernel.Kernels;
import org.lenet5.kernel.Lanes;
import org.lenet5.layer.Outputs;
import org.lenet5.learning.Loss;
import org.lenet5.learning.Optimizer;
import org.lenet5.network.Network;

/**
 * Learns by batches: the same bits for any number of threads and any kernels.
 *
 * <p>A batch is cut into blocks of 16 samples, and the blocks into at most {@value #MAX_SLICES}
 * slices. Each slice adds its blocks' gradients in order, and the slices' sums are added in order,
 * whoever computed them. A batch of one sample goes through {@link SingleNetwork}.
 */
final class CpuTraining implements Training {
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

  private final Network description;
  private final BlockNetwork network;
  private final int batchSize;

  /** Number of layers that second derivatives go back through: distances are part of the loss. */
  private final int layers;

  private final Outputs outputs;
  private final Loss loss;
  private final Optimizer optimizer;
  private final float[] parameters;
  private final float[][] moments;
  private final Team team;
  private final Room[] rooms;

  /** {@code [slice][parameterCount]}. */
  private final float[][] gradients;

  /** For batches of one sample; null for larger ones. */
  private final SingleNetwork single;

  private final float[] image;

  /** Where one thread works: a block, and one sample's outputs and their gradient. */
  private record Room(Workspace workspace, float[] y, float[] dy, double[] scratch) {
    Room(Workspace workspace, int classes) {
      this(workspace, new float[classes], new float[classes], new double[classes]);
    }
  }

  CpuTraining(
      Network network,
      Loss loss,
      Optimizer optimizer,
      int batchSize,
      float[] parameters,
      float[][] moments,
      Kernels kernels,
      Team team) {
    outputs = network.outputs();
    if (!loss.fits(outputs)) {
      throw new IllegalArgumentException(
          "loss: got %s, expected one for %s".formatted(loss, outputs));
    }
    if (batchSize < 1) {
      throw new IllegalArgumentException(
          "batch size: got %d, expected at least 1".formatted(batchSize));
    }
    requireLength("parameters", parameters.length, network.parameterCount());
    requireLength("moments", moments.length, optimizer.moments());
    for (float[] moment : moments) {
      requireLength("moment", moment.length, network.parameterCount());
    }
    this.batchSize = batchSize;
    description = network;
    this.network = new BlockNetwork(network, kernels);
    layers = network.layers().size() - (outputs == Outputs.DISTANCES ? 1 : 0);
    this.loss = loss;
    this.optimizer = optimizer;
    this.parameters = parameters;
    this.moments = moments;
    this.team = team;
    rooms =
        IntStream.range(0, team.size())
            .mapToObj(i -> new Room(this.network.forTraining(), network.output().size()))
            .toArray(Room[]::new);
    int slices = Math.min(MAX_SLICES, Math.ceilDiv(batchSize, Lanes.LANES));
    gradients = new float[slices][network.parameterCount()];
    single = batchSize == 1 ? new SingleNetwork(network, kernels) : null;
    image = new float[network.input().size()];
  }

  private static void requireLength(String name, int length, int expected) {
    if (length != expected) {
      throw new IllegalArgumentException(
          "%s: got %d, expected %d".formatted(name, length, expected));
    }
  }

  @Override
  public int step(
      PreparedSet samples,
      int[] order,
      int from,
      int count,
      double rate,
      long step,
      double[] losses) {
    if (count < 1 || count > batchSize) {
      throw new IllegalArgumentException(
          "batch: got %d samples, expected 1 to %d".formatted(count, batchSize));
    }
    samples.requireFit(description);
    if (single != null) {
      int right = gradientOfOne(samples, order[from], losses);
      // Too little work to share.
      optimizer.update(rate, step, 0, parameters.length, gradients[0], moments, parameters);
      return right;
    }
    int slices = Math.min(gradients.length, Math.ceilDiv(count, Lanes.LANES));
    int right = gradient(samples, order, from, count, slices, losses);
    update(slices, rate, step);
    return right;
  }

  /**
   * The gradient of the batch's mean loss, as the sum of so many slices; returns how many samples
   * were answered right.
   */
  private int gradient(
      PreparedSet samples, int[] order, int from, int count, int slices, double[] losses) {
    int blocks = Math.ceilDiv(count, Lanes.LANES);
    AtomicInteger right = new AtomicInteger();
    team.run(
        slices,
        (slice, worker) -> {
          Arrays.fill(gradients[slice], 0);
          for (int b = slice * blocks / slices; b < (slice + 1) * blocks / slices; b++) {
            int first = b * Lanes.LANES;
            int lanes = Math.min(Lanes.LANES, count - first);
            Workspace workspace = rooms[worker].workspace;
            samples.load(order, from + first, lanes, workspace.input(), START);
            network.forward(parameters, workspace);
            right.addAndGet(
                losses(
                    samples,
                    order,
                    from + first,
                    lanes,
                    1.0 / count,
                    rooms[worker],
                    losses,
                    first));
            network.backward(parameters, workspace, gradients[slice]);
          }
        });
    return right.get();
  }

  /** The losses of a block's samples, and their gradients by its outputs. */
  private int losses(
      PreparedSet samples,
      int[] order,
      int from,
      int lanes,
      double scale,
      Room room,
      double[] losses,
      int lossAt) {
    if (lanes < Lanes.LANES) {
      Arrays.fill(room.workspace.outputGradient(), 0);
    }
    int right = 0;
    for (int lane = 0; lane < lanes; lane++) {
      int label = samples.label(order[from + lane]);
      room.workspace.output(lane, room.y);
      right += outputs.winner(room.y) == label ? 1 : 0;
      losses[lossAt + lane] = loss.gradient(outputs, room.y, label, scale, room.scratch, room.dy);
      room.workspace.outputGradient(lane, room.dy);
    }
    return right;
  }

  /** The loss of one sample, and its gradient as the first slice; returns 1 if it was right. */
  private int gradientOfOne(PreparedSet samples, int sample, double[] losses) {
    Room room = rooms[0];
    samples.load(sample, image);
    single.forward(parameters, image, room.y);
    int label = samples.label(sample);
    losses[0] = loss.gradient(outputs, room.y, label, 1, room.scratch, room.dy);
    single.backward(parameters, room.dy, gradients[0]);
    return outputs.winner(room.y) == label ? 1 : 0;
  }

  /** One step of the optimizer by the sum of so many slices, which becomes the first one. */
  private void update(int slices, double rate, long step) {
    int n = parameters.length;
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
          optimizer.update(rate, step, from, to, sum, moments, parameters);
        });
  }

  /** After a {@link #step} the gradient that it took, {@code [parameterCount]}. */
  float[] gradient() {
    return gradients[0];
  }

  /** On one thread: 500 samples are 32 blocks. */
  @Override
  public void measureCurvature(PreparedSet samples, int[] order) {
    if (!(optimizer instanceof Optimizer.DiagonalLevenbergMarquardt levenberg)) {
      throw new IllegalStateException(
          "optimizer: got %s, expected diagonal Levenberg-Marquardt".formatted(optimizer));
    }
    samples.requireFit(description);
    int n = Math.min(levenberg.samples(), order.length);
    Room room = rooms[0];
    Workspace workspace = room.workspace;
    float[] curvature = gradients[0];
    Arrays.fill(curvature, 0);
    for (int from = 0; from < n; from += Lanes.LANES) {
      int lanes = Math.min(Lanes.LANES, n - from);
      samples.load(order, from, lanes, workspace.input(), START);
      network.forward(parameters, workspace);
      float[] seeds = workspace.gradient(layers - 1);
      Arrays.fill(seeds, 0);
      for (int lane = 0; lane < lanes; lane++) {
        if (outputs == Outputs.DISTANCES) {
          for (int i = START + lane; i < seeds.length; i += Lanes.LANES) {
            seeds[i] = DISTANCE_CURVATURE;
          }
        } else {
          workspace.output(lane, room.y);
          loss.curvature(outputs, room.y, room.scratch, room.dy);
          workspace.outputGradient(lane, room.dy);
        }
      }
      network.curvature(parameters, workspace, layers, curvature);
    }
    levenberg.rates(curvature, n, moments[0]);
  }

  /** They are up to date after each step. */
  @Override
  public void store() {}

  /** Holds nothing but memory. */
  @Override
  public void close() {}
}
