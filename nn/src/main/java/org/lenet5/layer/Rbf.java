package org.lenet5.layer;

import java.util.List;

/**
 * Euclidean radial basis function units (OUT): {@code y[i] = sum of (x[j] - w[i][j])^2}, the
 * squared distance between F6 and the fixed code of class i (LeCun et al. 1998, equation 7). The
 * smallest wins. Nothing to train. In a network made wider there are several positions, each
 * compared with the same codes.
 *
 * @param name for example OUT
 * @param input shape of one sample's input
 * @param codes the fixed codes, one for each class
 * @param positions 1 if the whole input is one pattern; else that of the input's maps
 */
public record Rbf(String name, Shape input, RbfCodes codes, int positions) implements Layer {

  /**
   * @throws IllegalArgumentException if the input has not one unit for each value of a code, or not
   *     as many positions
   */
  public Rbf {
    Checks.positions(name, input, positions);
    if (input.size() != positions * RbfCodes.LENGTH) {
      throw new IllegalArgumentException(
          "%s: got an input of %d units, expected the %d of a code"
              .formatted(name, input.size() / positions, RbfCodes.LENGTH));
    }
  }

  @Override
  public Shape output() {
    return positions == 1
        ? Shape.units(codes.classes())
        : new Shape(codes.classes(), input.rows(), input.columns());
  }

  @Override
  public Outputs outputs() {
    return Outputs.DISTANCES;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public long connections() {
    return (long) input.size() * codes.classes();
  }

  @Override
  public long multiplyAdds() {
    return connections();
  }

  @Override
  public Rbf with(Shape otherInput, int otherOffset) {
    return new Rbf(name, otherInput, codes, Checks.widened(name, input, positions, otherInput));
  }

  @Override
  public String toString() {
    return positions == 1
        ? "rbf(\"%s\", %s)".formatted(name, codes)
        : "rbf(\"%s\", %s, %d)".formatted(name, codes, positions);
  }
}
