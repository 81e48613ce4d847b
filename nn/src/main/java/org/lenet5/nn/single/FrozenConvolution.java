package org.lenet5.nn.single;

import static org.lenet5.nn.kernel.Winograd.POINTS;

import java.lang.foreign.MemorySegment;
import org.lenet5.nn.kernel.ConvolutionSize;
import org.lenet5.nn.kernel.Kernels;
import org.lenet5.nn.kernel.MapConvolution;
import org.lenet5.nn.kernel.Winograd;
import org.lenet5.nn.kernel.WinogradSize;

/**
 * A {@link SingleWinograd} whose weights no longer change, the tanh behind it and the mean of
 * squares behind that. Between the transforms a lane is an output map: 16 maps fill all lanes,
 * where rows of ten columns fill ten of 16. The sums of 16 maps then lie as a block of 16 samples
 * has them in one map, so that what follows is the kernels of blocks; what is left goes back into
 * rows.
 */
final class FrozenConvolution implements SingleLayer {
  private final int[] inputTiles;
  private final WinogradSize size;
  private final int weight;
  private final int bias;
  private final int window;
  private final Activation output;

  /** What it is at each point. */
  private final MapConvolution point;

  /** The output, 16 maps as one. */
  private final WinogradSize lanes;

  /** {@code [POINTS]}: the weights. */
  private final MemorySegment[] frozen = new MemorySegment[POINTS];

  /** {@code [POINTS][inMaps][tiles][inRows]}. */
  private final float[] v;

  /** {@code [POINTS][outputStride]} of {@link #lanes}. */
  private final float[] m;

  private final float[] sums;
  private final float[] means;

  /**
   * @param inputTiles where each tile of a row begins in the input, {@code [map][tile][row]}
   * @param output of the pool
   */
  FrozenConvolution(
      int[] inputTiles, WinogradSize size, int weight, int bias, int window, Activation output) {
    this.inputTiles = inputTiles;
    this.size = size;
    this.weight = weight;
    this.bias = bias;
    this.window = window;
    this.output = output;
    ConvolutionSize full = size.full;
    point = MapConvolution.of(size.point);
    lanes =
        new WinogradSize(
            new ConvolutionSize(
                1,
                full.inRows,
                full.inColumns,
                point.vectors(),
                full.kernelRows,
                full.kernelColumns));
    v = new float[POINTS * inputTiles.length];
    m = new float[POINTS * lanes.outputStride];
    sums = new float[lanes.full.outputLength()];
    Rows rows = output.rows();
    means = new float[point.vectors() * rows.rows() * rows.columns() * Kernels.LANES];
  }

  @Override
  public Activation output() {
    return output;
  }

  @Override
  public void freeze(float[] parameters) {
    float[] u = new float[POINTS * size.weightStride];
    size.weights(parameters, weight, bias, u, 0);
    for (int i = 0; i < POINTS; i++) {
      int w = i * size.weightStride;
      frozen[i] = point.arrange(u, w, w + size.biasAt);
    }
  }

  @Override
  public void forward(Kernels kernels, float[] parameters, float[] x) {
    int values = inputTiles.length;
    for (int i = 0; i < values; i++) {
      Winograd.input(x, inputTiles[i], 1, v, i, values);
    }
    for (int i = 0; i < POINTS; i++) {
      kernels.singleConvolution(point, frozen[i], v, i * values, m, i * lanes.outputStride);
    }
    kernels.winogradOutput(lanes, m, 0, sums, 0);
    kernels.tanh(sums, 0, sums.length);
    kernels.averagePool(
        point.vectors(), size.full.outRows, size.full.outColumns, window, sums, 0, means, 0);
    output.rows().fromLanes(means, output.values());
  }

  @Override
  public void backward(
      Kernels kernels, float[] parameters, float[] x, float[] dx, float[] dParameters) {
    throw new UnsupportedOperationException("a frozen network has no backward pass");
  }
}
