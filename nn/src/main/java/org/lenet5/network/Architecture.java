package org.lenet5.network;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lenet5.data.Preprocessing;

/** The networks that have a name, on the command line and in model files. */
public enum Architecture {
  LENET5(
      "lenet5",
      "LeNet-5 (modern)",
      classNames -> LeNet5.modern(classNames.size()),
      Preprocessing.review()),
  LENET5_NO_TANH(
      "lenet5-no-tanh",
      "LeNet-5 (modern, no tanh between the convolutions)",
      classNames -> LeNet5.withoutTanh(classNames.size()),
      Preprocessing.review()),
  LENET5_1998("lenet5-1998", "LeNet-5 (1998)", LeNet5::original, Preprocessing.paper()),
  LENET4("lenet4", "LeNet-4", classNames -> LeNet4.of(classNames.size()), Preprocessing.paper()),
  LENET1(
      "lenet1",
      "LeNet-1",
      classNames -> LeNet1.of(classNames.size()),
      Preprocessing.paper().with(28)),
  LINEAR("linear", "linear classifier"),
  MLP_300("mlp-300", "28x28-300-10", 300),
  MLP_1000("mlp-1000", "28x28-1000-10", 1000),
  MLP_300_100("mlp-300-100", "28x28-300-100-10", 300, 100),
  MLP_500_150("mlp-500-150", "28x28-500-150-10", 500, 150);

  private final String id;
  private final String title;
  private final Function<List<String>, Network> network;
  private final Preprocessing preprocessing;

  Architecture(
      String id,
      String title,
      Function<List<String>, Network> network,
      Preprocessing preprocessing) {
    this.id = id;
    this.title = title;
    this.network = network;
    this.preprocessing = preprocessing;
  }

  /** A fully connected network. */
  Architecture(String id, String title, int... hidden) {
    this(
        id,
        title,
        classNames -> FullyConnected.of(classNames.size(), hidden),
        Preprocessing.paper().with(28));
  }

  /** The name used by files and options, for example {@code lenet5}. */
  public String id() {
    return id;
  }

  /** A line for people. */
  public String title() {
    return title;
  }

  /**
   * The network for classes of these names.
   *
   * @throws IllegalArgumentException if the network has no output for a class of such a name
   */
  public Network network(List<String> classNames) {
    return network.apply(classNames);
  }

  /** The network for classes that are called 0, 1, 2 and so on. */
  public Network network(int classes) {
    return network(IntStream.range(0, classes).mapToObj(Integer::toString).toList());
  }

  /** The preprocessing that the network is usually trained with. */
  public Preprocessing preprocessing() {
    return preprocessing;
  }

  /**
   * @throws IllegalArgumentException if no network has that name
   */
  public static Architecture of(String id) {
    return Arrays.stream(values())
        .filter(architecture -> architecture.id.equals(id))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("model: got %s, expected %s".formatted(id, ids())));
  }

  /**
   * The architecture whose network this is, whatever its number of classes, if it has a name.
   *
   * @param classNames one for each output
   */
  public static Optional<Architecture> of(Network network, List<String> classNames) {
    return Arrays.stream(values())
        .filter(architecture -> architecture.isNetwork(network, classNames))
        .findFirst();
  }

  private boolean isNetwork(Network other, List<String> classNames) {
    try {
      return network(classNames).equals(other);
    } catch (IllegalArgumentException e) {
      return false; // it has no outputs for classes of such names
    }
  }

  /** All names, for messages. */
  public static String ids() {
    return Arrays.stream(values()).map(Architecture::id).collect(Collectors.joining(", "));
  }

  @Override
  public String toString() {
    return id;
  }
}
