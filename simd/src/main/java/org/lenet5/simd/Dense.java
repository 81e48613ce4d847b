package org.lenet5.simd;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static org.lenet5.nn.kernel.Kernels.LANES;
import static org.lenet5.simd.Vectors.SPECIES;
import static org.lenet5.simd.Vectors.WIDTH;

import jdk.incubator.vector.FloatVector;

/**
 * {@link org.lenet5.nn.kernel.Kernels#dense} and {@link
 * org.lenet5.nn.kernel.Kernels#denseDataGradient}: the same product, by rows or by columns of the
 * weights. Ten sums at a time: enough to hide the latency of an addition, and LeNet-5's sizes 120
 * and 10 are whole tiles. The last tile moves back, as in {@link ConvolutionForward}.
 */
final class Dense {
  private static final int TILE = 10;

  private Dense() {}

  static void forward(
      int in, int out, float[] p, int wAt, int bAt, float[] x, int xAt, float[] y, int yAt) {
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

  static void dataGradient(
      int in, int out, float[] p, int wAt, float[] dy, int dyAt, float[] dx, int dxAt) {
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
