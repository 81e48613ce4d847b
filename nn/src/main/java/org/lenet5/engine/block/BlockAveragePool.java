package org.lenet5.engine.block;

import static org.lenet5.engine.block.Workspace.START;

import org.lenet5.kernel.Kernels;
import org.lenet5.kernel.PoolSize;
import org.lenet5.layer.AveragePool;
import org.lenet5.layer.Shape;

/** An {@link AveragePool}, by itself or at once with the tanh before it. */
record BlockAveragePool(PoolSize size) implements BlockLayer {

  static BlockAveragePool of(AveragePool pool) {
    Shape input = pool.input();
    return new BlockAveragePool(
        new PoolSize(input.maps(), input.rows(), input.columns(), pool.window()));
  }

  @Override
  public void forward(Kernels kernels, float[] parameters, float[] x, float[] y, float[] scratch) {
    kernels.lanes().averagePool(size, x, START, y, START);
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
    if (dx != null) {
      kernels.lanes().averagePoolGradient(size, dy, START, dx, START);
    }
  }

  /**
   * Tanh and then the pool.
   *
   * @param x what tanh reads, replaced by its output
   * @param y overwritten
   */
  void forwardFromTanh(Kernels kernels, float[] x, float[] y) {
    kernels.lanes().tanhAveragePool(size, x, START, y, START);
  }

  /**
   * Through the pool and the tanh before it.
   *
   * @param x output of tanh, replaced by the gradient of the loss by its input
   */
  void backwardToTanh(Kernels kernels, float[] x, float[] dy) {
    kernels.lanes().tanhAveragePoolGradient(size, dy, START, x, START);
  }

  /** {@code h / window^4}: the gradient's factor once more. */
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
    if (hx != null) {
      kernels.lanes().averagePoolGradient(size, h, START, hx, START);
      for (int i = START; i < hx.length; i++) {
        hx[i] *= 1f / (size.window() * size.window());
      }
    }
  }
}
