package org.lenet5.nn;

import org.lenet5.nn.kernel.Kernels;

/** What a network's outputs are: whether the largest or the smallest wins. */
public enum Outputs {
  /** The more the more likely: softmax makes probabilities of them. */
  SCORES(1),

  /**
   * The less the more likely: softmax makes probabilities of their negatives, as the paper's
   * equation 9 does when its j is infinite.
   */
  DISTANCES(-1);

  private final int sign;

  Outputs(int sign) {
    this.sign = sign;
  }

  /** 1 or -1: an output times this is a score. */
  public int sign() {
    return sign;
  }

  /**
   * The class that wins, the first of equal ones.
   *
   * @param y a network's outputs, a sample's 16 apart. Not modified.
   * @param at where the sample's first is
   * @param classes number of classes, at least 1
   */
  public int winner(float[] y, int at, int classes) {
    int best = 0;
    for (int c = 1; c < classes; c++) {
      if (sign * y[at + c * Kernels.LANES] > sign * y[at + best * Kernels.LANES]) {
        best = c;
      }
    }
    return best;
  }
}
