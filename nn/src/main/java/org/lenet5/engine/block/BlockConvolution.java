package org.lenet5.engine.block;

import static org.lenet5.engine.block.Workspace.START;

import org.lenet5.kernel.ConvolutionSize;
import org.lenet5.kernel.Kernels;

/**
 * A {@link org.lenet5.layer.Convolution} by direct sums.
 *
 * @param weight where the weights start in the network's array
 * @param bias where the biases do
 */
public record BlockConvolution(ConvolutionSize size, int weight, int bias) implements BlockLayer {

  @Override
  public void forward(Kernels kernels, float[] parameters, float[] x, float[] y, float[] scratch) {
    kernels.lanes().convolution(size, parameters, weight, bias, x, START, y, START);
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
    kernels.samples().convolutionWeightGradient(size, x, START, dy, START, dParameters, weight);
    kernels.samples().convolutionBiasGradient(size, dy, START, dParameters, bias);
    if (dx != null) {
      kernels.lanes().convolutionDataGradient(size, parameters, weight, dy, START, dx, START);
    }
  }
}
