package org.lenet5.nn.single;

import org.lenet5.nn.kernel.Kernels;

/**
 * {@link org.lenet5.nn.Tanh} and {@link org.lenet5.nn.ScaledTanh} of one sample: in place, in the
 * arrays of the layer before.
 */
final class SingleSquashing implements SingleLayer {
  private final Activation output;
  private final boolean scaled;

  /**
   * @param output of the layer before, or the network's input
   */
  SingleSquashing(Activation output, boolean scaled) {
    this.output = output;
    this.scaled = scaled;
  }

  /** Whether it is {@link org.lenet5.nn.ScaledTanh}. */
  boolean isScaled() {
    return scaled;
  }

  @Override
  public Activation output() {
    return output;
  }

  @Override
  public void forward(Kernels kernels, float[] parameters, float[] x) {
    if (scaled) {
      kernels.scaledTanh(output.values(), 0, output.rows().length());
    } else {
      kernels.tanh(output.values(), 0, output.rows().length());
    }
  }

  @Override
  public void backward(
      Kernels kernels, float[] parameters, float[] x, float[] dx, float[] dParameters) {
    if (scaled) {
      kernels.scaledTanhGradient(output.values(), 0, output.gradient(), 0, output.rows().length());
    } else {
      kernels.tanhGradient(output.values(), 0, output.gradient(), 0, output.rows().length());
    }
  }
}
