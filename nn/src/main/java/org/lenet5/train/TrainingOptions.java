package org.lenet5.train;

import java.util.Objects;
import org.lenet5.data.Distortion;

/**
 * All that decides the bits of a training run besides the network, its starting weights and the
 * data. Threads and kernels are not here: they change nothing but the time.
 *
 * @param optimizer how gradients change the weights
 * @param learningRate the rate of each step
 * @param epochs number of passes over the training set, at least 1
 * @param batchSize samples for each step, 1 to 65,536; the last batch of an epoch may be smaller
 * @param seed decides starting weights, shuffles and distortions
 * @param patience stop when this many epochs have brought no smaller validation loss, and keep the
 *     weights of the best; 0 never stops early and keeps the last
 * @param distortion how training images are distorted; evaluation sees the originals
 */
public record TrainingOptions(
    Optimizer optimizer,
    LearningRate learningRate,
    int epochs,
    int batchSize,
    long seed,
    int patience,
    Distortion distortion) {

  /**
   * @throws IllegalArgumentException if a number is out of its range
   */
  public TrainingOptions {
    Objects.requireNonNull(optimizer, "optimizer");
    Objects.requireNonNull(learningRate, "learningRate");
    Objects.requireNonNull(distortion, "distortion");
    check("epochs", epochs, 1, 1_000_000);
    check("batch size", batchSize, 1, 65_536);
    check("patience", patience, 0, 1_000_000);
  }

  /** Options without distortion. */
  public TrainingOptions(
      Optimizer optimizer,
      LearningRate learningRate,
      int epochs,
      int batchSize,
      long seed,
      int patience) {
    this(optimizer, learningRate, epochs, batchSize, seed, patience, Distortion.NONE);
  }

  /** The review's: Adam at 0.001, 15 epochs, batches of 32, seed 42. */
  public static TrainingOptions review() {
    return new TrainingOptions(
        new Optimizer.Adam(), new LearningRate.Constant(1e-3), 15, 32, 42, 0);
  }

  /** The same with another number of epochs. */
  public TrainingOptions withEpochs(int other) {
    return new TrainingOptions(
        optimizer, learningRate, other, batchSize, seed, patience, distortion);
  }

  /** The same with another distortion. */
  public TrainingOptions withDistortion(Distortion other) {
    return new TrainingOptions(optimizer, learningRate, epochs, batchSize, seed, patience, other);
  }

  private static void check(String name, int value, int low, int high) {
    if (value < low || value > high) {
      throw new IllegalArgumentException(
          "%s: got %d, expected %d to %d".formatted(name, value, low, high));
    }
  }
}
