package org.lenet5.bench.compare;

/**
 * How far a peer's numbers are from ours, where both compute the same network from the same
 * weights.
 *
 * @param scores largest difference of a logarithm of a probability, over {@value #IMAGES} images by
 *     the starting weights
 * @param loss largest difference, relative, of the mean losses of {@value #PASSES} passes of
 *     training on {@value #TRAINED} images, batch {@value #BATCH}; NaN for a peer that does not
 *     train
 */
record Agreement(String peer, double scores, double loss) {
  private static final int IMAGES = 64;
  private static final int TRAINED = 320;
  private static final int BATCH = 32;
  private static final int PASSES = 3;
  private static final int CLASSES = 10;

  /** Scores are sums of up to 400 products of size 1, each rounded to 2^-24. */
  private static final double SCORES_TOLERANCE = 1e-4;

  /**
   * Thirty steps; another formula of Adam's epsilon, or order of sums, changes less than this, a
   * wrong rate, beta, gradient or order of images more.
   */
  private static final double LOSS_TOLERANCE = 1e-3;

  static Agreement of(Competitor ours, Competitor theirs) throws PeerException {
    String question = "scores " + IMAGES;
    double scores =
        largestDifference(
            logProbabilities(ours.ask(question)), logProbabilities(theirs.ask(question)));
    return new Agreement(theirs.name(), scores, loss(ours, theirs));
  }

  private static double loss(Competitor ours, Competitor theirs) throws PeerException {
    String question = "losses %d %d %d".formatted(BATCH, TRAINED, PASSES);
    double[] expected = ours.ask(question);
    double[] got;
    try {
      got = theirs.ask(question);
    } catch (PeerException e) {
      return Double.NaN; // does not train; the search says so
    }
    double largest = 0;
    for (int pass = 0; pass < PASSES; pass++) {
      largest = Math.max(largest, Math.abs(got[pass] / expected[pass] - 1));
    }
    return largest;
  }

  /** Whether the peer computes the same network. */
  boolean holds() {
    return scores <= SCORES_TOLERANCE && !(loss > LOSS_TOLERANCE);
  }

  /** Scores may have any constant added, image by image. */
  private static double[] logProbabilities(double[] scores) {
    double[] logs = new double[scores.length];
    for (int from = 0; from < scores.length; from += CLASSES) {
      double sum = 0;
      for (int i = from; i < from + CLASSES; i++) {
        sum += Math.exp(scores[i]);
      }
      for (int i = from; i < from + CLASSES; i++) {
        logs[i] = scores[i] - Math.log(sum);
      }
    }
    return logs;
  }

  private static double largestDifference(double[] expected, double[] got) {
    if (got.length != expected.length) {
      return Double.POSITIVE_INFINITY;
    }
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(got[i] - expected[i]));
    }
    return largest;
  }
}
