package org.lenet5.nn;

import static org.lenet5.nn.Workspace.START;
import static org.lenet5.nn.kernel.Winograd.POINTS;

import java.util.Arrays;
import org.lenet5.nn.kernel.ConvolutionSize;
import org.lenet5.nn.kernel.Kernels;
import org.lenet5.nn.kernel.WinogradSize;

/**
 * A {@link Convolution} with fewer multiplications: its input and weights are carried over to the
 * nine points of {@link org.lenet5.nn.kernel.Winograd}, convolved along the columns at each, and
 * carried back; the gradients likewise, by the transposed transforms.
 */
final class WinogradConvolution {
  private final WinogradSize size;
  private final int weight;
  private final int bias;

  // Places in the scratch space.
  private final int weights;
  private final int weightGradients;
  private final int inputs;
  private final int outputs;
  private final int length;

  /**
   * @param weight where the weights start in the network's array
   * @param bias where the biases do
   */
  WinogradConvolution(ConvolutionSize full, int weight, int bias) {
    size = new WinogradSize(full);
    this.weight = weight;
    this.bias = bias;
    weights = START;
    weightGradients = weights + lines(POINTS * size.weightStride);
    inputs = weightGradients + lines(POINTS * size.weightStride);
    outputs = inputs + POINTS * size.inputStride;
    length = outputs + POINTS * size.outputStride - START;
  }

  /** The next multiple of a cache line. */
  private static int lines(int values) {
    return Math.ceilDiv(values, Kernels.LANES) * Kernels.LANES;
  }

  /** {@link Layer#scratch}. */
  int scratch() {
    return length;
  }

  /** {@link Layer#forward}; leaves the weights and the input at the points behind. */
  void forward(Kernels kernels, float[] parameters, float[] x, float[] y, float[] scratch) {
    size.weights(parameters, weight, bias, scratch, weights);
    kernels.winogradInput(size, x, START, scratch, inputs);
    for (int i = 0; i < POINTS; i++) {
      int w = weights + i * size.weightStride;
      int in = inputs + i * size.inputStride;
      int out = outputs + i * size.outputStride;
      kernels.convolution(size.point, scratch, w, w + size.biasAt, scratch, in, scratch, out);
    }
    kernels.winogradOutput(size, scratch, outputs, y, START);
  }

  /** {@link Layer#backward}, of what {@link #forward} has left. */
  void backward(Kernels kernels, float[] dy, float[] dx, float[] dParameters, float[] scratch) {
    kernels.winogradOutputGradient(size, dy, START, scratch, outputs);
    Arrays.fill(scratch, weightGradients, inputs, 0);
    for (int i = 0; i < POINTS; i++) {
      int w = weights + i * size.weightStride;
      int dw = weightGradients + i * size.weightStride;
      int in = inputs + i * size.inputStride;
      int out = outputs + i * size.outputStride;
      kernels.convolutionWeightGradient(size.point, scratch, in, scratch, out, scratch, dw);
      if (i == WinogradSize.BIASES) {
        kernels.convolutionBiasGradient(size.point, scratch, out, scratch, dw + size.biasAt);
      }
      if (dx != null) { // takes the place of the input
        kernels.convolutionDataGradient(size.point, scratch, w, scratch, out, scratch, in);
      }
    }
    size.weightGradient(scratch, weightGradients, dParameters, weight, bias);
    if (dx != null) {
      kernels.winogradInputGradient(size, scratch, inputs, dx, START);
    }
  }
}
