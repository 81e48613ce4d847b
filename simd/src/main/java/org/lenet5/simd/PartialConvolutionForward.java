package org.lenet5.simd;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static org.lenet5.kernel.Lanes.LANES;
import static org.lenet5.simd.Vectors.FEW_REGISTERS;
import static org.lenet5.simd.Vectors.SPECIES;
import static org.lenet5.simd.Vectors.WIDTH;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.lenet5.kernel.ConvolutionSize;
import org.lenet5.kernel.PartialConvolutionSize;

/**
 * {@link org.lenet5.kernel.LaneKernels#partialConvolution}: the maps that read one input map share
 * tiles.
 */
final class PartialConvolutionForward {
  /** Of one tile: three times five sums, three weights and an input stay in registers. */
  private static final int MOST_READERS = FEW_REGISTERS ? 2 : 3;

  private PartialConvolutionForward() {}

  /**
   * Input map by input map, so that its readers can share what is loaded: the sums wait in {@code
   * y} for the next input map.
   */
  static void run(
      PartialConvolutionSize s,
      float[] p,
      int wAt,
      int bAt,
      float[] x,
      int xAt,
      float[] y,
      int yAt) {
    ConvolutionSize f = s.full;
    int map = f.positions * LANES;
    for (int o = 0; o < f.outMaps; o++) {
      Arrays.fill(y, yAt + o * map, yAt + (o + 1) * map, p[bAt + o]);
    }
    for (int i = 0; i < f.inMaps; i++) {
      int end = s.firstReader[i + 1];
      for (int n = s.firstReader[i]; n < end; ) {
        int left = end - n;
        int readers = left == 1 || f.outColumns < 5 ? 1 : left == 2 || left == 4 ? 2 : MOST_READERS;
        for (int lane = 0; lane < LANES; lane += WIDTH) {
          forward(s, i, n, readers, p, wAt, x, xAt + lane, y, yAt + lane);
        }
        n += readers;
      }
    }
  }

  /** One input map's terms of some of its readers. */
  private static void forward(
      PartialConvolutionSize s,
      int i,
      int n,
      int readers,
      float[] p,
      int wAt,
      float[] x,
      int xAt,
      float[] y,
      int yAt) {
    ConvolutionSize f = s.full;
    int tap = i * f.kernelRows * f.kernelColumns;
    for (int r = 0; r < f.outRows; r++) {
      for (int c = 0; c < f.outColumns; ) {
        int columns = f.outColumns - c < 5 ? 1 : 5;
        int position = r * f.outColumns + c;
        int from = xAt + f.positionOffset[position];
        int to = yAt + position * LANES;
        switch (10 * readers + columns) {
          case 35 -> forward3x5(s, n, p, wAt, x, tap, from, y, to);
          case 25 -> forward2x5(s, n, p, wAt, x, tap, from, y, to);
          case 15 -> forward1x5(s, n, p, wAt, x, tap, from, y, to);
          default -> {
            for (int k = n; k < n + readers; k++) {
              forward1x1(s, k, p, wAt, x, tap, from, y, to);
            }
          }
        }
        c += columns;
      }
    }
  }

  /** 3 readers from {@code n}, 5 columns of a row: adds one input map's terms to {@code y}. */
  private static void forward3x5(
      PartialConvolutionSize s,
      int n,
      float[] p,
      int wAt,
      float[] x,
      int tap,
      int xAt,
      float[] y,
      int yAt) {
    int[] tapOffset = s.full.tapOffset;
    int taps = s.full.kernelRows * s.full.kernelColumns;
    int w0 = wAt + s.readerWeight[n];
    int w1 = wAt + s.readerWeight[n + 1];
    int w2 = wAt + s.readerWeight[n + 2];
    int y0 = yAt + s.readerOffset[n];
    int y1 = yAt + s.readerOffset[n + 1];
    int y2 = yAt + s.readerOffset[n + 2];
    FloatVector a00 = fromArray(SPECIES, y, y0);
    FloatVector a01 = fromArray(SPECIES, y, y0 + LANES);
    FloatVector a02 = fromArray(SPECIES, y, y0 + 2 * LANES);
    FloatVector a03 = fromArray(SPECIES, y, y0 + 3 * LANES);
    FloatVector a04 = fromArray(SPECIES, y, y0 + 4 * LANES);
    FloatVector a10 = fromArray(SPECIES, y, y1);
    FloatVector a11 = fromArray(SPECIES, y, y1 + LANES);
    FloatVector a12 = fromArray(SPECIES, y, y1 + 2 * LANES);
    FloatVector a13 = fromArray(SPECIES, y, y1 + 3 * LANES);
    FloatVector a14 = fromArray(SPECIES, y, y1 + 4 * LANES);
    FloatVector a20 = fromArray(SPECIES, y, y2);
    FloatVector a21 = fromArray(SPECIES, y, y2 + LANES);
    FloatVector a22 = fromArray(SPECIES, y, y2 + 2 * LANES);
    FloatVector a23 = fromArray(SPECIES, y, y2 + 3 * LANES);
    FloatVector a24 = fromArray(SPECIES, y, y2 + 4 * LANES);
    for (int t = 0; t < taps; t++) {
      int at = xAt + tapOffset[tap + t];
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
    }
    a00.intoArray(y, y0);
    a01.intoArray(y, y0 + LANES);
    a02.intoArray(y, y0 + 2 * LANES);
    a03.intoArray(y, y0 + 3 * LANES);
    a04.intoArray(y, y0 + 4 * LANES);
    a10.intoArray(y, y1);
    a11.intoArray(y, y1 + LANES);
    a12.intoArray(y, y1 + 2 * LANES);
    a13.intoArray(y, y1 + 3 * LANES);
    a14.intoArray(y, y1 + 4 * LANES);
    a20.intoArray(y, y2);
    a21.intoArray(y, y2 + LANES);
    a22.intoArray(y, y2 + 2 * LANES);
    a23.intoArray(y, y2 + 3 * LANES);
    a24.intoArray(y, y2 + 4 * LANES);
  }

  /** 2 readers from {@code n}, 5 columns of a row: adds one input map's terms to {@code y}. */
  private static void forward2x5(
      PartialConvolutionSize s,
      int n,
      float[] p,
      int wAt,
      float[] x,
      int tap,
      int xAt,
      float[] y,
      int yAt) {
    int[] tapOffset = s.full.tapOffset;
    int taps = s.full.kernelRows * s.full.kernelColumns;
    int w0 = wAt + s.readerWeight[n];
    int w1 = wAt + s.readerWeight[n + 1];
    int y0 = yAt + s.readerOffset[n];
    int y1 = yAt + s.readerOffset[n + 1];
    FloatVector a00 = fromArray(SPECIES, y, y0);
    FloatVector a01 = fromArray(SPECIES, y, y0 + LANES);
    FloatVector a02 = fromArray(SPECIES, y, y0 + 2 * LANES);
    FloatVector a03 = fromArray(SPECIES, y, y0 + 3 * LANES);
    FloatVector a04 = fromArray(SPECIES, y, y0 + 4 * LANES);
    FloatVector a10 = fromArray(SPECIES, y, y1);
    FloatVector a11 = fromArray(SPECIES, y, y1 + LANES);
    FloatVector a12 = fromArray(SPECIES, y, y1 + 2 * LANES);
    FloatVector a13 = fromArray(SPECIES, y, y1 + 3 * LANES);
    FloatVector a14 = fromArray(SPECIES, y, y1 + 4 * LANES);
    for (int t = 0; t < taps; t++) {
      int at = xAt + tapOffset[tap + t];
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
    a00.intoArray(y, y0);
    a01.intoArray(y, y0 + LANES);
    a02.intoArray(y, y0 + 2 * LANES);
    a03.intoArray(y, y0 + 3 * LANES);
    a04.intoArray(y, y0 + 4 * LANES);
    a10.intoArray(y, y1);
    a11.intoArray(y, y1 + LANES);
    a12.intoArray(y, y1 + 2 * LANES);
    a13.intoArray(y, y1 + 3 * LANES);
    a14.intoArray(y, y1 + 4 * LANES);
  }

  /** 1 reader from {@code n}, 5 columns of a row: adds one input map's terms to {@code y}. */
  private static void forward1x5(
      PartialConvolutionSize s,
      int n,
      float[] p,
      int wAt,
      float[] x,
      int tap,
      int xAt,
      float[] y,
      int yAt) {
    int[] tapOffset = s.full.tapOffset;
    int taps = s.full.kernelRows * s.full.kernelColumns;
    int w0 = wAt + s.readerWeight[n];
    int y0 = yAt + s.readerOffset[n];
    FloatVector a00 = fromArray(SPECIES, y, y0);
    FloatVector a01 = fromArray(SPECIES, y, y0 + LANES);
    FloatVector a02 = fromArray(SPECIES, y, y0 + 2 * LANES);
    FloatVector a03 = fromArray(SPECIES, y, y0 + 3 * LANES);
    FloatVector a04 = fromArray(SPECIES, y, y0 + 4 * LANES);
    for (int t = 0; t < taps; t++) {
      int at = xAt + tapOffset[tap + t];
      FloatVector v0 = broadcast(SPECIES, p[w0 + t]);
      FloatVector v = fromArray(SPECIES, x, at);
      a00 = v.fma(v0, a00);
      v = fromArray(SPECIES, x, at + LANES);
      a01 = v.fma(v0, a01);
      v = fromArray(SPECIES, x, at + 2 * LANES);
      a02 = v.fma(v0, a02);
      v = fromArray(SPECIES, x, at + 3 * LANES);
      a03 = v.fma(v0, a03);
      v = fromArray(SPECIES, x, at + 4 * LANES);
      a04 = v.fma(v0, a04);
    }
    a00.intoArray(y, y0);
    a01.intoArray(y, y0 + LANES);
    a02.intoArray(y, y0 + 2 * LANES);
    a03.intoArray(y, y0 + 3 * LANES);
    a04.intoArray(y, y0 + 4 * LANES);
  }

  /** 1 reader from {@code n}, 1 column of a row: adds one input map's terms to {@code y}. */
  private static void forward1x1(
      PartialConvolutionSize s,
      int n,
      float[] p,
      int wAt,
      float[] x,
      int tap,
      int xAt,
      float[] y,
      int yAt) {
    int[] tapOffset = s.full.tapOffset;
    int taps = s.full.kernelRows * s.full.kernelColumns;
    int w0 = wAt + s.readerWeight[n];
    int y0 = yAt + s.readerOffset[n];
    FloatVector a00 = fromArray(SPECIES, y, y0);
    for (int t = 0; t < taps; t++) {
      int at = xAt + tapOffset[tap + t];
      FloatVector v0 = broadcast(SPECIES, p[w0 + t]);
      FloatVector v = fromArray(SPECIES, x, at);
      a00 = v.fma(v0, a00);
    }
    a00.intoArray(y, y0);
  }
}
