package org.lenet5.engine.single;

import java.util.Arrays;
import org.lenet5.kernel.FusedMultiplyAdd;
import org.lenet5.kernel.Kernels;
import org.lenet5.kernel.PoolSize;
import org.lenet5.kernel.RowSubsampling;

/**
 * {@link org.lenet5.layer.Subsampling} of one sample; and {@link org.lenet5.layer.AveragePool},
 * which is the same with one fixed coefficient and no bias.
 */
final class SingleSubsampling implements SingleLayer {
  private final Rows input;
  private final int window;
  private final RowSubsampling size;
  private final int weight;
  private final int bias;

  /** {@code [maps]} of what is not trained; null if coefficient and bias are parameters. */
  private final float[] fixed;

  private final Activation output;

  /** Trained: coefficients from {@code weight}, biases from {@code bias} in the parameters. */
  SingleSubsampling(Rows input, Rows rows, int window, int weight, int bias) {
    this(input, rows, window, weight, bias, null);
  }

  /** Not trained: means. */
  static SingleSubsampling average(Rows input, Rows rows, int window) {
    float[] fixed = new float[2 * rows.maps()];
    Arrays.fill(fixed, 0, rows.maps(), 1f / (window * window));
    return new SingleSubsampling(input, rows, window, 0, rows.maps(), fixed);
  }

  private SingleSubsampling(
      Rows input, Rows rows, int window, int weight, int bias, float[] fixed) {
    this.input = input;
    this.window = window;
    size =
        new RowSubsampling(
            new PoolSize(input.maps(), input.rows(), input.columns(), window), input.pitch());
    this.weight = weight;
    this.bias = bias;
    this.fixed = fixed;
    output = Activation.of(rows);
  }

  /** Rows and columns of a square. */
  int window() {
    return window;
  }

  /** Whether it is {@link org.lenet5.layer.AveragePool}. */
  boolean isMean() {
    return fixed != null;
  }

  @Override
  public Activation output() {
    return output;
  }

  @Override
  public void forward(Kernels kernels, float[] parameters, float[] x) {
    float[] p = fixed == null ? parameters : fixed;
    kernels.columns().subsampling(size, p, weight, bias, x, output.values());
  }

  @Override
  public void backward(
      Kernels kernels, float[] parameters, float[] x, float[] dx, float[] dParameters) {
    if (fixed == null) {
      weightGradient(x, dParameters);
    }
    if (dx != null) {
      dataGradient(fixed == null ? parameters : fixed, dx);
    }
  }

  /** {@code dw = sum of dy (the window's sum)}, {@code db = sum of dy}, from zero, ascending. */
  private void weightGradient(float[] x, float[] dParameters) {
    Rows rows = output.rows();
    float[] dy = output.gradient();
    for (int m = 0; m < rows.maps(); m++) {
      float dw = 0;
      float db = 0;
      for (int r = 0; r < rows.rows(); r++) {
        int dyAt = (m * rows.rows() + r) * rows.pitch();
        int xAt = (m * input.rows() + r * window) * input.pitch();
        for (int c = 0; c < rows.columns(); c++) {
          float d = dy[dyAt + c];
          dw = FusedMultiplyAdd.fma(d, sum(x, xAt + c * window), dw);
          db += d;
        }
      }
      dParameters[weight + m] = dw;
      dParameters[bias + m] = db;
    }
  }

  /** {@code dx = w dy} at each input of the window; those outside all windows stay zero. */
  private void dataGradient(float[] p, float[] dx) {
    Rows rows = output.rows();
    for (int m = 0; m < rows.maps(); m++) {
      for (int r = 0; r < rows.rows(); r++) {
        int dyAt = (m * rows.rows() + r) * rows.pitch();
        int dxAt = (m * input.rows() + r * window) * input.pitch();
        dataGradient(p[weight + m], output.gradient(), dyAt, dx, dxAt, rows.columns());
        for (int i = 1; i < window; i++) {
          System.arraycopy(dx, dxAt, dx, dxAt + i * input.pitch(), rows.columns() * window);
        }
      }
    }
  }

  /** The first row of one row of windows. */
  private void dataGradient(float w, float[] dy, int dyAt, float[] dx, int dxAt, int columns) {
    if (window == 2) {
      for (int c = 0; c < columns; c++) {
        float d = w * dy[dyAt + c];
        dx[dxAt + 2 * c] = d;
        dx[dxAt + 2 * c + 1] = d;
      }
    } else {
      for (int c = 0; c < columns * window; c++) {
        dx[dxAt + c] = w * dy[dyAt + c / window];
      }
    }
  }

  /** The sum of a window, from zero in ascending row and column. */
  private float sum(float[] x, int at) {
    if (window == 2) {
      return x[at] + x[at + 1] + x[at + input.pitch()] + x[at + input.pitch() + 1];
    }
    float sum = 0;
    for (int i = 0; i < window; i++) {
      for (int j = 0; j < window; j++) {
        sum += x[at + i * input.pitch() + j];
      }
    }
    return sum;
  }
}
