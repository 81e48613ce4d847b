package org.lenet5.simd;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static org.lenet5.kernel.Lanes.LANES;
import static org.lenet5.simd.Vectors.SPECIES;
import static org.lenet5.simd.Vectors.WIDTH;

import jdk.incubator.vector.FloatVector;
import org.lenet5.kernel.DenseSize;

/**
 * {@link org.lenet5.kernel.LaneKernels#dense}: ten sums at a time, enough to hide the latency of an
 * addition, and LeNet-5's sizes 120 and 10 are whole tiles. The last tile moves back, as in {@link
 * ConvolutionForward}.
 */
final class DenseForward {
  private static final int TILE = 10;

  private DenseForward() {}

  static void run(
      DenseSize s, float[] p, int wAt, int bAt, float[] x, int xAt, float[] y, int yAt) {
    int in = s.in();
    int out = s.out();
    int tile = out < TILE ? 1 : TILE;
    for (int i = 0; i < out; i += tile) {
      int o = Math.min(i, out - tile);
      for (int lane = 0; lane < LANES; lane += WIDTH) {
        if (tile == TILE) {
          forward10(in, p, wAt + o * in, bAt + o, x, xAt + lane, y, yAt + o * LANES + lane);
        } else {
          forward1(in, p, wAt + o * in, bAt + o, x, xAt + lane, y, yAt + o * LANES + lane);
        }
      }
    }
  }

  private static void forward10(
      int in, float[] p, int wAt, int bAt, float[] x, int xAt, float[] y, int yAt) {
    int w1 = wAt + in;
    int w2 = wAt + 2 * in;
    int w3 = wAt + 3 * in;
    int w4 = wAt + 4 * in;
    int w5 = wAt + 5 * in;
    int w6 = wAt + 6 * in;
    int w7 = wAt + 7 * in;
    int w8 = wAt + 8 * in;
    int w9 = wAt + 9 * in;
    FloatVector a0 = broadcast(SPECIES, p[bAt]);
    FloatVector a1 = broadcast(SPECIES, p[bAt + 1]);
    FloatVector a2 = broadcast(SPECIES, p[bAt + 2]);
    FloatVector a3 = broadcast(SPECIES, p[bAt + 3]);
    FloatVector a4 = broadcast(SPECIES, p[bAt + 4]);
    FloatVector a5 = broadcast(SPECIES, p[bAt + 5]);
    FloatVector a6 = broadcast(SPECIES, p[bAt + 6]);
    FloatVector a7 = broadcast(SPECIES, p[bAt + 7]);
    FloatVector a8 = broadcast(SPECIES, p[bAt + 8]);
    FloatVector a9 = broadcast(SPECIES, p[bAt + 9]);
    for (int i = 0; i < in; i++) {
      FloatVector v = fromArray(SPECIES, x, xAt + i * LANES);
      a0 = v.fma(broadcast(SPECIES, p[wAt + i]), a0);
      a1 = v.fma(broadcast(SPECIES, p[w1 + i]), a1);
      a2 = v.fma(broadcast(SPECIES, p[w2 + i]), a2);
      a3 = v.fma(broadcast(SPECIES, p[w3 + i]), a3);
      a4 = v.fma(broadcast(SPECIES, p[w4 + i]), a4);
      a5 = v.fma(broadcast(SPECIES, p[w5 + i]), a5);
      a6 = v.fma(broadcast(SPECIES, p[w6 + i]), a6);
      a7 = v.fma(broadcast(SPECIES, p[w7 + i]), a7);
      a8 = v.fma(broadcast(SPECIES, p[w8 + i]), a8);
      a9 = v.fma(broadcast(SPECIES, p[w9 + i]), a9);
    }
    a0.intoArray(y, yAt);
    a1.intoArray(y, yAt + LANES);
    a2.intoArray(y, yAt + 2 * LANES);
    a3.intoArray(y, yAt + 3 * LANES);
    a4.intoArray(y, yAt + 4 * LANES);
    a5.intoArray(y, yAt + 5 * LANES);
    a6.intoArray(y, yAt + 6 * LANES);
    a7.intoArray(y, yAt + 7 * LANES);
    a8.intoArray(y, yAt + 8 * LANES);
    a9.intoArray(y, yAt + 9 * LANES);
  }

  private static void forward1(
      int in, float[] p, int wAt, int bAt, float[] x, int xAt, float[] y, int yAt) {
    FloatVector a0 = broadcast(SPECIES, p[bAt]);
    for (int i = 0; i < in; i++) {
      FloatVector v = fromArray(SPECIES, x, xAt + i * LANES);
      a0 = v.fma(broadcast(SPECIES, p[wAt + i]), a0);
    }
    a0.intoArray(y, yAt);
  }
}
