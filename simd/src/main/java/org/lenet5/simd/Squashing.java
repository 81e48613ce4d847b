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

  static void tanh(float[] x, int from, int to) {
    for (int i = from; i < to; i += WIDTH) {
      tanh(fromArray(SPECIES, x, i)).intoArray(x, i);
    }
  }

  static void scaledTanh(float[] x, int from, int to) {
    for (int i = from; i < to; i += WIDTH) {
      tanh(fromArray(SPECIES, x, i).mul(ScaledTanh.S)).mul(ScaledTanh.A).intoArray(x, i);
    }
  }

  static FloatVector tanh(FloatVector x) {
    FloatVector limited = x.blend(Tanh.LIMIT, x.compare(VectorOperators.GT, Tanh.LIMIT));
    limited = limited.blend(-Tanh.LIMIT, limited.compare(VectorOperators.LT, -Tanh.LIMIT));
    FloatVector t = limited.mul(limited);
    FloatVector a =
        limited
            .mul(t)
            .fma(t.fma(broadcast(SPECIES, Tanh.P2), broadcast(SPECIES, Tanh.P1)), limited);
    FloatVector w =
        t.fma(broadcast(SPECIES, Tanh.Q3), broadcast(SPECIES, Tanh.Q2))
            .fma(t, broadcast(SPECIES, Tanh.Q1))
            .mul(t);
    FloatVector d = w.fma(w.add(2), a.mul(0.25f).mul(a)).add(1);
    return a.fma(w, a).div(d);
  }
}
