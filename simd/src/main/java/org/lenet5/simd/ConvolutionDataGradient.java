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

/**
 * {@link org.lenet5.kernel.LaneKernels#convolutionDataGradient}: tiles of input maps x columns. The
 * kernel rows of an input row that lie inside dy are one range, so that no tile meets an edge.
 *
 * <p>Column c of dy reaches column c + kc of dx. Columns of dy descend in the outermost loop, so
 * that each sum meets kc in ascending order, and the five rows of dy that an input row needs stay
 * in the first cache for all input maps and kc; the next row needs one more.
 */
final class ConvolutionDataGradient {
  private ConvolutionDataGradient() {}

  static void run(
      ConvolutionSize s, float[] p, int wAt, float[] dy, int dyAt, float[] dx, int dxAt) {
    Arrays.fill(dx, dxAt, dxAt + s.inputLength(), 0);
    int maps = s.inMaps < 3 ? 1 : FEW_REGISTERS || s.inMaps % 3 == 1 ? 2 : 3;
    for (int c = s.outColumns; c > 0; ) {
      int columns = maps > 1 && c >= 5 ? 5 : 1;
      c -= columns;
      for (int r = 0; r < s.inRows; r++) {
        for (int i = 0; i < s.inMaps; ) {
          int m = Math.min(maps, s.inMaps - i);
          for (int lane = 0; lane < LANES; lane += WIDTH) {
            tiles(s, p, wAt, dy, dyAt + lane, r, c, columns, i, m, dx, dxAt + lane);
          }
          i += m;
        }
      }
    }
  }

  /** All kernel columns, for row {@code r}, {@code columns} of dy and {@code maps} input maps. */
  private static void tiles(
      ConvolutionSize s,
      float[] p,
      int wAt,
      float[] dy,
      int dyAt,
      int r,
      int c,
      int columns,
      int i,
      int maps,
      float[] dx,
      int dxAt) {
    int first = Math.max(0, r - s.outRows + 1);
    int end = Math.min(s.kernelRows, r + 1);
    int mapWeights = s.kernelRows * s.kernelColumns;
    int map = s.inRows * s.inColumns * LANES;
    int from = dyAt + (r * s.outColumns + c) * LANES;
    for (int kc = 0; kc < s.kernelColumns; kc++) {
      int to = dxAt + i * map + (r * s.inColumns + c + kc) * LANES;
      for (int kr = first; kr < end; kr++) {
        int w = wAt + i * mapWeights + kr * s.kernelColumns + kc;
        int at = from - kr * s.outColumns * LANES;
        switch (10 * maps + columns) {
          case 35 -> tile3x5(s, p, w, dy, at, dx, to);
          case 25 -> tile2x5(s, p, w, dy, at, dx, to);
          default -> {
            for (int m = 0; m < maps; m++) {
              for (int n = 0; n < columns * LANES; n += LANES) {
                tile1x1(s, p, w + m * mapWeights, dy, at + n, dx, to + m * map + n);
              }
            }
          }
        }
      }
    }
  }

  /** 3 input maps, 5 columns, all output maps. */
  private static void tile3x5(
      ConvolutionSize s, float[] p, int wAt, float[] dy, int dyAt, float[] dx, int dxAt) {
    int dyMap = s.positions * LANES;
    int map = s.inRows * s.inColumns * LANES;
    int mapWeights = s.kernelRows * s.kernelColumns;
    FloatVector a00 = fromArray(SPECIES, dx, dxAt);
    FloatVector a01 = fromArray(SPECIES, dx, dxAt + LANES);
    FloatVector a02 = fromArray(SPECIES, dx, dxAt + 2 * LANES);
    FloatVector a03 = fromArray(SPECIES, dx, dxAt + 3 * LANES);
    FloatVector a04 = fromArray(SPECIES, dx, dxAt + 4 * LANES);
    FloatVector a10 = fromArray(SPECIES, dx, dxAt + map);
    FloatVector a11 = fromArray(SPECIES, dx, dxAt + map + LANES);
    FloatVector a12 = fromArray(SPECIES, dx, dxAt + map + 2 * LANES);
    FloatVector a13 = fromArray(SPECIES, dx, dxAt + map + 3 * LANES);
    FloatVector a14 = fromArray(SPECIES, dx, dxAt + map + 4 * LANES);
    FloatVector a20 = fromArray(SPECIES, dx, dxAt + 2 * map);
    FloatVector a21 = fromArray(SPECIES, dx, dxAt + 2 * map + LANES);
    FloatVector a22 = fromArray(SPECIES, dx, dxAt + 2 * map + 2 * LANES);
    FloatVector a23 = fromArray(SPECIES, dx, dxAt + 2 * map + 3 * LANES);
    FloatVector a24 = fromArray(SPECIES, dx, dxAt + 2 * map + 4 * LANES);
    for (int o = 0; o < s.outMaps; o++) {
      int at = dyAt + o * dyMap;
      int w = wAt + o * s.taps;
      FloatVector w0 = broadcast(SPECIES, p[w]);
      FloatVector w1 = broadcast(SPECIES, p[w + mapWeights]);
      FloatVector w2 = broadcast(SPECIES, p[w + 2 * mapWeights]);
      FloatVector v = fromArray(SPECIES, dy, at);
      a00 = v.fma(w0, a00);
      a10 = v.fma(w1, a10);
      a20 = v.fma(w2, a20);
      v = fromArray(SPECIES, dy, at + LANES);
      a01 = v.fma(w0, a01);
      a11 = v.fma(w1, a11);
      a21 = v.fma(w2, a21);
      v = fromArray(SPECIES, dy, at + 2 * LANES);
      a02 = v.fma(w0, a02);
      a12 = v.fma(w1, a12);
      a22 = v.fma(w2, a22);
      v = fromArray(SPECIES, dy, at + 3 * LANES);
      a03 = v.fma(w0, a03);
      a13 = v.fma(w1, a13);
      a23 = v.fma(w2, a23);
      v = fromArray(SPECIES, dy, at + 4 * LANES);
      a04 = v.fma(w0, a04);
      a14 = v.fma(w1, a14);
      a24 = v.fma(w2, a24);
    }
    a00.intoArray(dx, dxAt);
    a01.intoArray(dx, dxAt + LANES);
    a02.intoArray(dx, dxAt + 2 * LANES);
    a03.intoArray(dx, dxAt + 3 * LANES);
    a04.intoArray(dx, dxAt + 4 * LANES);
    a10.intoArray(dx, dxAt + map);
    a11.intoArray(dx, dxAt + map + LANES);
    a12.intoArray(dx, dxAt + map + 2 * LANES);
    a13.intoArray(dx, dxAt + map + 3 * LANES);
    a14.intoArray(dx, dxAt + map + 4 * LANES);
    a20.intoArray(dx, dxAt + 2 * map);
    a21.intoArray(dx, dxAt + 2 * map + LANES);
    a22.intoArray(dx, dxAt + 2 * map + 2 * LANES);
    a23.intoArray(dx, dxAt + 2 * map + 3 * LANES);
    a24.intoArray(dx, dxAt + 2 * map + 4 * LANES);
  }

  /** The same for 16 registers. */
  private static void tile2x5(
      ConvolutionSize s, float[] p, int wAt, float[] dy, int dyAt, float[] dx, int dxAt) {
    int dyMap = s.positions * LANES;
    int map = s.inRows * s.inColumns * LANES;
    int mapWeights = s.kernelRows * s.kernelColumns;
    FloatVector a00 = fromArray(SPECIES, dx, dxAt);
    FloatVector a01 = fromArray(SPECIES, dx, dxAt + LANES);
    FloatVector a02 = fromArray(SPECIES, dx, dxAt + 2 * LANES);
    FloatVector a03 = fromArray(SPECIES, dx, dxAt + 3 * LANES);
    FloatVector a04 = fromArray(SPECIES, dx, dxAt + 4 * LANES);
    FloatVector a10 = fromArray(SPECIES, dx, dxAt + map);
    FloatVector a11 = fromArray(SPECIES, dx, dxAt + map + LANES);
    FloatVector a12 = fromArray(SPECIES, dx, dxAt + map + 2 * LANES);
    FloatVector a13 = fromArray(SPECIES, dx, dxAt + map + 3 * LANES);
    FloatVector a14 = fromArray(SPECIES, dx, dxAt + map + 4 * LANES);
    for (int o = 0; o < s.outMaps; o++) {
      int at = dyAt + o * dyMap;
      int w = wAt + o * s.taps;
      FloatVector w0 = broadcast(SPECIES, p[w]);
      FloatVector w1 = broadcast(SPECIES, p[w + mapWeights]);
      FloatVector v = fromArray(SPECIES, dy, at);
      a00 = v.fma(w0, a00);
      a10 = v.fma(w1, a10);
      v = fromArray(SPECIES, dy, at + LANES);
      a01 = v.fma(w0, a01);
      a11 = v.fma(w1, a11);
      v = fromArray(SPECIES, dy, at + 2 * LANES);
      a02 = v.fma(w0, a02);
      a12 = v.fma(w1, a12);
      v = fromArray(SPECIES, dy, at + 3 * LANES);
      a03 = v.fma(w0, a03);
      a13 = v.fma(w1, a13);
      v = fromArray(SPECIES, dy, at + 4 * LANES);
      a04 = v.fma(w0, a04);
      a14 = v.fma(w1, a14);
    }
    a00.intoArray(dx, dxAt);
    a01.intoArray(dx, dxAt + LANES);
    a02.intoArray(dx, dxAt + 2 * LANES);
    a03.intoArray(dx, dxAt + 3 * LANES);
    a04.intoArray(dx, dxAt + 4 * LANES);
    a10.intoArray(dx, dxAt + map);
    a11.intoArray(dx, dxAt + map + LANES);
    a12.intoArray(dx, dxAt + map + 2 * LANES);
    a13.intoArray(dx, dxAt + map + 3 * LANES);
    a14.intoArray(dx, dxAt + map + 4 * LANES);
  }

  /** One map, one column. */
  private static void tile1x1(
      ConvolutionSize s, float[] p, int wAt, float[] dy, int dyAt, float[] dx, int dxAt) {
    int dyMap = s.positions * LANES;
    FloatVector a00 = fromArray(SPECIES, dx, dxAt);
    for (int o = 0; o < s.outMaps; o++) {
      int at = dyAt + o * dyMap;
      int w = wAt + o * s.taps;
      FloatVector w0 = broadcast(SPECIES, p[w]);
      FloatVector v = fromArray(SPECIES, dy, at);
      a00 = v.fma(w0, a00);
    }
    a00.intoArray(dx, dxAt);
  }
}
