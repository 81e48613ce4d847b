package org.lenet5.eval;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * What a classifier gains by rejecting what it is least certain of: the error on the rest over the
 * number rejected. An answer is as certain as its score is above the next best one (LeCun et al.
 * 1998, fig. 10); of equally certain answers all are rejected or none.
 */
public final class RejectionCurve {
  /** {@code [kept]}, mistakes among so many of the most certain answers; -1 between equal ones. */
  private final int[] mistakes;

  private RejectionCurve(int[] mistakes) {
    this.mistakes = mistakes;
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
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -margins[i]))
            .mapToInt(i -> i)
            .toArray();
    int[] mistakes = new int[n + 1];
    int sum = 0;
    for (int kept = 1; kept <= n; kept++) {
      sum += wrong[order[kept - 1]] ? 1 : 0;
      boolean parts = kept == n || margins[order[kept - 1]] > margins[order[kept]];
      mistakes[kept] = parts ? sum : -1;
    }
    return new RejectionCurve(mistakes);
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
}
