package org.lenet5.engine.block;

import static org.lenet5.engine.block.Workspace.START;

import java.util.Arrays;
import org.lenet5.kernel.Kernels;
import org.lenet5.kernel.PoolSize;
import org.lenet5.layer.Shape;
import org.lenet5.layer.Subsampling;

/**
 * A {@link Subsampling} layer.
 *
 * @param weight where the coefficients start in the network's array
 * @param bias where the biases do
 */
record BlockSubsampling(PoolSize size, int weight, int bias) implements BlockLayer {

  static BlockSubsampling of(Subsampling layer) {
    Shape input = layer.input();
    return new BlockSubsampling(
        new PoolSize(input.maps(), input.rows(), input.columns(), layer.window()),
        layer.weight().offset(),
        layer.bias().offset());
  }

  @Override
  public void forward(Kernels kernels, float[] parameters, float[] x, float[] y, float[] scratch) {
    kernels.lanes().subsampling(size, parameters, weight, bias, x, START, y, START);
  }

  @Override
  public void backward(
      Kernels kernels,
      float[] parameters,
      float[] x,
      float[] y,
      float[] dy,
      float[] dx,
      float[] dParameters,
      float[] scratch) {
    kernels
        .samples()
        .subsamplingWeightGradient(size, x, START, dy, START, dParameters, weight, bias);
    if (dx != null) {
      dataGradient(kernels, parameters, dy, dx);
    }
  }

  private void dataGradient(Kernels kernels, float[] parameters, float[] dy, float[] dx) {
    kernels.lanes().subsamplingDataGradient(size, parameters, weight, dy, START, dx, START);
  }

  /** The four inputs of a unit share one coefficient: it sees their sum as its one input. */
  @Override
  public void curvature(
      Kernels kernels,
      float[] parameters,
      float[] x,
      float[] y,
      float[] h,
      float[] hx,
      float[] hParameters,
      float[] scratch) {
    float[] plain = new float[2 * size.maps()]; // coefficients of 1, biases of 0
    Arrays.fill(plain, 0, size.maps(), 1);
    float[] sums = new float[y.length];
    kernels.lanes().subsampling(size, plain, 0, size.maps(), x, START, sums, START);
    kernels
        .samples()
        .subsamplingWeightGradient(
            new PoolSize(size.maps(), size.outRows(), size.outColumns(), 1),
            BlockLayer.squares(sums),
            START,
            h,
            START,
            hParameters,
            weight,
            bias);
    if (hx != null) {
      dataGradient(kernels, BlockLayer.squares(parameters), h, hx);
    }
  }
}
