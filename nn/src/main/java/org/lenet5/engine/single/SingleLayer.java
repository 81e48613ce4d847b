package org.lenet5.engine.single;

import org.lenet5.kernel.Kernels;

/** A layer at work on one sample. */
sealed interface SingleLayer
    permits SingleConvolution,
        SingleWinograd,
        FrozenWinograd,
        SinglePartialUnits,
        SingleSubsampling,
        SingleDense,
        SingleRbf,
        SingleSquashing {

  /** What it computes; of a squashing function that of the layer before. */
  Activation output();

  /**
   * Arranges the weights for the fastest forward passes, which will use them as they are now.
   *
   * @param parameters the network's array. Not modified.
   */
  default void freeze(Kernels kernels, float[] parameters) {}

  /**
   * Reads {@code x}, overwrites the output.
   *
   * @param parameters the network's array. Not modified.
   */
  void forward(Kernels kernels, float[] parameters, float[] x);

  /**
   * Reads {@code x}, the output and the gradient, overwrites {@code dx} and the layer's part of
   * {@code dParameters}.
   *
   * @param parameters the network's array. Not modified.
   * @param dx gradient of the loss by the input; null where nobody needs it
   * @param dParameters gradients, laid out as the parameters
   */
  void backward(Kernels kernels, float[] parameters, float[] x, float[] dx, float[] dParameters);
}
