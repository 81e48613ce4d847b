package org.lenet5.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lenet5.data.Preprocessing;
import org.lenet5.nn.Architecture;
import org.lenet5.nn.Calibration;
import org.lenet5.nn.Model;
import org.lenet5.nn.Network;
import org.lenet5.nn.Parameter;

/**
 * Models as safetensors files that PyTorch's {@code load_state_dict} takes as they are. The
 * metadata say what the weights alone do not: architecture, class names, preprocessing. A file
 * without them, as PyTorch writes it, is recognised by its tensors' names and gets the
 * architecture's usual preprocessing and numbers for class names.
 */
public final class ModelFile {
  private static final String FORMAT = "format";
  private static final String ARCHITECTURE = "lenet5.architecture";
  private static final String CLASSES = "lenet5.classes";
  private static final String FIT = "lenet5.preprocessing.fit";
  private static final String BACKGROUND = "lenet5.preprocessing.background";
  private static final String INK = "lenet5.preprocessing.ink";

  /** Absent in files that are older than it, which don't. */
  private static final String DESLANT = "lenet5.preprocessing.deslant";

  /** Absent where the model was not calibrated, like the next. */
  private static final String TEMPERATURE = "lenet5.calibration.temperature";

  /** Words {@code share of mistakes=threshold}. */
  private static final String THRESHOLDS = "lenet5.calibration.thresholds";

  /** More than any alphabet has; bounds what a file can make of a shape. */
  private static final int MOST_CLASSES = 1 << 16;

  private ModelFile() {}

  /**
   * Writes or replaces a file without further notes; see {@link #write(Path, Model, Map)}.
   *
   * @throws IOException if the file can't be written
   * @throws IllegalArgumentException if {@link #read} would refuse the model
   */
  public static void write(Path file, Model model) throws IOException {
    write(file, model, Map.of());
  }

  /**
   * Writes or replaces a file, {@linkplain AtomicFile whole or not at all}. The same model with the
   * same notes always gives the same bytes.
   *
   * @param notes further metadata, for example how the model was made; not read back
   * @throws IOException if the file can't be written
   * @throws IllegalArgumentException if {@link #read} would refuse the model: a class name with a
   *     control character, which includes line breaks, a parameter that is not finite, a
   *     preprocessing value beyond a float; if there are more than 65,536 classes; or if a note has
   *     a key of the model's own metadata
   */
  public static void write(Path file, Model model, Map<String, String> notes) throws IOException {
    require(model.classNames().size() <= MOST_CLASSES, "classes", model.classNames().size());
    for (String name : model.classNames()) {
      require(isPrintable(name), "class name", name);
    }
    Preprocessing preprocessing = model.preprocessing();
    require(isFloat(preprocessing.background()), "background", preprocessing.background());
    require(isFloat(preprocessing.ink()), "ink", preprocessing.ink());

    Map<String, String> metadata = new TreeMap<>();
    metadata.put(FORMAT, "pt");
    metadata.put(ARCHITECTURE, model.architecture().id());
    metadata.put(CLASSES, String.join("\n", model.classNames()));
    metadata.put(FIT, preprocessing.fit().name().toLowerCase(Locale.ROOT));
    metadata.put(BACKGROUND, Double.toString(preprocessing.background()));
    metadata.put(INK, Double.toString(preprocessing.ink()));
    metadata.put(DESLANT, Boolean.toString(preprocessing.deslant()));
    Calibration calibration = model.calibration();
    if (!calibration.equals(Calibration.NONE)) {
      metadata.put(TEMPERATURE, Double.toString(calibration.temperature()));
      metadata.put(
          THRESHOLDS,
          calibration.thresholds().entrySet().stream()
              .map(entry -> entry.getKey() + "=" + entry.getValue())
              .collect(Collectors.joining(" ")));
    }
    notes.forEach((key, text) -> require(metadata.put(key, text) == null, "note", key));

    Map<String, Tensor> tensors = new TreeMap<>();
    StateDict.of(model.architecture(), model.network())
        .forEach((name, parameter) -> tensors.put(name, tensor(parameter, model.parameters())));
    new Safetensors(tensors, metadata).write(file);
  }

  private static void require(boolean fits, String what, Object got) {
    if (!fits) {
      throw new IllegalArgumentException(
          "model file: got %s %s, expected one that can be read back".formatted(what, got));
    }
  }

  private static Tensor tensor(Parameter parameter, float[] parameters) {
    int from = parameter.offset();
    float[] values = Arrays.copyOfRange(parameters, from, from + parameter.size());
    for (float value : values) {
      require(Float.isFinite(value), parameter.name(), value);
    }
    return Tensor.of(parameter.shape(), values);
  }

  /** Class names are printed: an escape character in one could write anything to a terminal. */
  private static boolean isPrintable(String name) {
    return name.chars().noneMatch(Character::isISOControl);
  }

  /** Whether a value is finite as a network sees it. */
  private static boolean isFloat(double value) {
    return Float.isFinite((float) value);
  }

  /**
   * Reads a model, trusting nothing in the file. Weights of type F16 and BF16 are widened, F64 are
   * rounded.
   *
   * @throws ModelFileException if the file can't be read, is no safetensors file, or holds anything
   *     but the finite weights of a known network, with metadata that fit them
   */
  public static Model read(Path file) throws ModelFileException {
    Safetensors content = Safetensors.read(file);
    return new Reader(file.toString(), content.tensors(), content.metadata()).model();
  }

  private record Reader(String file, Map<String, Tensor> tensors, Map<String, String> metadata) {

    Model model() throws ModelFileException {
      Architecture architecture = architecture();
      List<String> classNames = classNames(architecture);
      return new Model(
          architecture,
          classNames,
          preprocessing(architecture.preprocessing()),
          parameters(architecture, network(architecture, classNames)),
          calibration());
    }

    private Calibration calibration() throws ModelFileException {
      if (Stream.of(TEMPERATURE, THRESHOLDS).noneMatch(metadata::containsKey)) {
        return Calibration.NONE;
      }
      String temperature = metadata.getOrDefault(TEMPERATURE, "");
      String text = metadata.getOrDefault(THRESHOLDS, "");
      try {
        SortedMap<Double, Double> thresholds = new TreeMap<>();
        for (String word : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
          String[] parts = word.split("=", 2);
          thresholds.put(Double.valueOf(parts[0]), Double.valueOf(parts[1]));
        }
        return new Calibration(Double.parseDouble(temperature), thresholds);
      } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
        throw error(
            "calibration '%s', '%s'".formatted(temperature, text),
            "a temperature above 0 and up to 1000, and words SHARE=PROBABILITY of numbers from 0 to 1");
      }
    }

    /** Of class names that came from a file and may be none that the network can have. */
    private Network network(Architecture architecture, List<String> classNames)
        throws ModelFileException {
      try {
        return architecture.network(classNames);
      } catch (IllegalArgumentException e) {
        throw error("class names " + classNames, "single characters, as %s needs", architecture);
      }
    }

    /**
     * The one the metadata name, else the one with these tensors, which it then has in any case.
     */
    private Architecture architecture() throws ModelFileException {
      String id = metadata.get(ARCHITECTURE);
      for (Architecture candidate : Architecture.values()) {
        Set<String> names = names(candidate);
        if (id == null
            ? names.equals(tensors.keySet()) && hasHiddenUnits(candidate)
            : id.equals(candidate.id())) {
          checkNames(candidate, names);
          return candidate;
        }
      }
      throw id == null
          ? error("tensors " + tensors.keySet(), "those of one of " + Architecture.ids())
          : error("architecture " + id, "one of " + Architecture.ids());
    }

    /**
     * Whether the bias of each layer but the last, whose units are the classes, has the right size:
     * fully connected networks differ in that alone.
     */
    private boolean hasHiddenUnits(Architecture architecture) {
      Network network = architecture.network(1);
      List<Parameter> last = network.layers().getLast().parameters();
      return StateDict.of(architecture, network).entrySet().stream()
          .filter(entry -> entry.getValue().shape().size() == 1 && !last.contains(entry.getValue()))
          .allMatch(entry -> tensors.get(entry.getKey()).size() == entry.getValue().size());
    }

    private void checkNames(Architecture architecture, Set<String> names)
        throws ModelFileException {
      Set<String> missing = new TreeSet<>(names);
      missing.removeAll(tensors.keySet());
      if (!missing.isEmpty()) {
        throw error("no tensors " + missing, "all of " + architecture);
      }
      Set<String> extra = new TreeSet<>(tensors.keySet());
      extra.removeAll(names);
      if (!extra.isEmpty()) {
        throw error("further tensors " + extra, "none but those of " + architecture);
      }
    }

    /** The same for any number of classes, in the network's order. */
    private static Set<String> names(Architecture architecture) {
      return StateDict.of(architecture, architecture.network(1)).keySet();
    }

    /** As many as the network has outputs, whatever the metadata say. */
    private List<String> classNames(Architecture architecture) throws ModelFileException {
      String text = metadata.get(CLASSES);
      OptionalInt classes = classes(architecture);
      if (text == null) {
        return IntStream.range(0, classes.orElse(10)).mapToObj(Integer::toString).toList();
      }
      List<String> names = List.of(text.split("\n", -1));
      if (names.size() != classes.orElse(names.size()) || names.size() > MOST_CLASSES) {
        throw error(
            names.size() + " class names",
            classes.isPresent() ? "%d, one for each output" : "at most %d",
            classes.orElse(MOST_CLASSES));
      }
      for (String name : names) {
        if (!isPrintable(name)) {
          throw error("class name " + name, "no control characters");
        }
      }
      return names;
    }

    /** As many as the last bias has values; the weights don't tell where outputs have none. */
    private OptionalInt classes(Architecture architecture) throws ModelFileException {
      if (architecture.network(1).layers().getLast().parameters().isEmpty()) {
        return OptionalInt.empty();
      }
      String last = List.copyOf(names(architecture)).getLast();
      Tensor bias = tensors.get(last);
      if (bias.shape().size() != 1 || bias.size() < 1 || bias.size() > MOST_CLASSES) {
        throw error(last + " " + bias, "one value for each of 1 to %d classes", MOST_CLASSES);
      }
      return OptionalInt.of(bias.size());
    }

    /** All of it or nothing: half a preprocessing is no better than none. */
    private Preprocessing preprocessing(Preprocessing usual) throws ModelFileException {
      if (Stream.of(FIT, BACKGROUND, INK, DESLANT).noneMatch(metadata::containsKey)) {
        return usual;
      }
      String fit = metadata.getOrDefault(FIT, "");
      return new Preprocessing(
          switch (fit) {
            case "bilinear" -> Preprocessing.Fit.BILINEAR;
            case "pad" -> Preprocessing.Fit.PAD;
            default -> throw error("%s '%s'".formatted(FIT, fit), "bilinear or pad");
          },
          usual.rows(),
          usual.columns(),
          number(BACKGROUND),
          number(INK),
          deslant());
    }

    private boolean deslant() throws ModelFileException {
      String text = metadata.getOrDefault(DESLANT, "false");
      return switch (text) {
        case "true" -> true;
        case "false" -> false;
        default -> throw error("%s '%s'".formatted(DESLANT, text), "true or false");
      };
    }

    private double number(String key) throws ModelFileException {
      String text = metadata.getOrDefault(key, "");
      try {
        double value = Double.parseDouble(text);
        if (isFloat(value)) {
          return value;
        }
      } catch (NumberFormatException e) {
        // Reported below, like infinity.
      }
      throw error("%s '%s'".formatted(key, text), "a finite number");
    }

    /** Checks all shapes before it takes memory for what they say. */
    private float[] parameters(Architecture architecture, Network network)
        throws ModelFileException {
      Map<String, Parameter> expected = StateDict.of(architecture, network);
      for (Map.Entry<String, Parameter> entry : expected.entrySet()) {
        Tensor tensor = tensors.get(entry.getKey());
        List<Integer> shape = entry.getValue().shape();
        if (!tensor.dtype().isFloat() || !tensor.shape().equals(shape)) {
          throw error(entry.getKey() + " " + tensor, "floats %s", shape);
        }
      }
      float[] parameters = new float[network.parameterCount()];
      for (Map.Entry<String, Parameter> entry : expected.entrySet()) {
        float[] values = tensors.get(entry.getKey()).values();
        for (int i = 0; i < values.length; i++) {
          if (!Float.isFinite(values[i])) {
            throw error("%s[%d] = %s".formatted(entry.getKey(), i, values[i]), "a finite number");
          }
        }
        System.arraycopy(values, 0, parameters, entry.getValue().offset(), values.length);
      }
      return parameters;
    }

    private ModelFileException error(String got, String expected, Object... values) {
      return new ModelFileException(
          file, ModelFileException.NOWHERE, got, expected.formatted(values));
    }
  }
}
