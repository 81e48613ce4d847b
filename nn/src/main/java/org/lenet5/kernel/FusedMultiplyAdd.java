package org.lenet5.kernel;

/**
 * {@link Math#fma(float, float, float)}, fast everywhere. Without an instruction for it HotSpot
 * goes through BigDecimal: 540 ns a call once compiled, tens of microseconds before, against 2 ns
 * for the double arithmetic here (measured under {@code -XX:UseAVX=0}). The bits are the same.
 */
public final class FusedMultiplyAdd {
  /**
   * Nanoseconds a call, below which Math.fma must be one instruction. In the cold interpreter it
   * takes about 10 with the instruction and 10,000 or more without: the limit is in the middle, and
   * a machine thirty times slower or faster than the one measured is still judged right.
   */
  private static final long LIMIT = 300;

  private static final boolean FAST = measure();

  private FusedMultiplyAdd() {}

  /**
   * Whether Math.fma is one instruction here, by a coarse timing made once. Concerns speed alone: a
   * wrong answer changes no bit.
   */
  public static boolean isFast() {
    return FAST;
  }

  /** {@code a b + c}, rounded once. The condition is a constant to the compiler. */
  public static float fma(float a, float b, float c) {
    return FAST ? Math.fma(a, b, c) : exact(a, b, c);
  }

  /**
   * The same in double arithmetic: the product of two floats is exact, TwoSum gives the sum and its
   * error, and the sum rounded to odd (an inexact one ends in a one bit) may be rounded again to
   * float without harm (Boldo and Melquiond, "Emulation of FMA and correctly rounded sums", 2008).
   * For infinities and NaN the error is NaN and the sum stays as it is.
   */
  static float exact(float a, float b, float c) {
    double product = (double) a * b;
    double sum = product + c;
    double added = sum - product;
    double error = (product - (sum - added)) + (c - added);
    if (Math.abs(error) > 0) {
      // Of the two doubles around the exact value one is odd: the sum, or else its neighbour on
      // the error's side. No branch on that even chance: tanh takes a quarter of the time.
      long bits = Double.doubleToRawLongBits(sum);
      long step = 1 | (bits ^ Double.doubleToRawLongBits(error)) >> 63;
      sum = Double.longBitsToDouble(bits + (~bits & 1) * step);
    }
    return (float) sum;
  }

  /** The best of a few short runs: one interruption must not make a fast machine look slow. */
  private static boolean measure() {
    int calls = 20;
    float x = 1;
    for (int run = 0; run < 5; run++) {
      long start = System.nanoTime();
      for (int i = 0; i < calls; i++) {
        x = Math.fma(x, 0.7f, 0.3f);
      }
      if (System.nanoTime() - start < calls * LIMIT) {
        return true;
      }
    }
    return Float.isNaN(x); // false; the question keeps x, and so the calls, alive
  }
}
