package org.lenet5.io;

import java.util.function.LongSupplier;

/** The time that one picture may take. Whoever decodes asks it for each block read and each row. */
final class Deadline {
  static final int SECONDS = 3;

  private final LongSupplier clock;
  private final long start;

  /**
   * Starts now.
   *
   * @param clock nanoseconds, as {@link System#nanoTime}
   */
  Deadline(LongSupplier clock) {
    this.clock = clock;
    this.start = clock.getAsLong();
  }

  /**
   * @throws Passed if more than {@link #SECONDS} have gone by
   */
  void check() {
    if (clock.getAsLong() - start > SECONDS * 1_000_000_000L) {
      throw new Passed();
    }
  }

  /** Unchecked, since it has to pass through decoders that know nothing of it. */
  static final class Passed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}
