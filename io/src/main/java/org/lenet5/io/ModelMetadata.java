package org.lenet5.io;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lenet5.data.Preprocessing;
import org.lenet5.model.Calibration;
import org.lenet5.model.Model;
import org.lenet5.network.Architecture;
import org.lenet5.network.Network;

/**
 * What a model file says beside the weights, text by key: {@link #of} writes it, the others read.
 *
 * @param file what messages call the file
 * @param texts the file's metadata
 */
record ModelMetadata(String file, Map<String, String> texts) {
  private static final String FORMAT = "format";

  /** Only where the network has a name. */
  private static final String ARCHITECTURE = "lenet5.architecture";

  /** Older files lack it, and so do PyTorch's. */
  private static final String NETWORK = "lenet5.network";

  private static final String CLASSES = "lenet5.classes";
  private static final String FIT = "lenet5.preprocessing.fit";
  private static final String BACKGROUND = "lenet5.preprocessing.background";
  private static final String INK = "lenet5.preprocessing.ink";

  /** Older files lack it: their models do not deslant. */
  private static final String DESLANT = "lenet5.preprocessing.deslant";

  /** Only where the model is calibrated, like the next. */
  private static final String TEMPERATURE = "lenet5.calibration.temperature";

  /** Words {@code share of mistakes=threshold}. */
  private static final String THRESHOLDS = "lenet5.calibration.thresholds";

  /** More than any alphabet has; bounds what a file can make of a shape. */
  static final int MOST_CLASSES = 1 << 16;

  private static final int MOST_THRESHOLDS = 1000;

  /** Of a class: a message shows as much of a text. */
  private static final int LONGEST_NAME = 200;

  /**
   * The metadata of a model, in a map that may be added to.
   *
   * @param named the network's architecture, if it has one
   * @throws IllegalArgumentException if they could not be read back
   */
  static SortedMap<String, String> of(Model model, Optional<Architecture> named) {
    require(model.classNames().size() <= MOST_CLASSES, "classes", model.classNames().size());
    for (String name : model.classNames()) {
      require(isPrintable(name), "class name", name);
    }
    Preprocessing preprocessing = model.preprocessing();
    require(isFloat(preprocessing.background()), "background", preprocessing.background());
    require(isFloat(preprocessing.ink()), "ink", preprocessing.ink());

    SortedMap<String, String> texts = new TreeMap<>();
    texts.put(FORMAT, "pt");
    texts.put(NETWORK, NetworkJson.text(model.network()));
    named.ifPresent(architecture -> texts.put(ARCHITECTURE, architecture.id()));
    texts.put(CLASSES, String.join("\n", model.classNames()));
    texts.put(FIT, preprocessing.fit().name().toLowerCase(Locale.ROOT));
    texts.put(BACKGROUND, Double.toString(preprocessing.background()));
    texts.put(INK, Double.toString(preprocessing.ink()));
    texts.put(DESLANT, Boolean.toString(preprocessing.deslant()));
    Calibration calibration = model.calibration();
    if (!calibration.equals(Calibration.NONE)) {
      texts.put(TEMPERATURE, Double.toString(calibration.temperature()));
      texts.put(
          THRESHOLDS,
          calibration.thresholds().entrySet().stream()
              .map(entry -> entry.getKey() + "=" + entry.getValue())
              .collect(Collectors.joining(" ")));
    }
    try {
      ModelMetadata written = new ModelMetadata("model file", texts);
      written.network();
      written.calibration();
    } catch (ModelFileException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    return texts;
  }

  /**
   * @throws IllegalArgumentException unless something can be read back
   */
  static void require(boolean fits, String what, Object got) {
    if (!fits) {
      throw new IllegalArgumentException(
          "model file: got %s %s, expected one that can be read back".formatted(what, got));
    }
  }

  /** A class name is a line of the metadata, and printed. */
  private static boolean isPrintable(String name) {
    return name.length() <= LONGEST_NAME && name.chars().noneMatch(Character::isISOControl);
  }

  /** Whether a value is finite as a network sees it. */
  private static boolean isFloat(double value) {
    return Float.isFinite((float) value);
  }

  /** The network, if it is described. */
  Optional<Network> network() throws ModelFileException {
    String text = texts.get(NETWORK);
    if (text == null) {
      return Optional.empty();
    }
    Network network = NetworkJson.network(file, NETWORK, text);
    if (network.input().maps() != 1) {
      throw error(
          "a network for inputs of %d maps".formatted(network.input().maps()),
          "one map, a grey image");
    }
    if (network.output().size() > MOST_CLASSES) {
      throw error(
          "a network of %d outputs".formatted(network.output().size()),
          "at most %d".formatted(MOST_CLASSES));
    }
    return Optional.of(network);
  }

  /** The name of the architecture, if there is one. */
  Optional<String> architecture() {
    return Optional.ofNullable(texts.get(ARCHITECTURE));
  }

  /**
   * The names of the classes; numbers where there are none.
   *
   * @param outputs how many the network has, if that is known
   */
  List<String> classNames(OptionalInt outputs) throws ModelFileException {
    String text = texts.get(CLASSES);
    if (text == null) {
      return IntStream.range(0, outputs.orElse(10)).mapToObj(Integer::toString).toList();
    }
    long count = 1 + text.chars().filter(c -> c == '\n').count();
    if (count != outputs.orElse((int) count) || count > MOST_CLASSES) {
      throw error(
          count + " class names",
          outputs.isPresent()
              ? "%d, one for each output".formatted(outputs.getAsInt())
              : "at most %d".formatted(MOST_CLASSES));
    }
    List<String> names = List.of(text.split("\n", -1));
    for (String name : names) {
      if (!isPrintable(name)) {
        throw error(
            "class name " + name,
            "up to %d characters, none of them a control".formatted(LONGEST_NAME));
      }
    }
    return names;
  }

  /**
   * The preprocessing for a network's input. All of it is there or nothing: half a preprocessing is
   * no better than none.
   *
   * @param usual what it is where there is nothing, if that is known
   */
  Preprocessing preprocessing(Network network, Optional<Preprocessing> usual)
      throws ModelFileException {
    if (usual.isPresent()
        && Stream.of(FIT, BACKGROUND, INK, DESLANT).noneMatch(texts::containsKey)) {
      return usual.get();
    }
    String fit = texts.getOrDefault(FIT, "");
    return new Preprocessing(
        switch (fit) {
          case "bilinear" -> Preprocessing.Fit.BILINEAR;
          case "pad" -> Preprocessing.Fit.PAD;
          default -> throw error("%s '%s'".formatted(FIT, fit), "bilinear or pad");
        },
        network.input().rows(),
        network.input().columns(),
        number(BACKGROUND),
        number(INK),
        deslant());
  }

  private boolean deslant() throws ModelFileException {
    String text = texts.getOrDefault(DESLANT, "false");
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw error("%s '%s'".formatted(DESLANT, text), "true or false");
    };
  }

  private double number(String key) throws ModelFileException {
    String text = texts.getOrDefault(key, "");
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

  /** How the outputs become probabilities; as they are where nothing is said. */
  Calibration calibration() throws ModelFileException {
    if (Stream.of(TEMPERATURE, THRESHOLDS).noneMatch(texts::containsKey)) {
      return Calibration.NONE;
    }
    String temperature = texts.getOrDefault(TEMPERATURE, "");
    String text = texts.getOrDefault(THRESHOLDS, "");
    try {
      SortedMap<Double, Double> thresholds = new TreeMap<>();
      String[] words = text.isEmpty() ? new String[0] : text.split(" ", MOST_THRESHOLDS + 1);
      if (words.length > MOST_THRESHOLDS) {
        throw new IllegalArgumentException("too many thresholds");
      }
      for (String word : words) {
        String[] parts = word.split("=", 2);
        thresholds.put(Double.valueOf(parts[0]), Double.valueOf(parts[1]));
      }
      return new Calibration(Double.parseDouble(temperature), thresholds);
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw error(
          "calibration '%s', '%s'".formatted(temperature, text),
          "a temperature above 0 and up to 1000, and up to %d words SHARE=PROBABILITY of numbers from 0 to 1"
              .formatted(MOST_THRESHOLDS));
    }
  }

  private ModelFileException error(String got, String expected) {
    return new ModelFileException(file, ModelFileException.NOWHERE, got, expected);
  }
}
