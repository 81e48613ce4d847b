package org.lenet5.nn;

import static org.lenet5.nn.Workspace.START;

import java.util.List;
import org.lenet5.nn.kernel.Kernels;

/** Every unit reads every input: {@code y[o] = b[o] + sum of w[o][i] x[i]} (F6, OUT). */
public final class Dense implements Layer {
  private final String name;
  private final Shape input;
  private final Parameter weight;
  private final Parameter bias;

  /**
   * @param units number of outputs
   * @param offset where this layer's parameters start
   * @throws IllegalArgumentException if there are no units
   */
  Dense(String name, Shape input, int units, int offset) {
    if (units < 1) {
      throw new IllegalArgumentException(
          "%s: got %d units, expected at least 1".formatted(name, units));
    }
    this.name = name;
    this.input = input;
    weight = new Parameter(name + ".weight", List.of(units, input.size()), offset, input.size());
    bias = new Parameter(name + ".bias", List.of(units), offset + weight.size(), input.size());
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
    return Shape.units(bias.size());
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(weight, bias);
  }

  @Override
  public long connections() {
    return parameterCount();
  }

  @Override
  public long multiplyAdds() {
    return weight.size();
  }

  /** For the input, sample by sample. */
  @Override
  public int scratch() {
    return input.size() * Kernels.LANES;
  }

  @Override
  public void forward(Kernels kernels, float[] parameters, float[] x, float[] y, float[] scratch) {
    kernels.dense(
        input.size(), bias.size(), parameters, weight.offset(), bias.offset(), x, START, y, START);
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
    kernels.denseWeightGradient(
        input.size(),
        bias.size(),
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
          input.size(), bias.size(), parameters, weight.offset(), dy, START, dx, START);
    }
  }

  @Override
  public String toString() {
    return "dense(\"%s\", %d)".formatted(name, bias.size());
  }
}
