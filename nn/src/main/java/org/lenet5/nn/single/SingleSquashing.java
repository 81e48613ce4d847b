package org.lenet5.nn.single;

import org.lenet5.nn.kernel.Kernels;

/**
 * {@link org.lenet5.nn.Tanh} and {@link org.lenet5.nn.ScaledTanh} of one sample: in place, in the
 * arrays of the layer before.
 */
final class SingleSquashing implements SingleLayer {
  private final Rows rows;
  private final boolean scaled;
  private final float[] y;
  private final float[] dy;

  /**
   * @param y the output of the layer before
   * @param dy the gradient by it; null if the layer before is the network's input
   */
  SingleSquashing(Rows rows, float[] y, float[] dy, boolean scaled) {
    this.rows = rows;
    this.y = y;
    this.dy = dy == null ? rows.allocate() : dy;
    this.scaled = scaled;
  }

  @Override
  public Rows rows() {
    return rows;
  }

  @Override
  public float[] output() {
    return y;
  }

  @Override
  public float[] gradient() {
    return dy;
  }

  @Override
  public void forward(Kernels kernels, float[] parameters, float[] x) {
    if (scaled) {
      kernels.scaledTanh(y, rows.length());
    } else {
      kernels.tanh(y, rows.length());
    }
  }

  @Override
  public void backward(
      Kernels kernels, float[] parameters, float[] x, float[] dx, float[] dParameters) {
    if (scaled) {
      kernels.scaledTanhGradient(y, dy, rows.length());
    } else {
      kernels.tanhGradient(y, dy, rows.length());
    }
  }
}
