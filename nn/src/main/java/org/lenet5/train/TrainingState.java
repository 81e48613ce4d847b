package org.lenet5.train;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.lenet5.network.Network;

/**
 * Everything a run needs to go on to the same bits: a checkpoint. Modified by {@link Trainer}.
 *
 * @param parameters the weights
 * @param moments the optimizer's state, each laid out as the parameters
 * @param history the epochs done so far; its size is the next epoch's number
 * @param best the weights after the epoch with the smallest validation loss so far; the start's
 *     before the first epoch
 */
public record TrainingState(
    float[] parameters, float[][] moments, List<EpochResult> history, float[] best) {

  /** The state before the first epoch. */
  public static TrainingState start(Network network, TrainingOptions options) {
    float[] parameters = network.initialParameters(options.seed());
    return new TrainingState(
        parameters,
        new float[options.optimizer().moments()][parameters.length],
        new ArrayList<>(),
        parameters.clone());
  }

  /** The epoch with the smallest validation loss, the earliest of equals. */
  public Optional<EpochResult> bestEpoch() {
    return history.stream().min(Comparator.comparingDouble(EpochResult::validLoss));
  }

  /** Whether there is nothing left to do: all epochs done, accurate enough, or out of patience. */
  public boolean isFinished(TrainingOptions options) {
    return history.size() >= options.epochs() || isAccurate(options) || isOutOfPatience(options);
  }

  /** Whether the last epoch has ended with the accuracy that the options ask for. */
  public boolean isAccurate(TrainingOptions options) {
    return options.untilAccuracy() > 0
        && !history.isEmpty()
        && history.getLast().validAccuracy() >= options.untilAccuracy();
  }

  /** Whether the last {@code options.patience()} epochs have brought no smaller validation loss. */
  public boolean isOutOfPatience(TrainingOptions options) {
    return options.patience() > 0
        && bestEpoch()
            .filter(best -> history.size() - 1 - best.epoch() >= options.patience())
            .isPresent();
  }

  /** The weights to use: the best ones where a patience is set, otherwise the last. */
  public float[] result(TrainingOptions options) {
    return options.patience() > 0 ? best : last(options);
  }

  /** Copies weights to {@link #best} where their loss is less than that of all epochs so far. */
  void keepIfBest(double loss, float[] weights) {
    if (loss < bestEpoch().map(EpochResult::validLoss).orElse(Double.POSITIVE_INFINITY)) {
      System.arraycopy(weights, 0, best, 0, weights.length);
    }
  }

  /** What the optimizer results in so far. */
  float[] last(TrainingOptions options) {
    return options.optimizer().result(moments, parameters);
  }
}
