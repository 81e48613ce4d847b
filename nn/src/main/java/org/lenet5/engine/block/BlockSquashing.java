package org.lenet5.engine.block;

import static org.lenet5.engine.block.Workspace.START;

import org.lenet5.kernel.Kernels;
import org.lenet5.layer.Squashing;

/**
 * A {@link Squashing} layer, in place: {@code x} and {@code y} are one array, {@code dx} and {@code
 * dy} another. The gradient needs only the output.
 *
 * @param values units times lanes
 */
record BlockSquashing(int values, Squashing.Function function) implements BlockLayer {

  @Override
  public void forward(Kernels kernels, float[] parameters, float[] x, float[] y, float[] scratch) {
    switch (function) {
      case TANH -> kernels.lanes().tanh(y, START, values);
      case SCALED_TANH -> kernels.lanes().scaledTanh(y, START, values);
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
    switch (function) {
      case TANH -> kernels.lanes().tanhGradient(y, START, dy, START, values);
      case SCALED_TANH -> kernels.lanes().scaledTanhGradient(y, START, dy, START, values);
    }
  }

  /** The slope's square: the slope twice. */
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
    backward(kernels, parameters, x, y, h, hx, hParameters, scratch);
    backward(kernels, parameters, x, y, h, hx, hParameters, scratch);
  }
}
