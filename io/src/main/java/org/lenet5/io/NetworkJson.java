package org.lenet5.io;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lenet5.layer.AveragePool;
import org.lenet5.layer.Connections;
import org.lenet5.layer.Convolution;
import org.lenet5.layer.Dense;
import org.lenet5.layer.InitialRange;
import org.lenet5.layer.Layer;
import org.lenet5.layer.Parameter;
import org.lenet5.layer.PartialConvolution;
import org.lenet5.layer.Rbf;
import org.lenet5.layer.RbfCodes;
import org.lenet5.layer.Shape;
import org.lenet5.layer.Squashing;
import org.lenet5.layer.Subsampling;
import org.lenet5.network.Network;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A network as text that any program can read: the input's maps, rows and columns, the range of the
 * starting weights, and the layers, first to last. The 1998 network, shortened and with line breaks
 * that a file does not have:
 *
 * <pre>{@code
 * {"input":[1,32,32],"initialRange":"reported-rates","layers":[
 *   {"type":"convolution","name":"C1","maps":6,"kernel":5,"method":"direct"},
 *   {"type":"scaled-tanh"},
 *   {"type":"subsampling","name":"S2","window":2},
 *   {"type":"partial-convolution","name":"C3","connections":[[0,1,2],[1,2,3],...],"kernel":5},
 *   {"type":"dense","name":"F6","units":84,"positions":1},
 *   {"type":"rbf","name":"OUT","characters":"0123456789","positions":1}]}
 * }</pre>
 *
 * <p>Two types are not among them: {@code tanh}, and {@code average-pool} with a window.
 * Connections are the input maps that each output map reads. Equal networks have equal texts.
 *
 * <p>Text from outside may have its fields in any order. All of them must be there and no other, no
 * name twice, and what the layers ask for must be within bounds.
 */
final class NetworkJson {

  /** The table of a convolution from 256 maps to 256 has a quarter of it. */
  private static final int LONGEST_TEXT = 1 << 20;

  private static final int LONGEST_NAME = 100;
  private static final int MOST_LAYERS = 100;

  /** One character for each class; of all layers, since the codes take 340 bytes each. */
  private static final int MOST_CHARACTERS = 1 << 16;

  /** Of the input and all outputs: 250 times LeNet-5, or LeNet-5 along a strip of 6,000 columns. */
  private static final int MOST_UNITS = 1 << 22;

  /** Takes 256 MiB: a thousand hidden units for 28x28 pixels and 65,536 classes fit. */
  private static final int MOST_PARAMETERS = 1 << 26;

  /** As the paper counts them; about a second of work for each image. */
  private static final long MOST_CONNECTIONS = 1L << 32;

  /** Types of layers and the fields of each. */
  private enum Type {
    CONVOLUTION("name", "maps", "kernel", "method"),
    PARTIAL_CONVOLUTION("name", "connections", "kernel"),
    SUBSAMPLING("name", "window"),
    AVERAGE_POOL("name", "window"),
    DENSE("name", "units", "positions"),
    RBF("name", "characters", "positions"),
    TANH,
    SCALED_TANH;

    private final Set<String> fields;

    Type(String... fields) {
      this.fields = new TreeSet<>(Arrays.asList(fields));
    }
  }

  private NetworkJson() {}

  /** The text of a network. */
  static String text(Network network) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
      Shape input = network.input();
      json.writeStartObject();
      json.writeName("input");
      json.writeArray(new int[] {input.maps(), input.rows(), input.columns()}, 0, 3);
      json.writeStringProperty("initialRange", word(network.range()));
      json.writeArrayPropertyStart("layers");
      for (Layer layer : network.layers()) {
        json.writeStartObject();
        write(layer, json);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void write(Layer layer, JsonGenerator json) {
    switch (layer) {
      case Convolution convolution -> {
        start(Type.CONVOLUTION, layer, json);
        json.writeNumberProperty("maps", convolution.maps());
        json.writeNumberProperty("kernel", convolution.kernel());
        json.writeStringProperty("method", word(convolution.method()));
      }
      case PartialConvolution partial -> {
        start(Type.PARTIAL_CONVOLUTION, layer, json);
        json.writeArrayPropertyStart("connections");
        for (List<Integer> maps : partial.table().inputs()) {
          json.writeArray(maps.stream().mapToInt(Integer::intValue).toArray(), 0, maps.size());
        }
        json.writeEndArray();
        json.writeNumberProperty("kernel", partial.kernel());
      }
      case Subsampling subsampling -> {
        start(Type.SUBSAMPLING, layer, json);
        json.writeNumberProperty("window", subsampling.window());
      }
      case AveragePool pool -> {
        start(Type.AVERAGE_POOL, layer, json);
        json.writeNumberProperty("window", pool.window());
      }
      case Dense dense -> {
        start(Type.DENSE, layer, json);
        json.writeNumberProperty("units", dense.units());
        json.writeNumberProperty("positions", dense.positions());
      }
      case Rbf rbf -> {
        start(Type.RBF, layer, json);
        json.writeStringProperty("characters", String.join("", rbf.codes().characters()));
        json.writeNumberProperty("positions", rbf.positions());
      }
      case Squashing squashing ->
          json.writeStringProperty(
              "type",
              switch (squashing.function()) {
                case TANH -> word(Type.TANH);
                case SCALED_TANH -> word(Type.SCALED_TANH);
              });
    }
  }

  private static void start(Type type, Layer layer, JsonGenerator json) {
    json.writeStringProperty("type", word(type));
    json.writeStringProperty("name", layer.name());
  }

  /** How texts call a constant: {@code average-pool}. */
  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The network of a text.
   *
   * @param file what messages call the file
   * @param key where in the file the text stands
   * @throws ModelFileException if the text is none of a network within the bounds
   */
  static Network network(String file, String key, String text) throws ModelFileException {
    if (text.length() > LONGEST_TEXT) {
      throw new ModelFileException(
          file,
          ModelFileException.NOWHERE,
          "%d characters of %s".formatted(text.length(), key),
          "at most %d".formatted(LONGEST_TEXT));
    }
    return StrictJson.read(
        text,
        "a network",
        "the network's object",
        (place, got, expected, cause) ->
            new ModelFileException(
                file,
                ModelFileException.NOWHERE,
                place == StrictJson.NOWHERE
                    ? "%s in %s".formatted(got, key)
                    : "%s at character %d of %s".formatted(got, place, key),
                expected,
                cause),
        json -> new Reader(json).network());
  }

  /** What a text says of a layer, not yet believed. */
  private record Description(
      long place,
      Type type,
      String name,
      Map<String, Integer> numbers,
      Convolution.Method method,
      Connections connections,
      String characters) {

    /**
     * @throws IllegalArgumentException if the layer can't read such an input
     */
    Layer layer(Shape input, int offset) {
      return switch (type) {
        case CONVOLUTION ->
            new Convolution(
                name, input, numbers.get("maps"), numbers.get("kernel"), method, offset);
        case PARTIAL_CONVOLUTION ->
            new PartialConvolution(name, input, connections, numbers.get("kernel"), offset);
        case SUBSAMPLING -> new Subsampling(name, input, numbers.get("window"), offset);
        case AVERAGE_POOL -> new AveragePool(name, input, numbers.get("window"));
        case DENSE ->
            new Dense(name, input, numbers.get("units"), numbers.get("positions"), offset);
        case RBF ->
            new Rbf(
                name, input, RbfCodes.of(List.of(characters.split(""))), numbers.get("positions"));
        case TANH -> new Squashing(input, Squashing.Function.TANH);
        case SCALED_TANH -> new Squashing(input, Squashing.Function.SCALED_TANH);
      };
    }
  }

  /** Pulls a text. */
  private record Reader(StrictJson json) {

    Network network() throws ModelFileException {
      Shape input = null;
      InitialRange range = null;
      List<Description> layers = null;
      json.startObject("an object that describes a network");
      for (String field = json.nextName(); field != null; field = json.nextName()) {
        switch (field) {
          case "input" -> input = shape();
          case "initialRange" -> range = constant("an initial range", InitialRange.values());
          case "layers" -> layers = descriptions();
          default -> throw json.refuse(StrictJson.quote(field), "input, initialRange or layers");
        }
      }
      if (input == null || range == null || layers == null) {
        String missing = input == null ? "input" : range == null ? "initialRange" : "layers";
        throw json.refuse("no " + missing, "input, initialRange and layers");
      }
      return new Network(input, range, layers(input, layers));
    }

    private Shape shape() throws ModelFileException {
      List<Long> sizes = json.integers(3, 3, MOST_UNITS);
      try {
        return new Shape(sizes.get(0).intValue(), sizes.get(1).intValue(), sizes.get(2).intValue());
      } catch (IllegalArgumentException | ArithmeticException e) {
        throw json.refuse(
            "an input of " + sizes, "sizes of at least 1 and %d units".formatted(MOST_UNITS));
      }
    }

    private List<Description> descriptions() throws ModelFileException {
      List<Description> layers = new ArrayList<>();
      Set<String> names = new HashSet<>();
      long characters = 0;
      json.startArray("an array of layers");
      while (json.nextObject("an object that describes a layer")) {
        if (layers.size() == MOST_LAYERS) {
          throw json.refuse("more layers", "at most %d".formatted(MOST_LAYERS));
        }
        Description layer = description();
        if (layer.name != null && !names.add(layer.name)) {
          throw json.refuse(
              layer.place,
              "a second layer " + StrictJson.quote(layer.name),
              "a name for each layer");
        }
        characters += layer.characters == null ? 0 : layer.characters.length();
        requireAtMost(MOST_CHARACTERS, characters, "characters", layer);
        layers.add(layer);
      }
      if (layers.isEmpty()) {
        throw json.refuse("no layers", "at least one");
      }
      return layers;
    }

    private Description description() throws ModelFileException {
      long place = json.place();
      Type type = null;
      String name = null;
      Map<String, Integer> numbers = new HashMap<>();
      Convolution.Method method = null;
      Connections connections = null;
      String characters = null;
      Set<String> fields = new TreeSet<>();
      for (String field = json.nextName(); field != null; field = json.nextName()) {
        switch (field) {
          case "type" -> type = constant("a type of layer", Type.values());
          case "name" -> name = name();
          case "maps", "kernel", "window", "units", "positions" ->
              numbers.put(field, (int) json.integer(1, MOST_UNITS));
          case "method" -> method = constant("a method", Convolution.Method.values());
          case "connections" -> connections = connections();
          case "characters" -> characters = characters();
          default -> throw json.refuse(StrictJson.quote(field), "a field of a layer");
        }
        fields.add(field);
      }
      if (type == null) {
        throw json.refuse(place, "a layer without type", "one with " + words(Type.values()));
      }
      fields.remove("type");
      if (!fields.equals(type.fields)) {
        throw json.refuse(
            place,
            "a layer of type %s with %s".formatted(word(type), fields),
            "one with " + type.fields);
      }
      return new Description(place, type, name, numbers, method, connections, characters);
    }

    private String name() throws ModelFileException {
      String name = json.text("the name of a layer");
      if (name.isEmpty() || name.length() > LONGEST_NAME || !Printable.of(name).equals(name)) {
        throw json.refuse(
            "name " + StrictJson.quote(name),
            "1 to %d characters that can be printed".formatted(LONGEST_NAME));
      }
      return name;
    }

    private Connections connections() throws ModelFileException {
      List<List<Integer>> inputs = new ArrayList<>();
      json.startArray("an array of connections");
      while (json.nextArray("an array of input maps")) {
        inputs.add(
            json.restOfIntegers(0, MOST_UNITS, MOST_UNITS).stream().map(Long::intValue).toList());
      }
      return new Connections(inputs);
    }

    private String characters() throws ModelFileException {
      String characters = json.text("the characters of codes");
      if (characters.length() > MOST_CHARACTERS) {
        throw json.refuse(
            "%d characters".formatted(characters.length()),
            "at most %d".formatted(MOST_CHARACTERS));
      }
      return characters;
    }

    private <E extends Enum<E>> E constant(String what, E[] constants) throws ModelFileException {
      String text = json.text(what);
      return Stream.of(constants)
          .filter(constant -> word(constant).equals(text))
          .findFirst()
          .orElseThrow(() -> json.refuse(StrictJson.quote(text), words(constants)));
    }

    private static String words(Enum<?>[] constants) {
      return Stream.of(constants)
          .map(NetworkJson::word)
          .collect(Collectors.joining(", ", "one of [", "]"));
    }

    /** A layer is made before it is measured: it is a value, and no larger than its outputs. */
    private List<Layer> layers(Shape input, List<Description> descriptions)
        throws ModelFileException {
      List<Layer> layers = new ArrayList<>();
      Shape shape = input;
      long units = input.size();
      long parameters = 0;
      long connections = 0;
      for (Description description : descriptions) {
        try {
          Layer layer = description.layer(shape, (int) parameters);
          layers.add(layer);
          shape = layer.output();
          units += shape.size();
          requireAtMost(MOST_UNITS, units, "units", description);
          parameters += layer.parameters().stream().mapToLong(Parameter::size).sum();
          requireAtMost(MOST_PARAMETERS, parameters, "parameters", description);
          connections += layer.connections();
          requireAtMost(MOST_CONNECTIONS, connections, "connections", description);
        } catch (IllegalArgumentException e) {
          throw json.refuse(
              description.place,
              "a layer that can't be built (" + e.getMessage() + ")",
              "one that fits its input");
        } catch (ArithmeticException e) {
          throw json.refuse(
              description.place,
              "a layer of 2^31 units or parameters",
              "at most %d units and %d parameters".formatted(MOST_UNITS, MOST_PARAMETERS));
        }
      }
      return layers;
    }

    private void requireAtMost(long most, long sum, String what, Description last)
        throws ModelFileException {
      if (sum > most) {
        throw json.refuse(
            last.place, "%d %s up to here".formatted(sum, what), "at most %d".formatted(most));
      }
    }
  }
}
