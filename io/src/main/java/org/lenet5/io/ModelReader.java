package org.lenet5.io;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.lenet5.layer.Parameter;
import org.lenet5.model.Model;
import org.lenet5.network.Architecture;
import org.lenet5.network.Network;

/** Makes a model of the tensors and the metadata of a file, trusting neither. */
final class ModelReader {
  /** What PyTorch's wrappers put before each name: DataParallel, a module's field, compile. */
  private static final List<String> PREFIXES = List.of("module.", "model.", "_orig_mod.");

  private final String file;
  private final Map<String, Tensor> tensors;
  private final ModelMetadata metadata;

  /**
   * @param file what messages call the file
   * @param tensors by name, behind any of PyTorch's prefixes if all have it
   */
  ModelReader(String file, Map<String, Tensor> tensors, Map<String, String> metadata) {
    this.file = file;
    this.tensors = withoutPrefixes(tensors);
    this.metadata = new ModelMetadata(file, metadata);
  }

  private static Map<String, Tensor> withoutPrefixes(Map<String, Tensor> tensors) {
    for (String prefix : PREFIXES) {
      if (!tensors.isEmpty() && tensors.keySet().stream().allMatch(n -> n.startsWith(prefix))) {
        Map<String, Tensor> shorter = new TreeMap<>();
        tensors.forEach((name, tensor) -> shorter.put(name.substring(prefix.length()), tensor));
        return withoutPrefixes(shorter); // ends, as names get shorter
      }
    }
    return tensors;
  }

  Model model() throws ModelFileException {
    Optional<Network> described = metadata.network();
    return described.isPresent() ? described(described.get()) : known();
  }

  /** The model of a file that describes its network. */
  private Model described(Network network) throws ModelFileException {
    List<String> classNames = metadata.classNames(OptionalInt.of(network.output().size()));
    Optional<Architecture> named = Architecture.of(network, classNames);
    Optional<String> name = metadata.architecture();
    if (name.isPresent() && !name.equals(named.map(Architecture::id))) {
      throw error(
          "architecture " + name.get(),
          "%s, as lenet5.network is",
          named.map(Architecture::id).orElse("none"));
    }
    // The same layers; but a table of connections has its name.
    Network same = named.map(architecture -> architecture.network(classNames)).orElse(network);
    checkNames(
        StateDict.of(named, same).keySet(), named.map(Architecture::id).orElse("the network"));
    return model(named, same, classNames);
  }

  /** The model of a file that doesn't describe its network, which is one of the architectures. */
  private Model known() throws ModelFileException {
    Architecture architecture = architecture();
    List<String> classNames = metadata.classNames(outputs(architecture));
    return model(Optional.of(architecture), network(architecture, classNames), classNames);
  }

  private Model model(Optional<Architecture> named, Network network, List<String> classNames)
      throws ModelFileException {
    return new Model(
        network,
        classNames,
        metadata.preprocessing(network, named.map(Architecture::preprocessing)),
        parameters(named, network),
        metadata.calibration());
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

  /** The one the metadata name, else the one with these tensors, which it then has in any case. */
  private Architecture architecture() throws ModelFileException {
    Optional<String> id = metadata.architecture();
    for (Architecture candidate : Architecture.values()) {
      Set<String> names = names(candidate);
      if (id.isPresent()
          ? id.get().equals(candidate.id())
          : names.equals(tensors.keySet()) && hasHiddenUnits(candidate)) {
        checkNames(names, candidate.id());
        return candidate;
      }
    }
    if (id.isPresent()) {
      throw error("architecture " + id.get(), "one of " + Architecture.ids());
    }
    Optional<Architecture> nearest =
        Stream.of(Architecture.values())
            .filter(this::isNearly)
            .min(Comparator.comparingInt(this::differences));
    if (nearest.isPresent()) {
      checkNames(names(nearest.get()), nearest.get().id());
    }
    throw error("tensors " + tensors.keySet(), "those of one of " + Architecture.ids());
  }

  /** Whether most of an architecture's tensors are there, and few others. */
  private boolean isNearly(Architecture architecture) {
    Set<String> names = names(architecture);
    long common = names.stream().filter(tensors::containsKey).count();
    return 2 * common > names.size()
        && 2 * (tensors.size() - common) < names.size()
        && hasHiddenUnits(architecture);
  }

  /** The number of tensors missing, and of further ones. */
  private int differences(Architecture architecture) {
    Set<String> names = names(architecture);
    int common = (int) names.stream().filter(tensors::containsKey).count();
    return names.size() + tensors.size() - 2 * common;
  }

  /**
   * Whether the bias of each layer but the last, whose units are the classes, has the right size:
   * fully connected networks differ in that alone. One that is missing does not tell.
   */
  private boolean hasHiddenUnits(Architecture architecture) {
    Network network = architecture.network(1);
    List<Parameter> last = network.layers().getLast().parameters();
    return StateDict.of(Optional.of(architecture), network).entrySet().stream()
        .filter(entry -> entry.getValue().shape().size() == 1 && !last.contains(entry.getValue()))
        .filter(entry -> tensors.containsKey(entry.getKey()))
        .allMatch(entry -> tensors.get(entry.getKey()).size() == entry.getValue().size());
  }

  private void checkNames(Set<String> names, String network) throws ModelFileException {
    Set<String> missing = new TreeSet<>(names);
    missing.removeAll(tensors.keySet());
    if (!missing.isEmpty()) {
      throw error("no tensors " + missing, "all of " + network);
    }
    Set<String> extra = new TreeSet<>(tensors.keySet());
    extra.removeAll(names);
    if (!extra.isEmpty()) {
      throw error("further tensors " + extra, "none but those of " + network);
    }
  }

  /** The same for any number of classes, in the network's order. */
  private static Set<String> names(Architecture architecture) {
    return StateDict.of(Optional.of(architecture), architecture.network(1)).keySet();
  }

  /** As many as the last bias has values; the weights don't tell where outputs have none. */
  private OptionalInt outputs(Architecture architecture) throws ModelFileException {
    if (architecture.network(1).layers().getLast().parameters().isEmpty()) {
      return OptionalInt.empty();
    }
    String last = List.copyOf(names(architecture)).getLast();
    Tensor bias = tensors.get(last);
    if (bias.shape().size() != 1 || bias.size() < 1 || bias.size() > ModelMetadata.MOST_CLASSES) {
      throw error(
          last + " " + bias, "one value for each of 1 to %d classes", ModelMetadata.MOST_CLASSES);
    }
    return OptionalInt.of(bias.size());
  }

  /** Checks all shapes before it takes memory for what they say. */
  private float[] parameters(Optional<Architecture> named, Network network)
      throws ModelFileException {
    Map<String, Parameter> expected = StateDict.of(named, network);
    for (Map.Entry<String, Parameter> entry : expected.entrySet()) {
      Tensor tensor = tensors.get(entry.getKey());
      List<Integer> shape = entry.getValue().shape();
      if (!tensor.dtype().isFloat() || !tensor.shape().equals(shape)) {
        throw error(entry.getKey() + " " + tensor, "floats %s", shape);
      }
    }
    float[] parameters = new float[network.parameterCount()];
    for (Map.Entry<String, Parameter> entry : expected.entrySet()) {
      int at = entry.getValue().offset();
      tensors.get(entry.getKey()).copyTo(parameters, at);
      for (int i = 0; i < entry.getValue().size(); i++) {
        float value = parameters[at + i];
        if (!Float.isFinite(value)) {
          throw error("%s[%d] = %s".formatted(entry.getKey(), i, value), "a finite number");
        }
      }
    }
    return parameters;
  }

  private ModelFileException error(String got, String expected, Object... values) {
    return new ModelFileException(
        file, ModelFileException.NOWHERE, got, expected.formatted(values));
  }
}
