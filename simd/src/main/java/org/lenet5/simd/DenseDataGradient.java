package org.lenet5.simd;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static org.lenet5.kernel.Lanes.LANES;
import static org.lenet5.simd.Vectors.SPECIES;
import static org.lenet5.simd.Vectors.WIDTH;

import jdk.incubator.vector.FloatVector;
import org.lenet5.kernel.DenseSize;

/**
 * {@link org.lenet5.kernel.LaneKernels#denseDataGradient}: as {@link DenseForward}, by columns of
 * the weights instead of rows.
 */
final class DenseDataGradient {
  private static final int TILE = 10;

  private DenseDataGradient() {}

  static void run(DenseSize s, float[] p, int wAt, float[] dy, int dyAt, float[] dx, int dxAt) {
    int in = s.in();
    int out = s.out();
    int tile = in < TILE ? 1 : TILE;
    for (int j = 0; j < in; j += tile) {
      int i = Math.min(j, in - tile);
      for (int lane = 0; lane < LANES; lane += WIDTH) {
        if (tile == TILE) {
          gradient10(out, p, wAt + i, in, dy, dyAt + lane, dx, dxAt + i * LANES + lane);
        } else {
          gradient1(out, p, wAt + i, in, dy, dyAt + lane, dx, dxAt + i * LANES + lane);
        }
      }
    }
  }

  private static void gradient10(
      int out, float[] p, int wAt, int in, float[] dy, int dyAt, float[] dx, int dxAt) {
    FloatVector a0 = broadcast(SPECIES, 0);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector a4 = a0;
    FloatVector a5 = a0;
    FloatVector a6 = a0;
    FloatVector a7 = a0;
    FloatVector a8 = a0;
    FloatVector a9 = a0;
    for (int o = 0; o < out; o++) {
      FloatVector v = fromArray(SPECIES, dy, dyAt + o * LANES);
      int w = wAt + o * in;
      a0 = v.fma(broadcast(SPECIES, p[w]), a0);
      a1 = v.fma(broadcast(SPECIES, p[w + 1]), a1);
      a2 = v.fma(broadcast(SPECIES, p[w + 2]), a2);
      a3 = v.fma(broadcast(SPECIES, p[w + 3]), a3);
      a4 = v.fma(broadcast(SPECIES, p[w + 4]), a4);
      a5 = v.fma(broadcast(SPECIES, p[w + 5]), a5);
      a6 = v.fma(broadcast(SPECIES, p[w + 6]), a6);
      a7 = v.fma(broadcast(SPECIES, p[w + 7]), a7);
      a8 = v.fma(broadcast(SPECIES, p[w + 8]), a8);
      a9 = v.fma(broadcast(SPECIES, p[w + 9]), a9);
    }
    a0.intoArray(dx, dxAt);
    a1.intoArray(dx, dxAt + LANES);
    a2.intoArray(dx, dxAt + 2 * LANES);
    a3.intoArray(dx, dxAt + 3 * LANES);
    a4.intoArray(dx, dxAt + 4 * LANES);
    a5.intoArray(dx, dxAt + 5 * LANES);
    a6.intoArray(dx, dxAt + 6 * LANES);
    a7.intoArray(dx, dxAt + 7 * LANES);
    a8.intoArray(dx, dxAt + 8 * LANES);
    a9.intoArray(dx, dxAt + 9 * LANES);
  }

  private static void gradient1(
      int out, float[] p, int wAt, int in, float[] dy, int dyAt, float[] dx, int dxAt) {
    FloatVector a0 = broadcast(SPECIES, 0);
    for (int o = 0; o < out; o++) {
      FloatVector v = fromArray(SPECIES, dy, dyAt + o * LANES);
      int w = wAt + o * in;
      a0 = v.fma(broadcast(SPECIES, p[w]), a0);
    }
    a0.intoArray(dx, dxAt);
  }
}
