package org.lenet5.nn;

import static org.lenet5.nn.Workspace.START;

import java.util.List;
import org.lenet5.nn.kernel.Kernels;

/** The mean of each {@code window x window} square, squares side by side; nothing to train. */
public final class AveragePool implements Layer {
  private final String name;
  private final Shape input;
  private final int window;

  /**
   * @throws IllegalArgumentException if the window is below 1 or larger than the input
   */
  AveragePool(String name, Shape input, int window) {
    if (window < 1 || window > input.rows() || window > input.columns()) {
      throw new IllegalArgumentException(
          "%s: got a window of %d, expected 1 to the size of the input %s"
              .formatted(name, window, input));
    }
    this.name = name;
    this.input = input;
    this.window = window;
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
    return new Shape(input.maps(), input.rows() / window, input.columns() / window);
  }

  /** Rows and columns of each square. */
  public int window() {
    return window;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public long connections() {
    return (long) window * window * output().size();
  }

  @Override
  public long multiplyAdds() {
    return 0;
  }

  @Override
  public void forward(Kernels kernels, float[] parameters, float[] x, float[] y, float[] scratch) {
    kernels.averagePool(input.maps(), input.rows(), input.columns(), window, x, START, y, START);
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
    if (dx != null) {
      kernels.averagePoolGradient(
          input.maps(), input.rows(), input.columns(), window, dy, START, dx, START);
    }
  }

  /**
   * Tanh and then the pool.
   *
   * @param x what tanh reads, replaced by its output
   * @param y overwritten
   */
  void forwardFromTanh(Kernels kernels, float[] x, float[] y) {
    kernels.tanhAveragePool(
        input.maps(), input.rows(), input.columns(), window, x, START, y, START);
  }

  /**
   * Through the pool and the tanh before it.
   *
   * @param x output of tanh, replaced by the gradient of the loss by its input
   */
  void backwardToTanh(Kernels kernels, float[] x, float[] dy) {
    kernels.tanhAveragePoolGradient(
        input.maps(), input.rows(), input.columns(), window, dy, START, x, START);
  }

  /** {@code h / window^4}: the gradient's factor once more. */
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
    if (hx != null) {
      kernels.averagePoolGradient(
          input.maps(), input.rows(), input.columns(), window, h, START, hx, START);
      for (int i = START; i < hx.length; i++) {
        hx[i] *= 1f / (window * window);
      }
    }
  }

  @Override
  public String toString() {
    return "averagePool(\"%s\", %d)".formatted(name, window);
  }
}
