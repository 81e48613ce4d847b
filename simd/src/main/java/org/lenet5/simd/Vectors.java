package org.lenet5.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.lenet5.nn.kernel.Kernels;

/** The vectors all kernels use: as wide as the machine's, at most one block of 16 lanes. */
final class Vectors {
  static final VectorSpecies<Float> SPECIES =
      FloatVector.SPECIES_PREFERRED.length() > Kernels.LANES
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;

  /** Lanes of one vector: a block of 16 is walked in steps of it. */
  static final int WIDTH = SPECIES.length();

  private Vectors() {}

  static FloatVector load(float[] x, int at) {
    return FloatVector.fromArray(SPECIES, x, at);
  }

  static FloatVector all(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }
}
