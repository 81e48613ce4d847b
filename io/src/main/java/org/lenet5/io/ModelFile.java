package org.lenet5.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.lenet5.data.Preprocessing;
import org.lenet5.nn.Architecture;
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
  private static final String ARCHITECTURE = "lenet5.architecture";
  private static final String CLASSES = "lenet5.classes";
  private static final String FIT = "lenet5.preprocessing.fit";
  private static final String BACKGROUND = "lenet5.preprocessing.background";
  private static final String INK = "lenet5.preprocessing.ink";

  private ModelFile() {}

  /**
   * Writes or replaces a file, atomically. The same model always gives the same bytes.
   *
   * @param notes further metadata, for example how the model was made; not read back
   * @throws IOException if the file can't be written
   * @throws IllegalArgumentException if a class name holds a line break
   */
  public static void write(Path file, Model model, Map<String, String> notes) throws IOException {
    Map<String, Tensor> tensors = new TreeMap<>();
    StateDict.of(model.network())
        .forEach((name, parameter) -> tensors.put(name, tensor(parameter, model.parameters())));
    for (String className : model.classNames()) {
      if (className.contains("\n")) {
        throw new IllegalArgumentException(
            "class name: got %s, expected no line break".formatted(className));
      }
    }
    Map<String, String> metadata = new TreeMap<>(notes);
    metadata.put("format", "pt");
    metadata.put(ARCHITECTURE, model.architecture().id());
    metadata.put(CLASSES, String.join("\n", model.classNames()));
    metadata.put(FIT, model.preprocessing().fit().name().toLowerCase(Locale.ROOT));
    metadata.put(BACKGROUND, Double.toString(model.preprocessing().background()));
    metadata.put(INK, Double.toString(model.preprocessing().ink()));
    new Safetensors(tensors, metadata).write(file);
  }

  private static Tensor tensor(Parameter parameter, float[] parameters) {
    int from = parameter.offset();
    return Tensor.of(
        parameter.shape(), Arrays.copyOfRange(parameters, from, from + parameter.size()));
  }

  /**
   * Reads a model, trusting nothing in the file.
   *
   * @throws ModelFileException if the file can't be read, is no safetensors file, or holds anything
   *     but the finite weights of a known network
   */
  public static Model read(Path file) throws ModelFileException {
    Safetensors content = Safetensors.read(file);
    Reader reader = new Reader(file.toString(), content.tensors(), content.metadata());
    return reader.model();
  }

  private record Reader(String file, Map<String, Tensor> tensors, Map<String, String> metadata) {

    Model model() throws ModelFileException {
      Architecture architecture = architecture();
      List<String> classNames = classNames(architecture);
      return new Model(
          architecture,
          classNames,
          preprocessing(architecture),
          parameters(architecture.network(classNames.size())));
    }

    private Architecture architecture() throws ModelFileException {
      String id = metadata.get(ARCHITECTURE);
      for (Architecture candidate : Architecture.values()) {
        boolean names = StateDict.of(candidate.network(1)).keySet().equals(tensors.keySet());
        if (id == null ? names : id.equals(candidate.id())) {
          return candidate;
        }
      }
      throw id == null
          ? error("tensors " + tensors.keySet(), "those of one of " + Architecture.ids())
          : error("the architecture " + id, "one of " + Architecture.ids());
    }

    /** As many as the last layer has outputs, whatever the metadata say. */
    private List<String> classNames(Architecture architecture) throws ModelFileException {
      String last = List.copyOf(StateDict.of(architecture.network(1)).keySet()).getLast();
      Tensor bias = tensors.get(last);
      if (bias == null || bias.shape().size() != 1 || bias.size() < 1) {
        throw error(last + " " + bias, "one value for each class");
      }
      String text = metadata.get(CLASSES);
      if (text == null) {
        return IntStream.range(0, bias.size()).mapToObj(Integer::toString).toList();
      }
      List<String> names = List.of(text.split("\n", -1));
      if (names.size() != bias.size()) {
        throw error(names.size() + " class names", bias.size() + ", one for each value of " + last);
      }
      for (String name : names) {
        if (name.codePoints().anyMatch(Reader::isUnprintable)) {
          throw error("the class name '" + name + "'", "characters that can be printed");
        }
      }
      return names;
    }

    /** Class names end up on terminals, where control characters do harm. */
    private static boolean isUnprintable(int codePoint) {
      int type = Character.getType(codePoint);
      return type == Character.CONTROL || type == Character.FORMAT;
    }

    private Preprocessing preprocessing(Architecture architecture) throws ModelFileException {
      Preprocessing usual = architecture.preprocessing();
      String fit = metadata.get(FIT);
      if (fit == null) {
        return usual;
      }
      return switch (fit) {
        case "bilinear" -> preprocessing(usual, Preprocessing.Fit.BILINEAR);
        case "pad" -> preprocessing(usual, Preprocessing.Fit.PAD);
        default -> throw error(FIT + " " + fit, "bilinear or pad");
      };
    }

    private Preprocessing preprocessing(Preprocessing usual, Preprocessing.Fit fit)
        throws ModelFileException {
      return new Preprocessing(fit, usual.rows(), usual.columns(), number(BACKGROUND), number(INK));
    }

    private double number(String key) throws ModelFileException {
      String text = metadata.getOrDefault(key, "");
      try {
        double value = Double.parseDouble(text);
        if (Double.isFinite(value)) {
          return value;
        }
      } catch (NumberFormatException e) {
        // Reported below, like infinity.
      }
      throw error(key + " '" + text + "'", "a finite number");
    }

    private float[] parameters(Network network) throws ModelFileException {
      Map<String, Parameter> names = StateDict.of(network);
      if (!names.keySet().equals(tensors.keySet())) {
        throw error("tensors " + tensors.keySet(), names.keySet().toString());
      }
      float[] parameters = new float[network.parameterCount()];
      for (Map.Entry<String, Parameter> entry : names.entrySet()) {
        Tensor tensor = tensors.get(entry.getKey());
        Parameter parameter = entry.getValue();
        if (!tensor.dtype().isFloat() || !tensor.shape().equals(parameter.shape())) {
          throw error(entry.getKey() + " " + tensor, "F32 " + parameter.shape());
        }
        float[] values = tensor.values();
        for (int i = 0; i < values.length; i++) {
          if (!Float.isFinite(values[i])) {
            throw error("%s[%d] = %s".formatted(entry.getKey(), i, values[i]), "a finite number");
          }
        }
        System.arraycopy(values, 0, parameters, parameter.offset(), values.length);
      }
      return parameters;
    }

    private ModelFileException error(String got, String expected) {
      return new ModelFileException(file, ModelFileException.NOWHERE, got, expected);
    }
  }
}
