package org.lenet5.paper.baseline;

import org.lenet5.base.Team;
import org.lenet5.data.Dataset;
import org.lenet5.eval.Calibrator;
import org.lenet5.eval.Evaluation;

/**
 * Units that are linear in the features, and the classes' scores made of them; the largest score
 * wins, the lowest class of equals.
 *
 * @param units what each unit tells apart
 * @param classes number of classes
 * @param weights {@code [unit][feature]}
 * @param ridge what the weights were fitted with
 * @param sharpness probabilities are the softmax of the scores times this
 */
record LinearFunctions(
    Units units, int classes, double[][] weights, double ridge, double sharpness) {

  /** From 2^-20 to 2^10, to a part in 2^20. */
  private static final int BISECTIONS = 25;

  Evaluation evaluate(Features features, Dataset data, Team team) {
    int n = data.size();
    double[][] scores = scores(features, data, team);
    int[] answers = new int[n];
    double[] confidences = new double[n];
    double[] losses = new double[n];
    team.run(
        n,
        (i, worker) -> {
          double[] score = scores[i];
          answers[i] = largest(score);
          double sum = 0;
          for (double s : score) {
            sum += StrictMath.exp(sharpness * (s - score[answers[i]]));
          }
          confidences[i] = 1 / sum;
          losses[i] = StrictMath.log(sum) + sharpness * (score[answers[i]] - score[data.label(i)]);
        });
    int[] labels = data.classNumbers();
    return new Evaluation(data.classNames(), labels, answers, confidences, losses);
  }

  /** The same functions with the sharpness of the least mean loss on these samples. */
  LinearFunctions calibrated(Features features, Dataset data, Team team) {
    double[][] scores = scores(features, data, team);
    int[] labels = data.classNumbers();
    double low = -20;
    double high = 10;
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = (low + high) / 2;
      if (Calibrator.slope(scores, labels, StrictMath.pow(2, middle)) > 0) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return new LinearFunctions(units, classes, weights, ridge, StrictMath.pow(2, low));
  }

  /** {@code [sample][class]}. */
  private double[][] scores(Features features, Dataset data, Team team) {
    double[][] x = new double[team.size()][features.size()];
    double[][] outputs = new double[team.size()][weights.length];
    double[][] scores = new double[data.size()][classes];
    team.run(
        data.size(),
        (i, worker) -> {
          features.read(data, i, x[worker]);
          for (int u = 0; u < weights.length; u++) {
            outputs[worker][u] = Vectors.dot(weights[u], x[worker], features.size());
          }
          units.score(outputs[worker], scores[i]);
        });
    return scores;
  }

  private static int largest(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }
}
