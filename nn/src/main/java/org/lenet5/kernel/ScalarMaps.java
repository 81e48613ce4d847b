package org.lenet5.kernel;

import static org.lenet5.kernel.Lanes.LANES;

import java.util.Arrays;

/** The definition of {@link MapKernels}: loops that add the terms in the stated order. */
final class ScalarMaps implements MapKernels {

  @Override
  public FrozenConvolution freeze(MapConvolution s, float[] p, int wAt, int bAt) {
    assert Contract.freeze(s, p, wAt, bAt);
    return new Frozen(
        s,
        Arrays.copyOfRange(p, wAt, wAt + s.weights()),
        Arrays.copyOfRange(p, bAt, bAt + s.outMaps()));
  }

  /**
   * @param weights {@code [outMaps][taps]}
   * @param biases {@code [outMaps]}
   */
  private record Frozen(MapConvolution s, float[] weights, float[] biases)
      implements FrozenConvolution {

    @Override
    public void forward(float[] x, int xAt, float[] y, int yAt) {
      assert Contract.forward(s, x, xAt, y, yAt);
      int[] tapOffset = s.tapOffset();
      int map = s.outRows() * s.outColumns() * LANES;
      for (int o = 0; o < s.outMaps(); o++) {
        int to = yAt + o / LANES * map + o % LANES;
        for (int r = 0; r < s.outRows(); r++) {
          for (int c = 0; c < s.outColumns(); c++, to += LANES) {
            int from = xAt + r * s.pitch() + c;
            int w = o * tapOffset.length;
            float sum = biases[o];
            for (int offset : tapOffset) {
              sum = FusedMultiplyAdd.fma(weights[w++], x[from + offset], sum);
            }
            y[to] = sum;
          }
        }
      }
    }
  }
}
