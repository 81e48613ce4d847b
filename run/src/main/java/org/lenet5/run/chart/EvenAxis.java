package org.lenet5.run.chart;

import java.util.Locale;

/**
 * An even axis with ticks at the multiples of {@code step} from {@code min} to {@code max}.
 *
 * @param min where it starts
 * @param max where it ends, more than {@code min}
 * @param step from tick to tick, more than 0
 */
record EvenAxis(double min, double max, double step) implements Axis {

  /** Some of an axis's steps fall short of whole numbers by rounding; none by as much as this. */
  private static final double SLACK = 1e-9;

  /** From {@code low} to a higher {@code high} exactly, with at most {@code steps} whole steps. */
  static EvenAxis whole(double low, double high, int steps) {
    return new EvenAxis(low, high, Math.max(1, roundStep((high - low) / steps)));
  }

  /** From 0, so that a height means something, or from {@code low} if that is less. */
  static EvenAxis fromZero(double low, double high, int steps) {
    double min = Math.min(0, low);
    double max = Math.max(0, high);
    return round(min, max > min ? max : 1, steps);
  }

  /** From {@code low} to a higher {@code high}, widened to about {@code steps} round steps. */
  static EvenAxis round(double low, double high, int steps) {
    double step = roundStep((high - low) / steps);
    return new EvenAxis(step * Math.floor(low / step), step * Math.ceil(high / step), step);
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

  @Override
  public int ticks() {
    return 1 + (int) (Math.floor(max / step + SLACK) - first());
  }

  @Override
  public double tick(int i) {
    return step * (first() + i) + 0.0; // + 0.0 turns -0 into 0
  }

  /** The first tick, in steps. */
  private double first() {
    return Math.ceil(min / step - SLACK);
  }

  /** With the decimals that the step has, or as a power of ten. */
  @Override
  public String label(int i) {
    int decimals = (int) Math.max(0, Math.ceil(-Math.log10(step) - SLACK));
    boolean plain = Math.max(-min, max) < 1e6 && decimals < 6;
    return String.format(Locale.ROOT, plain ? "%." + decimals + "f" : "%.1e", tick(i));
  }

  @Override
  public double place(double value) {
    return (value - min) / (max - min);
  }
}
