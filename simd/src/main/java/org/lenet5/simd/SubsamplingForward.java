package org.lenet5.simd;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static org.lenet5.kernel.Lanes.LANES;
import static org.lenet5.simd.Vectors.SPECIES;
import static org.lenet5.simd.Vectors.WIDTH;

import jdk.incubator.vector.FloatVector;
import org.lenet5.kernel.PoolSize;

/** {@link org.lenet5.kernel.LaneKernels#subsampling}. */
final class SubsamplingForward {
  private SubsamplingForward() {}

  /**
   * With the window as a constant where it is the LeNets': HotSpot then unrolls the loops over it,
   * which takes half the time.
   */
  static void run(PoolSize s, float[] p, int wAt, int bAt, float[] x, int xAt, float[] y, int yAt) {
    if (s.window() == 2) {
      run(s, 2, p, wAt, bAt, x, xAt, y, yAt);
    } else {
      run(s, s.window(), p, wAt, bAt, x, xAt, y, yAt);
    }
  }

  private static void run(
      PoolSize s, int window, float[] p, int wAt, int bAt, float[] x, int xAt, float[] y, int yAt) {
    int maps = s.maps();
    int rows = s.rows();
    int columns = s.columns();
    int outRows = s.outRows();
    int outColumns = s.outColumns();
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
}
