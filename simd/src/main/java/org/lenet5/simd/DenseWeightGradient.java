package org.lenet5.simd;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static org.lenet5.kernel.Lanes.LANES;
import static org.lenet5.simd.Vectors.FEW_REGISTERS;
import static org.lenet5.simd.Vectors.SPECIES;
import static org.lenet5.simd.Vectors.WIDTH;
import static org.lenet5.simd.Vectors.sumLanes;

import jdk.incubator.vector.FloatVector;
import org.lenet5.kernel.DenseSize;
import org.lenet5.kernel.SampleKernels;
import org.lenet5.kernel.ScalarKernels;

/**
 * {@link org.lenet5.kernel.SampleKernels#denseWeightGradient}: a vector holds inputs, not samples,
 * so that the sum over samples needs no step across lanes. Tiles of outputs x vectors of inputs.
 */
final class DenseWeightGradient {
  private static final SampleKernels SCALAR = new ScalarKernels().samples();

  private DenseWeightGradient() {}

  static void run(
      DenseSize s,
      float[] x,
      int xAt,
      float[] dy,
      int dyAt,
      float[] dp,
      int wAt,
      int bAt,
      float[] xt,
      int xtAt) {
    int in = s.in();
    int out = s.out();
    if (in < WIDTH) {
      SCALAR.denseWeightGradient(s, x, xAt, dy, dyAt, dp, wAt, bAt, xt, xtAt);
      return;
    }
    for (int l = 0; l < LANES; l++) {
      for (int i = 0; i < in; i++) {
        xt[xtAt + l * in + i] = x[xAt + i * LANES + l];
      }
    }
    float[] ends = new float[4 * LANES];
    int o = 0;
    for (; o <= out - 4; o += 4) {
      fourOutputs(in, dy, dyAt + o * LANES, xt, xtAt, dp, wAt + o * in, ends);
    }
    for (; o < out; o++) {
      oneOutput(in, dy, dyAt + o * LANES, xt, xtAt, dp, wAt + o * in, ends);
    }
    for (o = 0; o < out; o++) {
      dp[bAt + o] += sumLanes(dy, dyAt + o * LANES);
    }
  }

  private static void fourOutputs(
      int in, float[] dy, int dyAt, float[] xt, int xtAt, float[] dp, int wAt, float[] ends) {
    int end = wAt + in - WIDTH;
    boolean more = in % WIDTH != 0;
    for (int m = 0; more && m < 4; m++) {
      fromArray(SPECIES, dp, end + m * in).intoArray(ends, m * WIDTH);
    }
    int i = 0;
    for (; i <= in - 5 * WIDTH; i += 5 * WIDTH) {
      if (FEW_REGISTERS) {
        tile2x5(in, dy, dyAt, xt, xtAt + i, dp, wAt + i);
        tile2x5(in, dy, dyAt + 2 * LANES, xt, xtAt + i, dp, wAt + 2 * in + i);
      } else {
        tile4x5(in, dy, dyAt, xt, xtAt + i, dp, wAt + i);
      }
    }
    for (; i <= in - WIDTH; i += WIDTH) {
      tile4x1(in, dy, dyAt, xt, xtAt + i, dp, wAt + i);
    }
    if (more) {
      last4(in, dy, dyAt, xt, xtAt + in - WIDTH, ends, dp, end);
    }
  }

  private static void oneOutput(
      int in, float[] dy, int dyAt, float[] xt, int xtAt, float[] dp, int wAt, float[] ends) {
    int end = wAt + in - WIDTH;
    boolean more = in % WIDTH != 0;
    if (more) {
      fromArray(SPECIES, dp, end).intoArray(ends, 0);
    }
    int i = 0;
    for (; i <= in - WIDTH; i += WIDTH) {
      tile1x1(in, dy, dyAt, xt, xtAt + i, dp, wAt + i);
    }
    if (more) {
      last1(in, dy, dyAt, xt, xtAt + in - WIDTH, ends, dp, end);
    }
  }

  private static void tile4x5(
      int in, float[] dy, int dyAt, float[] xt, int i, float[] dp, int wAt) {
    FloatVector a00 = fromArray(SPECIES, dp, wAt);
    FloatVector a01 = fromArray(SPECIES, dp, wAt + WIDTH);
    FloatVector a02 = fromArray(SPECIES, dp, wAt + 2 * WIDTH);
    FloatVector a03 = fromArray(SPECIES, dp, wAt + 3 * WIDTH);
    FloatVector a04 = fromArray(SPECIES, dp, wAt + 4 * WIDTH);
    FloatVector a10 = fromArray(SPECIES, dp, wAt + in);
    FloatVector a11 = fromArray(SPECIES, dp, wAt + in + WIDTH);
    FloatVector a12 = fromArray(SPECIES, dp, wAt + in + 2 * WIDTH);
    FloatVector a13 = fromArray(SPECIES, dp, wAt + in + 3 * WIDTH);
    FloatVector a14 = fromArray(SPECIES, dp, wAt + in + 4 * WIDTH);
    FloatVector a20 = fromArray(SPECIES, dp, wAt + 2 * in);
    FloatVector a21 = fromArray(SPECIES, dp, wAt + 2 * in + WIDTH);
    FloatVector a22 = fromArray(SPECIES, dp, wAt + 2 * in + 2 * WIDTH);
    FloatVector a23 = fromArray(SPECIES, dp, wAt + 2 * in + 3 * WIDTH);
    FloatVector a24 = fromArray(SPECIES, dp, wAt + 2 * in + 4 * WIDTH);
    FloatVector a30 = fromArray(SPECIES, dp, wAt + 3 * in);
    FloatVector a31 = fromArray(SPECIES, dp, wAt + 3 * in + WIDTH);
    FloatVector a32 = fromArray(SPECIES, dp, wAt + 3 * in + 2 * WIDTH);
    FloatVector a33 = fromArray(SPECIES, dp, wAt + 3 * in + 3 * WIDTH);
    FloatVector a34 = fromArray(SPECIES, dp, wAt + 3 * in + 4 * WIDTH);
    for (int l = 0; l < LANES; l++) {
      int at = i + l * in;
      FloatVector d0 = broadcast(SPECIES, dy[dyAt + l]);
      FloatVector d1 = broadcast(SPECIES, dy[dyAt + LANES + l]);
      FloatVector d2 = broadcast(SPECIES, dy[dyAt + 2 * LANES + l]);
      FloatVector d3 = broadcast(SPECIES, dy[dyAt + 3 * LANES + l]);
      FloatVector v = fromArray(SPECIES, xt, at);
      a00 = v.fma(d0, a00);
      a10 = v.fma(d1, a10);
      a20 = v.fma(d2, a20);
      a30 = v.fma(d3, a30);
      v = fromArray(SPECIES, xt, at + WIDTH);
      a01 = v.fma(d0, a01);
      a11 = v.fma(d1, a11);
      a21 = v.fma(d2, a21);
      a31 = v.fma(d3, a31);
      v = fromArray(SPECIES, xt, at + 2 * WIDTH);
      a02 = v.fma(d0, a02);
      a12 = v.fma(d1, a12);
      a22 = v.fma(d2, a22);
      a32 = v.fma(d3, a32);
      v = fromArray(SPECIES, xt, at + 3 * WIDTH);
      a03 = v.fma(d0, a03);
      a13 = v.fma(d1, a13);
      a23 = v.fma(d2, a23);
      a33 = v.fma(d3, a33);
      v = fromArray(SPECIES, xt, at + 4 * WIDTH);
      a04 = v.fma(d0, a04);
      a14 = v.fma(d1, a14);
      a24 = v.fma(d2, a24);
      a34 = v.fma(d3, a34);
    }
    a00.intoArray(dp, wAt);
    a01.intoArray(dp, wAt + WIDTH);
    a02.intoArray(dp, wAt + 2 * WIDTH);
    a03.intoArray(dp, wAt + 3 * WIDTH);
    a04.intoArray(dp, wAt + 4 * WIDTH);
    a10.intoArray(dp, wAt + in);
    a11.intoArray(dp, wAt + in + WIDTH);
    a12.intoArray(dp, wAt + in + 2 * WIDTH);
    a13.intoArray(dp, wAt + in + 3 * WIDTH);
    a14.intoArray(dp, wAt + in + 4 * WIDTH);
    a20.intoArray(dp, wAt + 2 * in);
    a21.intoArray(dp, wAt + 2 * in + WIDTH);
    a22.intoArray(dp, wAt + 2 * in + 2 * WIDTH);
    a23.intoArray(dp, wAt + 2 * in + 3 * WIDTH);
    a24.intoArray(dp, wAt + 2 * in + 4 * WIDTH);
    a30.intoArray(dp, wAt + 3 * in);
    a31.intoArray(dp, wAt + 3 * in + WIDTH);
    a32.intoArray(dp, wAt + 3 * in + 2 * WIDTH);
    a33.intoArray(dp, wAt + 3 * in + 3 * WIDTH);
    a34.intoArray(dp, wAt + 3 * in + 4 * WIDTH);
  }

  private static void tile2x5(
      int in, float[] dy, int dyAt, float[] xt, int i, float[] dp, int wAt) {
    FloatVector a00 = fromArray(SPECIES, dp, wAt);
    FloatVector a01 = fromArray(SPECIES, dp, wAt + WIDTH);
    FloatVector a02 = fromArray(SPECIES, dp, wAt + 2 * WIDTH);
    FloatVector a03 = fromArray(SPECIES, dp, wAt + 3 * WIDTH);
    FloatVector a04 = fromArray(SPECIES, dp, wAt + 4 * WIDTH);
    FloatVector a10 = fromArray(SPECIES, dp, wAt + in);
    FloatVector a11 = fromArray(SPECIES, dp, wAt + in + WIDTH);
    FloatVector a12 = fromArray(SPECIES, dp, wAt + in + 2 * WIDTH);
    FloatVector a13 = fromArray(SPECIES, dp, wAt + in + 3 * WIDTH);
    FloatVector a14 = fromArray(SPECIES, dp, wAt + in + 4 * WIDTH);
    for (int l = 0; l < LANES; l++) {
      int at = i + l * in;
      FloatVector d0 = broadcast(SPECIES, dy[dyAt + l]);
      FloatVector d1 = broadcast(SPECIES, dy[dyAt + LANES + l]);
      FloatVector v = fromArray(SPECIES, xt, at);
      a00 = v.fma(d0, a00);
      a10 = v.fma(d1, a10);
      v = fromArray(SPECIES, xt, at + WIDTH);
      a01 = v.fma(d0, a01);
      a11 = v.fma(d1, a11);
      v = fromArray(SPECIES, xt, at + 2 * WIDTH);
      a02 = v.fma(d0, a02);
      a12 = v.fma(d1, a12);
      v = fromArray(SPECIES, xt, at + 3 * WIDTH);
      a03 = v.fma(d0, a03);
      a13 = v.fma(d1, a13);
      v = fromArray(SPECIES, xt, at + 4 * WIDTH);
      a04 = v.fma(d0, a04);
      a14 = v.fma(d1, a14);
    }
    a00.intoArray(dp, wAt);
    a01.intoArray(dp, wAt + WIDTH);
    a02.intoArray(dp, wAt + 2 * WIDTH);
    a03.intoArray(dp, wAt + 3 * WIDTH);
    a04.intoArray(dp, wAt + 4 * WIDTH);
    a10.intoArray(dp, wAt + in);
    a11.intoArray(dp, wAt + in + WIDTH);
    a12.intoArray(dp, wAt + in + 2 * WIDTH);
    a13.intoArray(dp, wAt + in + 3 * WIDTH);
    a14.intoArray(dp, wAt + in + 4 * WIDTH);
  }

  private static void tile4x1(
      int in, float[] dy, int dyAt, float[] xt, int i, float[] dp, int wAt) {
    FloatVector a00 = fromArray(SPECIES, dp, wAt);
    FloatVector a10 = fromArray(SPECIES, dp, wAt + in);
    FloatVector a20 = fromArray(SPECIES, dp, wAt + 2 * in);
    FloatVector a30 = fromArray(SPECIES, dp, wAt + 3 * in);
    for (int l = 0; l < LANES; l++) {
      int at = i + l * in;
      FloatVector d0 = broadcast(SPECIES, dy[dyAt + l]);
      FloatVector d1 = broadcast(SPECIES, dy[dyAt + LANES + l]);
      FloatVector d2 = broadcast(SPECIES, dy[dyAt + 2 * LANES + l]);
      FloatVector d3 = broadcast(SPECIES, dy[dyAt + 3 * LANES + l]);
      FloatVector v = fromArray(SPECIES, xt, at);
      a00 = v.fma(d0, a00);
      a10 = v.fma(d1, a10);
      a20 = v.fma(d2, a20);
      a30 = v.fma(d3, a30);
    }
    a00.intoArray(dp, wAt);
    a10.intoArray(dp, wAt + in);
    a20.intoArray(dp, wAt + 2 * in);
    a30.intoArray(dp, wAt + 3 * in);
  }

  private static void tile1x1(
      int in, float[] dy, int dyAt, float[] xt, int i, float[] dp, int wAt) {
    FloatVector a00 = fromArray(SPECIES, dp, wAt);
    for (int l = 0; l < LANES; l++) {
      int at = i + l * in;
      FloatVector d0 = broadcast(SPECIES, dy[dyAt + l]);
      FloatVector v = fromArray(SPECIES, xt, at);
      a00 = v.fma(d0, a00);
    }
    a00.intoArray(dp, wAt);
  }

  /**
   * Inputs that fill no vector: one that ends with the row, from what was there before the vectors
   * that it overlaps, so that what they have in common gets the same bits once more.
   *
   * @param ends {@code [4][WIDTH]}, the last values of four rows before
   * @param end where the last vector of the first row starts
   */
  private static void last4(
      int in, float[] dy, int dyAt, float[] xt, int i, float[] ends, float[] dp, int end) {
    FloatVector a0 = fromArray(SPECIES, ends, 0);
    FloatVector a1 = fromArray(SPECIES, ends, WIDTH);
    FloatVector a2 = fromArray(SPECIES, ends, 2 * WIDTH);
    FloatVector a3 = fromArray(SPECIES, ends, 3 * WIDTH);
    for (int l = 0; l < LANES; l++) {
      FloatVector v = fromArray(SPECIES, xt, i + l * in);
      a0 = v.fma(broadcast(SPECIES, dy[dyAt + l]), a0);
      a1 = v.fma(broadcast(SPECIES, dy[dyAt + LANES + l]), a1);
      a2 = v.fma(broadcast(SPECIES, dy[dyAt + 2 * LANES + l]), a2);
      a3 = v.fma(broadcast(SPECIES, dy[dyAt + 3 * LANES + l]), a3);
    }
    a0.intoArray(dp, end);
    a1.intoArray(dp, end + in);
    a2.intoArray(dp, end + 2 * in);
    a3.intoArray(dp, end + 3 * in);
  }

  /** The same for one output. */
  private static void last1(
      int in, float[] dy, int dyAt, float[] xt, int i, float[] ends, float[] dp, int end) {
    FloatVector a0 = fromArray(SPECIES, ends, 0);
    for (int l = 0; l < LANES; l++) {
      FloatVector v = fromArray(SPECIES, xt, i + l * in);
      a0 = v.fma(broadcast(SPECIES, dy[dyAt + l]), a0);
    }
    a0.intoArray(dp, end);
  }
}
