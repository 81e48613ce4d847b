package org.lenet5.layer;

import java.util.List;

/**
 * A {@link Convolution} whose output maps read some of the input maps each (C3): {@code y[o][r][c]
 * = b[o] + sum of w[o,i][kr][kc] x[i][r+kr][c+kc]} over the input maps i of o (LeCun et al. 1998,
 * section II.B, table I).
 *
 * <p>The weights are one tensor {@code [connection][kernel][kernel]}, by output map, then input
 * map, ascending: in C3 the first three kernels are those of map 0, which reads maps 0, 1 and 2.
 *
 * @param name for example C3
 * @param input shape of one sample's input
 * @param table which input maps each output map reads
 * @param kernel rows and columns of each kernel, 1 to the size of the input
 * @param offset where the parameters start in the network's array
 */
public record PartialConvolution(
    String name, Shape input, Connections table, int kernel, int offset) implements Layer {

  /**
   * @throws IllegalArgumentException if the kernel is larger than the input, or the connections
   *     name other input maps than there are
   */
  public PartialConvolution {
    table.requireFit(input.maps());
    Checks.convolution(input, table.inputs().size(), kernel);
  }

  @Override
  public Shape output() {
    return new Shape(
        table.inputs().size(), input.rows() - kernel + 1, input.columns() - kernel + 1);
  }

  private int fanIn(List<Integer> maps) {
    return maps.size() * kernel * kernel;
  }

  /** The kernels, {@code [connection][kernel][kernel]}. */
  public Parameter weight() {
    return new Parameter(
        name + ".weight",
        List.of(table.count(), kernel, kernel),
        offset,
        table.inputs().stream().flatMap(maps -> maps.stream().map(map -> fanIn(maps))).toList());
  }

  /** One for each output map. */
  public Parameter bias() {
    return new Parameter(
        name + ".bias",
        List.of(table.inputs().size()),
        offset + table.count() * kernel * kernel,
        table.inputs().stream().map(this::fanIn).toList());
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(weight(), bias());
  }

  @Override
  public long connections() {
    return (long) parameterCount() * output().positions();
  }

  @Override
  public long multiplyAdds() {
    return (long) weight().size() * output().positions();
  }

  @Override
  public PartialConvolution with(Shape otherInput, int otherOffset) {
    return new PartialConvolution(name, otherInput, table, kernel, otherOffset);
  }

  @Override
  public String toString() {
    return "convolution(\"%s\", %s, %d)".formatted(name, table, kernel);
  }
}
