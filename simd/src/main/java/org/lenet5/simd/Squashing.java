package org.lenet5.simd;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static org.lenet5.simd.Vectors.SPECIES;
import static org.lenet5.simd.Vectors.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.lenet5.nn.kernel.ScaledTanh;
import org.lenet5.nn.kernel.Tanh;

/**
 * {@link org.lenet5.nn.kernel.Kernels#tanh} and {@link org.lenet5.nn.kernel.Kernels#scaledTanh},
 * operation by operation as {@link Tanh} states. HotSpot turns the scalar loops into vectors too,
 * but obeys Math.min and Math.max in what they say of NaN and of -0 by ten instructions a vector;
 * two comparisons and two blends do here, as the limits are neither.
 */
final class Squashing {
  private Squashing() {}

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
