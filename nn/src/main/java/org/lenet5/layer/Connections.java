package org.lenet5.layer;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which input maps each output map of a convolution reads. Leaving connections out saves work, and
 * makes maps that read different inputs find different features (LeCun et al. 1998, section II.B).
 *
 * @param name what a network's page calls the table
 * @param inputs for each output map the input maps that it reads, ascending
 */
public record Connections(String name, List<List<Integer>> inputs) {

  /** Which maps of S2 each map of C3 reads (LeCun et al. 1998, table I, column by column). */
  public static final Connections TABLE_I =
      new Connections(
          "TABLE_I",
          List.of(
              List.of(0, 1, 2),
              List.of(1, 2, 3),
              List.of(2, 3, 4),
              List.of(3, 4, 5),
              List.of(0, 4, 5),
              List.of(0, 1, 5),
              List.of(0, 1, 2, 3),
              List.of(1, 2, 3, 4),
              List.of(2, 3, 4, 5),
              List.of(0, 3, 4, 5),
              List.of(0, 1, 4, 5),
              List.of(0, 1, 2, 5),
              List.of(0, 1, 3, 4),
              List.of(1, 2, 4, 5),
              List.of(0, 2, 3, 5),
              List.of(0, 1, 2, 3, 4, 5)));

  public Connections {
    inputs = inputs.stream().map(List::copyOf).toList();
  }

  /** A table without a name, called by its lists. */
  public Connections(List<List<Integer>> inputs) {
    this(
        inputs.stream()
            .map(maps -> maps.stream().map(String::valueOf).collect(Collectors.joining(" ")))
            .collect(Collectors.joining(", ", "[", "]")),
        inputs);
  }

  /** Every output map reads every input map. */
  public static Connections full(int inputMaps, int outputMaps) {
    List<Integer> all = IntStream.range(0, inputMaps).boxed().toList();
    return new Connections(IntStream.range(0, outputMaps).mapToObj(o -> all).toList());
  }

  /** Number of connections: pairs of an output map and an input map that it reads. */
  public int count() {
    return inputs.stream().mapToInt(List::size).sum();
  }

  /**
   * Checks that the table reads maps that there are.
   *
   * @throws IllegalArgumentException if there is no output map, one reads nothing, or the input
   *     maps of one are not ascending or not among {@code inputMaps}
   */
  void requireFit(int inputMaps) {
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("connections: got no output maps, expected at least one");
    }
    for (int o = 0; o < inputs.size(); o++) {
      List<Integer> maps = inputs.get(o);
      boolean ascending =
          IntStream.range(1, maps.size()).allMatch(i -> maps.get(i - 1) < maps.get(i));
      if (maps.isEmpty() || !ascending || maps.getFirst() < 0 || maps.getLast() >= inputMaps) {
        throw new IllegalArgumentException(
            "connections: got output map %d reading %s, expected one or more of the maps 0 to %d, ascending"
                .formatted(o, maps, inputMaps - 1));
      }
    }
  }

  /** Two tables are equal if they connect the same maps, whatever they are called. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Connections connections && inputs.equals(connections.inputs);
  }

  @Override
  public int hashCode() {
    return inputs.hashCode();
  }

  /** The name. */
  @Override
  public String toString() {
    return name;
  }
}
