package org.lenet5.engine.block;

import org.lenet5.kernel.Kernels;

/**
 * A layer at work on a block of 16 samples, one for each lane: sizes and tables, nothing else.
 * Immutable; activations live in a {@link Workspace}, parameters in the network's one array.
 *
 * <p>Arrays are {@code [unit][16]} from {@link Workspace#START}: {@code x} has the units of the
 * layer's input, {@code y} those of its output.
 */
sealed interface BlockLayer
    permits BlockConvolution,
        BlockWinograd,
        BlockPartialConvolution,
        BlockAveragePool,
        BlockSubsampling,
        BlockDense,
        BlockRbf,
        BlockSquashing {

  /** Values that the layer needs room for beside its activations. */
  default int scratch() {
    return 0;
  }

  /**
   * Reads {@code x}, overwrites {@code y}.
   *
   * @param parameters the network's array. Not modified.
   * @param scratch {@link #scratch} values from {@link Workspace#START}, the layer's own: what it
   *     leaves there the backward pass of the same block finds
   */
  void forward(Kernels kernels, float[] parameters, float[] x, float[] y, float[] scratch);

  /**
   * After a forward pass of the same block reads {@code x}, {@code y} and {@code dy}, adds to
   * {@code dParameters}, overwrites {@code dx}.
   *
   * @param parameters the network's array. Not modified.
   * @param dy gradient of the loss by the output. Not modified, unless the layer works in place.
   * @param dx gradient of the loss by the input; null where nobody needs it
   * @param dParameters gradients, laid out as the parameters. Added to.
   * @param scratch as the forward pass has left it. Overwritten.
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

  /**
   * {@link #backward} for second derivatives, in the Gauss-Newton approximation and without the
   * terms off the diagonal (LeCun et al. 1998, appendix C): reads {@code x}, {@code y} and {@code
   * h}, adds to {@code hParameters}, overwrites {@code hx}.
   *
   * <p>With a[i] = sum of u[i][j] x[j], the second derivative of the loss by a weight is the sum,
   * over the connections that share it, of h[i] x[j]^2, and that by x[j] is the sum of h[i]
   * u[i][j]^2; none is ever negative. So this is the backward pass over the squares of weights and
   * inputs, adding in the same order, and a layer which is no such sum says what it does instead.
   *
   * @param parameters the network's array. Not modified.
   * @param h second derivative of the loss by each output. Not modified, unless the layer works in
   *     place.
   * @param hx second derivative of the loss by each input; null where nobody needs it
   * @param hParameters second derivatives by the parameters, laid out as these, summed over the
   *     samples. Added to.
   * @param scratch as the forward pass has left it. Overwritten.
   */
  default void curvature(
      Kernels kernels,
      float[] parameters,
      float[] x,
      float[] y,
      float[] h,
      float[] hx,
      float[] hParameters,
      float[] scratch) {
    backward(kernels, squares(parameters), squares(x), y, h, hx, hParameters, scratch);
  }

  /** The square of each value, in an array of its own: {@link #curvature} is not called often. */
  static float[] squares(float[] values) {
    float[] squares = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      squares[i] = values[i] * values[i];
    }
    return squares;
  }
}
