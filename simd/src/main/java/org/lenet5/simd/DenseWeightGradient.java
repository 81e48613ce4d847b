package org.lenet5.simd;

import static org.lenet5.nn.kernel.Kernels.LANES;
import static org.lenet5.simd.Vectors.SPECIES;
import static org.lenet5.simd.Vectors.WIDTH;
import static org.lenet5.simd.Vectors.all;
import static org.lenet5.simd.Vectors.load;
import static org.lenet5.simd.Vectors.sumLanes;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * {@link org.lenet5.nn.kernel.Kernels#denseWeightGradient}: a vector holds inputs, not samples, so
 * that the sum over samples needs no step across lanes. Tiles of outputs x vectors of inputs.
 */
final class DenseWeightGradient {
  private DenseWeightGradient() {}

  static void run(
      int in, int out, float[] x, float[] dy, float[] dp, int wAt, int bAt, float[] xt) {
    for (int l = 0; l < LANES; l++) {
      for (int i = 0; i < in; i++) {
        xt[l * in + i] = x[i * LANES + l];
      }
    }
    int o = 0;
    for (; o <= out - 4; o += 4) {
      int w = wAt + o * in;
      int i = 0;
      for (; i <= in - 5 * WIDTH; i += 5 * WIDTH) {
        tile4x5(in, dy, o * LANES, xt, i, dp, w + i);
      }
      for (; i <= in - WIDTH; i += WIDTH) {
        tile4x1(in, dy, o * LANES, xt, i, dp, w + i);
      }
      if (i < in) {
        rest4(in, dy, o * LANES, xt, i, dp, w + i);
      }
    }
    for (; o < out; o++) {
      int w = wAt + o * in;
      int i = 0;
      for (; i <= in - WIDTH; i += WIDTH) {
        tile1x1(in, dy, o * LANES, xt, i, dp, w + i);
      }
      if (i < in) {
        rest1(in, dy, o * LANES, xt, i, dp, w + i);
      }
    }
    for (o = 0; o < out; o++) {
      dp[bAt + o] += sumLanes(dy, o * LANES);
    }
  }

  private static void tile4x5(
      int in, float[] dy, int dyAt, float[] xt, int i, float[] dp, int wAt) {
    FloatVector a00 = load(dp, wAt + 0 * in + 0 * WIDTH);
    FloatVector a01 = load(dp, wAt + 0 * in + 1 * WIDTH);
    FloatVector a02 = load(dp, wAt + 0 * in + 2 * WIDTH);
    FloatVector a03 = load(dp, wAt + 0 * in + 3 * WIDTH);
    FloatVector a04 = load(dp, wAt + 0 * in + 4 * WIDTH);
    FloatVector a10 = load(dp, wAt + 1 * in + 0 * WIDTH);
    FloatVector a11 = load(dp, wAt + 1 * in + 1 * WIDTH);
    FloatVector a12 = load(dp, wAt + 1 * in + 2 * WIDTH);
    FloatVector a13 = load(dp, wAt + 1 * in + 3 * WIDTH);
    FloatVector a14 = load(dp, wAt + 1 * in + 4 * WIDTH);
    FloatVector a20 = load(dp, wAt + 2 * in + 0 * WIDTH);
    FloatVector a21 = load(dp, wAt + 2 * in + 1 * WIDTH);
    FloatVector a22 = load(dp, wAt + 2 * in + 2 * WIDTH);
    FloatVector a23 = load(dp, wAt + 2 * in + 3 * WIDTH);
    FloatVector a24 = load(dp, wAt + 2 * in + 4 * WIDTH);
    FloatVector a30 = load(dp, wAt + 3 * in + 0 * WIDTH);
    FloatVector a31 = load(dp, wAt + 3 * in + 1 * WIDTH);
    FloatVector a32 = load(dp, wAt + 3 * in + 2 * WIDTH);
    FloatVector a33 = load(dp, wAt + 3 * in + 3 * WIDTH);
    FloatVector a34 = load(dp, wAt + 3 * in + 4 * WIDTH);
    for (int l = 0; l < LANES; l++) {
      int at = i + l * in;
      FloatVector d0 = all(dy[dyAt + 0 * LANES + l]);
      FloatVector d1 = all(dy[dyAt + 1 * LANES + l]);
      FloatVector d2 = all(dy[dyAt + 2 * LANES + l]);
      FloatVector d3 = all(dy[dyAt + 3 * LANES + l]);
      FloatVector v;
      v = load(xt, at + 0 * WIDTH);
      a00 = v.fma(d0, a00);
      a10 = v.fma(d1, a10);
      a20 = v.fma(d2, a20);
      a30 = v.fma(d3, a30);
      v = load(xt, at + 1 * WIDTH);
      a01 = v.fma(d0, a01);
      a11 = v.fma(d1, a11);
      a21 = v.fma(d2, a21);
      a31 = v.fma(d3, a31);
      v = load(xt, at + 2 * WIDTH);
      a02 = v.fma(d0, a02);
      a12 = v.fma(d1, a12);
      a22 = v.fma(d2, a22);
      a32 = v.fma(d3, a32);
      v = load(xt, at + 3 * WIDTH);
      a03 = v.fma(d0, a03);
      a13 = v.fma(d1, a13);
      a23 = v.fma(d2, a23);
      a33 = v.fma(d3, a33);
      v = load(xt, at + 4 * WIDTH);
      a04 = v.fma(d0, a04);
      a14 = v.fma(d1, a14);
      a24 = v.fma(d2, a24);
      a34 = v.fma(d3, a34);
    }
    a00.intoArray(dp, wAt + 0 * in + 0 * WIDTH);
    a01.intoArray(dp, wAt + 0 * in + 1 * WIDTH);
    a02.intoArray(dp, wAt + 0 * in + 2 * WIDTH);
    a03.intoArray(dp, wAt + 0 * in + 3 * WIDTH);
    a04.intoArray(dp, wAt + 0 * in + 4 * WIDTH);
    a10.intoArray(dp, wAt + 1 * in + 0 * WIDTH);
    a11.intoArray(dp, wAt + 1 * in + 1 * WIDTH);
    a12.intoArray(dp, wAt + 1 * in + 2 * WIDTH);
    a13.intoArray(dp, wAt + 1 * in + 3 * WIDTH);
    a14.intoArray(dp, wAt + 1 * in + 4 * WIDTH);
    a20.intoArray(dp, wAt + 2 * in + 0 * WIDTH);
    a21.intoArray(dp, wAt + 2 * in + 1 * WIDTH);
    a22.intoArray(dp, wAt + 2 * in + 2 * WIDTH);
    a23.intoArray(dp, wAt + 2 * in + 3 * WIDTH);
    a24.intoArray(dp, wAt + 2 * in + 4 * WIDTH);
    a30.intoArray(dp, wAt + 3 * in + 0 * WIDTH);
    a31.intoArray(dp, wAt + 3 * in + 1 * WIDTH);
    a32.intoArray(dp, wAt + 3 * in + 2 * WIDTH);
    a33.intoArray(dp, wAt + 3 * in + 3 * WIDTH);
    a34.intoArray(dp, wAt + 3 * in + 4 * WIDTH);
  }

  private static void tile4x1(
      int in, float[] dy, int dyAt, float[] xt, int i, float[] dp, int wAt) {
    FloatVector a00 = load(dp, wAt + 0 * in + 0 * WIDTH);
    FloatVector a10 = load(dp, wAt + 1 * in + 0 * WIDTH);
    FloatVector a20 = load(dp, wAt + 2 * in + 0 * WIDTH);
    FloatVector a30 = load(dp, wAt + 3 * in + 0 * WIDTH);
    for (int l = 0; l < LANES; l++) {
      int at = i + l * in;
      FloatVector d0 = all(dy[dyAt + 0 * LANES + l]);
      FloatVector d1 = all(dy[dyAt + 1 * LANES + l]);
      FloatVector d2 = all(dy[dyAt + 2 * LANES + l]);
      FloatVector d3 = all(dy[dyAt + 3 * LANES + l]);
      FloatVector v;
      v = load(xt, at + 0 * WIDTH);
      a00 = v.fma(d0, a00);
      a10 = v.fma(d1, a10);
      a20 = v.fma(d2, a20);
      a30 = v.fma(d3, a30);
    }
    a00.intoArray(dp, wAt + 0 * in + 0 * WIDTH);
    a10.intoArray(dp, wAt + 1 * in + 0 * WIDTH);
    a20.intoArray(dp, wAt + 2 * in + 0 * WIDTH);
    a30.intoArray(dp, wAt + 3 * in + 0 * WIDTH);
  }

  private static void tile1x1(
      int in, float[] dy, int dyAt, float[] xt, int i, float[] dp, int wAt) {
    FloatVector a00 = load(dp, wAt + 0 * in + 0 * WIDTH);
    for (int l = 0; l < LANES; l++) {
      int at = i + l * in;
      FloatVector d0 = all(dy[dyAt + 0 * LANES + l]);
      FloatVector v;
      v = load(xt, at + 0 * WIDTH);
      a00 = v.fma(d0, a00);
    }
    a00.intoArray(dp, wAt + 0 * in + 0 * WIDTH);
  }

  private static void rest4(
      int in, float[] dy, int dyAt, float[] xt, int i, float[] dp, int wAt) {
    VectorMask<Float> mask = SPECIES.indexInRange(i, in);
    FloatVector a0 = FloatVector.fromArray(SPECIES, dp, wAt + 0 * in, mask);
    FloatVector a1 = FloatVector.fromArray(SPECIES, dp, wAt + 1 * in, mask);
    FloatVector a2 = FloatVector.fromArray(SPECIES, dp, wAt + 2 * in, mask);
    FloatVector a3 = FloatVector.fromArray(SPECIES, dp, wAt + 3 * in, mask);
    for (int l = 0; l < LANES; l++) {
      FloatVector v = FloatVector.fromArray(SPECIES, xt, i + l * in, mask);
      a0 = v.fma(all(dy[dyAt + 0 * LANES + l]), a0);
      a1 = v.fma(all(dy[dyAt + 1 * LANES + l]), a1);
      a2 = v.fma(all(dy[dyAt + 2 * LANES + l]), a2);
      a3 = v.fma(all(dy[dyAt + 3 * LANES + l]), a3);
    }
    a0.intoArray(dp, wAt + 0 * in, mask);
    a1.intoArray(dp, wAt + 1 * in, mask);
    a2.intoArray(dp, wAt + 2 * in, mask);
    a3.intoArray(dp, wAt + 3 * in, mask);
  }

  private static void rest1(
      int in, float[] dy, int dyAt, float[] xt, int i, float[] dp, int wAt) {
    VectorMask<Float> mask = SPECIES.indexInRange(i, in);
    FloatVector a0 = FloatVector.fromArray(SPECIES, dp, wAt + 0 * in, mask);
    for (int l = 0; l < LANES; l++) {
      FloatVector v = FloatVector.fromArray(SPECIES, xt, i + l * in, mask);
      a0 = v.fma(all(dy[dyAt + 0 * LANES + l]), a0);
    }
    a0.intoArray(dp, wAt + 0 * in, mask);
  }
}
