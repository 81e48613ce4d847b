package org.lenet5.simd;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static org.lenet5.kernel.Lanes.LANES;
import static org.lenet5.simd.Vectors.SPECIES;

import jdk.incubator.vector.FloatVector;
import org.lenet5.kernel.ConvolutionSize;

/**
 * Sums over all positions of products of {@code dy} and {@code x}, for some maps of dy and some
 * taps that follow each other, in registers. Each method reads {@code x} and {@code dy} and
 * overwrites the lanes from {@code lane} in {@code sums [map][tap][16]}; {@code t} is the first
 * tap, {@code xAt} where that lane begins in x, and {@code dy0} to {@code dy3} where it begins in
 * the maps of dy.
 */
final class WeightGradientTiles {
  /** Values that {@code sums} must have room for: the lanes of the largest tile. */
  static final int ROOM = 27 * LANES;

  private WeightGradientTiles() {}

  /** 4 maps of dy, 6 taps, all positions. */
  static void tile4x6(
      ConvolutionSize s,
      float[] x,
      int xAt,
      int t,
      float[] dy,
      int dy0,
      int dy1,
      int dy2,
      int dy3,
      int lane,
      float[] sums) {
    int[] positionOffset = s.positionOffset;
    int[] tapOffset = s.tapOffset;
    int x0 = xAt + tapOffset[t];
    int x1 = xAt + tapOffset[t + 1];
    int x2 = xAt + tapOffset[t + 2];
    int x3 = xAt + tapOffset[t + 3];
    int x4 = xAt + tapOffset[t + 4];
    int x5 = xAt + tapOffset[t + 5];
    FloatVector a00 = broadcast(SPECIES, 0);
    FloatVector a01 = a00, a02 = a00, a03 = a00, a04 = a00, a05 = a00;
    FloatVector a10 = a00, a11 = a00, a12 = a00, a13 = a00, a14 = a00, a15 = a00;
    FloatVector a20 = a00, a21 = a00, a22 = a00, a23 = a00, a24 = a00, a25 = a00;
    FloatVector a30 = a00, a31 = a00, a32 = a00, a33 = a00, a34 = a00, a35 = a00;
    for (int position = 0; position < positionOffset.length; position++) {
      int from = positionOffset[position];
      int at = position * LANES;
      FloatVector d0 = fromArray(SPECIES, dy, dy0 + at);
      FloatVector d1 = fromArray(SPECIES, dy, dy1 + at);
      FloatVector d2 = fromArray(SPECIES, dy, dy2 + at);
      FloatVector d3 = fromArray(SPECIES, dy, dy3 + at);
      FloatVector v = fromArray(SPECIES, x, x0 + from);
      a00 = v.fma(d0, a00);
      a10 = v.fma(d1, a10);
      a20 = v.fma(d2, a20);
      a30 = v.fma(d3, a30);
      v = fromArray(SPECIES, x, x1 + from);
      a01 = v.fma(d0, a01);
      a11 = v.fma(d1, a11);
      a21 = v.fma(d2, a21);
      a31 = v.fma(d3, a31);
      v = fromArray(SPECIES, x, x2 + from);
      a02 = v.fma(d0, a02);
      a12 = v.fma(d1, a12);
      a22 = v.fma(d2, a22);
      a32 = v.fma(d3, a32);
      v = fromArray(SPECIES, x, x3 + from);
      a03 = v.fma(d0, a03);
      a13 = v.fma(d1, a13);
      a23 = v.fma(d2, a23);
      a33 = v.fma(d3, a33);
      v = fromArray(SPECIES, x, x4 + from);
      a04 = v.fma(d0, a04);
      a14 = v.fma(d1, a14);
      a24 = v.fma(d2, a24);
      a34 = v.fma(d3, a34);
      v = fromArray(SPECIES, x, x5 + from);
      a05 = v.fma(d0, a05);
      a15 = v.fma(d1, a15);
      a25 = v.fma(d2, a25);
      a35 = v.fma(d3, a35);
    }
    a00.intoArray(sums, lane);
    a01.intoArray(sums, lane + LANES);
    a02.intoArray(sums, lane + 2 * LANES);
    a03.intoArray(sums, lane + 3 * LANES);
    a04.intoArray(sums, lane + 4 * LANES);
    a05.intoArray(sums, lane + 5 * LANES);
    a10.intoArray(sums, lane + 6 * LANES);
    a11.intoArray(sums, lane + 7 * LANES);
    a12.intoArray(sums, lane + 8 * LANES);
    a13.intoArray(sums, lane + 9 * LANES);
    a14.intoArray(sums, lane + 10 * LANES);
    a15.intoArray(sums, lane + 11 * LANES);
    a20.intoArray(sums, lane + 12 * LANES);
    a21.intoArray(sums, lane + 13 * LANES);
    a22.intoArray(sums, lane + 14 * LANES);
    a23.intoArray(sums, lane + 15 * LANES);
    a24.intoArray(sums, lane + 16 * LANES);
    a25.intoArray(sums, lane + 17 * LANES);
    a30.intoArray(sums, lane + 18 * LANES);
    a31.intoArray(sums, lane + 19 * LANES);
    a32.intoArray(sums, lane + 20 * LANES);
    a33.intoArray(sums, lane + 21 * LANES);
    a34.intoArray(sums, lane + 22 * LANES);
    a35.intoArray(sums, lane + 23 * LANES);
  }

  /** 4 maps of dy, 5 taps, all positions. */
  static void tile4x5(
      ConvolutionSize s,
      float[] x,
      int xAt,
      int t,
      float[] dy,
      int dy0,
      int dy1,
      int dy2,
      int dy3,
      int lane,
      float[] sums) {
    int[] positionOffset = s.positionOffset;
    int[] tapOffset = s.tapOffset;
    int x0 = xAt + tapOffset[t];
    int x1 = xAt + tapOffset[t + 1];
    int x2 = xAt + tapOffset[t + 2];
    int x3 = xAt + tapOffset[t + 3];
    int x4 = xAt + tapOffset[t + 4];
    FloatVector a00 = broadcast(SPECIES, 0);
    FloatVector a01 = a00, a02 = a00, a03 = a00, a04 = a00;
    FloatVector a10 = a00, a11 = a00, a12 = a00, a13 = a00, a14 = a00;
    FloatVector a20 = a00, a21 = a00, a22 = a00, a23 = a00, a24 = a00;
    FloatVector a30 = a00, a31 = a00, a32 = a00, a33 = a00, a34 = a00;
    for (int position = 0; position < positionOffset.length; position++) {
      int from = positionOffset[position];
      int at = position * LANES;
      FloatVector d0 = fromArray(SPECIES, dy, dy0 + at);
      FloatVector d1 = fromArray(SPECIES, dy, dy1 + at);
      FloatVector d2 = fromArray(SPECIES, dy, dy2 + at);
      FloatVector d3 = fromArray(SPECIES, dy, dy3 + at);
      FloatVector v = fromArray(SPECIES, x, x0 + from);
      a00 = v.fma(d0, a00);
      a10 = v.fma(d1, a10);
      a20 = v.fma(d2, a20);
      a30 = v.fma(d3, a30);
      v = fromArray(SPECIES, x, x1 + from);
      a01 = v.fma(d0, a01);
      a11 = v.fma(d1, a11);
      a21 = v.fma(d2, a21);
      a31 = v.fma(d3, a31);
      v = fromArray(SPECIES, x, x2 + from);
      a02 = v.fma(d0, a02);
      a12 = v.fma(d1, a12);
      a22 = v.fma(d2, a22);
      a32 = v.fma(d3, a32);
      v = fromArray(SPECIES, x, x3 + from);
      a03 = v.fma(d0, a03);
      a13 = v.fma(d1, a13);
      a23 = v.fma(d2, a23);
      a33 = v.fma(d3, a33);
      v = fromArray(SPECIES, x, x4 + from);
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

  /** 3 maps of dy, 9 taps, all positions. */
  static void tile3x9(
      ConvolutionSize s,
      float[] x,
      int xAt,
      int t,
      float[] dy,
      int dy0,
      int dy1,
      int dy2,
      int lane,
      float[] sums) {
    int[] positionOffset = s.positionOffset;
    int[] tapOffset = s.tapOffset;
    int x0 = xAt + tapOffset[t];
    int x1 = xAt + tapOffset[t + 1];
    int x2 = xAt + tapOffset[t + 2];
    int x3 = xAt + tapOffset[t + 3];
    int x4 = xAt + tapOffset[t + 4];
    int x5 = xAt + tapOffset[t + 5];
    int x6 = xAt + tapOffset[t + 6];
    int x7 = xAt + tapOffset[t + 7];
    int x8 = xAt + tapOffset[t + 8];
    FloatVector a00 = broadcast(SPECIES, 0);
    FloatVector a01 = a00,
        a02 = a00,
        a03 = a00,
        a04 = a00,
        a05 = a00,
        a06 = a00,
        a07 = a00,
        a08 = a00;
    FloatVector a10 = a00,
        a11 = a00,
        a12 = a00,
        a13 = a00,
        a14 = a00,
        a15 = a00,
        a16 = a00,
        a17 = a00,
        a18 = a00;
    FloatVector a20 = a00,
        a21 = a00,
        a22 = a00,
        a23 = a00,
        a24 = a00,
        a25 = a00,
        a26 = a00,
        a27 = a00,
        a28 = a00;
    for (int position = 0; position < positionOffset.length; position++) {
      int from = positionOffset[position];
      int at = position * LANES;
      FloatVector d0 = fromArray(SPECIES, dy, dy0 + at);
      FloatVector d1 = fromArray(SPECIES, dy, dy1 + at);
      FloatVector d2 = fromArray(SPECIES, dy, dy2 + at);
      FloatVector v = fromArray(SPECIES, x, x0 + from);
      a00 = v.fma(d0, a00);
      a10 = v.fma(d1, a10);
      a20 = v.fma(d2, a20);
      v = fromArray(SPECIES, x, x1 + from);
      a01 = v.fma(d0, a01);
      a11 = v.fma(d1, a11);
      a21 = v.fma(d2, a21);
      v = fromArray(SPECIES, x, x2 + from);
      a02 = v.fma(d0, a02);
      a12 = v.fma(d1, a12);
      a22 = v.fma(d2, a22);
      v = fromArray(SPECIES, x, x3 + from);
      a03 = v.fma(d0, a03);
      a13 = v.fma(d1, a13);
      a23 = v.fma(d2, a23);
      v = fromArray(SPECIES, x, x4 + from);
      a04 = v.fma(d0, a04);
      a14 = v.fma(d1, a14);
      a24 = v.fma(d2, a24);
      v = fromArray(SPECIES, x, x5 + from);
      a05 = v.fma(d0, a05);
      a15 = v.fma(d1, a15);
      a25 = v.fma(d2, a25);
      v = fromArray(SPECIES, x, x6 + from);
      a06 = v.fma(d0, a06);
      a16 = v.fma(d1, a16);
      a26 = v.fma(d2, a26);
      v = fromArray(SPECIES, x, x7 + from);
      a07 = v.fma(d0, a07);
      a17 = v.fma(d1, a17);
      a27 = v.fma(d2, a27);
      v = fromArray(SPECIES, x, x8 + from);
      a08 = v.fma(d0, a08);
      a18 = v.fma(d1, a18);
      a28 = v.fma(d2, a28);
    }
    a00.intoArray(sums, lane);
    a01.intoArray(sums, lane + LANES);
    a02.intoArray(sums, lane + 2 * LANES);
    a03.intoArray(sums, lane + 3 * LANES);
    a04.intoArray(sums, lane + 4 * LANES);
    a05.intoArray(sums, lane + 5 * LANES);
    a06.intoArray(sums, lane + 6 * LANES);
    a07.intoArray(sums, lane + 7 * LANES);
    a08.intoArray(sums, lane + 8 * LANES);
    a10.intoArray(sums, lane + 9 * LANES);
    a11.intoArray(sums, lane + 10 * LANES);
    a12.intoArray(sums, lane + 11 * LANES);
    a13.intoArray(sums, lane + 12 * LANES);
    a14.intoArray(sums, lane + 13 * LANES);
    a15.intoArray(sums, lane + 14 * LANES);
    a16.intoArray(sums, lane + 15 * LANES);
    a17.intoArray(sums, lane + 16 * LANES);
    a18.intoArray(sums, lane + 17 * LANES);
    a20.intoArray(sums, lane + 18 * LANES);
    a21.intoArray(sums, lane + 19 * LANES);
    a22.intoArray(sums, lane + 20 * LANES);
    a23.intoArray(sums, lane + 21 * LANES);
    a24.intoArray(sums, lane + 22 * LANES);
    a25.intoArray(sums, lane + 23 * LANES);
    a26.intoArray(sums, lane + 24 * LANES);
    a27.intoArray(sums, lane + 25 * LANES);
    a28.intoArray(sums, lane + 26 * LANES);
  }

  /** 2 maps of dy, 5 taps, all positions. */
  static void tile2x5(
      ConvolutionSize s,
      float[] x,
      int xAt,
      int t,
      float[] dy,
      int dy0,
      int dy1,
      int lane,
      float[] sums) {
    int[] positionOffset = s.positionOffset;
    int[] tapOffset = s.tapOffset;
    int x0 = xAt + tapOffset[t];
    int x1 = xAt + tapOffset[t + 1];
    int x2 = xAt + tapOffset[t + 2];
    int x3 = xAt + tapOffset[t + 3];
    int x4 = xAt + tapOffset[t + 4];
    FloatVector a00 = broadcast(SPECIES, 0);
    FloatVector a01 = a00, a02 = a00, a03 = a00, a04 = a00;
    FloatVector a10 = a00, a11 = a00, a12 = a00, a13 = a00, a14 = a00;
    for (int position = 0; position < positionOffset.length; position++) {
      int from = positionOffset[position];
      int at = position * LANES;
      FloatVector d0 = fromArray(SPECIES, dy, dy0 + at);
      FloatVector d1 = fromArray(SPECIES, dy, dy1 + at);
      FloatVector v = fromArray(SPECIES, x, x0 + from);
      a00 = v.fma(d0, a00);
      a10 = v.fma(d1, a10);
      v = fromArray(SPECIES, x, x1 + from);
      a01 = v.fma(d0, a01);
      a11 = v.fma(d1, a11);
      v = fromArray(SPECIES, x, x2 + from);
      a02 = v.fma(d0, a02);
      a12 = v.fma(d1, a12);
      v = fromArray(SPECIES, x, x3 + from);
      a03 = v.fma(d0, a03);
      a13 = v.fma(d1, a13);
      v = fromArray(SPECIES, x, x4 + from);
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

  /** 1 map of dy, 5 taps, all positions. */
  static void tile1x5(
      ConvolutionSize s, float[] x, int xAt, int t, float[] dy, int dy0, int lane, float[] sums) {
    int[] positionOffset = s.positionOffset;
    int[] tapOffset = s.tapOffset;
    int x0 = xAt + tapOffset[t];
    int x1 = xAt + tapOffset[t + 1];
    int x2 = xAt + tapOffset[t + 2];
    int x3 = xAt + tapOffset[t + 3];
    int x4 = xAt + tapOffset[t + 4];
    FloatVector a00 = broadcast(SPECIES, 0);
    FloatVector a01 = a00, a02 = a00, a03 = a00, a04 = a00;
    for (int position = 0; position < positionOffset.length; position++) {
      int from = positionOffset[position];
      int at = position * LANES;
      FloatVector d0 = fromArray(SPECIES, dy, dy0 + at);
      FloatVector v = fromArray(SPECIES, x, x0 + from);
      a00 = v.fma(d0, a00);
      v = fromArray(SPECIES, x, x1 + from);
      a01 = v.fma(d0, a01);
      v = fromArray(SPECIES, x, x2 + from);
      a02 = v.fma(d0, a02);
      v = fromArray(SPECIES, x, x3 + from);
      a03 = v.fma(d0, a03);
      v = fromArray(SPECIES, x, x4 + from);
      a04 = v.fma(d0, a04);
    }
    a00.intoArray(sums, lane);
    a01.intoArray(sums, lane + LANES);
    a02.intoArray(sums, lane + 2 * LANES);
    a03.intoArray(sums, lane + 3 * LANES);
    a04.intoArray(sums, lane + 4 * LANES);
  }

  /** 1 map of dy, 1 tap, all positions. */
  static void tile1x1(
      ConvolutionSize s, float[] x, int xAt, int t, float[] dy, int dy0, int lane, float[] sums) {
    int[] positionOffset = s.positionOffset;
    int[] tapOffset = s.tapOffset;
    int x0 = xAt + tapOffset[t];
    FloatVector a00 = broadcast(SPECIES, 0);
    for (int position = 0; position < positionOffset.length; position++) {
      int from = positionOffset[position];
      int at = position * LANES;
      FloatVector d0 = fromArray(SPECIES, dy, dy0 + at);
      FloatVector v = fromArray(SPECIES, x, x0 + from);
      a00 = v.fma(d0, a00);
    }
    a00.intoArray(sums, lane);
  }
}
