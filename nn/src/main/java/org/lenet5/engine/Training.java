package org.lenet5.engine;

/**
 * A network that learns. Weights and the optimizer's moments stay where they are computed until
 * they are {@linkplain #store stored}. For one thread at a time.
 */
public interface Training extends AutoCloseable {

  /**
   * One step: the gradient of the batch's mean loss, and the optimizer's update by it.
   *
   * @param order sample numbers; the batch is {@code order[from .. from + count)}
   * @param count 1 to the batch size
   * @param rate learning rate
   * @param step number of this step, from 1
   * @param losses {@code [count]} or more: the loss of each sample of the batch, before the update.
   *     Overwritten.
   * @return how many of them were answered right, before the update
   * @throws IllegalArgumentException if the batch is of another size, or the samples do not
   *     {@linkplain PreparedSet#requireFit fit} the network
   */
  int step(
      PreparedSet samples,
      int[] order,
      int from,
      int count,
      double rate,
      long step,
      double[] losses);

  /**
   * Measures the second derivatives on the first samples of an order, as many as {@link
   * org.lenet5.learning.Optimizer.DiagonalLevenbergMarquardt} says, and makes the rates of all
   * weights of them, its moments.
   *
   * @throws IllegalStateException if the optimizer is another one
   * @throws IllegalArgumentException if the samples do not {@linkplain PreparedSet#requireFit fit}
   *     the network
   */
  void measureCurvature(PreparedSet samples, int[] order);

  /** Brings the arrays that the training was made with up to date. */
  void store();

  /** Frees what the engine holds for it. The arrays are then the caller's again. */
  @Override
  void close();
}
