package org.lenet5.simd;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static org.lenet5.kernel.Lanes.LANES;
import static org.lenet5.simd.Vectors.SPECIES;
import static org.lenet5.simd.Vectors.WIDTH;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.lenet5.kernel.PoolSize;

/** {@link org.lenet5.kernel.LaneKernels#subsamplingDataGradient}. */
final class SubsamplingDataGradient {
  private SubsamplingDataGradient() {}

  static void run(PoolSize s, float[] p, int wAt, float[] dy, int dyAt, float[] dx, int dxAt) {
    int maps = s.maps();
    int rows = s.rows();
    int columns = s.columns();
    int window = s.window();
    int outRows = s.outRows();
    int outColumns = s.outColumns();
    for (int m = 0; m < maps; m++) {
      FloatVector w = broadcast(SPECIES, p[wAt + m]);
      for (int r = 0; r < rows; r++) {
        int to = dxAt + (m * rows + r) * columns * LANES;
        int inside = r / window < outRows ? outColumns : 0;
        int from = dyAt + (m * outRows + r / window) * outColumns * LANES;
        for (int c = 0; c < inside; c++) {
          for (int lane = 0; lane < LANES; lane += WIDTH) {
            FloatVector v = fromArray(SPECIES, dy, from + c * LANES + lane).mul(w);
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
