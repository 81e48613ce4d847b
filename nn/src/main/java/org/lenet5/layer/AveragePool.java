package org.lenet5.layer;

import java.util.List;

/**
 * The mean of each {@code window x window} square, squares side by side; nothing to train.
 *
 * @param name for example S2
 * @param input shape of one sample's input
 * @param window rows and columns of each square, 1 to the size of the input
 */
public record AveragePool(String name, Shape input, int window) implements Layer {

  /**
   * @throws IllegalArgumentException if the window is below 1 or larger than the input
   */
  public AveragePool {
    Checks.window(name, input, window);
  }

  @Override
  public Shape output() {
    return new Shape(input.maps(), input.rows() / window, input.columns() / window);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public long connections() {
    return (long) window * window * output().size();
  }

  @Override
  public long multiplyAdds() {
    return 0;
  }

  @Override
  public AveragePool with(Shape otherInput, int otherOffset) {
    return new AveragePool(name, otherInput, window);
  }

  @Override
  public String toString() {
    return "averagePool(\"%s\", %d)".formatted(name, window);
  }
}
