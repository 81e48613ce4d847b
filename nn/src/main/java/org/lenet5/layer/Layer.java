package org.lenet5.layer;

import java.util.List;
import org.lenet5.base.Randomness;

/**
 * One layer of a network: a value that says what is computed, of which shapes, and where its
 * parameters lie in the network's one array. How it is computed is an {@link
 * org.lenet5.engine.Engine}'s business.
 */
public sealed interface Layer
    permits Convolution, PartialConvolution, AveragePool, Subsampling, Dense, Rbf, Squashing {

  /** The paper's name (C1, S2, ...), or what the layer does where the paper gives no name. */
  String name();

  /** What kind of layer it is, for people: {@code Convolution}, {@code Tanh}. */
  default String type() {
    return getClass().getSimpleName();
  }

  /** Shape of one sample's input. */
  Shape input();

  /** Shape of one sample's output. */
  Shape output();

  /**
   * The layer's views of the parameter array, weights before biases; empty if there is nothing to
   * train.
   */
  List<Parameter> parameters();

  /**
   * Connections as the paper counts them: for each output unit its inputs, and one more if it has a
   * bias. A squashing function has none.
   */
  long connections();

  /** Multiply-adds of one sample's forward pass by direct sums, biases not counted. */
  long multiplyAdds();

  /** What the outputs mean if this is a network's last layer. */
  default Outputs outputs() {
    return Outputs.SCORES;
  }

  /**
   * Overwrites the layer's part of the parameters by starting values: uniform in the range's bounds
   * for weights and biases alike. Each value is a function of the seed and its place alone.
   *
   * @param parameters the network's array
   */
  default void initialize(InitialRange range, long seed, float[] parameters) {
    for (Parameter parameter : parameters()) {
      int i = parameter.offset();
      int each = parameter.size() / parameter.fanIns().size();
      for (int fanIn : parameter.fanIns()) {
        double bound = range.bound(parameter, fanIn);
        for (int end = i + each; i < end; i++) {
          double unit = Randomness.unit(seed, Randomness.WEIGHTS, i);
          parameters[i] = (float) (bound * (2 * unit - 1));
        }
      }
    }
  }

  /** Parameters in all. */
  default int parameterCount() {
    return parameters().stream().mapToInt(Parameter::size).sum();
  }

  /**
   * The same layer for an input of another size and parameters that start elsewhere. What a unit
   * reads stays as it is; there are more or fewer units.
   *
   * @throws IllegalArgumentException if the layer can't read such an input
   */
  Layer with(Shape otherInput, int otherOffset);

  /** The call of the network's builder that appends this layer, without its leading dot. */
  @Override
  String toString();
}
