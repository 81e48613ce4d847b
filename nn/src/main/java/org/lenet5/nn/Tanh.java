package org.lenet5.nn;

import static org.lenet5.nn.Workspace.START;

import java.util.List;
import org.lenet5.nn.kernel.Kernels;

/** {@code y = tanh(x)}, in place; the gradient {@code dy (1 - y^2)} needs only the output. */
public final class Tanh implements Layer {
  private final Shape shape;

  Tanh(Shape shape) {
    this.shape = shape;
  }

  @Override
  public String name() {
    return "tanh";
  }

  @Override
  public Shape input() {
    return shape;
  }

  @Override
  public Shape output() {
    return shape;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public long connections() {
    return 0;
  }

  @Override
  public long multiplyAdds() {
    return 0;
  }

  @Override
  public boolean inPlace() {
    return true;
  }

  @Override
  public void forward(Kernels kernels, float[] parameters, float[] x, float[] y, float[] scratch) {
    kernels.tanh(y, START, shape.size() * Kernels.LANES);
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
    kernels.tanhGradient(y, START, dy, START, shape.size() * Kernels.LANES);
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
    kernels.tanhGradient(y, START, h, START, shape.size() * Kernels.LANES);
    kernels.tanhGradient(y, START, h, START, shape.size() * Kernels.LANES);
  }

  @Override
  public String toString() {
    return "tanh()";
  }
}
