package org.lenet5.bench.peers;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.lenet5.layer.AveragePool;
import org.lenet5.layer.Convolution;
import org.lenet5.layer.Dense;
import org.lenet5.layer.Layer;
import org.lenet5.layer.Parameter;
import org.lenet5.layer.Shape;
import org.lenet5.layer.Squashing;
import org.lenet5.network.Network;

/**
 * A network of convolutions, average pools, dense layers and tanh as an ONNX model: {@value
 * #IMAGES} {@code [n][maps][rows][columns]} in, {@value #SCORES} {@code [n][units]} out, n free.
 * The numbers of fields and types are those of onnx.proto.
 */
final class OnnxModel {
  static final String IMAGES = "images";
  static final String SCORES = "scores";

  private static final int IR_VERSION = 8;
  private static final int OPERATORS_VERSION = 13;
  private static final int FLOAT = 1;
  private static final int INT_ATTRIBUTE = 2;
  private static final int INTS_ATTRIBUTE = 7;

  private final float[] parameters;
  private final Protobuf graph = new Protobuf().text(2, "lenet5");

  /** Name of the value that the next node reads. */
  private String value = IMAGES;

  private OnnxModel(float[] parameters) {
    this.parameters = parameters;
  }

  /**
   * The model as the bytes of a file.
   *
   * @param parameters {@code [network.parameterCount()]}
   * @throws IllegalArgumentException if the network has another kind of layer
   */
  static byte[] of(Network network, float[] parameters) {
    OnnxModel model = new OnnxModel(parameters);
    network.layers().forEach(model::add);
    model.node("Identity", SCORES, List.of());
    Shape image = network.input();
    model.graph.message(
        11, tensor(IMAGES, List.of(image.maps(), image.rows(), image.columns())));
    model.graph.message(12, tensor(SCORES, List.of(network.output().size())));
    return new Protobuf()
        .number(1, IR_VERSION)
        .message(7, model.graph)
        .message(8, new Protobuf().text(1, "").number(2, OPERATORS_VERSION))
        .toByteArray();
  }

  private void add(Layer layer) {
    switch (layer) {
      case Convolution convolution -> node("Conv", convolution.name(), convolution.parameters());
      case Squashing(_, Squashing.Function function) when function == Squashing.Function.TANH ->
          node("Tanh", value + ".tanh", List.of());
      case AveragePool pool -> {
        List<Integer> window = List.of(pool.window(), pool.window());
        node(
            "AveragePool",
            pool.name(),
            List.of(),
            integers("kernel_shape", window),
            integers("strides", window));
      }
      case Dense dense -> {
        node("Flatten", dense.name() + ".flat", List.of());
        node("Gemm", dense.name(), dense.parameters(), integer("transB", 1));
      }
      default -> throw new IllegalArgumentException("onnx: got a layer %s".formatted(layer));
    }
  }

  /** A node that reads the current value and some parameters. */
  private void node(
      String operator, String result, List<Parameter> weights, Protobuf... attributes) {
    Protobuf node = new Protobuf().text(1, value);
    for (Parameter weight : weights) {
      node.text(1, weight.name());
      graph.message(5, initializer(weight));
    }
    node.text(2, result).text(4, operator);
    for (Protobuf attribute : attributes) {
      node.message(5, attribute);
    }
    graph.message(1, node);
    value = result;
  }

  private Protobuf initializer(Parameter weight) {
    Protobuf tensor = new Protobuf();
    weight.shape().forEach(size -> tensor.number(1, size));
    ByteBuffer bytes =
        ByteBuffer.allocate(weight.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(parameters, weight.offset(), weight.size());
    return tensor.number(2, FLOAT).text(8, weight.name()).bytes(9, bytes.array());
  }

  private static Protobuf integer(String name, int number) {
    return new Protobuf().text(1, name).number(3, number).number(20, INT_ATTRIBUTE);
  }

  private static Protobuf integers(String name, List<Integer> numbers) {
    Protobuf attribute = new Protobuf().text(1, name);
    numbers.forEach(number -> attribute.number(8, number));
    return attribute.number(20, INTS_ATTRIBUTE);
  }

  /** A named tensor of floats, {@code [n][sizes]}. */
  private static Protobuf tensor(String name, List<Integer> sizes) {
    Protobuf shape = new Protobuf().message(1, new Protobuf().text(2, "n"));
    sizes.forEach(size -> shape.message(1, new Protobuf().number(1, size)));
    Protobuf type = new Protobuf().number(1, FLOAT).message(2, shape);
    return new Protobuf().text(1, name).message(2, new Protobuf().message(1, type));
  }
}
