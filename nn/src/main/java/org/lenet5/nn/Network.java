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
  private final InitialRange range;
  private final List<Layer> layers;
  private final int parameterCount;

  private Network(Shape input, InitialRange range, List<Layer> layers) {
    this.input = input;
    this.range = range;
    this.layers = List.copyOf(layers);
    parameterCount = layers.stream().mapToInt(Layer::parameterCount).sum();
  }

  /** A network without layers, whose samples have {@code maps} maps of {@code rows x columns}. */
  public static Network input(int maps, int rows, int columns) {
    return new Network(new Shape(maps, rows, columns), InitialRange.ROOT_FAN_IN, List.of());
  }

  /** The same network with starting weights from another range; without this ROOT_FAN_IN. */
  public Network initialRange(InitialRange other) {
    return new Network(input, other, layers);
  }

  /** Appends a convolution of {@code maps} output maps with kernels of {@code kernel x kernel}. */
  public Network convolution(String name, int maps, int kernel) {
    return with(new Convolution(name, output(), maps, kernel, parameterCount));
  }

  /**
   * Appends a convolution whose output maps read some input maps each, with kernels of {@code
   * kernel x kernel}.
   */
  public Network convolution(String name, Connections connections, int kernel) {
    return with(new PartialConvolution(name, output(), connections, kernel, parameterCount));
  }

  /**
   * Appends the sums of {@code window x window} squares, times a trainable coefficient of the map,
   * plus its bias.
   */
  public Network subsampling(String name, int window) {
    return with(new Subsampling(name, output(), window, parameterCount));
  }

  /** Appends the means of {@code window x window} squares. */
  public Network averagePool(String name, int window) {
    return with(new AveragePool(name, output(), window));
  }

  /** Appends {@code units} units that read the whole output so far. */
  public Network dense(String name, int units) {
    return with(new Dense(name, output(), units, parameterCount));
  }

  /** Appends the squared distances to fixed codes, one for each class. */
  public Network rbf(String name, RbfCodes codes) {
    return with(new Rbf(name, output(), codes));
  }

  /** Appends a hyperbolic tangent. */
  public Network tanh() {
    return with(new Tanh(output()));
  }

  /** Appends the paper's squashing function, {@code 1.7159 tanh(2/3 x)}. */
  public Network scaledTanh() {
    return with(new ScaledTanh(output()));
  }

  private Network with(Layer layer) {
    List<Layer> longer = new ArrayList<>(layers);
    longer.add(layer);
    return new Network(input, range, longer);
  }

  /** Shape of one sample's input. */
  public Shape input() {
    return input;
  }

  /** Shape of one sample's output. */
  public Shape output() {
    return layers.isEmpty() ? input : layers.getLast().output();
  }

  /** What the outputs mean: whether the largest or the smallest wins. */
  public Outputs outputs() {
    return layers.isEmpty() ? Outputs.SCORES : layers.getLast().outputs();
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

  /** Connections as the paper counts them, see {@link Layer#connections}. */
  public long connections() {
    return layers.stream().mapToLong(Layer::connections).sum();
  }

  /**
   * Starting weights: uniform in the {@linkplain #initialRange range} for weights and biases alike,
   * but for {@link Subsampling}. Each value is a function of the seed and its place alone.
   */
  public float[] initialParameters(long seed) {
    float[] parameters = new float[parameterCount];
    layers.forEach(layer -> layer.initialize(range, seed, parameters));
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
      if (poolOfTanh(i) instanceof AveragePool pool) {
        i++;
        pool.forwardFromTanh(kernels, a[i], a[i + 1]);
      } else {
        layers.get(i).forward(kernels, parameters, a[i], a[i + 1], workspace.scratch[i]);
      }
    }
  }

  /**
   * From the workspace's output gradient to the gradients of all parameters, once after a forward
   * pass of the same block.
   *
   * @param parameters {@code [parameterCount]}. Not modified.
   * @param workspace its gradients, and its activations between tanh and a pool. Overwritten.
   * @param dParameters {@code [parameterCount]}. Added to.
   */
  public void backward(
      Kernels kernels, float[] parameters, Workspace workspace, float[] dParameters) {
    float[][] a = workspace.activations;
    float[][] d = workspace.gradients;
    float[] dy = workspace.outputGradient();
    for (int i = layers.size() - 1; i >= 0; i--) {
      if (poolOfTanh(i - 1) instanceof AveragePool pool) {
        pool.backwardToTanh(kernels, a[i], dy);
        dy = a[i];
        i--;
      } else {
        Layer layer = layers.get(i);
        layer.backward(
            kernels, parameters, a[i], a[i + 1], dy, d[i], dParameters, workspace.scratch[i]);
        dy = layer.inPlace() ? dy : d[i];
      }
    }
  }

  /**
   * The pool behind layer i if that is tanh, else null. Both are computed at once, and on the way
   * back the gradient takes the place of tanh's output, which nobody else reads: a step touches a
   * third less memory, and what it touches fits the second cache.
   */
  private AveragePool poolOfTanh(int i) {
    boolean tanh = i >= 0 && i + 1 < layers.size() && layers.get(i) instanceof Tanh;
    return tanh && layers.get(i + 1) instanceof AveragePool pool ? pool : null;
  }

  /**
   * The diagonal of second derivatives of the loss by all parameters, in the Gauss-Newton
   * approximation of {@link Layer#curvature}, after a forward pass of the same block. Summed over
   * the samples: lanes without a sample must have seeds of 0.
   *
   * <p>Starts from the seeds in {@code workspace.gradient(from - 1)}, the second derivatives of the
   * loss by the outputs of the first {@code from} layers. With all layers that is the network's
   * output; with one less an {@link Rbf} layer at the end counts as part of the loss.
   *
   * @param parameters {@code [parameterCount]}. Not modified.
   * @param workspace its gradients. Overwritten.
   * @param from number of layers to go back through
   * @param hParameters {@code [parameterCount]}. Added to.
   */
  public void curvature(
      Kernels kernels, float[] parameters, Workspace workspace, int from, float[] hParameters) {
    float[][] a = workspace.activations;
    float[][] h = workspace.gradients;
    for (int i = from - 1; i >= 0; i--) {
      float[] scratch = workspace.scratch[i];
      layers
          .get(i)
          .curvature(kernels, parameters, a[i], a[i + 1], h[i + 1], h[i], hParameters, scratch);
    }
  }

  /** The page: the network as the code that builds it, shapes and parameters as comments. */
  @Override
  public String toString() {
    StringBuilder page =
        new StringBuilder(
            "Network.input(%d, %d, %d)".formatted(input.maps(), input.rows(), input.columns()));
    if (range != InitialRange.ROOT_FAN_IN) {
      page.append(".initialRange(").append(range).append(')');
    }
    List<String> calls = new ArrayList<>();
    List<Layer> called = new ArrayList<>();
    for (Layer layer : layers) {
      if (layer.inPlace() && !calls.isEmpty()) {
        calls.addLast(calls.removeLast() + "." + layer);
      } else {
        calls.addLast("." + layer);
        called.add(layer);
      }
    }
    int width = Math.max(36, 2 + calls.stream().mapToInt(String::length).max().orElse(0));
    for (int i = 0; i < calls.size(); i++) {
      String call = calls.get(i);
      Layer layer = called.get(i);
      page.append("\n    ").append(call).append(" ".repeat(width - call.length()));
      page.append("// %9s".formatted(layer.output()));
      if (layer.parameterCount() > 0) {
        page.append(String.format(Locale.ROOT, " %,9d parameters", layer.parameterCount()));
      }
    }
    return page.toString();
  }
}
