package org.lenet5.bench.compare;

/**
 * A library that computes the modern LeNet-5, on a number of threads that is given when it is made.
 * Work starts from {@link Samples#startingWeights}.
 */
public interface Peer {
  /** Library and version. */
  String name();

  /**
   * Training by Adam at 0.001 for cross-entropy; a piece is one batch or more, its value the mean
   * loss.
   *
   * @param samples as many as make whole batches
   * @throws UnsupportedOperationException if the library does not train
   */
  Work training(Samples samples, int batchSize);

  /**
   * Classification with the starting weights; a piece is one batch, its values the scores {@code
   * [batchSize][10]}, from which softmax makes probabilities.
   *
   * @param samples as many as make whole batches
   */
  Work inference(Samples samples, int batchSize);
}
