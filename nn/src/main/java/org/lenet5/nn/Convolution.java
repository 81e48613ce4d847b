package org.lenet5.nn;

import static org.lenet5.nn.Workspace.START;

import java.util.List;
import org.lenet5.nn.kernel.ConvolutionSize;
import org.lenet5.nn.kernel.Kernels;
import org.lenet5.nn.kernel.WinogradSize;

/**
 * Every output map reads every input map: {@code y[o][r][c] = b[o] + sum of w[o][i][kr][kc]
 * x[i][r+kr][c+kc]} (LeCun et al. 1998, section II.A). Where the kernel covers the whole input, as
 * in C5, this is a dense layer and computed as one.
 */
public final class Convolution implements Layer {
  private final String name;
  private final Shape input;
  private final ConvolutionSize size;
  private final Parameter weight;
  private final Parameter bias;

  /** How it is computed; null if by direct sums. */
  private final WinogradConvolution winograd;

  /**
   * @param maps number of output maps
   * @param kernel rows and columns of each kernel
   * @param offset where this layer's parameters start
   * @throws IllegalArgumentException if the kernel is larger than the input
   */
  Convolution(String name, Shape input, int maps, int kernel, int offset) {
    this.name = name;
    this.input = input;
    size = new ConvolutionSize(input.maps(), input.rows(), input.columns(), maps, kernel);
    weight =
        new Parameter(
            name + ".weight", List.of(maps, input.maps(), kernel, kernel), offset, size.taps);
    bias = new Parameter(name + ".bias", List.of(maps), offset + weight.size(), size.taps);
    winograd =
        WinogradSize.fits(size)
            ? new WinogradConvolution(size, weight.offset(), bias.offset())
            : null;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Shape input() {
    return input;
  }

  @Override
  public Shape output() {
    return new Shape(size.outMaps, size.outRows, size.outColumns);
  }

  /** Rows and columns of each kernel. */
  public int kernel() {
    return size.kernelRows;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(weight, bias);
  }

  @Override
  public long connections() {
    return (long) parameterCount() * size.positions;
  }

  @Override
  public long multiplyAdds() {
    return (long) weight.size() * size.positions;
  }

  /** For what there is at the points of Winograd, or for the input, sample by sample. */
  @Override
  public int scratch() {
    if (size.positions == 1) {
      return size.taps * Kernels.LANES;
    }
    return winograd == null ? 0 : winograd.scratch();
  }

  @Override
  public void forward(Kernels kernels, float[] parameters, float[] x, float[] y, float[] scratch) {
    if (size.positions == 1) {
      kernels.dense(
          size.taps, size.outMaps, parameters, weight.offset(), bias.offset(), x, START, y, START);
    } else if (winograd != null) {
      winograd.forward(kernels, parameters, x, y, scratch);
    } else {
      kernels.convolution(size, parameters, weight.offset(), bias.offset(), x, START, y, START);
    }
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
    if (winograd != null) {
      winograd.backward(kernels, dy, dx, dParameters, scratch);
    } else {
      direct(kernels, parameters, x, dy, dx, dParameters, scratch);
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
    direct(kernels, Layer.squares(parameters), Layer.squares(x), h, hx, hParameters, scratch);
  }

  private void direct(
      Kernels kernels,
      float[] parameters,
      float[] x,
      float[] dy,
      float[] dx,
      float[] dParameters,
      float[] scratch) {
    if (size.positions == 1) {
      kernels.denseWeightGradient(
          size.taps,
          size.outMaps,
          x,
          START,
          dy,
          START,
          dParameters,
          weight.offset(),
          bias.offset(),
          scratch,
          START);
      if (dx != null) {
        kernels.denseDataGradient(
            size.taps, size.outMaps, parameters, weight.offset(), dy, START, dx, START);
      }
    } else {
      kernels.convolutionWeightGradient(size, x, START, dy, START, dParameters, weight.offset());
      kernels.convolutionBiasGradient(size, dy, START, dParameters, bias.offset());
      if (dx != null) {
        kernels.convolutionDataGradient(size, parameters, weight.offset(), dy, START, dx, START);
      }
    }
  }

  @Override
  public String toString() {
    return "convolution(\"%s\", %d, %d)".formatted(name, size.outMaps, kernel());
  }
}
