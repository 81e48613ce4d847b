package org.lenet5.engine.block;

import static org.lenet5.engine.block.Workspace.START;

import org.lenet5.kernel.Kernels;
import org.lenet5.kernel.PartialConvolutionSize;

/**
 * A {@link org.lenet5.layer.PartialConvolution}.
 *
 * @param weight where the weights start in the network's array
 * @param bias where the biases do
 */
record BlockPartialConvolution(PartialConvolutionSize size, int weight, int bias)
    implements BlockLayer {

  @Override
  public void forward(Kernels kernels, float[] parameters, float[] x, float[] y, float[] scratch) {
    kernels.lanes().partialConvolution(size, parameters, weight, bias, x, START, y, START);
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
        .partialConvolutionWeightGradient(size, x, START, dy, START, dParameters, weight);
    kernels.samples().convolutionBiasGradient(size.full, dy, START, dParameters, bias);
    if (dx != null) {
      kernels
          .lanes()
          .partialConvolutionDataGradient(size, parameters, weight, dy, START, dx, START);
    }
  }
}
