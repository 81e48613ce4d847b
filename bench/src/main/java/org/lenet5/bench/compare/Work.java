package org.lenet5.bench.compare;

/**
 * Batch after batch of the samples, in order, from the first again after the last. A peer finds the
 * batches ready in its own tensors: making them is not timed.
 */
public interface Work extends AutoCloseable {

  /** Does the next piece. */
  Piece next();

  @Override
  void close();
}
