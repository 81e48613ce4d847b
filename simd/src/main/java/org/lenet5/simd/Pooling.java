package org.lenet5.simd;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static org.lenet5.kernel.Lanes.LANES;
import static org.lenet5.simd.Vectors.SPECIES;
import static org.lenet5.simd.Vectors.WIDTH;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.lenet5.kernel.PoolSize;

/** {@link org.lenet5.kernel.LaneKernels#averagePool} and its gradient. */
final class Pooling {
  private Pooling() {}

  static void forward(PoolSize s, float[] x, int xAt, float[] y, int yAt) {
    int maps = s.maps();
    int rows = s.rows();
    int columns = s.columns();
    int window = s.window();
    float scale = 1f / (window * window);
    int outRows = s.outRows();
    int outColumns = s.outColumns();
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

  static void gradient(PoolSize s, float[] dy, int dyAt, float[] dx, int dxAt) {
    int maps = s.maps();
    int rows = s.rows();
    int columns = s.columns();
    int window = s.window();
    float scale = 1f / (window * window);
    int outRows = s.outRows();
    int outColumns = s.outColumns();
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
