package org.lenet5.paper;

import java.util.Map;

/** Figure 6: the original network's errors over the number of training samples. */
public final class Figure6 {
  private static final Map<Integer, Errors> PUBLISHED =
      Map.of(
          15_000, new Errors(1.68, 0.05),
          30_000, new Errors(1.14, 0.31),
          60_000, new Errors(0.94, 0.35));

  private static final Errors NONE = new Errors(Double.NaN, Double.NaN);

  private Figure6() {}

  /** Errors on test and training set, in percent. */
  public record Errors(double test, double train) {
    /** {@code E_test - E_train}, the left side of equation 1. */
    public double gap() {
      return test - train;
    }
  }

  /** The errors that the paper gives for a number of training samples; NaN where it gives none. */
  public static Errors published(int samples) {
    return PUBLISHED.getOrDefault(samples, NONE);
  }
}
