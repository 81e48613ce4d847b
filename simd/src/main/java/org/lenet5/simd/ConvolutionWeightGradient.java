package org.lenet5.simd;

import static org.lenet5.nn.kernel.Kernels.LANES;
import static org.lenet5.simd.Vectors.FEW_REGISTERS;
import static org.lenet5.simd.Vectors.WIDTH;
import static org.lenet5.simd.Vectors.all;
import static org.lenet5.simd.Vectors.load;
import static org.lenet5.simd.Vectors.sumLanes;

import jdk.incubator.vector.FloatVector;
import org.lenet5.nn.kernel.ConvolutionSize;

/**
 * {@link org.lenet5.nn.kernel.Kernels#convolutionWeightGradient}: tiles of output maps x taps whose
 * sums stay in registers over all positions, then pass through memory to meet across lanes: a tile
 * that added them up itself would have too many vector operations to compile well.
 */
final class ConvolutionWeightGradient {
  /** Sums of the largest tile. */
  private static final int TILE = 20;

  private ConvolutionWeightGradient() {}

  static void run(ConvolutionSize s, float[] x, float[] dy, float[] dp, int wAt, int bAt) {
    float[] sums = new float[TILE * LANES];
    weights(s, x, dy, sums, dp, wAt);
    biases(s, dy, sums, dp, bAt);
  }

  private static void weights(
      ConvolutionSize s, float[] x, float[] dy, float[] sums, float[] dp, int wAt) {
    boolean small = s.outMaps < 4 || s.taps < 5;
    int maps = small ? 1 : FEW_REGISTERS ? 2 : s.outMaps % 3 == 0 ? 3 : 4;
    int taps = small ? 1 : 5;
    for (int i = 0; i < s.outMaps; i += maps) {
      int o = Math.min(i, s.outMaps - maps);
      for (int j = 0; j < s.taps; j += taps) {
        int t = Math.min(j, s.taps - taps);
        for (int lane = 0; lane < LANES; lane += WIDTH) {
          switch (maps) {
            case 2 -> tile2x5(s, x, t, dy, o, lane, sums);
            case 3 -> tile3x5(s, x, t, dy, o, lane, sums);
            case 4 -> tile4x5(s, x, t, dy, o, lane, sums);
            default -> tile1x1(s, x, t, dy, o, lane, sums);
          }
        }
        // A last tile that moved back adds only what no tile before it has added.
        for (int m = i - o; m < maps; m++) {
          for (int n = j - t; n < taps; n++) {
            dp[wAt + (o + m) * s.taps + t + n] += sumLanes(sums, (m * taps + n) * LANES);
          }
        }
      }
    }
  }

  /** The biases' gradients; {@code sums} has room for four maps' lanes. */
  static void biases(ConvolutionSize s, float[] dy, float[] sums, float[] dp, int bAt) {
    int map = s.positions * LANES;
    int maps = s.outMaps < 4 ? 1 : 4;
    for (int i = 0; i < s.outMaps; i += maps) {
      int o = Math.min(i, s.outMaps - maps);
      for (int lane = 0; lane < LANES; lane += WIDTH) {
        if (maps == 4) {
          bias4(s.positions, dy, o * map + lane, map, sums, lane);
        } else {
          bias1(s.positions, dy, o * map + lane, sums, lane);
        }
      }
      for (int m = i - o; m < maps; m++) {
        dp[bAt + o + m] += sumLanes(sums, m * LANES);
      }
    }
  }

  private static void bias4(int positions, float[] dy, int dyAt, int map, float[] sums, int lane) {
    FloatVector a = all(0);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    for (int i = 0; i < positions; i++) {
      int at = dyAt + i * LANES;
      a = a.add(load(dy, at));
      b = b.add(load(dy, at + map));
      c = c.add(load(dy, at + 2 * map));
      d = d.add(load(dy, at + 3 * map));
    }
    a.intoArray(sums, lane);
    b.intoArray(sums, lane + LANES);
    c.intoArray(sums, lane + 2 * LANES);
    d.intoArray(sums, lane + 3 * LANES);
  }

  private static void bias1(int positions, float[] dy, int dyAt, float[] sums, int lane) {
    FloatVector a = all(0);
    for (int i = 0; i < positions; i++) {
      a = a.add(load(dy, dyAt + i * LANES));
    }
    a.intoArray(sums, lane);
  }

  /** 3 maps, 5 taps, all positions. */
  private static void tile3x5(
      ConvolutionSize s, float[] x, int t, float[] dy, int o, int lane, float[] sums) {
    int[] positionOffset = s.positionOffset;
    int[] tapOffset = s.tapOffset;
    int map = positionOffset.length * LANES;
    int x0 = tapOffset[t] + lane;
    int x1 = tapOffset[t + 1] + lane;
    int x2 = tapOffset[t + 2] + lane;
    int x3 = tapOffset[t + 3] + lane;
    int x4 = tapOffset[t + 4] + lane;
    int dy0 = o * map + lane;
    int dy1 = (o + 1) * map + lane;
    int dy2 = (o + 2) * map + lane;
    FloatVector a00 = all(0);
    FloatVector a01 = a00, a02 = a00, a03 = a00, a04 = a00;
    FloatVector a10 = a00, a11 = a00, a12 = a00, a13 = a00, a14 = a00;
    FloatVector a20 = a00, a21 = a00, a22 = a00, a23 = a00, a24 = a00;
    for (int position = 0; position < positionOffset.length; position++) {
      int xAt = positionOffset[position];
      int at = position * LANES;
      FloatVector d0 = load(dy, dy0 + at);
      FloatVector d1 = load(dy, dy1 + at);
      FloatVector d2 = load(dy, dy2 + at);
      FloatVector v = load(x, x0 + xAt);
      a00 = v.fma(d0, a00);
      a10 = v.fma(d1, a10);
      a20 = v.fma(d2, a20);
      v = load(x, x1 + xAt);
      a01 = v.fma(d0, a01);
      a11 = v.fma(d1, a11);
      a21 = v.fma(d2, a21);
      v = load(x, x2 + xAt);
      a02 = v.fma(d0, a02);
      a12 = v.fma(d1, a12);
      a22 = v.fma(d2, a22);
      v = load(x, x3 + xAt);
      a03 = v.fma(d0, a03);
      a13 = v.fma(d1, a13);
      a23 = v.fma(d2, a23);
      v = load(x, x4 + xAt);
      a04 = v.fma(d0, a04);
      a14 = v.fma(d1, a14);
      a24 = v.fma(d2, a24);
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
  }

  /** 4 maps, 5 taps, all positions. */
  private static void tile4x5(
      ConvolutionSize s, float[] x, int t, float[] dy, int o, int lane, float[] sums) {
    int[] positionOffset = s.positionOffset;
    int[] tapOffset = s.tapOffset;
    int map = positionOffset.length * LANES;
    int x0 = tapOffset[t] + lane;
    int x1 = tapOffset[t + 1] + lane;
    int x2 = tapOffset[t + 2] + lane;
    int x3 = tapOffset[t + 3] + lane;
    int x4 = tapOffset[t + 4] + lane;
    int dy0 = o * map + lane;
    int dy1 = (o + 1) * map + lane;
    int dy2 = (o + 2) * map + lane;
    int dy3 = (o + 3) * map + lane;
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

  /** 2 maps, 5 taps, all positions. */
  private static void tile2x5(
      ConvolutionSize s, float[] x, int t, float[] dy, int o, int lane, float[] sums) {
    int[] positionOffset = s.positionOffset;
    int[] tapOffset = s.tapOffset;
    int map = positionOffset.length * LANES;
    int x0 = tapOffset[t] + lane;
    int x1 = tapOffset[t + 1] + lane;
    int x2 = tapOffset[t + 2] + lane;
    int x3 = tapOffset[t + 3] + lane;
    int x4 = tapOffset[t + 4] + lane;
    int dy0 = o * map + lane;
    int dy1 = (o + 1) * map + lane;
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

  /** 1 maps, 1 taps, all positions. */
  private static void tile1x1(
      ConvolutionSize s, float[] x, int t, float[] dy, int o, int lane, float[] sums) {
    int[] positionOffset = s.positionOffset;
    int[] tapOffset = s.tapOffset;
    int map = positionOffset.length * LANES;
    int x0 = tapOffset[t] + lane;
    int dy0 = o * map + lane;
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
