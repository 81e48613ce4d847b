package org.lenet5.simd;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static org.lenet5.kernel.Lanes.LANES;
import static org.lenet5.simd.Vectors.SPECIES;
import static org.lenet5.simd.Vectors.WIDTH;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.lenet5.kernel.PoolSize;
import org.lenet5.kernel.Tanh;

/** {@link org.lenet5.kernel.LaneKernels#tanhAveragePool} and its gradient. */
final class TanhPooling {
  private TanhPooling() {}

  static void forward(PoolSize s, float[] x, int xAt, float[] y, int yAt) {
    int maps = s.maps();
    int rows = s.rows();
    int columns = s.columns();
    int window = s.window();
    float scale = 1f / (window * window);
    int row = columns * LANES;
    int inside = columns / window * window * LANES;
    int to = yAt;
    for (int m = 0; m < maps; m++) {
      int from = xAt + m * rows * row;
      int end = from + rows * row;
      for (int r = 0; r < rows / window; r++) {
        for (int n = 0; n < inside; n += window * LANES) {
          for (int lane = 0; lane < LANES; lane += WIDTH) {
            mean(window, row, scale, x, from + n + lane, y, to + lane);
          }
          to += LANES;
        }
        for (int i = 0; i < window; i++, from += row) {
          TanhForward.tanh(x, from + inside, from + row);
        }
      }
      TanhForward.tanh(x, from, end);
    }
  }

  /**
   * The tangents of one window, as in {@link TanhForward} and not by it, see {@link Vectors}, and
   * their mean: additions and stores find room beside the divisions.
   */
  private static void mean(
      int window, int row, float scale, float[] x, int xAt, float[] y, int yAt) {
    FloatVector sum = broadcast(SPECIES, 0);
    for (int i = 0; i < window; i++) {
      for (int j = 0; j < window; j++) {
        int at = xAt + i * row + j * LANES;
        FloatVector v = fromArray(SPECIES, x, at);
        v = v.blend(Tanh.LIMIT, v.compare(VectorOperators.GT, Tanh.LIMIT));
        v = v.blend(-Tanh.LIMIT, v.compare(VectorOperators.LT, -Tanh.LIMIT));
        FloatVector t = v.mul(v);
        FloatVector a =
            v.mul(t).fma(t.fma(broadcast(SPECIES, Tanh.P2), broadcast(SPECIES, Tanh.P1)), v);
        FloatVector w =
            t.fma(broadcast(SPECIES, Tanh.Q3), broadcast(SPECIES, Tanh.Q2))
                .fma(t, broadcast(SPECIES, Tanh.Q1))
                .mul(t);
        FloatVector d = w.fma(w.add(2), a.mul(0.25f).mul(a)).add(1);
        v = a.fma(w, a).div(d);
        v.intoArray(x, at);
        sum = sum.add(v);
      }
    }
    sum.mul(scale).intoArray(y, yAt);
  }

  /** With a constant window, as {@link SubsamplingForward}. */
  static void gradient(PoolSize s, float[] dy, int dyAt, float[] x, int xAt) {
    if (s.window() == 2) {
      gradient(s, 2, dy, dyAt, x, xAt);
    } else {
      gradient(s, s.window(), dy, dyAt, x, xAt);
    }
  }

  private static void gradient(PoolSize s, int window, float[] dy, int dyAt, float[] x, int xAt) {
    int maps = s.maps();
    int rows = s.rows();
    int columns = s.columns();
    float scale = 1f / (window * window);
    int outRows = s.outRows();
    int outColumns = s.outColumns();
    for (int m = 0; m < maps; m++) {
      for (int r = 0; r < rows; r++) {
        int to = xAt + (m * rows + r) * columns * LANES;
        int inside = r / window < outRows ? outColumns : 0;
        int from = dyAt + (m * outRows + r / window) * outColumns * LANES;
        for (int c = 0; c < inside; c++) {
          for (int lane = 0; lane < LANES; lane += WIDTH) {
            FloatVector d = fromArray(SPECIES, dy, from + c * LANES + lane).mul(scale);
            for (int j = 0; j < window; j++) {
              int at = to + (c * window + j) * LANES + lane;
              FloatVector v = fromArray(SPECIES, x, at);
              d.mul(v.neg().fma(v, broadcast(SPECIES, 1))).intoArray(x, at);
            }
          }
        }
        Arrays.fill(x, to + inside * window * LANES, to + columns * LANES, 0);
      }
    }
  }
}
