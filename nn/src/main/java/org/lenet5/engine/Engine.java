package org.lenet5.engine;

import org.lenet5.learning.Loss;
import org.lenet5.learning.Optimizer;
import org.lenet5.network.Network;

/**
 * Where a network is computed: the one seam between what is computed and how. Lanes, blocks,
 * slices, threads and one-sample code live behind it. Every engine gives the same bits. {@link
 * Engines} makes them.
 */
public interface Engine extends AutoCloseable {

  /** A short name for records: {@code scalar}, {@code simd-512}. */
  String name();

  /** Number of threads, the caller's included. Changes the time alone. */
  int threads();

  /**
   * A network with weights, made ready to answer.
   *
   * @param parameters {@code [network.parameterCount()]}; must not change from now on
   * @throws IllegalArgumentException if they are another number
   */
  Inference inference(Network network, float[] parameters);

  /**
   * A network made ready to learn. From here to {@link Training#close} the arrays belong to the
   * engine; {@link Training#store} brings them up to date.
   *
   * @param batchSize the most samples of a step, at least 1
   * @param parameters {@code [network.parameterCount()]}, the weights to start from
   * @param moments {@code [optimizer.moments()][parameterCount]}, the optimizer's state
   * @throws IllegalArgumentException if the loss has no meaning for the network's outputs, the
   *     batch size is below 1, or an array has another length
   */
  Training training(
      Network network,
      Loss loss,
      Optimizer optimizer,
      int batchSize,
      float[] parameters,
      float[][] moments);

  /** Ends the engine's threads. What was made by it must not be used any more. */
  @Override
  void close();
}
