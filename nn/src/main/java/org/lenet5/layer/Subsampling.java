package org.lenet5.layer;

import java.util.Arrays;
import java.util.List;

/**
 * Trainable subsampling (S2, S4): {@code y[m] = b[m] + w[m] (sum of each window x window square of
 * x[m])}, squares side by side, one coefficient and one bias for each map (LeCun et al. 1998,
 * section II.B; the text of II.A has the average instead, a factor in the coefficient). The
 * squashing that follows is a layer of its own.
 *
 * @param name for example S2
 * @param input shape of one sample's input
 * @param window rows and columns of each square, 1 to the size of the input
 * @param offset where the parameters start in the network's array
 */
public record Subsampling(String name, Shape input, int window, int offset) implements Layer {

  /**
   * @throws IllegalArgumentException if the window is below 1 or larger than the input
   */
  public Subsampling {
    Checks.window(name, input, window);
  }

  @Override
  public Shape output() {
    return new Shape(input.maps(), input.rows() / window, input.columns() / window);
  }

  /** A coefficient for each map. */
  public Parameter weight() {
    return new Parameter(name + ".weight", List.of(input.maps()), offset, window * window);
  }

  /** One for each map. */
  public Parameter bias() {
    return new Parameter(
        name + ".bias", List.of(input.maps()), offset + input.maps(), window * window);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(weight(), bias());
  }

  /**
   * Coefficients of 2 / window^2, biases of 0: with the paper's windows 0.5, so that a unit starts
   * with twice the mean of its window. A guess at what the paper leaves open; its authors' later
   * code starts from the same constant.
   */
  @Override
  public void initialize(InitialRange range, long seed, float[] parameters) {
    int biases = offset + input.maps();
    Arrays.fill(parameters, offset, biases, 2f / (window * window));
    Arrays.fill(parameters, biases, biases + input.maps(), 0);
  }

  @Override
  public long connections() {
    return (window * window + 1L) * output().size();
  }

  @Override
  public long multiplyAdds() {
    return output().size();
  }

  @Override
  public Subsampling with(Shape otherInput, int otherOffset) {
    return new Subsampling(name, otherInput, window, otherOffset);
  }

  @Override
  public String toString() {
    return "subsampling(\"%s\", %d)".formatted(name, window);
  }
}
