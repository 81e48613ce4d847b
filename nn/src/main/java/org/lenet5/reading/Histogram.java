package org.lenet5.reading;

/**
 * How often each byte occurs.
 *
 * @param counts {@code [256]}, with a sum of at least 1
 */
record Histogram(int[] counts) {

  /** Of the pixels in a rectangle, from (inclusive) and to (exclusive). */
  static Histogram of(Picture picture, int fromRow, int toRow, int fromColumn, int toColumn) {
    int[] counts = new int[256];
    for (int row = fromRow; row < toRow; row++) {
      for (int column = fromColumn; column < toColumn; column++) {
        counts[picture.at(row, column)]++;
      }
    }
    return new Histogram(counts);
  }

  /** Of all bytes. */
  static Histogram of(byte[] pixels) {
    int[] counts = new int[256];
    for (byte pixel : pixels) {
      counts[pixel & 0xff]++;
    }
    return new Histogram(counts);
  }

  /** Of the values above a limit alone. */
  Histogram above(int limit) {
    int[] above = counts.clone();
    for (int value = 0; value <= limit; value++) {
      above[value] = 0;
    }
    return new Histogram(above);
  }

  /** Of the values up to a limit alone. */
  Histogram upTo(int limit) {
    int[] below = counts.clone();
    for (int value = limit + 1; value < 256; value++) {
      below[value] = 0;
    }
    return new Histogram(below);
  }

  /** 0 if there is none. */
  double mean() {
    long sum = 0;
    long n = 0;
    for (int value = 0; value < 256; value++) {
      sum += (long) value * counts[value];
      n += counts[value];
    }
    return n == 0 ? 0 : (double) sum / n;
  }

  /** Of the pixels of both. */
  Histogram plus(Histogram other) {
    int[] sums = counts.clone();
    for (int value = 0; value < 256; value++) {
      sums[value] += other.counts[value];
    }
    return new Histogram(sums);
  }

  long total() {
    long total = 0;
    for (int count : counts) {
      total += count;
    }
    return total;
  }

  /** The least value that a part of all (0 to 1) do not exceed. */
  int quantile(double part) {
    double enough = Math.max(part * total(), 1);
    long sum = 0;
    int value = -1;
    while (sum < enough) {
      value++;
      sum += counts[value];
    }
    return value;
  }

  /** From the least value to the largest. */
  int range() {
    return quantile(1) - quantile(0);
  }

  int median() {
    return quantile(0.5);
  }

  /**
   * The threshold that separates best: the classes up to it and above it differ most, by n0 n1 (m1
   * - m0)^2 with counts n and means m (Otsu 1979). The only value's predecessor if there is one
   * value.
   */
  int otsu() {
    long n = total();
    long sum = 0;
    for (int value = 0; value < 256; value++) {
      sum += (long) value * counts[value];
    }
    int best = quantile(0) - 1;
    double most = 0;
    long n0 = 0;
    long sum0 = 0;
    for (int value = 0; value < 255; value++) {
      n0 += counts[value];
      sum0 += (long) value * counts[value];
      if (n0 == 0 || n0 == n) {
        continue;
      }
      double difference = (double) (sum - sum0) / (n - n0) - (double) sum0 / n0;
      double separation = (double) n0 * (n - n0) * difference * difference;
      if (separation > most) {
        most = separation;
        best = value;
      }
    }
    return best;
  }

  /** The value of full ink: nine tenths of the darker class of what is not 0 have at most that. */
  int fullInk() {
    Histogram ink = above(0);
    return ink.above(ink.otsu()).quantile(0.9);
  }
}
