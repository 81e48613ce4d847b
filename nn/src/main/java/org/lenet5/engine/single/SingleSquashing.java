package org.lenet5.engine.single;

import org.lenet5.kernel.Kernels;
import org.lenet5.layer.Squashing;

/** A {@link Squashing} layer of one sample: in place, in the arrays of the layer before. */
final class SingleSquashing implements SingleLayer {
  private final Activation output;
  private final Squashing.Function function;

  /**
   * @param output of the layer before, or the network's input
   */
  SingleSquashing(Activation output, Squashing.Function function) {
    this.output = output;
    this.function = function;
  }

  Squashing.Function function() {
    return function;
  }

  @Override
  public Activation output() {
    return output;
  }

  @Override
  public void forward(Kernels kernels, float[] parameters, float[] x) {
    switch (function) {
      case TANH -> kernels.lanes().tanh(output.values(), 0, output.rows().length());
      case SCALED_TANH -> kernels.lanes().scaledTanh(output.values(), 0, output.rows().length());
    }
  }

  @Override
  public void backward(
      Kernels kernels, float[] parameters, float[] x, float[] dx, float[] dParameters) {
    float[] y = output.values();
    float[] dy = output.gradient();
    switch (function) {
      case TANH -> kernels.lanes().tanhGradient(y, 0, dy, 0, output.rows().length());
      case SCALED_TANH -> kernels.lanes().scaledTanhGradient(y, 0, dy, 0, output.rows().length());
    }
  }
}
