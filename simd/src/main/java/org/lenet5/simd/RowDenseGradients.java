package org.lenet5.simd;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static org.lenet5.simd.Vectors.SPECIES;
import static org.lenet5.simd.Vectors.WIDTH;

import jdk.incubator.vector.FloatVector;
import org.lenet5.kernel.ColumnKernels;
import org.lenet5.kernel.DenseSize;
import org.lenet5.kernel.ScalarKernels;

/**
 * {@link org.lenet5.kernel.ColumnKernels#denseDataGradient} and {@link
 * org.lenet5.kernel.ColumnKernels#denseWeightGradient}: here a lane is an input. The last tile
 * moves back, as in {@link ConvolutionForward}.
 */
final class RowDenseGradients {
  private static final ColumnKernels SCALAR = new ScalarKernels().columns();

  private RowDenseGradients() {}

  static void data(DenseSize s, float[] p, int wAt, float[] dy, float[] dx) {
    int in = s.in();
    int out = s.out();
    if (in < WIDTH) {
      SCALAR.denseDataGradient(s, p, wAt, dy, dx);
      return;
    }
    int tile = in < 4 * WIDTH ? WIDTH : 4 * WIDTH;
    for (int j = 0; j < in; j += tile) {
      int i = Math.min(j, in - tile);
      if (tile == WIDTH) {
        data1(in, out, p, wAt + i, dy, dx, i);
      } else {
        data4(in, out, p, wAt + i, dy, dx, i);
      }
    }
  }

  private static void data4(int in, int out, float[] p, int w, float[] dy, float[] dx, int i) {
    FloatVector a0 = broadcast(SPECIES, 0);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    for (int o = 0; o < out; o++, w += in) {
      FloatVector d = broadcast(SPECIES, dy[o]);
      a0 = fromArray(SPECIES, p, w).fma(d, a0);
      a1 = fromArray(SPECIES, p, w + WIDTH).fma(d, a1);
      a2 = fromArray(SPECIES, p, w + 2 * WIDTH).fma(d, a2);
      a3 = fromArray(SPECIES, p, w + 3 * WIDTH).fma(d, a3);
    }
    a0.intoArray(dx, i);
    a1.intoArray(dx, i + WIDTH);
    a2.intoArray(dx, i + 2 * WIDTH);
    a3.intoArray(dx, i + 3 * WIDTH);
  }

  private static void data1(int in, int out, float[] p, int w, float[] dy, float[] dx, int i) {
    FloatVector a = broadcast(SPECIES, 0);
    for (int o = 0; o < out; o++, w += in) {
      a = fromArray(SPECIES, p, w).fma(broadcast(SPECIES, dy[o]), a);
    }
    a.intoArray(dx, i);
  }

  static void weight(DenseSize s, float[] x, float[] dy, float[] dp, int wAt) {
    int in = s.in();
    int out = s.out();
    if (in < WIDTH) {
      SCALAR.denseWeightGradient(s, x, dy, dp, wAt);
      return;
    }
    for (int o = 0; o < out; o++) {
      FloatVector d = broadcast(SPECIES, dy[o]);
      int w = wAt + o * in;
      for (int i = 0; i < in - WIDTH; i += WIDTH) {
        fromArray(SPECIES, x, i).mul(d).intoArray(dp, w + i);
      }
      fromArray(SPECIES, x, in - WIDTH).mul(d).intoArray(dp, w + in - WIDTH);
    }
  }
}
