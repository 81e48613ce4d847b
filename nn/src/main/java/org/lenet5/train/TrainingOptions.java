package org.lenet5.train;

import java.util.Objects;
import org.lenet5.data.Distortion;
import org.lenet5.learning.LearningRate;
import org.lenet5.learning.Loss;
import org.lenet5.learning.Optimizer;

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
 * @param loss what training makes small; evaluation always reports cross-entropy
 * @param sameOrder whether every epoch has the first one's order
 * @param untilAccuracy stop when an epoch ends with this accuracy on the validation set, 0 to 1; 0
 *     never does. Above 0 no time is spent on evaluating the training set after each epoch
 */
public record TrainingOptions(
    Optimizer optimizer,
    LearningRate learningRate,
    int epochs,
    int batchSize,
    long seed,
    int patience,
    Distortion distortion,
    Loss loss,
    boolean sameOrder,
    double untilAccuracy) {

  /**
   * @throws IllegalArgumentException if a number is out of its range
   */
  public TrainingOptions {
    Objects.requireNonNull(optimizer, "optimizer");
    Objects.requireNonNull(learningRate, "learningRate");
    Objects.requireNonNull(distortion, "distortion");
    Objects.requireNonNull(loss, "loss");
    check("epochs", epochs, 1, 1_000_000);
    check("batch size", batchSize, 1, 65_536);
    check("patience", patience, 0, 1_000_000);
    if (!(untilAccuracy >= 0 && untilAccuracy <= 1)) {
      throw new IllegalArgumentException(
          "until accuracy: got %s, expected 0 to 1".formatted(untilAccuracy));
    }
  }

  /** Options without distortion, for cross-entropy, every epoch in an order of its own. */
  public TrainingOptions(
      Optimizer optimizer,
      LearningRate learningRate,
      int epochs,
      int batchSize,
      long seed,
      int patience) {
    this(
        optimizer,
        learningRate,
        epochs,
        batchSize,
        seed,
        patience,
        Distortion.NONE,
        new Loss.CrossEntropy(),
        false,
        0);
  }

  /** The review's: Adam at 0.001, 15 epochs, batches of 32, seed 42. */
  public static TrainingOptions review() {
    return new TrainingOptions(
        new Optimizer.Adam(), new LearningRate.Constant(1e-3), 15, 32, 42, 0);
  }

  /**
   * The paper's (LeCun et al. 1998, section III.B): stochastic diagonal Levenberg-Marquardt, one
   * pattern at a time in a constant random order, 20 passes, {@linkplain LearningRate.Paper rates
   * in stages}. Which loss made the published figure, and its j, the paper does not say: eq. 9 is a
   * guess.
   */
  public static TrainingOptions paper() {
    return new TrainingOptions(
        new Optimizer.DiagonalLevenbergMarquardt(),
        new LearningRate.Paper(5e-4, 1),
        20,
        1,
        42,
        0,
        Distortion.NONE,
        new Loss.MaximumAPosteriori(10),
        true,
        0);
  }

  /** The same with another optimizer. */
  public TrainingOptions withOptimizer(Optimizer other) {
    return new TrainingOptions(
        other,
        learningRate,
        epochs,
        batchSize,
        seed,
        patience,
        distortion,
        loss,
        sameOrder,
        untilAccuracy);
  }

  /** The same with another learning rate. */
  public TrainingOptions withLearningRate(LearningRate other) {
    return new TrainingOptions(
        optimizer,
        other,
        epochs,
        batchSize,
        seed,
        patience,
        distortion,
        loss,
        sameOrder,
        untilAccuracy);
  }

  /** The same with another number of epochs. */
  public TrainingOptions withEpochs(int other) {
    return new TrainingOptions(
        optimizer,
        learningRate,
        other,
        batchSize,
        seed,
        patience,
        distortion,
        loss,
        sameOrder,
        untilAccuracy);
  }

  /** The same with another seed. */
  public TrainingOptions withSeed(long other) {
    return new TrainingOptions(
        optimizer,
        learningRate,
        epochs,
        batchSize,
        other,
        patience,
        distortion,
        loss,
        sameOrder,
        untilAccuracy);
  }

  /** The same with another distortion. */
  public TrainingOptions withDistortion(Distortion other) {
    return new TrainingOptions(
        optimizer,
        learningRate,
        epochs,
        batchSize,
        seed,
        patience,
        other,
        loss,
        sameOrder,
        untilAccuracy);
  }

  /** The same with another loss. */
  public TrainingOptions withLoss(Loss other) {
    return new TrainingOptions(
        optimizer,
        learningRate,
        epochs,
        batchSize,
        seed,
        patience,
        distortion,
        other,
        sameOrder,
        untilAccuracy);
  }

  private static void check(String name, int value, int low, int high) {
    if (value < low || value > high) {
      throw new IllegalArgumentException(
          "%s: got %d, expected %d to %d".formatted(name, value, low, high));
    }
  }
}
