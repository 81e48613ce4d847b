package org.lenet5.engine.single;

import static org.lenet5.kernel.Winograd.POINTS;

import org.lenet5.kernel.ConvolutionSize;
import org.lenet5.kernel.FrozenConvolution;
import org.lenet5.kernel.Kernels;
import org.lenet5.kernel.LaneKernels;
import org.lenet5.kernel.MapConvolution;
import org.lenet5.kernel.PoolSize;
import org.lenet5.kernel.Winograd;
import org.lenet5.kernel.WinogradSize;

/**
 * A {@link SingleWinograd} whose weights no longer change, with the tanh and the pool of means
 * behind it. Between the transforms a lane is an output map: 16 maps fill all lanes, where rows of
 * ten columns fill ten of 16. As what follows takes each lane by itself, 16 maps pass through it as
 * one; the means go back into rows.
 */
final class FrozenWinograd implements SingleLayer {
  private final int[] inputTiles;
  private final WinogradSize size;
  private final int weight;
  private final int bias;
  private final Activation output;

  /** What it is at each point. */
  private final MapConvolution point;

  /** {@code [POINTS]}. */
  private final FrozenConvolution[] frozen = new FrozenConvolution[POINTS];

  /** Tanh's input and output, 16 maps as one. */
  private final WinogradSize maps;

  private final PoolSize pool;

  /** {@code [POINTS][inMaps][tiles][inRows]}. */
  private final float[] v;

  /** {@code [POINTS][outputStride]} of {@link #maps}. */
  private final float[] m;

  private final float[] sums;
  private final float[] means;

  /**
   * @param inputTiles where each tile of a row begins in the input, {@code [map][tile][row]}
   * @param window rows and columns of a square of the pool
   * @param output of the pool
   */
  FrozenWinograd(
      int[] inputTiles, WinogradSize size, int weight, int bias, int window, Activation output) {
    this.inputTiles = inputTiles;
    this.size = size;
    this.weight = weight;
    this.bias = bias;
    this.output = output;
    ConvolutionSize full = size.full;
    point = MapConvolution.of(size.point);
    maps =
        new WinogradSize(
            new ConvolutionSize(
                1,
                full.inRows,
                full.inColumns,
                point.vectors(),
                full.kernelRows,
                full.kernelColumns));
    pool = new PoolSize(point.vectors(), full.outRows, full.outColumns, window);
    v = new float[POINTS * inputTiles.length];
    m = new float[POINTS * maps.outputStride];
    sums = new float[pool.inputLength()];
    means = new float[pool.outputLength()];
  }

  @Override
  public Activation output() {
    return output;
  }

  @Override
  public void freeze(Kernels kernels, float[] parameters) {
    float[] u = new float[POINTS * size.weightStride];
    size.weights(parameters, weight, bias, u, 0);
    for (int i = 0; i < POINTS; i++) {
      int w = i * size.weightStride;
      frozen[i] = kernels.maps().freeze(point, u, w, w + size.biasAt);
    }
  }

  @Override
  public void forward(Kernels kernels, float[] parameters, float[] x) {
    int values = inputTiles.length;
    for (int i = 0; i < values; i++) {
      Winograd.input(x, inputTiles[i], 1, v, i, values);
    }
    for (int i = 0; i < POINTS; i++) {
      frozen[i].forward(v, i * values, m, i * maps.outputStride);
    }
    LaneKernels lanes = kernels.lanes();
    lanes.winogradOutput(maps, m, 0, sums, 0);
    lanes.tanh(sums, 0, sums.length);
    lanes.averagePool(pool, sums, 0, means, 0);
    output.rows().fromLanes(means, output.values());
  }

  @Override
  public void backward(
      Kernels kernels, float[] parameters, float[] x, float[] dx, float[] dParameters) {
    throw new UnsupportedOperationException("a frozen network has no backward pass");
  }
}
