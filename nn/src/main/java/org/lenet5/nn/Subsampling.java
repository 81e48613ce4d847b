package org.lenet5.nn;

import static org.lenet5.nn.Workspace.START;

import java.util.Arrays;
import java.util.List;
import org.lenet5.nn.kernel.Kernels;

/**
 * Trainable subsampling (S2, S4): {@code y[m] = b[m] + w[m] (sum of each window x window square of
 * x[m])}, squares side by side, one coefficient and one bias for each map (LeCun et al. 1998,
 * section II.B; the text of II.A has the average instead, a factor in the coefficient). The
 * squashing that follows is a layer of its own.
 */
public final class Subsampling implements Layer {
  private final String name;
  private final Shape input;
  private final int window;
  private final Parameter weight;
  private final Parameter bias;

  /**
   * @param window rows and columns of each square
   * @param offset where this layer's parameters start
   * @throws IllegalArgumentException if the window is below 1 or larger than the input
   */
  Subsampling(String name, Shape input, int window, int offset) {
    if (window < 1 || window > input.rows() || window > input.columns()) {
      throw new IllegalArgumentException(
          "%s: got a window of %d, expected 1 to the size of the input %s"
              .formatted(name, window, input));
    }
    this.name = name;
    this.input = input;
    this.window = window;
    int maps = input.maps();
    weight = new Parameter(name + ".weight", List.of(maps), offset, window * window);
    bias = new Parameter(name + ".bias", List.of(maps), offset + maps, window * window);
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
    return List.of(weight, bias);
  }

  /**
   * Coefficients of 2 / window^2, biases of 0: with the paper's windows 0.5, so that a unit starts
   * with twice the mean of its window. A guess at what the paper leaves open; its authors' later
   * code starts from the same constant.
   */
  @Override
  public void initialize(InitialRange range, long seed, float[] parameters) {
    Arrays.fill(
        parameters, weight.offset(), weight.offset() + weight.size(), 2f / (window * window));
    Arrays.fill(parameters, bias.offset(), bias.offset() + bias.size(), 0);
  }

  @Override
  public long connections() {
    return (window * window + 1L) * output().size();
  }

  @Override
  public long multiplyAdds() {
    return output().size();
  }

  @Override
  public void forward(Kernels kernels, float[] parameters, float[] x, float[] y, float[] scratch) {
    forward(kernels, parameters, weight.offset(), bias.offset(), x, y);
  }

  private void forward(Kernels kernels, float[] p, int wAt, int bAt, float[] x, float[] y) {
    kernels.subsampling(
        input.maps(), input.rows(), input.columns(), window, p, wAt, bAt, x, START, y, START);
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
    kernels.subsamplingWeightGradient(
        input.maps(),
        input.rows(),
        input.columns(),
        window,
        x,
        START,
        dy,
        START,
        dParameters,
        weight.offset(),
        bias.offset());
    if (dx != null) {
      dataGradient(kernels, parameters, dy, dx);
    }
  }

  private void dataGradient(Kernels kernels, float[] parameters, float[] dy, float[] dx) {
    kernels.subsamplingDataGradient(
        input.maps(),
        input.rows(),
        input.columns(),
        window,
        parameters,
        weight.offset(),
        dy,
        START,
        dx,
        START);
  }

  /** The four inputs of a unit share one coefficient: it sees their sum as its one input. */
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
    int maps = input.maps();
    float[] plain = new float[2 * maps]; // coefficients of 1, biases of 0
    Arrays.fill(plain, 0, maps, 1);
    float[] sums = new float[y.length];
    forward(kernels, plain, 0, maps, x, sums);
    kernels.subsamplingWeightGradient(
        maps,
        output().rows(),
        output().columns(),
        1,
        Layer.squares(sums),
        START,
        h,
        START,
        hParameters,
        weight.offset(),
        bias.offset());
    if (hx != null) {
      dataGradient(kernels, Layer.squares(parameters), h, hx);
    }
  }

  @Override
  public String toString() {
    return "subsampling(\"%s\", %d)".formatted(name, window);
  }
}
