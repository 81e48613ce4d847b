package org.lenet5.simd;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static org.lenet5.kernel.Lanes.LANES;
import static org.lenet5.simd.Vectors.SPECIES;
import static org.lenet5.simd.Vectors.WIDTH;
import static org.lenet5.simd.Vectors.sumLanes;

import jdk.incubator.vector.FloatVector;
import org.lenet5.kernel.PoolSize;

/** {@link org.lenet5.kernel.SampleKernels#subsamplingWeightGradient}. */
final class SubsamplingWeightGradient {
  private SubsamplingWeightGradient() {}

  /** With a constant window, as {@link SubsamplingForward}. */
  static void run(
      PoolSize s, float[] x, int xAt, float[] dy, int dyAt, float[] dp, int wAt, int bAt) {
    if (s.window() == 2) {
      run(s, 2, x, xAt, dy, dyAt, dp, wAt, bAt);
    } else {
      run(s, s.window(), x, xAt, dy, dyAt, dp, wAt, bAt);
    }
  }

  private static void run(
      PoolSize s,
      int window,
      float[] x,
      int xAt,
      float[] dy,
      int dyAt,
      float[] dp,
      int wAt,
      int bAt) {
    int maps = s.maps();
    int rows = s.rows();
    int columns = s.columns();
    int outRows = s.outRows();
    int outColumns = s.outColumns();
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
