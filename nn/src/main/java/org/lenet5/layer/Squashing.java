package org.lenet5.layer;

import java.util.List;

/**
 * A squashing function of every unit by itself; nothing to train.
 *
 * @param input shape of one sample's input, and of its output
 * @param function which one
 */
public record Squashing(Shape input, Function function) implements Layer {

  /** Squashing functions. */
  public enum Function {
    /** {@code tanh(x)}; its slope is {@code 1 - y^2}. */
    TANH("tanh", "Tanh"),

    /**
     * The paper's {@code A tanh(S x)}, A = 1.7159, S = 2/3 (LeCun et al. 1998, appendix A); its
     * slope is {@code (S/A) (A^2 - y^2)}.
     */
    SCALED_TANH("scaledTanh", "ScaledTanh");

    private final String call;
    private final String type;

    Function(String call, String type) {
      this.call = call;
      this.type = type;
    }
  }

  @Override
  public String name() {
    return function.call;
  }

  @Override
  public String type() {
    return function.type;
  }

  @Override
  public Shape output() {
    return input;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public long connections() {
    return 0;
  }

  @Override
  public long multiplyAdds() {
    return 0;
  }

  @Override
  public Squashing with(Shape otherInput, int otherOffset) {
    return new Squashing(otherInput, function);
  }

  @Override
  public String toString() {
    return function.call + "()";
  }
}
