package org.lenet5.layer;

import java.util.List;

/**
 * Every output map reads every input map: {@code y[o][r][c] = b[o] + sum of w[o][i][kr][kc]
 * x[i][r+kr][c+kc]} (LeCun et al. 1998, section II.A).
 *
 * @param name for example C3
 * @param input shape of one sample's input
 * @param maps number of output maps, at least 1
 * @param kernel rows and columns of each kernel, 1 to the size of the input
 * @param method how the sums are taken; their last bits depend on it
 * @param offset where the parameters start in the network's array
 */
public record Convolution(String name, Shape input, int maps, int kernel, Method method, int offset)
    implements Layer {

  /** How the sums of a convolution are taken. */
  public enum Method {
    /** Term by term, in the order of the formula. */
    DIRECT,
    /**
     * Five neighbours of a row by nine multiplications instead of 25 (minimal filtering F(5, 5): S.
     * Winograd 1980). For kernels of 5x5 and rows of a multiple of five outputs.
     */
    MINIMAL_FILTERING;

    /** Outputs of a row that minimal filtering computes at once, and columns of its kernels. */
    private static final int TILE = 5;

    private boolean fits(Shape output, int kernel) {
      return this == DIRECT || kernel == TILE && output.columns() % TILE == 0;
    }
  }

  /**
   * @throws IllegalArgumentException if the kernel is larger than the input, there are no maps, or
   *     the method does not fit
   */
  public Convolution {
    Checks.convolution(input, maps, kernel);
    Shape output = output(input, maps, kernel);
    if (!method.fits(output, kernel)) {
      throw new IllegalArgumentException(
          "%s: got minimal filtering for kernels of %dx%d and %d outputs a row, expected kernels of %dx%d and a multiple of %d outputs, or direct sums"
              .formatted(
                  name, kernel, kernel, output.columns(), Method.TILE, Method.TILE, Method.TILE));
    }
  }

  private static Shape output(Shape input, int maps, int kernel) {
    return new Shape(maps, input.rows() - kernel + 1, input.columns() - kernel + 1);
  }

  @Override
  public Shape output() {
    return output(input, maps, kernel);
  }

  /** The kernels, {@code [maps][input maps][kernel][kernel]}. */
  public Parameter weight() {
    int taps = input.maps() * kernel * kernel;
    return new Parameter(
        name + ".weight", List.of(maps, input.maps(), kernel, kernel), offset, taps);
  }

  /** One for each output map. */
  public Parameter bias() {
    Parameter weight = weight();
    int taps = input.maps() * kernel * kernel;
    return new Parameter(name + ".bias", List.of(maps), offset + weight.size(), taps);
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
  public Convolution with(Shape otherInput, int otherOffset) {
    return new Convolution(name, otherInput, maps, kernel, method, otherOffset);
  }

  /** The same layer by another method. */
  public Convolution with(Method other) {
    return new Convolution(name, input, maps, kernel, other, offset);
  }

  @Override
  public String toString() {
    return method == Method.DIRECT
        ? "convolution(\"%s\", %d, %d)".formatted(name, maps, kernel)
        : "convolution(\"%s\", %d, %d, %s)".formatted(name, maps, kernel, method);
  }
}
