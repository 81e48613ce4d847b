package org.lenet5.base;

/**
 * Random numbers as a pure function of (seed, stream, index): no state, so nothing depends on
 * threads, order or time, and a resumed run needs no saved generator.
 *
 * <p>The function is the output mixer of SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable
 * pseudorandom number generators") over a counter.
 */
public final class Randomness {
  /** Stream of the starting weights. */
  public static final long WEIGHTS = 1;

  /** Stream of the hold-out's choice. */
  public static final long HOLDOUT = 2;

  /** Stream of the order of pixels. */
  public static final long PIXELS = 3;

  /** First stream of the shuffles; epoch e uses {@code SHUFFLE + e}. */
  public static final long SHUFFLE = 1L << 32;

  /** First stream of the planar distortions; epoch e uses {@code DISTORTION + e}. */
  public static final long DISTORTION = 2L << 32;

  /** First stream of the elastic distortions; epoch e uses {@code ELASTIC + e}. */
  public static final long ELASTIC = 3L << 32;

  /** First stream of the noise; epoch e uses {@code NOISE + e}. */
  public static final long NOISE = 4L << 32;

  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private Randomness() {}

  /** 64 random bits. */
  public static long bits(long seed, long stream, long index) {
    return mix(mix(mix(seed) + stream * GOLDEN) + index * GOLDEN);
  }

  /** Uniform in [0, 1), a multiple of 2^-53. */
  public static double unit(long seed, long stream, long index) {
    return (bits(seed, stream, index) >>> 11) * 0x1p-53;
  }

  /** A random order of 0 to n - 1 (Fisher and Yates). */
  public static int[] permutation(long seed, long stream, int n) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = (int) Math.unsignedMultiplyHigh(bits(seed, stream, i), i + 1L);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private static long mix(long z) {
    z += GOLDEN;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
