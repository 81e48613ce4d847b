package org.lenet5.simd;

import java.nio.ByteOrder;
import java.util.Set;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.lenet5.kernel.Lanes;

/**
 * The vectors all kernels use: as wide as the machine's, at most one block of 16 lanes.
 *
 * <p>In their loops kernels call the methods of {@link FloatVector} itself, which HotSpot always
 * inlines. A method of ours it inlines only if it thinks that the call is frequent and the caller
 * is not too large; if not, every vector that the method takes or returns is an object. So no
 * method here takes or returns a vector.
 */
final class Vectors {
  static final VectorSpecies<Float> SPECIES =
      FloatVector.SPECIES_PREFERRED.length() > Lanes.LANES
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;

  /** Lanes of one vector: a block of 16 is walked in steps of it. */
  static final int WIDTH = SPECIES.length();

  /**
   * Whether the machine has 16 vector registers, as x86 below AVX-512, and not 32: tiles must be
   * smaller.
   */
  static final boolean FEW_REGISTERS =
      WIDTH < Lanes.LANES && Set.of("amd64", "x86_64").contains(System.getProperty("os.arch"));

  /** Of the bytes in a memory segment. */
  static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private static final VectorSpecies<Float> FOUR = FloatVector.SPECIES_128;

  private Vectors() {}

  /**
   * {@link Lanes#sum} on vectors of 4, which every machine has. Never store such a vector: once the
   * compiler has seen that vectors of two widths are stored, it makes objects of those whose width
   * it can't prove, the sums of the tiles.
   */
  static float sumLanes(float[] x, int at) {
    FloatVector even =
        FloatVector.fromArray(FOUR, x, at).add(FloatVector.fromArray(FOUR, x, at + 8));
    FloatVector odd =
        FloatVector.fromArray(FOUR, x, at + 4).add(FloatVector.fromArray(FOUR, x, at + 12));
    FloatVector sum = even.add(odd);
    return (sum.lane(0) + sum.lane(2)) + (sum.lane(1) + sum.lane(3));
  }
}
