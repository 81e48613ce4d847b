package org.lenet5.layer;

import java.util.List;

/**
 * Every unit reads every input: {@code y[o] = b[o] + sum of w[o][i] x[i]} (F6, OUT). In a network
 * made wider there are several positions: at each the same units read all maps.
 *
 * @param name for example F6
 * @param input shape of one sample's input
 * @param units number of outputs at each position, at least 1
 * @param positions 1 if the whole input is read at once; else that of the input's maps
 * @param offset where the parameters start in the network's array
 */
public record Dense(String name, Shape input, int units, int positions, int offset)
    implements Layer {

  /**
   * @throws IllegalArgumentException if there are no units, or not as many positions as the input
   *     has
   */
  public Dense {
    Checks.units(name, units);
    Checks.positions(name, input, positions);
  }

  /** Inputs of a unit. */
  public int fanIn() {
    return input.size() / positions;
  }

  @Override
  public Shape output() {
    return positions == 1 ? Shape.units(units) : new Shape(units, input.rows(), input.columns());
  }

  /** {@code [unit][input]}. */
  public Parameter weight() {
    return new Parameter(name + ".weight", List.of(units, fanIn()), offset, fanIn());
  }

  /** One for each unit. */
  public Parameter bias() {
    return new Parameter(name + ".bias", List.of(units), offset + units * fanIn(), fanIn());
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(weight(), bias());
  }

  @Override
  public long connections() {
    return (long) parameterCount() * positions;
  }

  @Override
  public long multiplyAdds() {
    return (long) units * input.size();
  }

  /** A vector becomes a row of positions; an input that is read as a whole has one size. */
  @Override
  public Dense with(Shape otherInput, int otherOffset) {
    int others = Checks.widened(name, input, positions, otherInput);
    return new Dense(name, otherInput, units, others, otherOffset);
  }

  @Override
  public String toString() {
    return positions == 1
        ? "dense(\"%s\", %d)".formatted(name, units)
        : "dense(\"%s\", %d, %d)".formatted(name, units, positions);
  }
}
