package org.lenet5.nn;

import java.util.List;
import org.lenet5.nn.kernel.Kernels;

/**
 * One layer: sizes and the place of its parameters, nothing else. Immutable; activations live in a
 * {@link Workspace}, parameters in the network's one array.
 *
 * <p>Arrays hold one block of 16 samples, {@code [unit][16]}: {@code x} has the units of {@link
 * #input}, {@code y} those of {@link #output}.
 */
public sealed interface Layer permits Convolution, AveragePool, Dense, Tanh {

  /** The paper's name (C1, S2, ...), or what the layer does where the paper gives no name. */
  String name();

  /** Shape of one sample's input. */
  Shape input();

  /** Shape of one sample's output. */
  Shape output();

  /**
   * The layer's views of the parameter array, weights before biases; empty if there is nothing to
   * train.
   */
  List<Parameter> parameters();

  /** Multiply-adds of one sample's forward pass, biases not counted. */
  long multiplyAdds();

  /** Whether the output takes the input's place, so that {@code x} and {@code y} are one array. */
  default boolean inPlace() {
    return false;
  }

  /**
   * Reads {@code x}, overwrites {@code y}.
   *
   * @param parameters the network's array. Not modified.
   */
  void forward(Kernels kernels, float[] parameters, float[] x, float[] y);

  /**
   * Reads {@code x}, {@code y} and {@code dy}, adds to {@code dParameters}, overwrites {@code dx}.
   *
   * @param parameters the network's array. Not modified.
   * @param dy gradient of the loss by the output. Not modified, unless the layer works in place.
   * @param dx gradient of the loss by the input; null where nobody needs it
   * @param dParameters gradients, laid out as the parameters. Added to.
   * @param scratch at least 16 values for each unit of the input, of no meaning before or after
   */
  void backward(
      Kernels kernels,
      float[] parameters,
      float[] x,
      float[] y,
      float[] dy,
      float[] dx,
      float[] dParameters,
      float[] scratch);

  /** Parameters in all. */
  default int parameterCount() {
    return parameters().stream().mapToInt(Parameter::size).sum();
  }
}
