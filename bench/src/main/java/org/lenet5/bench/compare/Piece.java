package org.lenet5.bench.compare;

import java.util.function.Supplier;

/**
 * What a piece of work came to.
 *
 * @param samples images done
 * @param seconds time taken
 * @param values what was computed: a loss, or scores
 */
public record Piece(int samples, double seconds, float[] values) {

  /** Does some work, on so many samples, and takes its time. */
  public static Piece timed(int samples, Supplier<float[]> work) {
    long start = System.nanoTime();
    float[] values = work.get();
    return new Piece(samples, (System.nanoTime() - start) * 1e-9, values);
  }
}
