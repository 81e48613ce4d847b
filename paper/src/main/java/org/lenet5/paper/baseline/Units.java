package org.lenet5.paper.baseline;

import java.util.Arrays;

/** What the linear units of a classifier tell apart, and what their outputs say of the classes. */
enum Units {
  /** Unit c: 1 for class c, 0 for the others. Its output is the class's score. */
  ONE_FOR_EACH_CLASS {
    @Override
    void score(double[] outputs, double[] scores) {
      System.arraycopy(outputs, 0, scores, 0, scores.length);
    }
  },

  /**
   * Unit {@code (a, b), a < b}, in ascending a, then b: 1 for class a, -1 for class b. Its sign is
   * a vote for one and against the other; equal votes are settled by the outputs' sum, cut off at
   * 1.
   */
  ONE_FOR_EACH_PAIR {
    @Override
    void score(double[] outputs, double[] scores) {
      Arrays.fill(scores, 0);
      int unit = 0;
      for (int a = 0; a < scores.length; a++) {
        for (int b = a + 1; b < scores.length; b++) {
          double y = outputs[unit++];
          // Votes differ by 2 or more, what settles them by less than 2.
          double vote = Math.signum(y) + Math.clamp(y, -1, 1) / scores.length;
          scores[a] += vote;
          scores[b] -= vote;
        }
      }
    }
  };

  /** Reads {@code outputs [unit]}, overwrites {@code scores [class]}. */
  abstract void score(double[] outputs, double[] scores);
}
