package org.lenet5.eval;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.lenet5.data.Blocks;
import org.lenet5.data.Dataset;
import org.lenet5.nn.Calibration;
import org.lenet5.nn.Model;
import org.lenet5.nn.Team;
import org.lenet5.nn.kernel.Kernels;

/** Measures a model's {@link Calibration} on samples that it was not trained on. */
public final class Calibrator {
  /** Shares of mistakes to find thresholds for. */
  private static final double[] MISTAKES = {0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05};

  /** Bounds of 1/temperature. */
  private static final double LEAST = 0.01;

  private static final double MOST = 100;

  /** Halvings of those bounds: beyond the bits of a double. */
  private static final int HALVINGS = 64;

  private Calibrator() {}

  /**
   * The same model with the temperature that makes the cross-entropy of these samples least, and
   * the thresholds that follow.
   *
   * @throws IllegalArgumentException if the data set has other classes than the model
   */
  public static Model calibrate(Model model, Dataset data, Kernels kernels, int threads) {
    float[][] scores;
    try (Team team = new Team(threads)) {
      scores =
          new Evaluator(model.network(), kernels, team)
              .scores(List.of(model.parameters()), new Blocks(model.preprocessing(), data));
    }
    int[] labels = IntStream.range(0, data.size()).map(data::label).toArray();
    double temperature = temperature(scores, labels);
    Model warmed = model.with(new Calibration(temperature, new TreeMap<>()));
    RejectionCurve curve = Evaluator.evaluate(warmed, data, kernels, threads).rejection();
    SortedMap<Double, Double> thresholds = new TreeMap<>();
    for (double mistakes : MISTAKES) {
      curve.threshold(mistakes).ifPresent(threshold -> thresholds.put(mistakes, threshold));
    }
    return model.with(new Calibration(temperature, thresholds));
  }

  /**
   * The temperature, 0.01 to 100, that makes the mean cross-entropy least. Its slope by {@code b =
   * 1/temperature}, the mean of {@code sum p[c] x[c] - x[label]}, never falls, so its root is found
   * by halving.
   *
   * @param scores {@code [sample][class]}, the largest wins. Not modified.
   * @param labels {@code [sample]}, the right class. Not modified.
   */
  static double temperature(float[][] scores, int[] labels) {
    double low = LEAST;
    double high = MOST;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = 0.5 * (low + high);
      if (slope(scores, labels, middle) <= 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return 1 / (0.5 * (low + high));
  }

  private static double slope(float[][] scores, int[] labels, double factor) {
    double slope = 0;
    for (int i = 0; i < scores.length; i++) {
      float[] x = scores[i];
      double largest = Double.NEGATIVE_INFINITY;
      for (float score : x) {
        largest = Math.max(largest, score);
      }
      double sum = 0;
      double weighted = 0;
      for (float score : x) {
        double e = StrictMath.exp(factor * (score - largest));
        sum += e;
        weighted += e * score;
      }
      slope += weighted / sum - x[labels[i]];
    }
    return slope;
  }
}
