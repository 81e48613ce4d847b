package org.lenet5.nn.single;

import java.lang.foreign.MemorySegment;
import org.lenet5.nn.kernel.Kernels;
import org.lenet5.nn.kernel.MapConvolution;

/**
 * A convolution whose weights no longer change, the tanh behind it and the mean of squares behind
 * that. Here a lane is an output map: 16 maps fill all lanes, where rows of ten columns fill ten of
 * 16. The sums of 16 maps then lie as a block of 16 samples has them in one map, so that the pool
 * is that of blocks; what is left goes back into rows.
 */
final class FrozenConvolution implements SingleLayer {
  private final MapConvolution size;
  private final int weight;
  private final int bias;
  private final int window;
  private final Activation output;

  /** {@code [vectors][rows][columns][16]}. */
  private final float[] sums;

  private final float[] means;

  private MemorySegment frozen;

  /**
   * @param output of the pool
   */
  FrozenConvolution(MapConvolution size, int weight, int bias, int window, Activation output) {
    this.size = size;
    this.weight = weight;
    this.bias = bias;
    this.window = window;
    this.output = output;
    Rows rows = output.rows();
    sums = new float[size.outputLength()];
    means = new float[size.vectors() * rows.rows() * rows.columns() * Kernels.LANES];
  }

  @Override
  public Activation output() {
    return output;
  }

  @Override
  public void freeze(float[] parameters) {
    frozen = size.arrange(parameters, weight, bias);
  }

  @Override
  public void forward(Kernels kernels, float[] parameters, float[] x) {
    kernels.singleConvolution(size, frozen, x, sums);
    kernels.tanh(sums, 0, sums.length);
    kernels.averagePool(
        size.vectors(), size.outRows(), size.outColumns(), window, sums, 0, means, 0);
    output.rows().fromLanes(means, output.values());
  }

  @Override
  public void backward(
      Kernels kernels, float[] parameters, float[] x, float[] dx, float[] dParameters) {
    throw new UnsupportedOperationException("a frozen network has no backward pass");
  }
}
