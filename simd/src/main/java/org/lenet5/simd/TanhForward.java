package org.lenet5.simd;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static org.lenet5.simd.Vectors.SPECIES;
import static org.lenet5.simd.Vectors.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.lenet5.kernel.ScaledTanh;
import org.lenet5.kernel.Tanh;

/**
 * {@link org.lenet5.kernel.LaneKernels#tanh} and {@link org.lenet5.kernel.LaneKernels#scaledTanh},
 * operation by operation as {@link Tanh} states. HotSpot turns the scalar loops into vectors too,
 * but spends ten instructions a vector on what Math.min and Math.max promise for NaN and for -0.
 * The limits are neither, so two comparisons and two blends do.
 */
final class TanhForward {
  private TanhForward() {}

  /** Of {@code x[from .. to)}, a multiple of 16 values. */
  static void tanh(float[] x, int from, int to) {
    squash(1, 1, x, from, to); // products with 1 change no bit
  }

  static void scaledTanh(float[] x, int from, int to) {
    squash(ScaledTanh.S, ScaledTanh.A, x, from, to);
  }

  private static void squash(float slope, float amplitude, float[] x, int from, int to) {
    for (int i = from; i < to; i += WIDTH) {
      FloatVector v = fromArray(SPECIES, x, i).mul(slope);
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
      a.fma(w, a).div(d).mul(amplitude).intoArray(x, i);
    }
  }
}
