package org.lenet5.bench;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.lenet5.base.Team;

/**
 * The most that one core can do: fused multiply-adds on registers alone, with more independent sums
 * than latency times units of any current core (4 or 5 x 2).
 */
public final class FusedMultiplyAddPeak {
  private static final VectorSpecies<Float> SPECIES =
      FloatVector.SPECIES_PREFERRED.length() > 16
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;

  private static final int SUMS = 12;
  private static final int STEPS = 1_000;

  /** Values that {@link #run} reads and writes. */
  public static final int LENGTH = SUMS * 16;

  private FusedMultiplyAddPeak() {}

  /** Floating-point operations of one {@link #run}. */
  public static long flops() {
    return 2L * SUMS * STEPS * SPECIES.length();
  }

  /**
   * GFLOP/s of some threads together, the best of short rounds that take a fifth of a second: other
   * processes can only make a round longer.
   */
  public static double gflops(int threads) {
    try (Team team = new Team(threads)) {
      float[][] sums = new float[threads][LENGTH];
      int calls = 10_000;
      double best = 0;
      for (int round = 0; round < 12; round++) {
        long start = System.nanoTime();
        team.run(
            threads,
            (item, worker) -> {
              for (int i = 0; i < calls; i++) {
                run(sums[item]);
              }
            });
        double flops = (double) flops() * calls * threads;
        best = Math.max(best, flops / (System.nanoTime() - start));
      }
      return best;
    }
  }

  /** Adds to {@code sums [12][16]}, {@link #LENGTH} values. */
  public static void run(float[] sums) {
    FloatVector x = FloatVector.broadcast(SPECIES, 0.999f);
    FloatVector y = FloatVector.broadcast(SPECIES, 0.001f);
    FloatVector a = FloatVector.fromArray(SPECIES, sums, 0);
    FloatVector b = FloatVector.fromArray(SPECIES, sums, 16);
    FloatVector c = FloatVector.fromArray(SPECIES, sums, 32);
    FloatVector d = FloatVector.fromArray(SPECIES, sums, 48);
    FloatVector e = FloatVector.fromArray(SPECIES, sums, 64);
    FloatVector f = FloatVector.fromArray(SPECIES, sums, 80);
    FloatVector g = FloatVector.fromArray(SPECIES, sums, 96);
    FloatVector h = FloatVector.fromArray(SPECIES, sums, 112);
    FloatVector i = FloatVector.fromArray(SPECIES, sums, 128);
    FloatVector j = FloatVector.fromArray(SPECIES, sums, 144);
    FloatVector k = FloatVector.fromArray(SPECIES, sums, 160);
    FloatVector l = FloatVector.fromArray(SPECIES, sums, 176);
    for (int step = 0; step < STEPS; step++) {
      a = x.fma(y, a);
      b = x.fma(y, b);
      c = x.fma(y, c);
      d = x.fma(y, d);
      e = x.fma(y, e);
      f = x.fma(y, f);
      g = x.fma(y, g);
      h = x.fma(y, h);
      i = x.fma(y, i);
      j = x.fma(y, j);
      k = x.fma(y, k);
      l = x.fma(y, l);
    }
    a.intoArray(sums, 0);
    b.intoArray(sums, 16);
    c.intoArray(sums, 32);
    d.intoArray(sums, 48);
    e.intoArray(sums, 64);
    f.intoArray(sums, 80);
    g.intoArray(sums, 96);
    h.intoArray(sums, 112);
    i.intoArray(sums, 128);
    j.intoArray(sums, 144);
    k.intoArray(sums, 160);
    l.intoArray(sums, 176);
  }
}
