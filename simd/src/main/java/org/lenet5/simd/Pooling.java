package org.lenet5.simd;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static org.lenet5.nn.kernel.Kernels.LANES;
import static org.lenet5.simd.Vectors.SPECIES;
import static org.lenet5.simd.Vectors.WIDTH;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** {@link org.lenet5.nn.kernel.Kernels#averagePool} and its gradient. */
final class Pooling {
  private Pooling() {}

  static void forward(
      int maps, int rows, int columns, int window, float[] x, int xAt, float[] y, int yAt) {
    float scale = 1f / (window * window);
    int outRows = rows / window;
    int outColumns = columns / window;
    int to = yAt;
    for (int m = 0; m < maps; m++) {
      for (int r = 0; r < outRows; r++) {
        int from = xAt + (m * rows + r * window) * columns * LANES;
        for (int n = 0; n < outColumns * LANES; n += WIDTH) {
          int column = n / LANES * window * LANES + n % LANES;
          mean(window, columns * LANES, scale, x, from + column, y, to + n);
        }
        to += outColumns * LANES;
      }
    }
  }

  private static void mean(
      int window, int rowLength, float scale, float[] x, int xAt, float[] y, int yAt) {
    FloatVector sum = broadcast(SPECIES, 0);
    for (int i = 0; i < window; i++) {
      for (int j = 0; j < window; j++) {
        sum = sum.add(fromArray(SPECIES, x, xAt + i * rowLength + j * LANES));
      }
    }
    sum.mul(scale).intoArray(y, yAt);
  }

  static void gradient(
      int maps, int rows, int columns, int window, float[] dy, int dyAt, float[] dx, int dxAt) {
    float scale = 1f / (window * window);
    int outRows = rows / window;
    int outColumns = columns / window;
    for (int m = 0; m < maps; m++) {
      for (int r = 0; r < rows; r++) {
        int to = dxAt + (m * rows + r) * columns * LANES;
        int inside = r / window < outRows ? outColumns : 0;
        int from = dyAt + (m * outRows + r / window) * outColumns * LANES;
        for (int c = 0; c < inside; c++) {
          for (int lane = 0; lane < LANES; lane += WIDTH) {
            FloatVector v = fromArray(SPECIES, dy, from + c * LANES + lane).mul(scale);
            for (int j = 0; j < window; j++) {
              v.intoArray(dx, to + (c * window + j) * LANES + lane);
            }
          }
        }
        Arrays.fill(dx, to + inside * window * LANES, to + columns * LANES, 0);
      }
    }
  }
}
