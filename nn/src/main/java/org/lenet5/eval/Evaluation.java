package org.lenet5.eval;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a model did on a data set.
 *
 * @param classNames name of each class
 * @param labels {@code [sample]}, the right class
 * @param predictions {@code [sample]}, the class with the largest output; the lowest of equals
 * @param confidences {@code [sample]}, the probability of the predicted class
 * @param losses {@code [sample]}, {@code -log} of the right class's probability
 */
public record Evaluation(
    List<String> classNames,
    int[] labels,
    int[] predictions,
    double[] confidences,
    double[] losses) {

  private static final int BINS = 15;

  /** A wrong answer: which sample, what it is, what it was taken for, and how surely, 0 to 1. */
  public record Mistake(int sample, int actual, int predicted, double confidence) {}

  /** Number of samples. */
  public int size() {
    return labels.length;
  }

  /** Mean cross-entropy. */
  public double loss() {
    double sum = 0;
    for (double loss : losses) {
      sum += loss;
    }
    return sum / size();
  }

  /** Number of right answers. */
  public int correct() {
    int correct = 0;
    for (int i = 0; i < size(); i++) {
      if (predictions[i] == labels[i]) {
        correct++;
      }
    }
    return correct;
  }

  /** Share of right answers, 0 to 1. */
  public double accuracy() {
    return (double) correct() / size();
  }

  /** Samples by {@code [actual class][predicted class]}. */
  public int[][] confusion() {
    int[][] counts = new int[classNames.size()][classNames.size()];
    for (int i = 0; i < size(); i++) {
      counts[labels[i]][predictions[i]]++;
    }
    return counts;
  }

  /** Of the samples taken for a class, the share that are of it; NaN if there are none. */
  public double precision(int classNumber) {
    int predicted = 0;
    for (int[] row : confusion()) {
      predicted += row[classNumber];
    }
    return (double) confusion()[classNumber][classNumber] / predicted;
  }

  /** Of the samples of a class, the share that were taken for it; NaN if there are none. */
  public double recall(int classNumber) {
    int[] row = confusion()[classNumber];
    return (double) row[classNumber] / IntStream.of(row).sum();
  }

  /**
   * The expected calibration error, 0 to 1: how far the mean probability of the answers is from the
   * share of right ones, in {@value #BINS} equal ranges of probability, weighted by their numbers
   * (Guo, Pleiss, Sun and Weinberger 2017, eq. 3).
   */
  public double calibrationError() {
    double[] surplus = new double[BINS];
    for (int i = 0; i < size(); i++) {
      int bin = Math.min(BINS - 1, (int) (confidences[i] * BINS));
      surplus[bin] += confidences[i] - (predictions[i] == labels[i] ? 1 : 0);
    }
    double sum = 0;
    for (double s : surplus) {
      sum += Math.abs(s);
    }
    return sum / size();
  }

  /** What rejecting the least probable answers gains. */
  public RejectionCurve rejection() {
    boolean[] wrong = new boolean[size()];
    for (int i = 0; i < size(); i++) {
      wrong[i] = predictions[i] != labels[i];
    }
    return RejectionCurve.of(confidences, wrong);
  }

  /** The wrong answers with the largest losses, worst first, at most {@code limit}. */
  public List<Mistake> worstMistakes(int limit) {
    return IntStream.range(0, size())
        .filter(i -> predictions[i] != labels[i])
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> losses[i]).reversed())
        .limit(limit)
        .map(i -> new Mistake(i, labels[i], predictions[i], confidences[i]))
        .toList();
  }
}
