package org.lenet5.paper;

import java.util.Arrays;
import java.util.Optional;
import org.lenet5.data.Distortion;
import org.lenet5.data.Planar;
import org.lenet5.engine.PreparedSet;

/** A way to change images, and the amounts to try (section III.E). */
public enum Change {
  SCALE("scale", "factor", "about a factor of 2", 1, Amounts.FACTORS),
  DOWN("shift down", "pixels", "about half the digit's height, 10 pixels", 0, Amounts.PIXELS),
  RIGHT("shift right", "pixels", "no estimate", 0, Amounts.PIXELS),
  ROTATION("rotation", "degrees clockwise", "about 30 degrees", 0, Amounts.DEGREES),
  NOISE("noise", "share of pixels inverted", "no estimate", 0, Amounts.SHARES);

  /** Read before the constants are made, unlike fields of the enum. */
  private static final class Amounts {
    private static final double[] FACTORS = {
      0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.25, 1.4, 1.6, 1.8, 2, 2.25, 2.5
    };
    private static final double[] PIXELS = {
      -14, -12, -10, -8, -6, -4, -2, 0, 2, 4, 6, 8, 10, 12, 14
    };
    private static final double[] DEGREES = {
      -60, -50, -40, -30, -20, -10, 0, 10, 20, 30, 40, 50, 60
    };
    private static final double[] SHARES = {0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4};
  }

  private final String title;
  private final String unit;
  private final String published;
  private final double none;
  private final double[] amounts;

  Change(String title, String unit, String published, double none, double[] amounts) {
    this.title = title;
    this.unit = unit;
    this.published = published;
    this.none = none;
    this.amounts = amounts;
  }

  /** For a table: {@code shift down}. */
  public String title() {
    return title;
  }

  /** What amounts are, for an axis. */
  public String unit() {
    return unit;
  }

  /** Up to where the paper's network knew digits, by its estimate. */
  public String published() {
    return published;
  }

  /** The amounts to try, rising; one of them changes nothing. */
  public double[] amounts() {
    return amounts.clone();
  }

  /** The samples as changed; a function of sample and amount alone. */
  public PreparedSet apply(PreparedSet samples, double amount) {
    return switch (this) {
      case SCALE -> samples.mapped(Planar.scaled(amount));
      case DOWN -> samples.mapped(Planar.moved(amount, 0));
      case RIGHT -> samples.mapped(Planar.moved(0, amount));
      case ROTATION -> samples.mapped(Planar.rotated(amount));
      case NOISE -> samples.distorted(Distortion.parse("noise=" + amount + ",originals=0"), 0, 0);
    };
  }

  /** The amounts from the least to the most. */
  public record Range(double least, double most) {}

  /**
   * The amounts next to each other, no change among them, for each of which at least a share is
   * right; empty if less is right without any change.
   *
   * @param accuracies the share of right answers, 0 to 1, for each of the amounts
   */
  public Optional<Range> range(double[] accuracies, double share) {
    int first = Arrays.binarySearch(amounts, none);
    int last = first;
    if (accuracies[first] < share) {
      return Optional.empty();
    }
    while (first > 0 && accuracies[first - 1] >= share) {
      first--;
    }
    while (last < amounts.length - 1 && accuracies[last + 1] >= share) {
      last++;
    }
    return Optional.of(new Range(amounts[first], amounts[last]));
  }
}
