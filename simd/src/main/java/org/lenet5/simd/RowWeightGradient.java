package org.lenet5.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.lenet5.kernel.RowConvolution;

/**
 * {@link org.lenet5.kernel.ColumnKernels#convolutionWeightGradient}: here a lane is a column of the
 * kernel, so that each lane is one sum in its order. Vectors of 8 hold a row of the paper's
 * kernels; two output maps that read one input map share its rows, six where a kernel has but one.
 */
final class RowWeightGradient {
  private static final VectorSpecies<Float> SPECIES =
      Vectors.WIDTH < 8 ? Vectors.SPECIES : FloatVector.SPECIES_256;

  private static final int WIDTH = SPECIES.length();

  private RowWeightGradient() {}

  static void run(RowConvolution s, float[] x, int xAt, float[] dy, int dyAt, float[] dp, int wAt) {
    int[] weight = s.forward.readerWeight;
    int[] map = s.forward.readerOffset;
    for (int kc = 0; kc < s.kernelColumns; kc += WIDTH) {
      VectorMask<Float> columns = SPECIES.indexInRange(kc, s.kernelColumns);
      for (int i = 0; i < s.inMaps; i++) {
        int end = s.forward.firstReader[i + 1];
        int n = s.forward.firstReader[i];
        for (; s.kernelRows == 1 && n + 6 <= end; n += 6) {
          int w = wAt + kc;
          tile6x1(s, x, xAt + i * s.inRows * s.pitch + kc, dy, dyAt, n, dp, w, columns);
        }
        while (n < end) {
          boolean pair = n + 1 < end;
          int m = pair ? n + 1 : n;
          for (int kr = 0; kr < s.kernelRows; ) {
            int from = xAt + (i * s.inRows + kr) * s.pitch + kc;
            int dy0 = dyAt + map[n];
            int dy1 = dyAt + map[m];
            int w0 = wAt + weight[n] + kr * s.kernelColumns + kc;
            int w1 = wAt + weight[m] + kr * s.kernelColumns + kc;
            if (pair && kr + 5 <= s.kernelRows) {
              tile2x5(s, x, from, dy, dy0, dy1, dp, w0, w1, columns);
              kr += 5;
            } else {
              tile2x1(s, x, from, dy, dy0, dy1, dp, w0, w1, columns);
              kr++;
            }
          }
          n = m + 1;
        }
      }
    }
  }

  /** Two maps, five rows of the kernel. */
  private static void tile2x5(
      RowConvolution s,
      float[] x,
      int xAt,
      float[] dy,
      int dy0,
      int dy1,
      float[] dp,
      int w0,
      int w1,
      VectorMask<Float> columns) {
    FloatVector a00 = FloatVector.zero(SPECIES);
    FloatVector a01 = a00;
    FloatVector a02 = a00;
    FloatVector a03 = a00;
    FloatVector a04 = a00;
    FloatVector a10 = a00;
    FloatVector a11 = a00;
    FloatVector a12 = a00;
    FloatVector a13 = a00;
    FloatVector a14 = a00;
    int pitch = s.pitch;
    for (int r = 0; r < s.outRows; r++) {
      int row = r * pitch;
      for (int c = row; c < row + s.outColumns; c++) {
        FloatVector d0 = FloatVector.broadcast(SPECIES, dy[dy0 + c]);
        FloatVector d1 = FloatVector.broadcast(SPECIES, dy[dy1 + c]);
        FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + c);
        a00 = v.fma(d0, a00);
        a10 = v.fma(d1, a10);
        v = FloatVector.fromArray(SPECIES, x, xAt + c + pitch);
        a01 = v.fma(d0, a01);
        a11 = v.fma(d1, a11);
        v = FloatVector.fromArray(SPECIES, x, xAt + c + 2 * pitch);
        a02 = v.fma(d0, a02);
        a12 = v.fma(d1, a12);
        v = FloatVector.fromArray(SPECIES, x, xAt + c + 3 * pitch);
        a03 = v.fma(d0, a03);
        a13 = v.fma(d1, a13);
        v = FloatVector.fromArray(SPECIES, x, xAt + c + 4 * pitch);
        a04 = v.fma(d0, a04);
        a14 = v.fma(d1, a14);
      }
    }
    a00.intoArray(dp, w0, columns);
    a01.intoArray(dp, w0 + s.kernelColumns, columns);
    a02.intoArray(dp, w0 + 2 * s.kernelColumns, columns);
    a03.intoArray(dp, w0 + 3 * s.kernelColumns, columns);
    a04.intoArray(dp, w0 + 4 * s.kernelColumns, columns);
    a10.intoArray(dp, w1, columns);
    a11.intoArray(dp, w1 + s.kernelColumns, columns);
    a12.intoArray(dp, w1 + 2 * s.kernelColumns, columns);
    a13.intoArray(dp, w1 + 3 * s.kernelColumns, columns);
    a14.intoArray(dp, w1 + 4 * s.kernelColumns, columns);
  }

  /** Six maps, whose readers start at {@code n}, and the one row of the kernel. */
  private static void tile6x1(
      RowConvolution s,
      float[] x,
      int xAt,
      float[] dy,
      int dyAt,
      int n,
      float[] dp,
      int wAt,
      VectorMask<Float> columns) {
    int[] map = s.forward.readerOffset;
    int[] weight = s.forward.readerWeight;
    int dy0 = dyAt + map[n];
    int dy1 = dyAt + map[n + 1];
    int dy2 = dyAt + map[n + 2];
    int dy3 = dyAt + map[n + 3];
    int dy4 = dyAt + map[n + 4];
    int dy5 = dyAt + map[n + 5];
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector a4 = a0;
    FloatVector a5 = a0;
    for (int r = 0; r < s.outRows; r++) {
      int row = r * s.pitch;
      for (int c = row; c < row + s.outColumns; c++) {
        FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + c);
        a0 = v.fma(FloatVector.broadcast(SPECIES, dy[dy0 + c]), a0);
        a1 = v.fma(FloatVector.broadcast(SPECIES, dy[dy1 + c]), a1);
        a2 = v.fma(FloatVector.broadcast(SPECIES, dy[dy2 + c]), a2);
        a3 = v.fma(FloatVector.broadcast(SPECIES, dy[dy3 + c]), a3);
        a4 = v.fma(FloatVector.broadcast(SPECIES, dy[dy4 + c]), a4);
        a5 = v.fma(FloatVector.broadcast(SPECIES, dy[dy5 + c]), a5);
      }
    }
    a0.intoArray(dp, wAt + weight[n], columns);
    a1.intoArray(dp, wAt + weight[n + 1], columns);
    a2.intoArray(dp, wAt + weight[n + 2], columns);
    a3.intoArray(dp, wAt + weight[n + 3], columns);
    a4.intoArray(dp, wAt + weight[n + 4], columns);
    a5.intoArray(dp, wAt + weight[n + 5], columns);
  }

  /** Two maps, which may be one, and one row of the kernel. */
  private static void tile2x1(
      RowConvolution s,
      float[] x,
      int xAt,
      float[] dy,
      int dy0,
      int dy1,
      float[] dp,
      int w0,
      int w1,
      VectorMask<Float> columns) {
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector a1 = a0;
    for (int r = 0; r < s.outRows; r++) {
      int row = r * s.pitch;
      for (int c = row; c < row + s.outColumns; c++) {
        FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + c);
        a0 = v.fma(FloatVector.broadcast(SPECIES, dy[dy0 + c]), a0);
        a1 = v.fma(FloatVector.broadcast(SPECIES, dy[dy1 + c]), a1);
      }
    }
    a0.intoArray(dp, w0, columns);
    a1.intoArray(dp, w1, columns);
  }
}
