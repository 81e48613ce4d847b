package org.lenet5.layer;

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
   * @param y a sample's outputs {@code [class]}, at least one. Not modified.
   */
  public int winner(float[] y) {
    int best = 0;
    for (int c = 1; c < y.length; c++) {
      if (sign * y[c] > sign * y[best]) {
        best = c;
      }
    }
    return best;
  }
}
