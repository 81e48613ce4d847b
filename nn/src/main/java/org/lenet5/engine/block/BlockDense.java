package org.lenet5.engine.block;

import static org.lenet5.engine.block.Workspace.START;

import org.lenet5.kernel.DenseSize;
import org.lenet5.kernel.Kernels;

/**
 * A {@link org.lenet5.layer.Dense} layer that reads its input whole, and a convolution whose kernel
 * covers its input.
 *
 * @param weight where the weights start in the network's array
 * @param bias where the biases do
 */
record BlockDense(DenseSize size, int weight, int bias) implements BlockLayer {

  /** For the input, sample by sample. */
  @Override
  public int scratch() {
    return size.inputLength();
  }

  @Override
  public void forward(Kernels kernels, float[] parameters, float[] x, float[] y, float[] scratch) {
    kernels.lanes().dense(size, parameters, weight, bias, x, START, y, START);
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
        .denseWeightGradient(size, x, START, dy, START, dParameters, weight, bias, scratch, START);
    if (dx != null) {
      kernels.lanes().denseDataGradient(size, parameters, weight, dy, START, dx, START);
    }
  }
}
