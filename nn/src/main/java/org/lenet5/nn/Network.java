package org.lenet5.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lenet5.nn.kernel.Kernels;

/**
 * A chain of layers: shapes, where each layer's parameters lie in the one parameter array, and the
 * two passes. Holds no weights and no activations, so one network serves any number of threads.
 *
 * <p>Each building method returns a longer network and leaves this one as it was.
 */
public final class Network {
  private final Shape input;
  private final List<Layer> layers;
  private final int parameterCount;

  private Network(Shape input, List<Layer> layers) {
    this.input = input;
    this.layers = List.copyOf(layers);
    parameterCount = layers.stream().mapToInt(Layer::parameterCount).sum();
  }

  /** A network without layers, whose samples have {@code maps} maps of {@code rows x columns}. */
  public static Network input(int maps, int rows, int columns) {
    return new Network(new Shape(maps, rows, columns), List.of());
  }

  /** Appends a convolution of {@code maps} output maps with kernels of {@code kernel x kernel}. */
  public Network convolution(String name, int maps, int kernel) {
    return with(new Convolution(name, output(), maps, kernel, parameterCount));
  }

  /** Appends the means of {@code window x window} squares. */
  public Network averagePool(String name, int window) {
    return with(new AveragePool(name, output(), window));
  }

  /** Appends {@code units} units that read the whole output so far. */
  public Network dense(String name, int units) {
    return with(new Dense(name, output(), units, parameterCount));
  }

  /** Appends a hyperbolic tangent. */
  public Network tanh() {
    return with(new Tanh(output()));
  }

  private Network with(Layer layer) {
    List<Layer> longer = new ArrayList<>(layers);
    longer.add(layer);
    return new Network(input, longer);
  }

  /** Shape of one sample's input. */
  public Shape input() {
    return input;
  }

  /** Shape of one sample's output. */
  public Shape output() {
    return layers.isEmpty() ? input : layers.getLast().output();
  }

  /** The layers, first to last. */
  public List<Layer> layers() {
    return layers;
  }

  /** Every layer's parameters, in the order in which they lie in the array. */
  public List<Parameter> parameters() {
    return layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
  }

  /** Length of the parameter array. */
  public int parameterCount() {
    return parameterCount;
  }

  /** Multiply-adds of one sample's forward pass, biases not counted. */
  public long multiplyAdds() {
    return layers.stream().mapToLong(Layer::multiplyAdds).sum();
  }

  /**
   * Starting weights: uniform in +-1/sqrt(fan-in) for weights and biases alike, PyTorch's default
   * for convolutions and dense layers. Each value is a function of the seed and its place alone.
   */
  public float[] initialParameters(long seed) {
    float[] parameters = new float[parameterCount];
    for (Parameter parameter : parameters()) {
      double bound = 1 / Math.sqrt(parameter.fanIn());
      for (int i = parameter.offset(); i < parameter.offset() + parameter.size(); i++) {
        double unit = Randomness.unit(seed, Randomness.WEIGHTS, i);
        parameters[i] = (float) (bound * (2 * unit - 1));
      }
    }
    return parameters;
  }

  /**
   * From the workspace's input to its output.
   *
   * @param parameters {@code [parameterCount]}. Not modified.
   * @param workspace its activations. Overwritten, but for the input.
   */
  public void forward(Kernels kernels, float[] parameters, Workspace workspace) {
    float[][] a = workspace.activations;
    for (int i = 0; i < layers.size(); i++) {
      layers.get(i).forward(kernels, parameters, a[i], a[i + 1]);
    }
  }

  /**
   * From the workspace's output gradient to the gradients of all parameters, after a forward pass
   * of the same block.
   *
   * @param parameters {@code [parameterCount]}. Not modified.
   * @param workspace its gradients. Overwritten.
   * @param dParameters {@code [parameterCount]}. Added to.
   */
  public void backward(
      Kernels kernels, float[] parameters, Workspace workspace, float[] dParameters) {
    float[][] a = workspace.activations;
    float[][] d = workspace.gradients;
    for (int i = layers.size() - 1; i >= 0; i--) {
      layers
          .get(i)
          .backward(
              kernels, parameters, a[i], a[i + 1], d[i + 1], d[i], dParameters, workspace.scratch);
    }
  }

  /** The page: the network as the code that builds it, shapes and parameters as comments. */
  @Override
  public String toString() {
    StringBuilder page =
        new StringBuilder(
            "Network.input(%d, %d, %d)".formatted(input.maps(), input.rows(), input.columns()));
    int i = 0;
    while (i < layers.size()) {
      Layer layer = layers.get(i++);
      String call = "." + layer;
      while (i < layers.size() && layers.get(i) instanceof Tanh tanh) {
        call += "." + tanh;
        i++;
      }
      int count = layer.parameterCount();
      page.append("\n    %-36s// %9s".formatted(call, layer.output()));
      if (count > 0) {
        page.append(String.format(Locale.ROOT, " %,9d parameters", count));
      }
    }
    return page.toString();
  }
}
