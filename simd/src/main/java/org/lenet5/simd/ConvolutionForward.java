package org.lenet5.simd;

import static org.lenet5.nn.kernel.Kernels.LANES;
import static org.lenet5.simd.Vectors.FEW_REGISTERS;
import static org.lenet5.simd.Vectors.WIDTH;
import static org.lenet5.simd.Vectors.all;
import static org.lenet5.simd.Vectors.load;

import jdk.incubator.vector.FloatVector;
import org.lenet5.nn.kernel.ConvolutionSize;

/**
 * {@link org.lenet5.nn.kernel.Kernels#convolution}: tiles of maps x positions whose sums stay in
 * registers while one loop walks the taps. The last tile of a row of tiles moves back to end with
 * the size, and writes some outputs twice with the same bits.
 */
final class ConvolutionForward {
  private ConvolutionForward() {}

  static void run(ConvolutionSize s, float[] p, int wAt, int bAt, float[] x, float[] y) {
    int maps =
        s.positions < 7 || s.outMaps < 4 ? 1 : FEW_REGISTERS ? 2 : s.outMaps % 3 == 0 ? 3 : 4;
    int columns = s.positions < 6 ? 1 : maps == 1 ? 6 : maps == 3 ? 7 : 5;
    for (int lane = 0; lane < LANES; lane += WIDTH) {
      for (int i = 0; i < s.outMaps; i += maps) {
        int o = Math.min(i, s.outMaps - maps);
        for (int j = 0; j < s.positions; j += columns) {
          int position = Math.min(j, s.positions - columns);
          switch (10 * maps + columns) {
            case 16 -> tile1x6(s, p, wAt, bAt, o, x, position, lane, y);
            case 25 -> tile2x5(s, p, wAt, bAt, o, x, position, lane, y);
            case 37 -> tile3x7(s, p, wAt, bAt, o, x, position, lane, y);
            case 45 -> tile4x5(s, p, wAt, bAt, o, x, position, lane, y);
            default -> tile1x1(s, p, wAt, bAt, o, x, position, lane, y);
          }
        }
      }
    }
  }

  /** 3 maps from {@code o}, 7 positions from {@code position}. */
  private static void tile3x7(
      ConvolutionSize s,
      float[] p,
      int wAt,
      int bAt,
      int o,
      float[] x,
      int position,
      int lane,
      float[] y) {
    int taps = s.taps;
    int[] tapOffset = s.tapOffset;
    int[] positionOffset = s.positionOffset;
    int x0 = positionOffset[position] + lane;
    int x1 = positionOffset[position + 1] + lane;
    int x2 = positionOffset[position + 2] + lane;
    int x3 = positionOffset[position + 3] + lane;
    int x4 = positionOffset[position + 4] + lane;
    int x5 = positionOffset[position + 5] + lane;
    int x6 = positionOffset[position + 6] + lane;
    int w0 = wAt + o * taps;
    int w1 = wAt + (o + 1) * taps;
    int w2 = wAt + (o + 2) * taps;
    FloatVector a00 = all(p[bAt + o]);
    FloatVector a10 = all(p[bAt + o + 1]);
    FloatVector a20 = all(p[bAt + o + 2]);
    FloatVector a01 = a00, a02 = a00, a03 = a00, a04 = a00, a05 = a00, a06 = a00;
    FloatVector a11 = a10, a12 = a10, a13 = a10, a14 = a10, a15 = a10, a16 = a10;
    FloatVector a21 = a20, a22 = a20, a23 = a20, a24 = a20, a25 = a20, a26 = a20;
    for (int t = 0; t < taps; t++) {
      int tap = tapOffset[t];
      FloatVector v0 = all(p[w0 + t]);
      FloatVector v1 = all(p[w1 + t]);
      FloatVector v2 = all(p[w2 + t]);
      FloatVector v = load(x, x0 + tap);
      a00 = v.fma(v0, a00);
      a10 = v.fma(v1, a10);
      a20 = v.fma(v2, a20);
      v = load(x, x1 + tap);
      a01 = v.fma(v0, a01);
      a11 = v.fma(v1, a11);
      a21 = v.fma(v2, a21);
      v = load(x, x2 + tap);
      a02 = v.fma(v0, a02);
      a12 = v.fma(v1, a12);
      a22 = v.fma(v2, a22);
      v = load(x, x3 + tap);
      a03 = v.fma(v0, a03);
      a13 = v.fma(v1, a13);
      a23 = v.fma(v2, a23);
      v = load(x, x4 + tap);
      a04 = v.fma(v0, a04);
      a14 = v.fma(v1, a14);
      a24 = v.fma(v2, a24);
      v = load(x, x5 + tap);
      a05 = v.fma(v0, a05);
      a15 = v.fma(v1, a15);
      a25 = v.fma(v2, a25);
      v = load(x, x6 + tap);
      a06 = v.fma(v0, a06);
      a16 = v.fma(v1, a16);
      a26 = v.fma(v2, a26);
    }
    int yAt = (o * s.positions + position) * LANES + lane;
    a00.intoArray(y, yAt);
    a01.intoArray(y, yAt + LANES);
    a02.intoArray(y, yAt + 2 * LANES);
    a03.intoArray(y, yAt + 3 * LANES);
    a04.intoArray(y, yAt + 4 * LANES);
    a05.intoArray(y, yAt + 5 * LANES);
    a06.intoArray(y, yAt + 6 * LANES);
    yAt += s.positions * LANES;
    a10.intoArray(y, yAt);
    a11.intoArray(y, yAt + LANES);
    a12.intoArray(y, yAt + 2 * LANES);
    a13.intoArray(y, yAt + 3 * LANES);
    a14.intoArray(y, yAt + 4 * LANES);
    a15.intoArray(y, yAt + 5 * LANES);
    a16.intoArray(y, yAt + 6 * LANES);
    yAt += s.positions * LANES;
    a20.intoArray(y, yAt);
    a21.intoArray(y, yAt + LANES);
    a22.intoArray(y, yAt + 2 * LANES);
    a23.intoArray(y, yAt + 3 * LANES);
    a24.intoArray(y, yAt + 4 * LANES);
    a25.intoArray(y, yAt + 5 * LANES);
    a26.intoArray(y, yAt + 6 * LANES);
  }

  /** 4 maps from {@code o}, 5 positions from {@code position}. */
  private static void tile4x5(
      ConvolutionSize s,
      float[] p,
      int wAt,
      int bAt,
      int o,
      float[] x,
      int position,
      int lane,
      float[] y) {
    int taps = s.taps;
    int[] tapOffset = s.tapOffset;
    int[] positionOffset = s.positionOffset;
    int x0 = positionOffset[position] + lane;
    int x1 = positionOffset[position + 1] + lane;
    int x2 = positionOffset[position + 2] + lane;
    int x3 = positionOffset[position + 3] + lane;
    int x4 = positionOffset[position + 4] + lane;
    int w0 = wAt + o * taps;
    int w1 = wAt + (o + 1) * taps;
    int w2 = wAt + (o + 2) * taps;
    int w3 = wAt + (o + 3) * taps;
    FloatVector a00 = all(p[bAt + o]);
    FloatVector a10 = all(p[bAt + o + 1]);
    FloatVector a20 = all(p[bAt + o + 2]);
    FloatVector a30 = all(p[bAt + o + 3]);
    FloatVector a01 = a00, a02 = a00, a03 = a00, a04 = a00;
    FloatVector a11 = a10, a12 = a10, a13 = a10, a14 = a10;
    FloatVector a21 = a20, a22 = a20, a23 = a20, a24 = a20;
    FloatVector a31 = a30, a32 = a30, a33 = a30, a34 = a30;
    for (int t = 0; t < taps; t++) {
      int tap = tapOffset[t];
      FloatVector v0 = all(p[w0 + t]);
      FloatVector v1 = all(p[w1 + t]);
      FloatVector v2 = all(p[w2 + t]);
      FloatVector v3 = all(p[w3 + t]);
      FloatVector v = load(x, x0 + tap);
      a00 = v.fma(v0, a00);
      a10 = v.fma(v1, a10);
      a20 = v.fma(v2, a20);
      a30 = v.fma(v3, a30);
      v = load(x, x1 + tap);
      a01 = v.fma(v0, a01);
      a11 = v.fma(v1, a11);
      a21 = v.fma(v2, a21);
      a31 = v.fma(v3, a31);
      v = load(x, x2 + tap);
      a02 = v.fma(v0, a02);
      a12 = v.fma(v1, a12);
      a22 = v.fma(v2, a22);
      a32 = v.fma(v3, a32);
      v = load(x, x3 + tap);
      a03 = v.fma(v0, a03);
      a13 = v.fma(v1, a13);
      a23 = v.fma(v2, a23);
      a33 = v.fma(v3, a33);
      v = load(x, x4 + tap);
      a04 = v.fma(v0, a04);
      a14 = v.fma(v1, a14);
      a24 = v.fma(v2, a24);
      a34 = v.fma(v3, a34);
    }
    int yAt = (o * s.positions + position) * LANES + lane;
    a00.intoArray(y, yAt);
    a01.intoArray(y, yAt + LANES);
    a02.intoArray(y, yAt + 2 * LANES);
    a03.intoArray(y, yAt + 3 * LANES);
    a04.intoArray(y, yAt + 4 * LANES);
    yAt += s.positions * LANES;
    a10.intoArray(y, yAt);
    a11.intoArray(y, yAt + LANES);
    a12.intoArray(y, yAt + 2 * LANES);
    a13.intoArray(y, yAt + 3 * LANES);
    a14.intoArray(y, yAt + 4 * LANES);
    yAt += s.positions * LANES;
    a20.intoArray(y, yAt);
    a21.intoArray(y, yAt + LANES);
    a22.intoArray(y, yAt + 2 * LANES);
    a23.intoArray(y, yAt + 3 * LANES);
    a24.intoArray(y, yAt + 4 * LANES);
    yAt += s.positions * LANES;
    a30.intoArray(y, yAt);
    a31.intoArray(y, yAt + LANES);
    a32.intoArray(y, yAt + 2 * LANES);
    a33.intoArray(y, yAt + 3 * LANES);
    a34.intoArray(y, yAt + 4 * LANES);
  }

  /** 2 maps from {@code o}, 5 positions from {@code position}. */
  private static void tile2x5(
      ConvolutionSize s,
      float[] p,
      int wAt,
      int bAt,
      int o,
      float[] x,
      int position,
      int lane,
      float[] y) {
    int taps = s.taps;
    int[] tapOffset = s.tapOffset;
    int[] positionOffset = s.positionOffset;
    int x0 = positionOffset[position] + lane;
    int x1 = positionOffset[position + 1] + lane;
    int x2 = positionOffset[position + 2] + lane;
    int x3 = positionOffset[position + 3] + lane;
    int x4 = positionOffset[position + 4] + lane;
    int w0 = wAt + o * taps;
    int w1 = wAt + (o + 1) * taps;
    FloatVector a00 = all(p[bAt + o]);
    FloatVector a10 = all(p[bAt + o + 1]);
    FloatVector a01 = a00, a02 = a00, a03 = a00, a04 = a00;
    FloatVector a11 = a10, a12 = a10, a13 = a10, a14 = a10;
    for (int t = 0; t < taps; t++) {
      int tap = tapOffset[t];
      FloatVector v0 = all(p[w0 + t]);
      FloatVector v1 = all(p[w1 + t]);
      FloatVector v = load(x, x0 + tap);
      a00 = v.fma(v0, a00);
      a10 = v.fma(v1, a10);
      v = load(x, x1 + tap);
      a01 = v.fma(v0, a01);
      a11 = v.fma(v1, a11);
      v = load(x, x2 + tap);
      a02 = v.fma(v0, a02);
      a12 = v.fma(v1, a12);
      v = load(x, x3 + tap);
      a03 = v.fma(v0, a03);
      a13 = v.fma(v1, a13);
      v = load(x, x4 + tap);
      a04 = v.fma(v0, a04);
      a14 = v.fma(v1, a14);
    }
    int yAt = (o * s.positions + position) * LANES + lane;
    a00.intoArray(y, yAt);
    a01.intoArray(y, yAt + LANES);
    a02.intoArray(y, yAt + 2 * LANES);
    a03.intoArray(y, yAt + 3 * LANES);
    a04.intoArray(y, yAt + 4 * LANES);
    yAt += s.positions * LANES;
    a10.intoArray(y, yAt);
    a11.intoArray(y, yAt + LANES);
    a12.intoArray(y, yAt + 2 * LANES);
    a13.intoArray(y, yAt + 3 * LANES);
    a14.intoArray(y, yAt + 4 * LANES);
  }

  /** 1 map {@code o}, 6 positions from {@code position}: as few as hide a sum's latency. */
  private static void tile1x6(
      ConvolutionSize s,
      float[] p,
      int wAt,
      int bAt,
      int o,
      float[] x,
      int position,
      int lane,
      float[] y) {
    int taps = s.taps;
    int[] tapOffset = s.tapOffset;
    int[] positionOffset = s.positionOffset;
    int x0 = positionOffset[position] + lane;
    int x1 = positionOffset[position + 1] + lane;
    int x2 = positionOffset[position + 2] + lane;
    int x3 = positionOffset[position + 3] + lane;
    int x4 = positionOffset[position + 4] + lane;
    int x5 = positionOffset[position + 5] + lane;
    int w0 = wAt + o * taps;
    FloatVector a0 = all(p[bAt + o]);
    FloatVector a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0;
    for (int t = 0; t < taps; t++) {
      int tap = tapOffset[t];
      FloatVector w = all(p[w0 + t]);
      a0 = load(x, x0 + tap).fma(w, a0);
      a1 = load(x, x1 + tap).fma(w, a1);
      a2 = load(x, x2 + tap).fma(w, a2);
      a3 = load(x, x3 + tap).fma(w, a3);
      a4 = load(x, x4 + tap).fma(w, a4);
      a5 = load(x, x5 + tap).fma(w, a5);
    }
    int yAt = (o * s.positions + position) * LANES + lane;
    a0.intoArray(y, yAt);
    a1.intoArray(y, yAt + LANES);
    a2.intoArray(y, yAt + 2 * LANES);
    a3.intoArray(y, yAt + 3 * LANES);
    a4.intoArray(y, yAt + 4 * LANES);
    a5.intoArray(y, yAt + 5 * LANES);
  }

  /** 1 map {@code o}, 1 position. */
  private static void tile1x1(
      ConvolutionSize s,
      float[] p,
      int wAt,
      int bAt,
      int o,
      float[] x,
      int position,
      int lane,
      float[] y) {
    int taps = s.taps;
    int[] tapOffset = s.tapOffset;
    int[] positionOffset = s.positionOffset;
    int x0 = positionOffset[position] + lane;
    int w0 = wAt + o * taps;
    FloatVector a00 = all(p[bAt + o]);
    for (int t = 0; t < taps; t++) {
      int tap = tapOffset[t];
      FloatVector v0 = all(p[w0 + t]);
      FloatVector v = load(x, x0 + tap);
      a00 = v.fma(v0, a00);
    }
    int yAt = (o * s.positions + position) * LANES + lane;
    a00.intoArray(y, yAt);
  }
}
