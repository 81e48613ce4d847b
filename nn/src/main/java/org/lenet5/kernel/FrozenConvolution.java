package org.lenet5.kernel;

/**
 * A convolution of one sample whose weights no longer change, made by {@link MapKernels#freeze};
 * with one position it is a dense layer. Immutable, so any number of threads may share one.
 */
public interface FrozenConvolution {

  /**
   * {@code y[o][r][c] = b[o] + sum of w[o][t] x[r pitch + c + tapOffset[t]]}, from b[o], ascending
   * t.
   *
   * @param x {@code [row][pitch]} of all maps, or whatever the offsets say. Not modified.
   * @param y {@code [outMaps / 16][outRows][outColumns][16]}, a lane for each map. Overwritten,
   *     behind the last map by anything.
   */
  void forward(float[] x, int xAt, float[] y, int yAt);
}
