package org.lenet5.engine.block;

import static org.lenet5.engine.block.Workspace.START;
import static org.lenet5.kernel.Winograd.POINTS;

import java.util.Arrays;
import org.lenet5.kernel.Kernels;
import org.lenet5.kernel.Lanes;
import org.lenet5.kernel.WinogradSize;

/**
 * A {@link org.lenet5.layer.Convolution} with fewer multiplications: its input and weights are
 * carried over to the nine points of {@link org.lenet5.kernel.Winograd}, convolved along the
 * columns at each, and carried back; the gradients likewise, by the transposed transforms.
 */
public final class BlockWinograd implements BlockLayer {
  private final BlockConvolution direct;
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
   * @param direct the same convolution by direct sums
   */
  public BlockWinograd(BlockConvolution direct) {
    this.direct = direct;
    size = new WinogradSize(direct.size());
    weight = direct.weight();
    bias = direct.bias();
    weights = START;
    weightGradients = weights + lines(POINTS * size.weightStride);
    inputs = weightGradients + lines(POINTS * size.weightStride);
    outputs = inputs + POINTS * size.inputStride;
    length = outputs + POINTS * size.outputStride - START;
  }

  /** The next multiple of a cache line. */
  private static int lines(int values) {
    return Math.ceilDiv(values, Lanes.LANES) * Lanes.LANES;
  }

  @Override
  public int scratch() {
    return length;
  }

  /** Leaves the weights and the input at the points behind. */
  @Override
  public void forward(Kernels kernels, float[] parameters, float[] x, float[] y, float[] scratch) {
    size.weights(parameters, weight, bias, scratch, weights);
    kernels.lanes().winogradInput(size, x, START, scratch, inputs);
    for (int i = 0; i < POINTS; i++) {
      int w = weights + i * size.weightStride;
      int in = inputs + i * size.inputStride;
      int out = outputs + i * size.outputStride;
      kernels
          .lanes()
          .convolution(size.point, scratch, w, w + size.biasAt, scratch, in, scratch, out);
    }
    kernels.lanes().winogradOutput(size, scratch, outputs, y, START);
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
    kernels.lanes().winogradOutputGradient(size, dy, START, scratch, outputs);
    Arrays.fill(scratch, weightGradients, inputs, 0);
    for (int i = 0; i < POINTS; i++) {
      int w = weights + i * size.weightStride;
      int dw = weightGradients + i * size.weightStride;
      int in = inputs + i * size.inputStride;
      int out = outputs + i * size.outputStride;
      kernels
          .samples()
          .convolutionWeightGradient(size.point, scratch, in, scratch, out, scratch, dw);
      if (i == WinogradSize.BIASES) {
        kernels
            .samples()
            .convolutionBiasGradient(size.point, scratch, out, scratch, dw + size.biasAt);
      }
      if (dx != null) { // takes the place of the input
        kernels.lanes().convolutionDataGradient(size.point, scratch, w, scratch, out, scratch, in);
      }
    }
    size.weightGradient(scratch, weightGradients, dParameters, weight, bias);
    if (dx != null) {
      kernels.lanes().winogradInputGradient(size, scratch, inputs, dx, START);
    }
  }

  /** By direct sums, whose terms are never negative, so that none of the sums is. */
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
    direct.curvature(kernels, parameters, x, y, h, hx, hParameters, scratch);
  }
}
