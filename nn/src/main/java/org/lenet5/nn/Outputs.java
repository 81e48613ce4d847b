package org.lenet5.nn;

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
}
