package org.lenet5.engine.block;

import static org.lenet5.engine.block.Workspace.START;
import static org.lenet5.kernel.Lanes.LANES;

import org.lenet5.kernel.DenseSize;
import org.lenet5.kernel.Kernels;
import org.lenet5.layer.Rbf;
import org.lenet5.layer.RbfCodes;

/**
 * An {@link Rbf} layer. Where there are several positions, the units of each are gathered, compared
 * with the codes, and their distances spread again.
 *
 * @param codes {@code [class][84]}
 */
record BlockRbf(DenseSize size, float[] codes, int positions) implements BlockLayer {
  private static final int IN = RbfCodes.LENGTH;

  static BlockRbf of(Rbf layer) {
    return new BlockRbf(
        new DenseSize(IN, layer.codes().classes()), layer.codes().values(), layer.positions());
  }

  /** One position's input, its gradient, its output or the gradient of that. */
  @Override
  public int scratch() {
    return positions == 1 ? 0 : (2 * IN + size.out()) * LANES;
  }

  @Override
  public void forward(Kernels kernels, float[] parameters, float[] x, float[] y, float[] scratch) {
    if (positions == 1) {
      kernels.lanes().squaredDistances(size, codes, x, START, y, START);
      return;
    }
    int out = START + 2 * IN * LANES;
    for (int p = 0; p < positions; p++) {
      gather(x, p, IN, scratch, START);
      kernels.lanes().squaredDistances(size, codes, scratch, START, scratch, out);
      spread(scratch, out, p, size.out(), y);
    }
  }

  @Override
  public void backward(
      Kernels kernels,
      float[] parameters,
      float[] x,
      float[] y,
      float[] dy,
      float[] dx,
      float[] dParameters,
      float[] scratch) {
    if (dx == null) {
      return;
    }
    if (positions == 1) {
      kernels.lanes().squaredDistancesGradient(size, codes, x, START, dy, START, dx, START);
      return;
    }
    int gradient = START + IN * LANES;
    int out = gradient + IN * LANES;
    for (int p = 0; p < positions; p++) {
      gather(x, p, IN, scratch, START);
      gather(dy, p, size.out(), scratch, out);
      kernels
          .lanes()
          .squaredDistancesGradient(size, codes, scratch, START, scratch, out, scratch, gradient);
      spread(scratch, gradient, p, IN, dx);
    }
  }

  /** Copies one position of all units: {@code [unit][position][16]} to {@code [unit][16]}. */
  private void gather(float[] from, int position, int units, float[] to, int toAt) {
    for (int i = 0; i < units; i++) {
      System.arraycopy(
          from, START + (i * positions + position) * LANES, to, toAt + i * LANES, LANES);
    }
  }

  private void spread(float[] from, int fromAt, int position, int units, float[] to) {
    for (int i = 0; i < units; i++) {
      System.arraycopy(
          from, fromAt + i * LANES, to, START + (i * positions + position) * LANES, LANES);
    }
  }

  /**
   * {@code hx[j] = sum of (2 (x[j] - w[i][j]))^2 h[i]}, ascending i. As everywhere in this pass,
   * the unit's own second derivative is left out, here 2 for each unit of dE/dy[i]. For a loss that
   * is half the distance of the right class it is all there is, the constant 1: whoever wants that
   * seed starts the pass below this layer, as {@link BlockNetwork#curvature} allows.
   */
  @Override
  public void curvature(
      Kernels kernels,
      float[] parameters,
      float[] x,
      float[] y,
      float[] h,
      float[] hx,
      float[] hParameters,
      float[] scratch) {
    if (hx == null) {
      return;
    }
    int row = positions * LANES;
    for (int j = 0; j < IN; j++) {
      for (int n = 0; n < row; n++) {
        int at = START + j * row + n;
        float sum = 0;
        for (int i = 0; i < size.out(); i++) {
          float slope = 2 * (x[at] - codes[i * IN + j]);
          sum += slope * slope * h[START + i * row + n];
        }
        hx[at] = sum;
      }
    }
  }
}
