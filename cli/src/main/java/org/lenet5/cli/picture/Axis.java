package org.lenet5.cli.picture;

import java.util.Locale;

/**
 * An axis with ticks at {@code min}, {@code min + step} and so on up to {@code max}.
 *
 * @param min where it starts, a tick
 * @param max where it ends, more than {@code min}
 * @param step from tick to tick, more than 0
 */
record Axis(double min, double max, double step) {

  /** From 0 to {@code last} exactly, with at most {@code steps} steps of whole numbers. */
  static Axis whole(int last, int steps) {
    return new Axis(0, last, Math.max(1, roundStep((double) last / steps)));
  }

  /** From {@code low} to a higher {@code high}, widened to about {@code steps} round steps. */
  static Axis round(double low, double high, int steps) {
    double step = roundStep((high - low) / steps);
    return new Axis(step * Math.floor(low / step), step * Math.ceil(high / step), step);
  }

  /** The least of 1, 2, 5, 10, ... times a power of ten that is no less than {@code least}. */
  private static double roundStep(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (int factor : new int[] {1, 2, 5}) {
      if (factor * power >= least) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  int ticks() {
    return 1 + (int) ((max - min) / step + 1e-9); // a ratio that should be whole may fall short
  }

  double tick(int i) {
    return step * Math.rint(min / step + i) + 0.0; // + 0.0 turns -0 into 0
  }

  /** The value of a tick with the decimals that the step has, or as a power of ten. */
  String label(int i) {
    int decimals = (int) Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
    boolean plain = Math.max(-min, max) < 1e6 && decimals < 6;
    return String.format(Locale.ROOT, plain ? "%." + decimals + "f" : "%.1e", tick(i));
  }

  /** Where a value lies: 0 at {@code min}, 1 at {@code max}. */
  double place(double value) {
    return (value - min) / (max - min);
  }
}
