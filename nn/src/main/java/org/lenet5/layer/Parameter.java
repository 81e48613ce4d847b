package org.lenet5.layer;

import java.util.Collections;
import java.util.List;

/**
 * A named view of a network's parameter array: {@code shape} values from {@code offset}, in
 * row-major order.
 *
 * @param name the layer's name and the role, for example {@code C1.weight}
 * @param shape sizes, outermost first, as PyTorch orders them: {@code [out][in][row][column]},
 *     {@code [out][in]} or {@code [out]}
 * @param offset index of the first value
 * @param fanIns for each index of the outermost size the number of inputs of the units that use
 *     those values
 */
public record Parameter(String name, List<Integer> shape, int offset, List<Integer> fanIns) {

  public Parameter {
    shape = List.copyOf(shape);
    fanIns = List.copyOf(fanIns);
    assert fanIns.size() == shape.getFirst() : name;
  }

  /** A parameter of units that all have the same number of inputs. */
  public Parameter(String name, List<Integer> shape, int offset, int fanIn) {
    this(name, shape, offset, Collections.nCopies(shape.getFirst(), fanIn));
  }

  /** Number of values. */
  public int size() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }
}
