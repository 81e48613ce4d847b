package org.lenet5.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lenet5.layer.AveragePool;
import org.lenet5.layer.Connections;
import org.lenet5.layer.Convolution;
import org.lenet5.layer.Dense;
import org.lenet5.layer.InitialRange;
import org.lenet5.layer.Layer;
import org.lenet5.layer.Outputs;
import org.lenet5.layer.Parameter;
import org.lenet5.layer.PartialConvolution;
import org.lenet5.layer.Rbf;
import org.lenet5.layer.RbfCodes;
import org.lenet5.layer.Shape;
import org.lenet5.layer.Squashing;
import org.lenet5.layer.Subsampling;

/**
 * A chain of layers: shapes, and where each layer's parameters lie in the one parameter array. A
 * value without weights and activations, so one network serves any number of threads; equal
 * networks compute the same from the same parameters.
 *
 * <p>Each building method returns a longer network and leaves this one as it was.
 *
 * @param input shape of one sample's input
 * @param range of the starting weights
 * @param layers first to last, each for the output of the one before
 */
public record Network(Shape input, InitialRange range, List<Layer> layers) {

  /**
   * @throws IllegalArgumentException if a layer does not fit the one before, or its parameters do
   *     not begin where those before end
   */
  public Network {
    layers = List.copyOf(layers);
    Shape shape = input;
    int offset = 0;
    for (Layer layer : layers) {
      if (!fits(layer, shape, offset)) {
        throw new IllegalArgumentException(
            "network: got %s for an input of %s, expected one for %s and parameters from %d on"
                .formatted(layer, layer.input(), shape, offset));
      }
      shape = layer.output();
      offset = Math.addExact(offset, layer.parameterCount());
    }
  }

  /** By numbers alone: equals of a record costs a cold virtual machine milliseconds. */
  private static boolean fits(Layer layer, Shape shape, int offset) {
    Shape own = layer.input();
    List<Parameter> parameters = layer.parameters();
    return own.maps() == shape.maps()
        && own.rows() == shape.rows()
        && own.columns() == shape.columns()
        && (parameters.isEmpty() || parameters.getFirst().offset() == offset);
  }

  /** A network without layers, whose samples have {@code maps} maps of {@code rows x columns}. */
  public static Network input(int maps, int rows, int columns) {
    return new Network(new Shape(maps, rows, columns), InitialRange.ROOT_FAN_IN, List.of());
  }

  /** The same network with starting weights from another range; without this ROOT_FAN_IN. */
  public Network initialRange(InitialRange other) {
    return new Network(input, other, layers);
  }

  /**
   * Appends a convolution of {@code maps} output maps with kernels of {@code kernel x kernel}, by
   * direct sums.
   */
  public Network convolution(String name, int maps, int kernel) {
    return convolution(name, maps, kernel, Convolution.Method.DIRECT);
  }

  /** The same by another method. */
  public Network convolution(String name, int maps, int kernel, Convolution.Method method) {
    return with(new Convolution(name, output(), maps, kernel, method, parameterCount()));
  }

  /**
   * Appends a convolution whose output maps read some input maps each, with kernels of {@code
   * kernel x kernel}.
   */
  public Network convolution(String name, Connections connections, int kernel) {
    return with(new PartialConvolution(name, output(), connections, kernel, parameterCount()));
  }

  /**
   * Appends the sums of {@code window x window} squares, times a trainable coefficient of the map,
   * plus its bias.
   */
  public Network subsampling(String name, int window) {
    return with(new Subsampling(name, output(), window, parameterCount()));
  }

  /** Appends the means of {@code window x window} squares. */
  public Network averagePool(String name, int window) {
    return with(new AveragePool(name, output(), window));
  }

  /** Appends {@code units} units that read the whole output so far. */
  public Network dense(String name, int units) {
    return dense(name, units, 1);
  }

  /** Appends {@code units} units at each of the positions of the output so far. */
  public Network dense(String name, int units, int positions) {
    return with(new Dense(name, output(), units, positions, parameterCount()));
  }

  /** Appends the squared distances to fixed codes, one for each class. */
  public Network rbf(String name, RbfCodes codes) {
    return rbf(name, codes, 1);
  }

  /** The same at each of the positions of the output so far. */
  public Network rbf(String name, RbfCodes codes, int positions) {
    return with(new Rbf(name, output(), codes, positions));
  }

  /** Appends a hyperbolic tangent. */
  public Network tanh() {
    return with(new Squashing(output(), Squashing.Function.TANH));
  }

  /** Appends the paper's squashing function, {@code 1.7159 tanh(2/3 x)}. */
  public Network scaledTanh() {
    return with(new Squashing(output(), Squashing.Function.SCALED_TANH));
  }

  private Network with(Layer layer) {
    List<Layer> longer = new ArrayList<>(layers);
    longer.add(layer);
    return new Network(input, range, longer);
  }

  /**
   * The same network, with the same parameters, over a wider input: all layers are moved along it,
   * and what was one output of a class becomes a row of them (LeCun et al. 1998, section VII: a
   * space displacement network).
   *
   * @param columns of the input
   * @throws IllegalArgumentException if a layer can't be made wider: one that reads its input whole
   *     and is no vector, or minimal filtering whose tiles do not fill a row; {@link #direct} has
   *     none
   */
  public Network widened(int columns) {
    Network wider = new Network(new Shape(input.maps(), input.rows(), columns), range, List.of());
    for (Layer layer : layers) {
      wider = wider.with(layer.with(wider.output(), wider.parameterCount()));
    }
    return wider;
  }

  /** The same network with all convolutions by direct sums, which changes last bits. */
  public Network direct() {
    return new Network(
        input,
        range,
        layers.stream()
            .map(
                layer ->
                    layer instanceof Convolution convolution
                        ? convolution.with(Convolution.Method.DIRECT)
                        : layer)
            .toList());
  }

  /** Shape of one sample's output. */
  public Shape output() {
    return layers.isEmpty() ? input : layers.getLast().output();
  }

  /** What the outputs mean: whether the largest or the smallest wins. */
  public Outputs outputs() {
    return layers.isEmpty() ? Outputs.SCORES : layers.getLast().outputs();
  }

  /** Every layer's parameters, in the order in which they lie in the array. */
  public List<Parameter> parameters() {
    return layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
  }

  /** Length of the parameter array. */
  public int parameterCount() {
    return layers.stream().mapToInt(Layer::parameterCount).sum();
  }

  /** Multiply-adds of one sample's forward pass by direct sums, biases not counted. */
  public long multiplyAdds() {
    return layers.stream().mapToLong(Layer::multiplyAdds).sum();
  }

  /** Connections as the paper counts them, see {@link Layer#connections}. */
  public long connections() {
    return layers.stream().mapToLong(Layer::connections).sum();
  }

  /**
   * Starting weights: uniform in the {@linkplain #range range} for weights and biases alike, but
   * for {@link Subsampling}. Each value is a function of the seed and its place alone.
   */
  public float[] initialParameters(long seed) {
    float[] parameters = new float[parameterCount()];
    layers.forEach(layer -> layer.initialize(range, seed, parameters));
    return parameters;
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
      if (layer instanceof Squashing && !calls.isEmpty()) {
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
