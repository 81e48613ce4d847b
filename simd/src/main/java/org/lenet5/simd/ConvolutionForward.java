package org.lenet5.simd;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static org.lenet5.kernel.Lanes.LANES;
import static org.lenet5.simd.Vectors.FEW_REGISTERS;
import static org.lenet5.simd.Vectors.SPECIES;
import static org.lenet5.simd.Vectors.WIDTH;

import jdk.incubator.vector.FloatVector;
import org.lenet5.kernel.ConvolutionSize;

/**
 * {@link org.lenet5.kernel.LaneKernels#convolution}: tiles of maps x columns of a row whose sums
 * stay in registers while one loop walks the taps. Columns are neighbours in memory, so that a
 * tap's inputs need one address and two range checks. The last tile moves back to end with the
 * size, and writes some outputs twice with the same bits.
 *
 * <p>The tiles know no more than their loop needs: a processor has few registers for integers, and
 * what the compiler must move out of them it may move into vector registers, at the cost of
 * multiply-adds.
 */
final class ConvolutionForward {
  private ConvolutionForward() {}

  static void run(
      ConvolutionSize s, float[] p, int wAt, int bAt, float[] x, int xAt, float[] y, int yAt) {
    int maps = FEW_REGISTERS ? 2 : sums(s, 3, 7) < sums(s, 4, 5) ? 3 : 4;
    int columns = maps == 3 ? 7 : 5;
    if (s.outMaps < maps || s.outColumns < columns) {
      single(s, p, wAt, bAt, x, xAt, y, yAt);
      return;
    }
    int map = s.positions * LANES;
    for (int lane = 0; lane < LANES; lane += WIDTH) {
      for (int i = 0; i < s.outMaps; i += maps) {
        int o = Math.min(i, s.outMaps - maps);
        int w = wAt + o * s.taps;
        for (int r = 0; r < s.outRows; r++) {
          for (int j = 0; j < s.outColumns; j += columns) {
            int position = r * s.outColumns + Math.min(j, s.outColumns - columns);
            int from = xAt + s.positionOffset[position] + lane;
            int to = yAt + o * map + position * LANES + lane;
            switch (maps) {
              case 2 -> tile2x5(s.tapOffset, p, w, bAt + o, x, from, y, to, map);
              case 3 -> tile3x7(s.tapOffset, p, w, bAt + o, x, from, y, to, map);
              default -> tile4x5(s.tapOffset, p, w, bAt + o, x, from, y, to, map);
            }
          }
        }
      }
    }
  }

  /** How many sums such tiles compute, those that they compute twice included. */
  private static int sums(ConvolutionSize s, int maps, int columns) {
    return Math.ceilDiv(s.outMaps, maps) * maps * Math.ceilDiv(s.outColumns, columns) * columns;
  }

  /**
   * Sizes below the tiles': map by map, the positions of all rows in one line, or, where these are
   * few, position by position, some maps at once.
   */
  private static void single(
      ConvolutionSize s, float[] p, int wAt, int bAt, float[] x, int xAt, float[] y, int yAt) {
    int positions = s.positions < 6 ? 1 : 6;
    int maps = positions == 1 && s.outMaps >= 6 ? 6 : 1;
    for (int lane = 0; lane < LANES; lane += WIDTH) {
      for (int i = 0; i < s.outMaps; i += maps) {
        int o = Math.min(i, s.outMaps - maps);
        for (int j = 0; j < s.positions; j += positions) {
          int position = Math.min(j, s.positions - positions);
          if (maps == 6) {
            int from = xAt + lane + s.positionOffset[position];
            int to = yAt + lane + (o * s.positions + position) * LANES;
            tile6x1(s.tapOffset, p, wAt + o * s.taps, bAt + o, x, from, y, to, s.positions * LANES);
          } else if (positions == 6) {
            tile1x6(s, p, wAt, bAt, o, x, xAt + lane, position, y, yAt + lane);
          } else {
            tile1x1(s, p, wAt, bAt, o, x, xAt + lane, position, y, yAt + lane);
          }
        }
      }
    }
  }

  /** 3 maps, 7 columns of a row. */
  private static void tile3x7(
      int[] tapOffset, float[] p, int w0, int b, float[] x, int xAt, float[] y, int yAt, int map) {
    int taps = tapOffset.length;
    int w1 = w0 + taps;
    int w2 = w0 + 2 * taps;
    FloatVector a00 = broadcast(SPECIES, p[b]);
    FloatVector a10 = broadcast(SPECIES, p[b + 1]);
    FloatVector a20 = broadcast(SPECIES, p[b + 2]);
    FloatVector a01 = a00, a02 = a00, a03 = a00, a04 = a00, a05 = a00, a06 = a00;
    FloatVector a11 = a10, a12 = a10, a13 = a10, a14 = a10, a15 = a10, a16 = a10;
    FloatVector a21 = a20, a22 = a20, a23 = a20, a24 = a20, a25 = a20, a26 = a20;
    for (int t = 0; t < taps; t++) {
      int at = xAt + tapOffset[t];
      FloatVector v0 = broadcast(SPECIES, p[w0 + t]);
      FloatVector v1 = broadcast(SPECIES, p[w1 + t]);
      FloatVector v2 = broadcast(SPECIES, p[w2 + t]);
      FloatVector v = fromArray(SPECIES, x, at);
      a00 = v.fma(v0, a00);
      a10 = v.fma(v1, a10);
      a20 = v.fma(v2, a20);
      v = fromArray(SPECIES, x, at + LANES);
      a01 = v.fma(v0, a01);
      a11 = v.fma(v1, a11);
      a21 = v.fma(v2, a21);
      v = fromArray(SPECIES, x, at + 2 * LANES);
      a02 = v.fma(v0, a02);
      a12 = v.fma(v1, a12);
      a22 = v.fma(v2, a22);
      v = fromArray(SPECIES, x, at + 3 * LANES);
      a03 = v.fma(v0, a03);
      a13 = v.fma(v1, a13);
      a23 = v.fma(v2, a23);
      v = fromArray(SPECIES, x, at + 4 * LANES);
      a04 = v.fma(v0, a04);
      a14 = v.fma(v1, a14);
      a24 = v.fma(v2, a24);
      v = fromArray(SPECIES, x, at + 5 * LANES);
      a05 = v.fma(v0, a05);
      a15 = v.fma(v1, a15);
      a25 = v.fma(v2, a25);
      v = fromArray(SPECIES, x, at + 6 * LANES);
      a06 = v.fma(v0, a06);
      a16 = v.fma(v1, a16);
      a26 = v.fma(v2, a26);
    }
    a00.intoArray(y, yAt);
    a01.intoArray(y, yAt + LANES);
    a02.intoArray(y, yAt + 2 * LANES);
    a03.intoArray(y, yAt + 3 * LANES);
    a04.intoArray(y, yAt + 4 * LANES);
    a05.intoArray(y, yAt + 5 * LANES);
    a06.intoArray(y, yAt + 6 * LANES);
    int y1 = yAt + map;
    a10.intoArray(y, y1);
    a11.intoArray(y, y1 + LANES);
    a12.intoArray(y, y1 + 2 * LANES);
    a13.intoArray(y, y1 + 3 * LANES);
    a14.intoArray(y, y1 + 4 * LANES);
    a15.intoArray(y, y1 + 5 * LANES);
    a16.intoArray(y, y1 + 6 * LANES);
    int y2 = yAt + 2 * map;
    a20.intoArray(y, y2);
    a21.intoArray(y, y2 + LANES);
    a22.intoArray(y, y2 + 2 * LANES);
    a23.intoArray(y, y2 + 3 * LANES);
    a24.intoArray(y, y2 + 4 * LANES);
    a25.intoArray(y, y2 + 5 * LANES);
    a26.intoArray(y, y2 + 6 * LANES);
  }

  /** 4 maps, 5 columns of a row. */
  private static void tile4x5(
      int[] tapOffset, float[] p, int w0, int b, float[] x, int xAt, float[] y, int yAt, int map) {
    int taps = tapOffset.length;
    int w1 = w0 + taps;
    int w2 = w0 + 2 * taps;
    int w3 = w0 + 3 * taps;
    FloatVector a00 = broadcast(SPECIES, p[b]);
    FloatVector a10 = broadcast(SPECIES, p[b + 1]);
    FloatVector a20 = broadcast(SPECIES, p[b + 2]);
    FloatVector a30 = broadcast(SPECIES, p[b + 3]);
    FloatVector a01 = a00, a02 = a00, a03 = a00, a04 = a00;
    FloatVector a11 = a10, a12 = a10, a13 = a10, a14 = a10;
    FloatVector a21 = a20, a22 = a20, a23 = a20, a24 = a20;
    FloatVector a31 = a30, a32 = a30, a33 = a30, a34 = a30;
    for (int t = 0; t < taps; t++) {
      int at = xAt + tapOffset[t];
      FloatVector v0 = broadcast(SPECIES, p[w0 + t]);
      FloatVector v1 = broadcast(SPECIES, p[w1 + t]);
      FloatVector v2 = broadcast(SPECIES, p[w2 + t]);
      FloatVector v3 = broadcast(SPECIES, p[w3 + t]);
      FloatVector v = fromArray(SPECIES, x, at);
      a00 = v.fma(v0, a00);
      a10 = v.fma(v1, a10);
      a20 = v.fma(v2, a20);
      a30 = v.fma(v3, a30);
      v = fromArray(SPECIES, x, at + LANES);
      a01 = v.fma(v0, a01);
      a11 = v.fma(v1, a11);
      a21 = v.fma(v2, a21);
      a31 = v.fma(v3, a31);
      v = fromArray(SPECIES, x, at + 2 * LANES);
      a02 = v.fma(v0, a02);
      a12 = v.fma(v1, a12);
      a22 = v.fma(v2, a22);
      a32 = v.fma(v3, a32);
      v = fromArray(SPECIES, x, at + 3 * LANES);
      a03 = v.fma(v0, a03);
      a13 = v.fma(v1, a13);
      a23 = v.fma(v2, a23);
      a33 = v.fma(v3, a33);
      v = fromArray(SPECIES, x, at + 4 * LANES);
      a04 = v.fma(v0, a04);
      a14 = v.fma(v1, a14);
      a24 = v.fma(v2, a24);
      a34 = v.fma(v3, a34);
    }
    a00.intoArray(y, yAt);
    a01.intoArray(y, yAt + LANES);
    a02.intoArray(y, yAt + 2 * LANES);
    a03.intoArray(y, yAt + 3 * LANES);
    a04.intoArray(y, yAt + 4 * LANES);
    int y1 = yAt + map;
    a10.intoArray(y, y1);
    a11.intoArray(y, y1 + LANES);
    a12.intoArray(y, y1 + 2 * LANES);
    a13.intoArray(y, y1 + 3 * LANES);
    a14.intoArray(y, y1 + 4 * LANES);
    int y2 = yAt + 2 * map;
    a20.intoArray(y, y2);
    a21.intoArray(y, y2 + LANES);
    a22.intoArray(y, y2 + 2 * LANES);
    a23.intoArray(y, y2 + 3 * LANES);
    a24.intoArray(y, y2 + 4 * LANES);
    int y3 = yAt + 3 * map;
    a30.intoArray(y, y3);
    a31.intoArray(y, y3 + LANES);
    a32.intoArray(y, y3 + 2 * LANES);
    a33.intoArray(y, y3 + 3 * LANES);
    a34.intoArray(y, y3 + 4 * LANES);
  }

  /** 2 maps, 5 columns of a row: for 16 registers. */
  private static void tile2x5(
      int[] tapOffset, float[] p, int w0, int b, float[] x, int xAt, float[] y, int yAt, int map) {
    int taps = tapOffset.length;
    int w1 = w0 + taps;
    FloatVector a00 = broadcast(SPECIES, p[b]);
    FloatVector a10 = broadcast(SPECIES, p[b + 1]);
    FloatVector a01 = a00, a02 = a00, a03 = a00, a04 = a00;
    FloatVector a11 = a10, a12 = a10, a13 = a10, a14 = a10;
    for (int t = 0; t < taps; t++) {
      int at = xAt + tapOffset[t];
      FloatVector v0 = broadcast(SPECIES, p[w0 + t]);
      FloatVector v1 = broadcast(SPECIES, p[w1 + t]);
      FloatVector v = fromArray(SPECIES, x, at);
      a00 = v.fma(v0, a00);
      a10 = v.fma(v1, a10);
      v = fromArray(SPECIES, x, at + LANES);
      a01 = v.fma(v0, a01);
      a11 = v.fma(v1, a11);
      v = fromArray(SPECIES, x, at + 2 * LANES);
      a02 = v.fma(v0, a02);
      a12 = v.fma(v1, a12);
      v = fromArray(SPECIES, x, at + 3 * LANES);
      a03 = v.fma(v0, a03);
      a13 = v.fma(v1, a13);
      v = fromArray(SPECIES, x, at + 4 * LANES);
      a04 = v.fma(v0, a04);
      a14 = v.fma(v1, a14);
    }
    a00.intoArray(y, yAt);
    a01.intoArray(y, yAt + LANES);
    a02.intoArray(y, yAt + 2 * LANES);
    a03.intoArray(y, yAt + 3 * LANES);
    a04.intoArray(y, yAt + 4 * LANES);
    int y1 = yAt + map;
    a10.intoArray(y, y1);
    a11.intoArray(y, y1 + LANES);
    a12.intoArray(y, y1 + 2 * LANES);
    a13.intoArray(y, y1 + 3 * LANES);
    a14.intoArray(y, y1 + 4 * LANES);
  }

  /** 1 map {@code o}, 6 positions from {@code position}: as few as hide a sum's latency. */
  private static void tile1x6(
      ConvolutionSize s,
      float[] p,
      int wAt,
      int bAt,
      int o,
      float[] x,
      int xAt,
      int position,
      float[] y,
      int yAt) {
    int taps = s.taps;
    int[] tapOffset = s.tapOffset;
    int[] positionOffset = s.positionOffset;
    int x0 = xAt + positionOffset[position];
    int x1 = xAt + positionOffset[position + 1];
    int x2 = xAt + positionOffset[position + 2];
    int x3 = xAt + positionOffset[position + 3];
    int x4 = xAt + positionOffset[position + 4];
    int x5 = xAt + positionOffset[position + 5];
    int w0 = wAt + o * taps;
    FloatVector a0 = broadcast(SPECIES, p[bAt + o]);
    FloatVector a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0;
    for (int t = 0; t < taps; t++) {
      int tap = tapOffset[t];
      FloatVector w = broadcast(SPECIES, p[w0 + t]);
      a0 = fromArray(SPECIES, x, x0 + tap).fma(w, a0);
      a1 = fromArray(SPECIES, x, x1 + tap).fma(w, a1);
      a2 = fromArray(SPECIES, x, x2 + tap).fma(w, a2);
      a3 = fromArray(SPECIES, x, x3 + tap).fma(w, a3);
      a4 = fromArray(SPECIES, x, x4 + tap).fma(w, a4);
      a5 = fromArray(SPECIES, x, x5 + tap).fma(w, a5);
    }
    int to = yAt + (o * s.positions + position) * LANES;
    a0.intoArray(y, to);
    a1.intoArray(y, to + LANES);
    a2.intoArray(y, to + 2 * LANES);
    a3.intoArray(y, to + 3 * LANES);
    a4.intoArray(y, to + 4 * LANES);
    a5.intoArray(y, to + 5 * LANES);
  }

  /** 6 maps, 1 position: as few as hide a sum's latency. */
  private static void tile6x1(
      int[] tapOffset, float[] p, int w0, int b, float[] x, int xAt, float[] y, int yAt, int map) {
    int taps = tapOffset.length;
    int w1 = w0 + taps;
    int w2 = w0 + 2 * taps;
    int w3 = w0 + 3 * taps;
    int w4 = w0 + 4 * taps;
    int w5 = w0 + 5 * taps;
    FloatVector a0 = broadcast(SPECIES, p[b]);
    FloatVector a1 = broadcast(SPECIES, p[b + 1]);
    FloatVector a2 = broadcast(SPECIES, p[b + 2]);
    FloatVector a3 = broadcast(SPECIES, p[b + 3]);
    FloatVector a4 = broadcast(SPECIES, p[b + 4]);
    FloatVector a5 = broadcast(SPECIES, p[b + 5]);
    for (int t = 0; t < taps; t++) {
      FloatVector v = fromArray(SPECIES, x, xAt + tapOffset[t]);
      a0 = v.fma(broadcast(SPECIES, p[w0 + t]), a0);
      a1 = v.fma(broadcast(SPECIES, p[w1 + t]), a1);
      a2 = v.fma(broadcast(SPECIES, p[w2 + t]), a2);
      a3 = v.fma(broadcast(SPECIES, p[w3 + t]), a3);
      a4 = v.fma(broadcast(SPECIES, p[w4 + t]), a4);
      a5 = v.fma(broadcast(SPECIES, p[w5 + t]), a5);
    }
    a0.intoArray(y, yAt);
    a1.intoArray(y, yAt + map);
    a2.intoArray(y, yAt + 2 * map);
    a3.intoArray(y, yAt + 3 * map);
    a4.intoArray(y, yAt + 4 * map);
    a5.intoArray(y, yAt + 5 * map);
  }

  /** 1 map {@code o}, 1 position. */
  private static void tile1x1(
      ConvolutionSize s,
      float[] p,
      int wAt,
      int bAt,
      int o,
      float[] x,
      int xAt,
      int position,
      float[] y,
      int yAt) {
    int taps = s.taps;
    int[] tapOffset = s.tapOffset;
    int[] positionOffset = s.positionOffset;
    int x0 = xAt + positionOffset[position];
    int w0 = wAt + o * taps;
    FloatVector a00 = broadcast(SPECIES, p[bAt + o]);
    for (int t = 0; t < taps; t++) {
      int tap = tapOffset[t];
      FloatVector v0 = broadcast(SPECIES, p[w0 + t]);
      FloatVector v = fromArray(SPECIES, x, x0 + tap);
      a00 = v.fma(v0, a00);
    }
    int to = yAt + (o * s.positions + position) * LANES;
    a00.intoArray(y, to);
  }
}
