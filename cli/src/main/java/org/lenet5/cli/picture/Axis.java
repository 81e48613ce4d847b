package org.lenet5.cli.picture;

import java.util.Locale;

/** An axis from {@code min} to {@code max} with ticks at multiples of {@code step}. */
record Axis(double min, double max, double step) {

  /**
   * From {@code low} to {@code high} exactly, with at most {@code ticks} steps of whole numbers.
   */
  static Axis whole(double low, double high, int ticks) {
    return new Axis(low, high, Math.max(1, step((high - low) / ticks)));
  }

  /** Widened to whole steps, at most {@code ticks} before widening; never empty. */
  static Axis round(double low, double high, int ticks) {
    double span = Math.max(high - low, Math.max(1e-3, 1e-3 * Math.abs(high)));
    double step = step(span / ticks);
    double min = Math.floor(low / step) * step;
    double max = Math.ceil(high / step) * step;
    return new Axis(min, max > min ? max : min + step, step);
  }

  /** The smallest of 1, 2, 5, 10, ... times a power of ten that is at least {@code least}. */
  private static double step(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (int factor : new int[] {1, 2, 5}) {
      if (factor * power >= least) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  /** Pixels from tick to tick on an axis of some length. */
  int spacing(int length) {
    return (int) Math.max(1, Math.round(length * step / (max - min)));
  }

  /** A tick's label, with the decimals that the step has. */
  String format(double value) {
    int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    return text.matches("-0\\.?0*") ? text.substring(1) : text;
  }
}
