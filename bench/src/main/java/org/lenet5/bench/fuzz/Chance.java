package org.lenet5.bench.fuzz;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * What decides on the damage.
 *
 * @param random a function of the input's number
 * @param large whether the input may become very large, which takes longer than all other damage
 */
record Chance(SplittableRandom random, boolean large) implements RandomGenerator {

  @Override
  public long nextLong() {
    return random.nextLong();
  }

  /** 1 to {@code most}, each power of two as likely as the next. */
  int size(int most) {
    int size = 1 << nextInt(Integer.SIZE - Integer.numberOfLeadingZeros(most));
    return Math.min(most, size + nextInt(size));
  }

  /** The same, with another bound for inputs that may become very large. */
  int size(int most, int ifLarge) {
    return size(large ? ifLarge : most);
  }

  /** 1 to 8, each half as likely as the one before. */
  int rounds() {
    int rounds = 1;
    while (rounds < 8 && nextBoolean()) {
      rounds++;
    }
    return rounds;
  }
}
