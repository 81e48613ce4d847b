package org.lenet5.simd;

import static org.lenet5.nn.kernel.Kernels.LANES;
import static org.lenet5.simd.Vectors.WIDTH;
import static org.lenet5.simd.Vectors.all;
import static org.lenet5.simd.Vectors.load;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.lenet5.nn.kernel.ConvolutionSize;

/**
 * {@link org.lenet5.nn.kernel.Kernels#convolutionDataGradient}: for each kernel column, tiles of
 * input maps x columns whose sums stay in registers over kernel rows and output maps, whose terms
 * inside dy are one range of the tables.
 */
final class ConvolutionDataGradient {
  private ConvolutionDataGradient() {}

  static void run(ConvolutionSize s, float[] p, int wAt, float[] dy, float[] dx) {
    int maps = s.inMaps < 3 ? 1 : 3;
    for (int r = 0; r < s.inRows; r++) {
      for (int i = 0; i < s.inMaps; i += maps) {
        for (int lane = 0; lane < LANES; lane += WIDTH) {
          row(s, p, wAt, dy, r, lane, dx, Math.min(i, s.inMaps - maps), maps);
        }
      }
    }
  }

  /** Row {@code r} of {@code maps} input maps from {@code i}: */
  private static void row(
      ConvolutionSize s,
      float[] p,
      int wAt,
      float[] dy,
      int r,
      int lane,
      float[] dx,
      int i,
      int maps) {
    int mapLength = s.inRows * s.inColumns * LANES;
    int dxAt = i * mapLength + r * s.inColumns * LANES + lane;
    if (lane == 0) {
      for (int m = 0; m < maps; m++) {
        int at = dxAt + m * mapLength;
        Arrays.fill(dx, at, at + s.inColumns * LANES, 0);
      }
    }
    int mapWeights = s.kernel * s.kernel;
    int w = wAt + i * mapWeights;
    int from = Math.max(0, r - s.outRows + 1) * s.outMaps;
    int to = Math.min(s.kernel, r + 1) * s.outMaps;
    int dyAt = r * s.outColumns * LANES + lane;
    for (int c = s.outColumns; c > 0; ) {
      boolean wide = maps == 3 && c >= 5;
      c -= wide ? 5 : 1;
      int at = dyAt + c * LANES;
      for (int kc = 0; kc < s.kernel; kc++) {
        int to3 = dxAt + (c + kc) * LANES;
        if (wide) {
          tile3x5(s,
              from,
              to,
              p,
              w + kc,
              mapWeights,
              dy,
              at,
              dx,
              to3,
              mapLength);
        } else {
          for (int m = 0; m < maps; m++) {
            tile1x1(
                s.gradientOffset,
                s.gradientWeight,
                from,
                to,
                p,
                w + kc + m * mapWeights,
                mapWeights,
                dy,
                at,
                dx,
                to3 + m * mapLength,
                mapLength);
          }
        }
      }
    }
  }

  private static void tile3x5(
      ConvolutionSize s,
      
      int from,
      int to,
      float[] p,
      int wAt,
      int mapWeights,
      float[] dy,
      int dyAt,
      float[] dx,
      int dxAt,
      int mapLength) {
    FloatVector a00 = load(dx, dxAt + 0 * mapLength + 0 * LANES);
    FloatVector a01 = load(dx, dxAt + 0 * mapLength + 1 * LANES);
    FloatVector a02 = load(dx, dxAt + 0 * mapLength + 2 * LANES);
    FloatVector a03 = load(dx, dxAt + 0 * mapLength + 3 * LANES);
    FloatVector a04 = load(dx, dxAt + 0 * mapLength + 4 * LANES);
    FloatVector a10 = load(dx, dxAt + 1 * mapLength + 0 * LANES);
    FloatVector a11 = load(dx, dxAt + 1 * mapLength + 1 * LANES);
    FloatVector a12 = load(dx, dxAt + 1 * mapLength + 2 * LANES);
    FloatVector a13 = load(dx, dxAt + 1 * mapLength + 3 * LANES);
    FloatVector a14 = load(dx, dxAt + 1 * mapLength + 4 * LANES);
    FloatVector a20 = load(dx, dxAt + 2 * mapLength + 0 * LANES);
    FloatVector a21 = load(dx, dxAt + 2 * mapLength + 1 * LANES);
    FloatVector a22 = load(dx, dxAt + 2 * mapLength + 2 * LANES);
    FloatVector a23 = load(dx, dxAt + 2 * mapLength + 3 * LANES);
    FloatVector a24 = load(dx, dxAt + 2 * mapLength + 4 * LANES);
    int maps = s.outMaps;
    int taps = s.taps;
    int dyLength = s.positions * LANES;
    for (int kr = from / maps; kr < to / maps; kr++) {
      int at = dyAt - kr * s.outColumns * LANES;
      int w = wAt + kr * s.kernel;
      for (int o = 0; o < maps; o++, at += dyLength, w += taps) {
      FloatVector w0 = all(p[w + 0 * mapWeights]);
      FloatVector w1 = all(p[w + 1 * mapWeights]);
      FloatVector w2 = all(p[w + 2 * mapWeights]);
      FloatVector v;
      v = load(dy, at + 0 * LANES);
      a00 = v.fma(w0, a00);
      a10 = v.fma(w1, a10);
      a20 = v.fma(w2, a20);
      v = load(dy, at + 1 * LANES);
      a01 = v.fma(w0, a01);
      a11 = v.fma(w1, a11);
      a21 = v.fma(w2, a21);
      v = load(dy, at + 2 * LANES);
      a02 = v.fma(w0, a02);
      a12 = v.fma(w1, a12);
      a22 = v.fma(w2, a22);
      v = load(dy, at + 3 * LANES);
      a03 = v.fma(w0, a03);
      a13 = v.fma(w1, a13);
      a23 = v.fma(w2, a23);
      v = load(dy, at + 4 * LANES);
      a04 = v.fma(w0, a04);
      a14 = v.fma(w1, a14);
      a24 = v.fma(w2, a24);
    }}
    a00.intoArray(dx, dxAt + 0 * mapLength + 0 * LANES);
    a01.intoArray(dx, dxAt + 0 * mapLength + 1 * LANES);
    a02.intoArray(dx, dxAt + 0 * mapLength + 2 * LANES);
    a03.intoArray(dx, dxAt + 0 * mapLength + 3 * LANES);
    a04.intoArray(dx, dxAt + 0 * mapLength + 4 * LANES);
    a10.intoArray(dx, dxAt + 1 * mapLength + 0 * LANES);
    a11.intoArray(dx, dxAt + 1 * mapLength + 1 * LANES);
    a12.intoArray(dx, dxAt + 1 * mapLength + 2 * LANES);
    a13.intoArray(dx, dxAt + 1 * mapLength + 3 * LANES);
    a14.intoArray(dx, dxAt + 1 * mapLength + 4 * LANES);
    a20.intoArray(dx, dxAt + 2 * mapLength + 0 * LANES);
    a21.intoArray(dx, dxAt + 2 * mapLength + 1 * LANES);
    a22.intoArray(dx, dxAt + 2 * mapLength + 2 * LANES);
    a23.intoArray(dx, dxAt + 2 * mapLength + 3 * LANES);
    a24.intoArray(dx, dxAt + 2 * mapLength + 4 * LANES);
  }

  private static void tile1x1(
      int[] offset,
      int[] weight,
      int from,
      int to,
      float[] p,
      int wAt,
      int mapWeights,
      float[] dy,
      int dyAt,
      float[] dx,
      int dxAt,
      int mapLength) {
    FloatVector a00 = load(dx, dxAt + 0 * mapLength + 0 * LANES);
    for (int t = from; t < to; t++) {
      int w = wAt + weight[t];
      int at = dyAt + offset[t];
      FloatVector w0 = all(p[w + 0 * mapWeights]);
      FloatVector v;
      v = load(dy, at + 0 * LANES);
      a00 = v.fma(w0, a00);
    }
    a00.intoArray(dx, dxAt + 0 * mapLength + 0 * LANES);
  }
}
