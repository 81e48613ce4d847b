package org.lenet5.nn;

import static org.lenet5.nn.Workspace.START;

import java.util.List;
import org.lenet5.nn.kernel.Kernels;

/**
 * Euclidean radial basis function units (OUT): {@code y[i] = sum of (x[j] - w[i][j])^2}, the
 * squared distance between F6 and the fixed code of class i (LeCun et al. 1998, equation 7). The
 * smallest wins. Nothing to train.
 */
public final class Rbf implements Layer {
  private final String name;
  private final RbfCodes codes;

  /**
   * @throws IllegalArgumentException if the input has not one unit for each value of a code
   */
  Rbf(String name, Shape input, RbfCodes codes) {
    if (input.size() != RbfCodes.LENGTH) {
      throw new IllegalArgumentException(
          "%s: got an input of %d units, expected the %d of a code"
              .formatted(name, input.size(), RbfCodes.LENGTH));
    }
    this.name = name;
    this.codes = codes;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Shape input() {
    return Shape.units(RbfCodes.LENGTH);
  }

  @Override
  public Shape output() {
    return Shape.units(codes.classes());
  }

  @Override
  public Outputs outputs() {
    return Outputs.DISTANCES;
  }

  /** The fixed codes. */
  public RbfCodes codes() {
    return codes;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public long connections() {
    return (long) RbfCodes.LENGTH * codes.classes();
  }

  @Override
  public long multiplyAdds() {
    return connections();
  }

  @Override
  public void forward(Kernels kernels, float[] parameters, float[] x, float[] y, float[] scratch) {
    kernels.squaredDistances(RbfCodes.LENGTH, codes.classes(), codes.values(), x, START, y, START);
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
    if (dx != null) {
      kernels.squaredDistancesGradient(
          RbfCodes.LENGTH, codes.classes(), codes.values(), x, START, dy, START, dx, START);
    }
  }

  /**
   * {@code hx[j] = sum of (2 (x[j] - w[i][j]))^2 h[i]}, ascending i. As everywhere in this pass,
   * the unit's own second derivative is left out, here 2 for each unit of dE/dy[i]. For a loss that
   * is half the distance of the right class it is all there is, the constant 1: whoever wants that
   * seed starts the pass below this layer, as {@link Network#curvature} allows.
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
    float[] w = codes.values();
    for (int j = 0; j < RbfCodes.LENGTH; j++) {
      for (int lane = 0; lane < Kernels.LANES; lane++) {
        int at = START + j * Kernels.LANES + lane;
        float sum = 0;
        for (int i = 0; i < codes.classes(); i++) {
          float slope = 2 * (x[at] - w[i * RbfCodes.LENGTH + j]);
          sum += slope * slope * h[START + i * Kernels.LANES + lane];
        }
        hx[at] = sum;
      }
    }
  }

  @Override
  public String toString() {
    return "rbf(\"%s\", %s)".formatted(name, codes);
  }
}
