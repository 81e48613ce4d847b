package org.lenet5.model;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far a model's probabilities can be trusted, measured on samples that it was not trained on.
 *
 * @param temperature what the outputs are divided by before they become probabilities (Guo, Pleiss,
 *     Sun and Weinberger 2017), above 0 and at most 1000; 1 leaves them as they are
 * @param thresholds by share of mistakes, 0 to 1: the smallest probability, 0 to 1, of answers
 *     among which there were no more than that; a share that could not be reached has none
 */
public record Calibration(double temperature, SortedMap<Double, Double> thresholds) {

  /** Outputs as they are, and nothing known of mistakes. */
  public static final Calibration NONE = new Calibration(1, Collections.emptySortedMap());

  /**
   * Copies the thresholds.
   *
   * @throws IllegalArgumentException if a number is out of its range
   */
  public Calibration {
    if (!(temperature > 0 && temperature <= 1000)) {
      throw new IllegalArgumentException(
          "temperature: got %s, expected above 0 and up to 1000".formatted(temperature));
    }
    for (Map.Entry<Double, Double> entry : thresholds.entrySet()) {
      checkShare("share of mistakes", entry.getKey());
      checkShare("threshold", entry.getValue());
    }
    thresholds = Collections.unmodifiableSortedMap(new TreeMap<>(thresholds));
  }

  private static void checkShare(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("%s: got %s, expected 0 to 1".formatted(name, value));
    }
  }

  /**
   * The probability below which answers must be rejected to make at most a share of mistakes: that
   * of the largest share measured which is not above it.
   */
  public OptionalDouble threshold(double mistakes) {
    SortedMap<Double, Double> strict = thresholds.headMap(Math.nextUp(mistakes));
    return strict.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(strict.get(strict.lastKey()));
  }
}
