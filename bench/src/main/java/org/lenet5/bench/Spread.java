package org.lenet5.bench;

import java.util.Arrays;

/** The middle and the ends of some measurements. */
public record Spread(double median, double least, double most) {

  /**
   * Of any number of values in any order.
   *
   * @throws IllegalArgumentException if there are no values
   */
  public static Spread of(double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("spread: got no values, expected at least one");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1]);
  }
}
