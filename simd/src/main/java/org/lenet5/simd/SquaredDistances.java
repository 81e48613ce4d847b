package org.lenet5.simd;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static org.lenet5.kernel.Lanes.LANES;
import static org.lenet5.simd.Vectors.SPECIES;
import static org.lenet5.simd.Vectors.WIDTH;

import jdk.incubator.vector.FloatVector;
import org.lenet5.kernel.DenseSize;

/**
 * {@link org.lenet5.kernel.LaneKernels#squaredDistances} and its gradient. Plain loops: ten codes
 * of 84 values are a 200th of the network's work.
 */
final class SquaredDistances {
  private SquaredDistances() {}

  static void forward(DenseSize s, float[] w, float[] x, int xAt, float[] y, int yAt) {
    int in = s.in();
    int out = s.out();
    for (int o = 0; o < out; o++) {
      for (int lane = 0; lane < LANES; lane += WIDTH) {
        FloatVector sum = broadcast(SPECIES, 0);
        for (int i = 0; i < in; i++) {
          FloatVector difference =
              fromArray(SPECIES, x, xAt + i * LANES + lane).sub(broadcast(SPECIES, w[o * in + i]));
          sum = difference.fma(difference, sum);
        }
        sum.intoArray(y, yAt + o * LANES + lane);
      }
    }
  }

  static void gradient(
      DenseSize s, float[] w, float[] x, int xAt, float[] dy, int dyAt, float[] dx, int dxAt) {
    int in = s.in();
    int out = s.out();
    for (int i = 0; i < in; i++) {
      for (int lane = 0; lane < LANES; lane += WIDTH) {
        FloatVector v = fromArray(SPECIES, x, xAt + i * LANES + lane);
        FloatVector sum = broadcast(SPECIES, 0);
        for (int o = 0; o < out; o++) {
          sum =
              v.sub(broadcast(SPECIES, w[o * in + i]))
                  .fma(fromArray(SPECIES, dy, dyAt + o * LANES + lane), sum);
        }
        sum.mul(2).intoArray(dx, dxAt + i * LANES + lane);
      }
    }
  }
}
