package org.lenet5.simd;

import static org.lenet5.nn.kernel.Kernels.LANES;
import static org.lenet5.simd.Vectors.WIDTH;
import static org.lenet5.simd.Vectors.all;
import static org.lenet5.simd.Vectors.load;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.lenet5.nn.kernel.ConvolutionSize;
import org.lenet5.nn.kernel.PartialConvolutionSize;

/**
 * {@link org.lenet5.nn.kernel.Kernels#partialConvolution} and its data gradient. Output maps share
 * no list of inputs, so a tile is a row of one map: ten sums hide the latency of an addition, and
 * C3's rows are ten wide. Loads, one for each sum, are then as many as the arithmetic can wait for.
 */
final class PartialConvolution {
  private PartialConvolution() {}

  /** The last tile of a row moves back, as in {@link ConvolutionForward}. */
  static void forward(PartialConvolutionSize s, float[] p, int wAt, int bAt, float[] x, float[] y) {
    ConvolutionSize f = s.full;
    int tile = f.outColumns < 5 ? 1 : f.outColumns < 10 ? 5 : 10;
    for (int o = 0; o < f.outMaps; o++) {
      float bias = p[bAt + o];
      for (int r = 0; r < f.outRows; r++) {
        for (int i = 0; i < f.outColumns; i += tile) {
          int position = r * f.outColumns + Math.min(i, f.outColumns - tile);
          int yAt = (o * f.positions + position) * LANES;
          for (int lane = 0; lane < LANES; lane += WIDTH) {
            int xAt = f.positionOffset[position] + lane;
            switch (tile) {
              case 10 -> forward10(s, o, p, wAt, bias, x, xAt, y, yAt + lane);
              case 5 -> forward5(s, o, p, wAt, bias, x, xAt, y, yAt + lane);
              default -> forward1(s, o, p, wAt, bias, x, xAt, y, yAt + lane);
            }
          }
        }
      }
    }
  }

  /**
   * As {@link ConvolutionDataGradient}, tiles of columns of {@code dy} from right to left, so that
   * an input meets the kernel's columns in ascending order.
   */
  static void dataGradient(PartialConvolutionSize s, float[] p, int wAt, float[] dy, float[] dx) {
    ConvolutionSize f = s.full;
    for (int i = 0; i < f.inMaps; i++) {
      for (int r = 0; r < f.inRows; r++) {
        int dxAt = (i * f.inRows + r) * f.inColumns * LANES;
        Arrays.fill(dx, dxAt, dxAt + f.inColumns * LANES, 0);
        for (int lane = 0; lane < LANES; lane += WIDTH) {
          row(s, i, r, p, wAt, dy, dx, dxAt + lane, lane);
        }
      }
    }
  }

  /** Row {@code r} of input map {@code i}, from all rows of its readers that reach it. */
  private static void row(
      PartialConvolutionSize s,
      int i,
      int r,
      float[] p,
      int wAt,
      float[] dy,
      float[] dx,
      int dxAt,
      int lane) {
    ConvolutionSize f = s.full;
    int from = Math.max(0, r - f.outRows + 1);
    int to = Math.min(f.kernel, r + 1);
    for (int c = f.outColumns; c > 0; ) {
      int tile = c < 5 ? 1 : c < 10 ? 5 : 10;
      c -= tile;
      int dyAt = (r * f.outColumns + c) * LANES + lane;
      for (int kc = 0; kc < f.kernel; kc++) {
        int at = dxAt + (c + kc) * LANES;
        switch (tile) {
          case 10 -> gradient10(s, i, from, to, p, wAt + kc, dy, dyAt, dx, at);
          case 5 -> gradient5(s, i, from, to, p, wAt + kc, dy, dyAt, dx, at);
          default -> gradient1(s, i, from, to, p, wAt + kc, dy, dyAt, dx, at);
        }
      }
    }
  }

  /** 10 columns of one row of one map. */
  private static void forward10(
      PartialConvolutionSize s,
      int o,
      float[] p,
      int wAt,
      float bias,
      float[] x,
      int xAt,
      float[] y,
      int yAt) {
    int[] tapOffset = s.tapOffset;
    int end = s.firstTap[o + 1];
    FloatVector a0 = all(bias);
    FloatVector a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0, a8 = a0, a9 = a0;
    for (int t = s.firstTap[o]; t < end; t++) {
      FloatVector w = all(p[wAt + t]);
      int at = xAt + tapOffset[t];
      a0 = load(x, at).fma(w, a0);
      a1 = load(x, at + LANES).fma(w, a1);
      a2 = load(x, at + 2 * LANES).fma(w, a2);
      a3 = load(x, at + 3 * LANES).fma(w, a3);
      a4 = load(x, at + 4 * LANES).fma(w, a4);
      a5 = load(x, at + 5 * LANES).fma(w, a5);
      a6 = load(x, at + 6 * LANES).fma(w, a6);
      a7 = load(x, at + 7 * LANES).fma(w, a7);
      a8 = load(x, at + 8 * LANES).fma(w, a8);
      a9 = load(x, at + 9 * LANES).fma(w, a9);
    }
    a0.intoArray(y, yAt);
    a1.intoArray(y, yAt + LANES);
    a2.intoArray(y, yAt + 2 * LANES);
    a3.intoArray(y, yAt + 3 * LANES);
    a4.intoArray(y, yAt + 4 * LANES);
    a5.intoArray(y, yAt + 5 * LANES);
    a6.intoArray(y, yAt + 6 * LANES);
    a7.intoArray(y, yAt + 7 * LANES);
    a8.intoArray(y, yAt + 8 * LANES);
    a9.intoArray(y, yAt + 9 * LANES);
  }

  /** 5 columns of one row of one map. */
  private static void forward5(
      PartialConvolutionSize s,
      int o,
      float[] p,
      int wAt,
      float bias,
      float[] x,
      int xAt,
      float[] y,
      int yAt) {
    int[] tapOffset = s.tapOffset;
    int end = s.firstTap[o + 1];
    FloatVector a0 = all(bias);
    FloatVector a1 = a0, a2 = a0, a3 = a0, a4 = a0;
    for (int t = s.firstTap[o]; t < end; t++) {
      FloatVector w = all(p[wAt + t]);
      int at = xAt + tapOffset[t];
      a0 = load(x, at).fma(w, a0);
      a1 = load(x, at + LANES).fma(w, a1);
      a2 = load(x, at + 2 * LANES).fma(w, a2);
      a3 = load(x, at + 3 * LANES).fma(w, a3);
      a4 = load(x, at + 4 * LANES).fma(w, a4);
    }
    a0.intoArray(y, yAt);
    a1.intoArray(y, yAt + LANES);
    a2.intoArray(y, yAt + 2 * LANES);
    a3.intoArray(y, yAt + 3 * LANES);
    a4.intoArray(y, yAt + 4 * LANES);
  }

  /** 1 column of one row of one map. */
  private static void forward1(
      PartialConvolutionSize s,
      int o,
      float[] p,
      int wAt,
      float bias,
      float[] x,
      int xAt,
      float[] y,
      int yAt) {
    int[] tapOffset = s.tapOffset;
    int end = s.firstTap[o + 1];
    FloatVector a0 = all(bias);
    for (int t = s.firstTap[o]; t < end; t++) {
      FloatVector w = all(p[wAt + t]);
      int at = xAt + tapOffset[t];
      a0 = load(x, at).fma(w, a0);
    }
    a0.intoArray(y, yAt);
  }

  /** 10 columns of {@code dy} and one kernel column: adds to as many columns of {@code dx}. */
  private static void gradient10(
      PartialConvolutionSize s,
      int i,
      int from,
      int to,
      float[] p,
      int wAt,
      float[] dy,
      int dyAt,
      float[] dx,
      int dxAt) {
    int[] readerOffset = s.readerOffset;
    int[] readerWeight = s.readerWeight;
    int first = s.firstReader[i];
    int end = s.firstReader[i + 1];
    int kernel = s.full.kernel;
    int row = s.full.outColumns * LANES;
    FloatVector a0 = load(dx, dxAt);
    FloatVector a1 = load(dx, dxAt + LANES);
    FloatVector a2 = load(dx, dxAt + 2 * LANES);
    FloatVector a3 = load(dx, dxAt + 3 * LANES);
    FloatVector a4 = load(dx, dxAt + 4 * LANES);
    FloatVector a5 = load(dx, dxAt + 5 * LANES);
    FloatVector a6 = load(dx, dxAt + 6 * LANES);
    FloatVector a7 = load(dx, dxAt + 7 * LANES);
    FloatVector a8 = load(dx, dxAt + 8 * LANES);
    FloatVector a9 = load(dx, dxAt + 9 * LANES);
    for (int kr = from; kr < to; kr++) {
      for (int n = first; n < end; n++) {
        FloatVector w = all(p[wAt + readerWeight[n] + kr * kernel]);
        int at = dyAt + readerOffset[n] - kr * row;
        a0 = load(dy, at).fma(w, a0);
        a1 = load(dy, at + LANES).fma(w, a1);
        a2 = load(dy, at + 2 * LANES).fma(w, a2);
        a3 = load(dy, at + 3 * LANES).fma(w, a3);
        a4 = load(dy, at + 4 * LANES).fma(w, a4);
        a5 = load(dy, at + 5 * LANES).fma(w, a5);
        a6 = load(dy, at + 6 * LANES).fma(w, a6);
        a7 = load(dy, at + 7 * LANES).fma(w, a7);
        a8 = load(dy, at + 8 * LANES).fma(w, a8);
        a9 = load(dy, at + 9 * LANES).fma(w, a9);
      }
    }
    a0.intoArray(dx, dxAt);
    a1.intoArray(dx, dxAt + LANES);
    a2.intoArray(dx, dxAt + 2 * LANES);
    a3.intoArray(dx, dxAt + 3 * LANES);
    a4.intoArray(dx, dxAt + 4 * LANES);
    a5.intoArray(dx, dxAt + 5 * LANES);
    a6.intoArray(dx, dxAt + 6 * LANES);
    a7.intoArray(dx, dxAt + 7 * LANES);
    a8.intoArray(dx, dxAt + 8 * LANES);
    a9.intoArray(dx, dxAt + 9 * LANES);
  }

  /** 5 columns of {@code dy} and one kernel column: adds to as many columns of {@code dx}. */
  private static void gradient5(
      PartialConvolutionSize s,
      int i,
      int from,
      int to,
      float[] p,
      int wAt,
      float[] dy,
      int dyAt,
      float[] dx,
      int dxAt) {
    int[] readerOffset = s.readerOffset;
    int[] readerWeight = s.readerWeight;
    int first = s.firstReader[i];
    int end = s.firstReader[i + 1];
    int kernel = s.full.kernel;
    int row = s.full.outColumns * LANES;
    FloatVector a0 = load(dx, dxAt);
    FloatVector a1 = load(dx, dxAt + LANES);
    FloatVector a2 = load(dx, dxAt + 2 * LANES);
    FloatVector a3 = load(dx, dxAt + 3 * LANES);
    FloatVector a4 = load(dx, dxAt + 4 * LANES);
    for (int kr = from; kr < to; kr++) {
      for (int n = first; n < end; n++) {
        FloatVector w = all(p[wAt + readerWeight[n] + kr * kernel]);
        int at = dyAt + readerOffset[n] - kr * row;
        a0 = load(dy, at).fma(w, a0);
        a1 = load(dy, at + LANES).fma(w, a1);
        a2 = load(dy, at + 2 * LANES).fma(w, a2);
        a3 = load(dy, at + 3 * LANES).fma(w, a3);
        a4 = load(dy, at + 4 * LANES).fma(w, a4);
      }
    }
    a0.intoArray(dx, dxAt);
    a1.intoArray(dx, dxAt + LANES);
    a2.intoArray(dx, dxAt + 2 * LANES);
    a3.intoArray(dx, dxAt + 3 * LANES);
    a4.intoArray(dx, dxAt + 4 * LANES);
  }

  /** 1 column of {@code dy} and one kernel column: adds to as many columns of {@code dx}. */
  private static void gradient1(
      PartialConvolutionSize s,
      int i,
      int from,
      int to,
      float[] p,
      int wAt,
      float[] dy,
      int dyAt,
      float[] dx,
      int dxAt) {
    int[] readerOffset = s.readerOffset;
    int[] readerWeight = s.readerWeight;
    int first = s.firstReader[i];
    int end = s.firstReader[i + 1];
    int kernel = s.full.kernel;
    int row = s.full.outColumns * LANES;
    FloatVector a0 = load(dx, dxAt);
    for (int kr = from; kr < to; kr++) {
      for (int n = first; n < end; n++) {
        FloatVector w = all(p[wAt + readerWeight[n] + kr * kernel]);
        int at = dyAt + readerOffset[n] - kr * row;
        a0 = load(dy, at).fma(w, a0);
      }
    }
    a0.intoArray(dx, dxAt);
  }
}
