package org.lenet5.simd;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static org.lenet5.kernel.Lanes.LANES;
import static org.lenet5.kernel.Winograd.A0;
import static org.lenet5.kernel.Winograd.A1;
import static org.lenet5.kernel.Winograd.A2;
import static org.lenet5.kernel.Winograd.A3;
import static org.lenet5.kernel.Winograd.N0;
import static org.lenet5.kernel.Winograd.N1;
import static org.lenet5.kernel.Winograd.N2;
import static org.lenet5.kernel.Winograd.N3;
import static org.lenet5.kernel.Winograd.Q00;
import static org.lenet5.kernel.Winograd.Q01;
import static org.lenet5.kernel.Winograd.Q02;
import static org.lenet5.kernel.Winograd.Q10;
import static org.lenet5.kernel.Winograd.Q11;
import static org.lenet5.kernel.Winograd.Q12;
import static org.lenet5.kernel.Winograd.Q20;
import static org.lenet5.kernel.Winograd.Q21;
import static org.lenet5.kernel.Winograd.Q22;
import static org.lenet5.kernel.Winograd.Q30;
import static org.lenet5.kernel.Winograd.Q31;
import static org.lenet5.kernel.Winograd.Q32;
import static org.lenet5.kernel.Winograd.TAPS;
import static org.lenet5.kernel.Winograd.TILE;
import static org.lenet5.simd.Vectors.SPECIES;
import static org.lenet5.simd.Vectors.WIDTH;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.lenet5.kernel.WinogradSize;

/**
 * {@link org.lenet5.kernel.LaneKernels#winogradInput}, {@code winogradOutput} and their gradients:
 * one tile of a row of a map at a time, in registers.
 */
final class WinogradTransforms {
  private WinogradTransforms() {}

  static void input(WinogradSize s, float[] x, int xAt, float[] v, int vAt) {
    int rows = s.full.inRows;
    int row = s.full.inColumns * LANES;
    for (int m = 0; m < s.full.inMaps; m++) {
      for (int t = 0; t < s.tiles; t++) {
        int from = xAt + m * rows * row + t * TILE * LANES;
        int to = vAt + (m * s.tiles + t) * rows * LANES;
        for (int lane = 0; lane < LANES; lane += WIDTH) {
          inputTiles(rows, row, x, from + lane, s.inputStride, v, to + lane);
        }
      }
    }
  }

  static void output(WinogradSize s, float[] m, int mAt, float[] y, int yAt) {
    int rows = s.full.outRows;
    int row = s.full.outColumns * LANES;
    for (int o = 0; o < s.full.outMaps; o++) {
      for (int t = 0; t < s.tiles; t++) {
        int from = mAt + (o * s.tiles + t) * rows * LANES;
        int to = yAt + o * rows * row + t * TILE * LANES;
        for (int lane = 0; lane < LANES; lane += WIDTH) {
          outputTiles(rows, s.outputStride, m, from + lane, row, y, to + lane);
        }
      }
    }
  }

  static void outputGradient(WinogradSize s, float[] dy, int dyAt, float[] dm, int dmAt) {
    int rows = s.full.outRows;
    int row = s.full.outColumns * LANES;
    for (int o = 0; o < s.full.outMaps; o++) {
      for (int t = 0; t < s.tiles; t++) {
        int from = dyAt + o * rows * row + t * TILE * LANES;
        int to = dmAt + (o * s.tiles + t) * rows * LANES;
        for (int lane = 0; lane < LANES; lane += WIDTH) {
          outputGradientTiles(rows, row, dy, from + lane, s.outputStride, dm, to + lane);
        }
      }
    }
  }

  static void inputGradient(WinogradSize s, float[] dv, int dvAt, float[] dx, int dxAt) {
    int rows = s.full.inRows;
    int row = s.full.inColumns * LANES;
    for (int n = 0; n < s.full.inMaps * rows; n++) { // what first tiles add to
      int at = dxAt + n * row;
      Arrays.fill(dx, at, at + (TAPS - 1) * LANES, 0);
    }
    for (int m = 0; m < s.full.inMaps; m++) {
      for (int t = 0; t < s.tiles; t++) {
        int from = dvAt + (m * s.tiles + t) * rows * LANES;
        int to = dxAt + m * rows * row + t * TILE * LANES;
        for (int lane = 0; lane < LANES; lane += WIDTH) {
          inputGradientTiles(rows, s.inputStride, dv, from + lane, row, dx, to + lane);
        }
      }
    }
  }

  private static void inputTiles(
      int rows, int row, float[] x, int xAt, int stride, float[] v, int vAt) {
    for (int r = 0; r < rows; r++) {
      int at = xAt + r * row;
      int to = vAt + r * LANES;
      FloatVector d0 = fromArray(SPECIES, x, at);
      FloatVector d2 = fromArray(SPECIES, x, at + 2 * LANES);
      FloatVector d4 = fromArray(SPECIES, x, at + 4 * LANES);
      FloatVector d6 = fromArray(SPECIES, x, at + 6 * LANES);
      FloatVector d1 = fromArray(SPECIES, x, at + LANES);
      FloatVector d3 = fromArray(SPECIES, x, at + 3 * LANES);
      FloatVector d5 = fromArray(SPECIES, x, at + 5 * LANES);
      FloatVector d7 = fromArray(SPECIES, x, at + 7 * LANES);
      FloatVector o =
          d1.fma(
              broadcast(SPECIES, Q00),
              d3.fma(broadcast(SPECIES, Q01), d5.fma(broadcast(SPECIES, Q02), d7)));
      FloatVector e =
          d0.fma(
              broadcast(SPECIES, Q00),
              d2.fma(broadcast(SPECIES, Q01), d4.fma(broadcast(SPECIES, Q02), d6)));
      e.fma(broadcast(SPECIES, A0), o).intoArray(v, to);
      e.fma(broadcast(SPECIES, -A0), o).intoArray(v, to + stride);
      o =
          d1.fma(
              broadcast(SPECIES, Q10),
              d3.fma(broadcast(SPECIES, Q11), d5.fma(broadcast(SPECIES, Q12), d7)));
      e =
          d0.fma(
              broadcast(SPECIES, Q10),
              d2.fma(broadcast(SPECIES, Q11), d4.fma(broadcast(SPECIES, Q12), d6)));
      e.fma(broadcast(SPECIES, A1), o).intoArray(v, to + 2 * stride);
      e.fma(broadcast(SPECIES, -A1), o).intoArray(v, to + 3 * stride);
      o =
          d1.fma(
              broadcast(SPECIES, Q20),
              d3.fma(broadcast(SPECIES, Q21), d5.fma(broadcast(SPECIES, Q22), d7)));
      e =
          d0.fma(
              broadcast(SPECIES, Q20),
              d2.fma(broadcast(SPECIES, Q21), d4.fma(broadcast(SPECIES, Q22), d6)));
      e.fma(broadcast(SPECIES, A2), o).intoArray(v, to + 4 * stride);
      e.fma(broadcast(SPECIES, -A2), o).intoArray(v, to + 5 * stride);
      o =
          d1.fma(
              broadcast(SPECIES, Q30),
              d3.fma(broadcast(SPECIES, Q31), d5.fma(broadcast(SPECIES, Q32), d7)));
      e =
          d0.fma(
              broadcast(SPECIES, Q30),
              d2.fma(broadcast(SPECIES, Q31), d4.fma(broadcast(SPECIES, Q32), d6)));
      e.fma(broadcast(SPECIES, A3), o).intoArray(v, to + 6 * stride);
      e.fma(broadcast(SPECIES, -A3), o).intoArray(v, to + 7 * stride);
      FloatVector d8 = fromArray(SPECIES, x, at + 8 * LANES);
      d0.fma(
              broadcast(SPECIES, N0),
              d2.fma(
                  broadcast(SPECIES, N1),
                  d4.fma(broadcast(SPECIES, N2), d6.fma(broadcast(SPECIES, N3), d8))))
          .intoArray(v, to + 8 * stride);
    }
  }

  private static void outputTiles(
      int rows, int stride, float[] m, int mAt, int row, float[] y, int yAt) {
    for (int r = 0; r < rows; r++) {
      int at = mAt + r * LANES;
      int to = yAt + r * row;
      FloatVector p = fromArray(SPECIES, m, at);
      FloatVector n = fromArray(SPECIES, m, at + stride);
      FloatVector s0 = p.add(n);
      FloatVector t0 = p.sub(n);
      p = fromArray(SPECIES, m, at + 2 * stride);
      n = fromArray(SPECIES, m, at + 3 * stride);
      FloatVector s1 = p.add(n);
      FloatVector t1 = p.sub(n);
      p = fromArray(SPECIES, m, at + 4 * stride);
      n = fromArray(SPECIES, m, at + 5 * stride);
      FloatVector s2 = p.add(n);
      FloatVector t2 = p.sub(n);
      p = fromArray(SPECIES, m, at + 6 * stride);
      n = fromArray(SPECIES, m, at + 7 * stride);
      FloatVector s3 = p.add(n);
      FloatVector t3 = p.sub(n);
      FloatVector infinity = fromArray(SPECIES, m, at + 8 * stride);
      s0.add(s1).add(s2).add(s3).intoArray(y, to);
      t3.fma(
              broadcast(SPECIES, A3),
              t2.fma(
                  broadcast(SPECIES, A2),
                  t1.fma(broadcast(SPECIES, A1), t0.mul(broadcast(SPECIES, A0)))))
          .intoArray(y, to + LANES);
      s3.fma(
              broadcast(SPECIES, A3 * A3),
              s2.fma(
                  broadcast(SPECIES, A2 * A2),
                  s1.fma(broadcast(SPECIES, A1 * A1), s0.mul(broadcast(SPECIES, A0 * A0)))))
          .intoArray(y, to + 2 * LANES);
      t3.fma(
              broadcast(SPECIES, A3 * A3 * A3),
              t2.fma(
                  broadcast(SPECIES, A2 * A2 * A2),
                  t1.fma(
                      broadcast(SPECIES, A1 * A1 * A1), t0.mul(broadcast(SPECIES, A0 * A0 * A0)))))
          .intoArray(y, to + 3 * LANES);
      s3.fma(
              broadcast(SPECIES, A3 * A3 * A3 * A3),
              s2.fma(
                  broadcast(SPECIES, A2 * A2 * A2 * A2),
                  s1.fma(
                      broadcast(SPECIES, A1 * A1 * A1 * A1),
                      s0.fma(broadcast(SPECIES, A0 * A0 * A0 * A0), infinity))))
          .intoArray(y, to + 4 * LANES);
    }
  }

  private static void outputGradientTiles(
      int rows, int row, float[] dy, int dyAt, int stride, float[] dm, int dmAt) {
    for (int r = 0; r < rows; r++) {
      int at = dyAt + r * row;
      int to = dmAt + r * LANES;
      FloatVector y0 = fromArray(SPECIES, dy, at);
      FloatVector y1 = fromArray(SPECIES, dy, at + LANES);
      FloatVector y2 = fromArray(SPECIES, dy, at + 2 * LANES);
      FloatVector y3 = fromArray(SPECIES, dy, at + 3 * LANES);
      FloatVector y4 = fromArray(SPECIES, dy, at + 4 * LANES);
      FloatVector e =
          y4.fma(broadcast(SPECIES, A0 * A0 * A0 * A0), y2.fma(broadcast(SPECIES, A0 * A0), y0));
      FloatVector o = y3.fma(broadcast(SPECIES, A0 * A0 * A0), y1.mul(broadcast(SPECIES, A0)));
      e.add(o).intoArray(dm, to);
      e.sub(o).intoArray(dm, to + stride);
      e = y4.fma(broadcast(SPECIES, A1 * A1 * A1 * A1), y2.fma(broadcast(SPECIES, A1 * A1), y0));
      o = y3.fma(broadcast(SPECIES, A1 * A1 * A1), y1.mul(broadcast(SPECIES, A1)));
      e.add(o).intoArray(dm, to + 2 * stride);
      e.sub(o).intoArray(dm, to + 3 * stride);
      e = y4.fma(broadcast(SPECIES, A2 * A2 * A2 * A2), y2.fma(broadcast(SPECIES, A2 * A2), y0));
      o = y3.fma(broadcast(SPECIES, A2 * A2 * A2), y1.mul(broadcast(SPECIES, A2)));
      e.add(o).intoArray(dm, to + 4 * stride);
      e.sub(o).intoArray(dm, to + 5 * stride);
      e = y4.fma(broadcast(SPECIES, A3 * A3 * A3 * A3), y2.fma(broadcast(SPECIES, A3 * A3), y0));
      o = y3.fma(broadcast(SPECIES, A3 * A3 * A3), y1.mul(broadcast(SPECIES, A3)));
      e.add(o).intoArray(dm, to + 6 * stride);
      e.sub(o).intoArray(dm, to + 7 * stride);
      y4.intoArray(dm, to + 8 * stride);
    }
  }

  private static void inputGradientTiles(
      int rows, int stride, float[] dv, int dvAt, int row, float[] dx, int dxAt) {
    for (int r = 0; r < rows; r++) {
      int at = dvAt + r * LANES;
      int to = dxAt + r * row;
      FloatVector p = fromArray(SPECIES, dv, at);
      FloatVector n = fromArray(SPECIES, dv, at + stride);
      FloatVector s0 = p.add(n);
      FloatVector t0 = p.sub(n).mul(broadcast(SPECIES, A0));
      p = fromArray(SPECIES, dv, at + 2 * stride);
      n = fromArray(SPECIES, dv, at + 3 * stride);
      FloatVector s1 = p.add(n);
      FloatVector t1 = p.sub(n).mul(broadcast(SPECIES, A1));
      p = fromArray(SPECIES, dv, at + 4 * stride);
      n = fromArray(SPECIES, dv, at + 5 * stride);
      FloatVector s2 = p.add(n);
      FloatVector t2 = p.sub(n).mul(broadcast(SPECIES, A2));
      p = fromArray(SPECIES, dv, at + 6 * stride);
      n = fromArray(SPECIES, dv, at + 7 * stride);
      FloatVector s3 = p.add(n);
      FloatVector t3 = p.sub(n).mul(broadcast(SPECIES, A3));
      FloatVector infinity = fromArray(SPECIES, dv, at + 8 * stride);
      s3.fma(
              broadcast(SPECIES, Q30),
              s2.fma(
                  broadcast(SPECIES, Q20),
                  s1.fma(broadcast(SPECIES, Q10), s0.mul(broadcast(SPECIES, Q00)))))
          .add(fromArray(SPECIES, dx, to + LANES))
          .intoArray(dx, to + LANES);
      s3.fma(
              broadcast(SPECIES, Q31),
              s2.fma(
                  broadcast(SPECIES, Q21),
                  s1.fma(broadcast(SPECIES, Q11), s0.mul(broadcast(SPECIES, Q01)))))
          .add(fromArray(SPECIES, dx, to + 3 * LANES))
          .intoArray(dx, to + 3 * LANES);
      s3.fma(
              broadcast(SPECIES, Q32),
              s2.fma(
                  broadcast(SPECIES, Q22),
                  s1.fma(broadcast(SPECIES, Q12), s0.mul(broadcast(SPECIES, Q02)))))
          .intoArray(dx, to + 5 * LANES);
      s0.add(s1).add(s2).add(s3).intoArray(dx, to + 7 * LANES);
      t3.fma(
              broadcast(SPECIES, Q30),
              t2.fma(
                  broadcast(SPECIES, Q20),
                  t1.fma(
                      broadcast(SPECIES, Q10),
                      t0.fma(broadcast(SPECIES, Q00), infinity.mul(broadcast(SPECIES, N0))))))
          .add(fromArray(SPECIES, dx, to))
          .intoArray(dx, to);
      t3.fma(
              broadcast(SPECIES, Q31),
              t2.fma(
                  broadcast(SPECIES, Q21),
                  t1.fma(
                      broadcast(SPECIES, Q11),
                      t0.fma(broadcast(SPECIES, Q01), infinity.mul(broadcast(SPECIES, N1))))))
          .add(fromArray(SPECIES, dx, to + 2 * LANES))
          .intoArray(dx, to + 2 * LANES);
      t3.fma(
              broadcast(SPECIES, Q32),
              t2.fma(
                  broadcast(SPECIES, Q22),
                  t1.fma(
                      broadcast(SPECIES, Q12),
                      t0.fma(broadcast(SPECIES, Q02), infinity.mul(broadcast(SPECIES, N2))))))
          .intoArray(dx, to + 4 * LANES);
      infinity
          .fma(broadcast(SPECIES, N3), t0.add(t1).add(t2).add(t3))
          .intoArray(dx, to + 6 * LANES);
      infinity.intoArray(dx, to + 8 * LANES);
    }
  }
}
