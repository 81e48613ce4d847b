package org.lenet5.simd;

import static org.lenet5.nn.kernel.Kernels.LANES;
import static org.lenet5.simd.Vectors.WIDTH;
import static org.lenet5.simd.Vectors.all;
import static org.lenet5.simd.Vectors.load;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * {@link org.lenet5.nn.kernel.Kernels#dense} and {@link
 * org.lenet5.nn.kernel.Kernels#denseDataGradient}: the same product, by rows or by columns of the
 * weights.
 */
final class Dense {
  private static final int TILE = 10;

  private Dense() {}

  static void forward(int in, int out, float[] p, int wAt, int bAt, float[] x, float[] y) {
    int tile = out < TILE ? 1 : TILE;
    for (int i = 0; i < out; i += tile) {
      int o = Math.min(i, out - tile);
      for (int j = o; j < o + tile; j++) {
        Arrays.fill(y, j * LANES, (j + 1) * LANES, p[bAt + j]);
      }
      product(tile, in, p, wAt + o * in, in, 1, x, y, o * LANES);
    }
  }

  static void dataGradient(int in, int out, float[] p, int wAt, float[] dy, float[] dx) {
    int tile = in < TILE ? 1 : TILE;
    for (int j = 0; j < in; j += tile) {
      int i = Math.min(j, in - tile);
      Arrays.fill(dx, i * LANES, (i + tile) * LANES, 0);
      product(tile, out, p, wAt + i, 1, in, dy, dx, i * LANES);
    }
  }

  private static void product(
      int tile,
      int terms,
      float[] p,
      int wAt,
      int rowStride,
      int termStride,
      float[] v,
      float[] y,
      int yAt) {
    for (int lane = 0; lane < LANES; lane += WIDTH) {
      if (tile == TILE) {
        tile10(terms, p, wAt, rowStride, termStride, v, y, yAt + lane, lane);
      } else {
        tile1(terms, p, wAt, rowStride, termStride, v, y, yAt + lane, lane);
      }
    }
  }

  private static void tile10(
      int terms,
      float[] p,
      int wAt,
      int rowStride,
      int termStride,
      float[] v,
      float[] y,
      int yAt,
      int lane) {
    FloatVector a0 = load(y, yAt + 0 * LANES);
    FloatVector a1 = load(y, yAt + 1 * LANES);
    FloatVector a2 = load(y, yAt + 2 * LANES);
    FloatVector a3 = load(y, yAt + 3 * LANES);
    FloatVector a4 = load(y, yAt + 4 * LANES);
    FloatVector a5 = load(y, yAt + 5 * LANES);
    FloatVector a6 = load(y, yAt + 6 * LANES);
    FloatVector a7 = load(y, yAt + 7 * LANES);
    FloatVector a8 = load(y, yAt + 8 * LANES);
    FloatVector a9 = load(y, yAt + 9 * LANES);
    for (int t = 0; t < terms; t++) {
      FloatVector x = load(v, t * LANES + lane);
      int w = wAt + t * termStride;
      a0 = x.fma(all(p[w + 0 * rowStride]), a0);
      a1 = x.fma(all(p[w + 1 * rowStride]), a1);
      a2 = x.fma(all(p[w + 2 * rowStride]), a2);
      a3 = x.fma(all(p[w + 3 * rowStride]), a3);
      a4 = x.fma(all(p[w + 4 * rowStride]), a4);
      a5 = x.fma(all(p[w + 5 * rowStride]), a5);
      a6 = x.fma(all(p[w + 6 * rowStride]), a6);
      a7 = x.fma(all(p[w + 7 * rowStride]), a7);
      a8 = x.fma(all(p[w + 8 * rowStride]), a8);
      a9 = x.fma(all(p[w + 9 * rowStride]), a9);
    }
    a0.intoArray(y, yAt + 0 * LANES);
    a1.intoArray(y, yAt + 1 * LANES);
    a2.intoArray(y, yAt + 2 * LANES);
    a3.intoArray(y, yAt + 3 * LANES);
    a4.intoArray(y, yAt + 4 * LANES);
    a5.intoArray(y, yAt + 5 * LANES);
    a6.intoArray(y, yAt + 6 * LANES);
    a7.intoArray(y, yAt + 7 * LANES);
    a8.intoArray(y, yAt + 8 * LANES);
    a9.intoArray(y, yAt + 9 * LANES);
  }

  private static void tile1(
      int terms,
      float[] p,
      int wAt,
      int rowStride,
      int termStride,
      float[] v,
      float[] y,
      int yAt,
      int lane) {
    FloatVector a0 = load(y, yAt + 0 * LANES);
    for (int t = 0; t < terms; t++) {
      FloatVector x = load(v, t * LANES + lane);
      int w = wAt + t * termStride;
      a0 = x.fma(all(p[w + 0 * rowStride]), a0);
    }
    a0.intoArray(y, yAt + 0 * LANES);
  }
}
