package org.lenet5.simd;

import static org.lenet5.nn.kernel.Kernels.LANES;
import static org.lenet5.simd.Vectors.FEW_REGISTERS;
import static org.lenet5.simd.Vectors.WIDTH;
import static org.lenet5.simd.Vectors.all;
import static org.lenet5.simd.Vectors.load;
import static org.lenet5.simd.Vectors.sumLanes;

import jdk.incubator.vector.FloatVector;
import org.lenet5.nn.kernel.PartialConvolutionSize;

/**
 * {@link org.lenet5.nn.kernel.Kernels#partialConvolutionWeightGradient}: as {@link
 * ConvolutionWeightGradient}, but input map by input map, with tiles of its readers x taps.
 */
final class PartialConvolutionWeightGradient {
  /** Sums of the largest tile. */
  private static final int TILE = 20;

  private PartialConvolutionWeightGradient() {}

  static void run(PartialConvolutionSize s, float[] x, float[] dy, float[] dp, int wAt, int bAt) {
    float[] sums = new float[TILE * LANES];
    int taps = s.full.kernel * s.full.kernel < 5 ? 1 : 5;
    for (int i = 0; i < s.full.inMaps; i++) {
      int n = s.firstReader[i];
      for (int end = s.firstReader[i + 1]; n < end; ) {
        int left = end - n;
        int readers = left == 1 || taps == 1 ? 1 : left < 4 || FEW_REGISTERS ? 2 : 4;
        kernels(s, x, i, taps, dy, n, readers, sums, dp, wAt);
        n += readers;
      }
    }
    ConvolutionWeightGradient.biases(s.full, dy, sums, dp, bAt);
  }

  /** The kernels by which some readers read input map {@code i}. */
  private static void kernels(
      PartialConvolutionSize s,
      float[] x,
      int i,
      int taps,
      float[] dy,
      int n,
      int readers,
      float[] sums,
      float[] dp,
      int wAt) {
    int area = s.full.kernel * s.full.kernel;
    for (int j = 0; j < area; j += taps) {
      int t = Math.min(j, area - taps);
      int tap = i * area + t;
      for (int lane = 0; lane < LANES; lane += WIDTH) {
        switch (10 * readers + taps) {
          case 45 -> tile4x5(s, x, tap, dy, n, lane, sums);
          case 25 -> tile2x5(s, x, tap, dy, n, lane, sums);
          case 15 -> tile1x5(s, x, tap, dy, n, lane, sums);
          default -> tile1x1(s, x, tap, dy, n, lane, sums);
        }
      }
      // A last tile that moved back adds only what no tile before it has added.
      for (int m = 0; m < readers; m++) {
        for (int k = j - t; k < taps; k++) {
          dp[wAt + s.readerWeight[n + m] + t + k] += sumLanes(sums, (m * taps + k) * LANES);
        }
      }
    }
  }

  /** 4 readers, 5 taps, all positions. */
  private static void tile4x5(
      PartialConvolutionSize s, float[] x, int tap, float[] dy, int n, int lane, float[] sums) {
    int[] positionOffset = s.full.positionOffset;
    int[] tapOffset = s.full.tapOffset;
    int x0 = tapOffset[tap] + lane;
    int x1 = tapOffset[tap + 1] + lane;
    int x2 = tapOffset[tap + 2] + lane;
    int x3 = tapOffset[tap + 3] + lane;
    int x4 = tapOffset[tap + 4] + lane;
    int dy0 = s.readerOffset[n] + lane;
    int dy1 = s.readerOffset[n + 1] + lane;
    int dy2 = s.readerOffset[n + 2] + lane;
    int dy3 = s.readerOffset[n + 3] + lane;
    FloatVector a00 = all(0);
    FloatVector a01 = a00, a02 = a00, a03 = a00, a04 = a00;
    FloatVector a10 = a00, a11 = a00, a12 = a00, a13 = a00, a14 = a00;
    FloatVector a20 = a00, a21 = a00, a22 = a00, a23 = a00, a24 = a00;
    FloatVector a30 = a00, a31 = a00, a32 = a00, a33 = a00, a34 = a00;
    for (int position = 0; position < positionOffset.length; position++) {
      int xAt = positionOffset[position];
      int at = position * LANES;
      FloatVector d0 = load(dy, dy0 + at);
      FloatVector d1 = load(dy, dy1 + at);
      FloatVector d2 = load(dy, dy2 + at);
      FloatVector d3 = load(dy, dy3 + at);
      FloatVector v = load(x, x0 + xAt);
      a00 = v.fma(d0, a00);
      a10 = v.fma(d1, a10);
      a20 = v.fma(d2, a20);
      a30 = v.fma(d3, a30);
      v = load(x, x1 + xAt);
      a01 = v.fma(d0, a01);
      a11 = v.fma(d1, a11);
      a21 = v.fma(d2, a21);
      a31 = v.fma(d3, a31);
      v = load(x, x2 + xAt);
      a02 = v.fma(d0, a02);
      a12 = v.fma(d1, a12);
      a22 = v.fma(d2, a22);
      a32 = v.fma(d3, a32);
      v = load(x, x3 + xAt);
      a03 = v.fma(d0, a03);
      a13 = v.fma(d1, a13);
      a23 = v.fma(d2, a23);
      a33 = v.fma(d3, a33);
      v = load(x, x4 + xAt);
      a04 = v.fma(d0, a04);
      a14 = v.fma(d1, a14);
      a24 = v.fma(d2, a24);
      a34 = v.fma(d3, a34);
    }
    a00.intoArray(sums, lane);
    a01.intoArray(sums, lane + LANES);
    a02.intoArray(sums, lane + 2 * LANES);
    a03.intoArray(sums, lane + 3 * LANES);
    a04.intoArray(sums, lane + 4 * LANES);
    a10.intoArray(sums, lane + 5 * LANES);
    a11.intoArray(sums, lane + 6 * LANES);
    a12.intoArray(sums, lane + 7 * LANES);
    a13.intoArray(sums, lane + 8 * LANES);
    a14.intoArray(sums, lane + 9 * LANES);
    a20.intoArray(sums, lane + 10 * LANES);
    a21.intoArray(sums, lane + 11 * LANES);
    a22.intoArray(sums, lane + 12 * LANES);
    a23.intoArray(sums, lane + 13 * LANES);
    a24.intoArray(sums, lane + 14 * LANES);
    a30.intoArray(sums, lane + 15 * LANES);
    a31.intoArray(sums, lane + 16 * LANES);
    a32.intoArray(sums, lane + 17 * LANES);
    a33.intoArray(sums, lane + 18 * LANES);
    a34.intoArray(sums, lane + 19 * LANES);
  }

  /** 2 readers, 5 taps, all positions. */
  private static void tile2x5(
      PartialConvolutionSize s, float[] x, int tap, float[] dy, int n, int lane, float[] sums) {
    int[] positionOffset = s.full.positionOffset;
    int[] tapOffset = s.full.tapOffset;
    int x0 = tapOffset[tap] + lane;
    int x1 = tapOffset[tap + 1] + lane;
    int x2 = tapOffset[tap + 2] + lane;
    int x3 = tapOffset[tap + 3] + lane;
    int x4 = tapOffset[tap + 4] + lane;
    int dy0 = s.readerOffset[n] + lane;
    int dy1 = s.readerOffset[n + 1] + lane;
    FloatVector a00 = all(0);
    FloatVector a01 = a00, a02 = a00, a03 = a00, a04 = a00;
    FloatVector a10 = a00, a11 = a00, a12 = a00, a13 = a00, a14 = a00;
    for (int position = 0; position < positionOffset.length; position++) {
      int xAt = positionOffset[position];
      int at = position * LANES;
      FloatVector d0 = load(dy, dy0 + at);
      FloatVector d1 = load(dy, dy1 + at);
      FloatVector v = load(x, x0 + xAt);
      a00 = v.fma(d0, a00);
      a10 = v.fma(d1, a10);
      v = load(x, x1 + xAt);
      a01 = v.fma(d0, a01);
      a11 = v.fma(d1, a11);
      v = load(x, x2 + xAt);
      a02 = v.fma(d0, a02);
      a12 = v.fma(d1, a12);
      v = load(x, x3 + xAt);
      a03 = v.fma(d0, a03);
      a13 = v.fma(d1, a13);
      v = load(x, x4 + xAt);
      a04 = v.fma(d0, a04);
      a14 = v.fma(d1, a14);
    }
    a00.intoArray(sums, lane);
    a01.intoArray(sums, lane + LANES);
    a02.intoArray(sums, lane + 2 * LANES);
    a03.intoArray(sums, lane + 3 * LANES);
    a04.intoArray(sums, lane + 4 * LANES);
    a10.intoArray(sums, lane + 5 * LANES);
    a11.intoArray(sums, lane + 6 * LANES);
    a12.intoArray(sums, lane + 7 * LANES);
    a13.intoArray(sums, lane + 8 * LANES);
    a14.intoArray(sums, lane + 9 * LANES);
  }

  /** 1 reader, 5 taps, all positions. */
  private static void tile1x5(
      PartialConvolutionSize s, float[] x, int tap, float[] dy, int n, int lane, float[] sums) {
    int[] positionOffset = s.full.positionOffset;
    int[] tapOffset = s.full.tapOffset;
    int x0 = tapOffset[tap] + lane;
    int x1 = tapOffset[tap + 1] + lane;
    int x2 = tapOffset[tap + 2] + lane;
    int x3 = tapOffset[tap + 3] + lane;
    int x4 = tapOffset[tap + 4] + lane;
    int dy0 = s.readerOffset[n] + lane;
    FloatVector a00 = all(0);
    FloatVector a01 = a00, a02 = a00, a03 = a00, a04 = a00;
    for (int position = 0; position < positionOffset.length; position++) {
      int xAt = positionOffset[position];
      int at = position * LANES;
      FloatVector d0 = load(dy, dy0 + at);
      FloatVector v = load(x, x0 + xAt);
      a00 = v.fma(d0, a00);
      v = load(x, x1 + xAt);
      a01 = v.fma(d0, a01);
      v = load(x, x2 + xAt);
      a02 = v.fma(d0, a02);
      v = load(x, x3 + xAt);
      a03 = v.fma(d0, a03);
      v = load(x, x4 + xAt);
      a04 = v.fma(d0, a04);
    }
    a00.intoArray(sums, lane);
    a01.intoArray(sums, lane + LANES);
    a02.intoArray(sums, lane + 2 * LANES);
    a03.intoArray(sums, lane + 3 * LANES);
    a04.intoArray(sums, lane + 4 * LANES);
  }

  /** 1 reader, 1 tap, all positions. */
  private static void tile1x1(
      PartialConvolutionSize s, float[] x, int tap, float[] dy, int n, int lane, float[] sums) {
    int[] positionOffset = s.full.positionOffset;
    int[] tapOffset = s.full.tapOffset;
    int x0 = tapOffset[tap] + lane;
    int dy0 = s.readerOffset[n] + lane;
    FloatVector a00 = all(0);
    for (int position = 0; position < positionOffset.length; position++) {
      int xAt = positionOffset[position];
      int at = position * LANES;
      FloatVector d0 = load(dy, dy0 + at);
      FloatVector v = load(x, x0 + xAt);
      a00 = v.fma(d0, a00);
    }
    a00.intoArray(sums, lane);
  }
}
