package org.lenet5.simd;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static org.lenet5.nn.kernel.Kernels.LANES;
import static org.lenet5.simd.Vectors.SPECIES;
import static org.lenet5.simd.Vectors.WIDTH;
import static org.lenet5.simd.Vectors.sumLanes;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** {@link org.lenet5.nn.kernel.Kernels#subsampling} and its gradients. */
final class Subsampling {
  private Subsampling() {}

  static void forward(
      int maps,
      int rows,
      int columns,
      int window,
      float[] p,
      int wAt,
      int bAt,
      float[] x,
      int xAt,
      float[] y,
      int yAt) {
    int outRows = rows / window;
    int outColumns = columns / window;
    int to = yAt;
    for (int m = 0; m < maps; m++) {
      for (int r = 0; r < outRows; r++) {
        int from = xAt + (m * rows + r * window) * columns * LANES;
        for (int n = 0; n < outColumns * LANES; n += WIDTH) {
          int at = from + n / LANES * window * LANES + n % LANES;
          unit(window, columns * LANES, p[wAt + m], p[bAt + m], x, at, y, to + n);
        }
        to += outColumns * LANES;
      }
    }
  }

  private static void unit(
      int window, int row, float w, float b, float[] x, int xAt, float[] y, int yAt) {
    FloatVector sum = broadcast(SPECIES, 0);
    for (int i = 0; i < window; i++) {
      for (int j = 0; j < window; j++) {
        sum = sum.add(fromArray(SPECIES, x, xAt + i * row + j * LANES));
      }
    }
    sum.fma(broadcast(SPECIES, w), broadcast(SPECIES, b)).intoArray(y, yAt);
  }

  static void dataGradient(
      int maps,
      int rows,
      int columns,
      int window,
      float[] p,
      int wAt,
      float[] dy,
      int dyAt,
      float[] dx,
      int dxAt) {
    int outRows = rows / window;
    int outColumns = columns / window;
    for (int m = 0; m < maps; m++) {
      FloatVector w = broadcast(SPECIES, p[wAt + m]);
      for (int r = 0; r < rows; r++) {
        int to = dxAt + (m * rows + r) * columns * LANES;
        int inside = r / window < outRows ? outColumns * window : 0;
        int from = dyAt + (m * outRows + r / window) * outColumns * LANES;
        for (int c = 0; c < inside; c++) {
          for (int lane = 0; lane < LANES; lane += WIDTH) {
            fromArray(SPECIES, dy, from + c / window * LANES + lane)
                .mul(w)
                .intoArray(dx, to + c * LANES + lane);
          }
        }
        Arrays.fill(dx, to + inside * LANES, to + columns * LANES, 0);
      }
    }
  }

  static void weightGradient(
      int maps,
      int rows,
      int columns,
      int window,
      float[] x,
      int xAt,
      float[] dy,
      int dyAt,
      float[] dp,
      int wAt,
      int bAt) {
    int outRows = rows / window;
    int outColumns = columns / window;
    float[] sums = new float[2 * LANES];
    for (int m = 0; m < maps; m++) {
      int from = xAt + m * rows * columns * LANES;
      int at = dyAt + m * outRows * outColumns * LANES;
      for (int lane = 0; lane < LANES; lane += WIDTH) {
        map(outRows, outColumns, columns, window, x, from + lane, dy, at + lane, sums, lane);
      }
      dp[wAt + m] += sumLanes(sums, 0);
      dp[bAt + m] += sumLanes(sums, LANES);
    }
  }

  /** One map's lanes of both gradients. */
  private static void map(
      int outRows,
      int outColumns,
      int columns,
      int window,
      float[] x,
      int xAt,
      float[] dy,
      int dyAt,
      float[] sums,
      int lane) {
    FloatVector weight = broadcast(SPECIES, 0);
    FloatVector bias = broadcast(SPECIES, 0);
    for (int r = 0; r < outRows; r++) {
      for (int c = 0; c < outColumns; c++) {
        FloatVector d = fromArray(SPECIES, dy, dyAt + (r * outColumns + c) * LANES);
        int at = xAt + (r * columns + c) * window * LANES;
        FloatVector sum = broadcast(SPECIES, 0);
        for (int i = 0; i < window; i++) {
          for (int j = 0; j < window; j++) {
            sum = sum.add(fromArray(SPECIES, x, at + (i * columns + j) * LANES));
          }
        }
        weight = d.fma(sum, weight);
        bias = bias.add(d);
      }
    }
    weight.intoArray(sums, lane);
    bias.intoArray(sums, lane + LANES);
  }
}
