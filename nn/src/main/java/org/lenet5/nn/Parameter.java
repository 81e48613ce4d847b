package org.lenet5.nn;

import java.util.List;

/**
 * A named view of a network's parameter array: {@code shape} values from {@code offset}, in
 * row-major order.
 *
 * @param name the layer's name and the role, for example {@code C1.weight}
 * @param shape sizes, outermost first, as PyTorch orders them: {@code [out][in][row][column]},
 *     {@code [out][in]} or {@code [out]}
 * @param offset index of the first value
 * @param fanIn number of inputs of each unit that uses this parameter
 */
public record Parameter(String name, List<Integer> shape, int offset, int fanIn) {

  public Parameter {
    shape = List.copyOf(shape);
  }

  /** Number of values. */
  public int size() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }
}
