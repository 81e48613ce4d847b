package org.lenet5.eval;

import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.lenet5.engine.Engine;
import org.lenet5.engine.PreparedSet;
import org.lenet5.model.Calibration;
import org.lenet5.model.Model;

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
   * @throws IllegalArgumentException if the samples do not {@linkplain PreparedSet#requireFit fit}
   *     the network
   */
  public static Model calibrate(Model model, PreparedSet samples, Engine engine) {
    float[][] scores =
        Evaluator.scores(model.network(), List.of(model.parameters()), samples, engine);
    double temperature = temperature(doubles(scores), samples.data().classNumbers());
    Model warmed = model.with(new Calibration(temperature, new TreeMap<>()));
    RejectionCurve curve = Evaluator.evaluate(warmed, samples, engine).rejection();
    SortedMap<Double, Double> thresholds = new TreeMap<>();
    for (double mistakes : MISTAKES) {
      curve.threshold(mistakes).ifPresent(threshold -> thresholds.put(mistakes, threshold));
    }
    return model.with(new Calibration(temperature, thresholds));
  }

  /**
   * The temperature, 0.01 to 100, that makes the mean cross-entropy least: the root of the {@link
   * #slope}, by halving.
   *
   * @param scores {@code [sample][class]}, the largest wins. Not modified.
   * @param labels {@code [sample]}, the right class. Not modified.
   */
  static double temperature(double[][] scores, int[] labels) {
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

  /**
   * How the cross-entropy of scores times a sharpness grows with it: the sum over samples of the
   * expected score less the right class's. It grows itself, so that the loss has one minimum.
   *
   * @param scores {@code [sample][class]}, the largest wins. Not modified.
   * @param labels {@code [sample]}, the right class. Not modified.
   * @param sharpness above 0; the inverse of a temperature
   */
  public static double slope(double[][] scores, int[] labels, double sharpness) {
    double slope = 0;
    for (int i = 0; i < scores.length; i++) {
      double[] score = scores[i];
      double largest = Arrays.stream(score).max().orElseThrow();
      double sum = 0;
      double weighted = 0;
      for (double s : score) {
        double e = StrictMath.exp(sharpness * (s - largest));
        sum += e;
        weighted += e * s;
      }
      slope += weighted / sum - score[labels[i]];
    }
    return slope;
  }

  private static double[][] doubles(float[][] scores) {
    double[][] doubles = new double[scores.length][];
    for (int i = 0; i < scores.length; i++) {
      float[] score = scores[i];
      doubles[i] = IntStream.range(0, score.length).mapToDouble(c -> score[c]).toArray();
    }
    return doubles;
  }
}
