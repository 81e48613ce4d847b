package org.lenet5.eval;

import java.util.Comparator;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * What a classifier gains by rejecting what it is least certain of: the error on the rest over the
 * number rejected. An answer is as certain as its score is above the next best one (LeCun et al.
 * 1998, fig. 10); of equally certain answers all are rejected or none.
 */
public final class RejectionCurve {
  /** {@code [kept]}, mistakes among so many of the most certain answers; -1 between equal ones. */
  private final int[] mistakes;

  /** Of the answers, largest first. */
  private final double[] certainties;

  private RejectionCurve(int[] mistakes, double[] certainties) {
    this.mistakes = mistakes;
    this.certainties = certainties;
  }

  /**
   * The curve of a classifier's answers.
   *
   * @param scores {@code [sample][class]}, at least two classes, the largest score is the answer.
   *     Not modified.
   * @param labels {@code [sample]}, the right class. Not modified.
   * @throws IllegalArgumentException if there is no sample, or not one label for each
   */
  public static RejectionCurve of(float[][] scores, int[] labels) {
    int n = scores.length;
    if (n == 0 || labels.length != n) {
      throw new IllegalArgumentException(
          "rejection: got %d answers and %d labels, expected as many, at least 1"
              .formatted(n, labels.length));
    }
    double[] margins = new double[n];
    boolean[] wrong = new boolean[n];
    for (int i = 0; i < n; i++) {
      int best = largest(scores[i], -1);
      int next = largest(scores[i], best);
      margins[i] = (double) scores[i][best] - scores[i][next];
      wrong[i] = best != labels[i];
    }
    return of(margins, wrong);
  }

  /**
   * The curve of answers whose certainty is known.
   *
   * @param certainties {@code [sample]}, the least are rejected first. Not modified.
   * @param wrong {@code [sample]}, whether the answer is a mistake. Not modified.
   */
  static RejectionCurve of(double[] certainties, boolean[] wrong) {
    int n = certainties.length;
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -certainties[i]))
            .mapToInt(i -> i)
            .toArray();
    int[] mistakes = new int[n + 1];
    int sum = 0;
    for (int kept = 1; kept <= n; kept++) {
      sum += wrong[order[kept - 1]] ? 1 : 0;
      boolean parts = kept == n || certainties[order[kept - 1]] > certainties[order[kept]];
      mistakes[kept] = parts ? sum : -1;
    }
    return new RejectionCurve(
        mistakes, IntStream.of(order).mapToDouble(i -> certainties[i]).toArray());
  }

  /** The index of the largest value, the first of equals, one index left out. */
  private static int largest(float[] values, int without) {
    int best = without == 0 ? 1 : 0;
    for (int i = best + 1; i < values.length; i++) {
      if (i != without && values[i] > values[best]) {
        best = i;
      }
    }
    return best;
  }

  /** Number of answers. */
  public int size() {
    return mistakes.length - 1;
  }

  /**
   * The share of mistakes among the rest, 0 to 1, when so many answers are rejected, and those that
   * are equally certain; NaN if nothing is left.
   *
   * @param rejected 0 to {@link #size}
   */
  public double error(int rejected) {
    int kept = size() - rejected;
    while (mistakes[kept] < 0) {
      kept--;
    }
    return (double) mistakes[kept] / kept;
  }

  /** The least number of answers to reject so that at most a share of the rest are mistakes. */
  public int rejected(double error) {
    int kept = size();
    while (mistakes[kept] < 0 || mistakes[kept] > error * kept) {
      kept--;
    }
    return size() - kept;
  }

  /**
   * The least certainty among the answers that remain when as few as possible are rejected so that
   * at most a share of the rest are mistakes; empty if none remain.
   */
  public OptionalDouble threshold(double error) {
    int kept = size() - rejected(error);
    return kept == 0 ? OptionalDouble.empty() : OptionalDouble.of(certainties[kept - 1]);
  }
}
