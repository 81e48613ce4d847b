package org.lenet5.nn;

import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.lenet5.data.Preprocessing;

/** The networks that have a name, on the command line and in model files. */
public enum Architecture {
  LENET5("lenet5", "LeNet-5 (modern)", LeNet5::modern, Preprocessing.review()),
  LENET5_NO_TANH(
      "lenet5-no-tanh",
      "LeNet-5 (modern, no tanh between the convolutions)",
      LeNet5::withoutTanh,
      Preprocessing.review());

  private final String id;
  private final String title;
  private final IntFunction<Network> network;
  private final Preprocessing preprocessing;

  Architecture(String id, String title, IntFunction<Network> network, Preprocessing preprocessing) {
    this.id = id;
    this.title = title;
    this.network = network;
    this.preprocessing = preprocessing;
  }

  /** The name used by files and options, for example {@code lenet5}. */
  public String id() {
    return id;
  }

  /** A line for people. */
  public String title() {
    return title;
  }

  /** The network for a number of classes. */
  public Network network(int classes) {
    return network.apply(classes);
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

  /** All names, for messages. */
  public static String ids() {
    return Arrays.stream(values()).map(Architecture::id).collect(Collectors.joining(", "));
  }

  @Override
  public String toString() {
    return id;
  }
}
