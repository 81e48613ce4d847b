package org.lenet5.run;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.lenet5.data.Holdout;
import org.lenet5.data.Polarity;
import org.lenet5.data.Preprocessing;
import org.lenet5.learning.Loss;
import org.lenet5.learning.Optimizer;
import org.lenet5.network.Architecture;
import org.lenet5.train.TrainingOptions;

/**
 * All that decides the bits of a run, valid once constructed. A {@link Recipe} makes one to start
 * from; {@link SettingsText} is its text, on the command line and in a run's record.
 *
 * @param architecture which network
 * @param preprocessing how images become its input: the architecture's, but for the fit and
 *     deslanting
 * @param data the name or folder of the data set, as {@link DataSource#of} takes it
 * @param transposed whether the folder's images are stored column by column
 * @param polarity whether ink is light or dark in the data, or empty for what their borders tell; a
 *     run's record has it
 * @param holdout the training samples to validate on, or empty for the test set
 * @param trainSamples number of training samples to use, at least 1, or empty for all
 * @param options the trainer's options; an optimizer's numbers are its usual ones, but for
 *     momentum, weight decay and averaging
 */
public record Settings(
    Architecture architecture,
    Preprocessing preprocessing,
    String data,
    boolean transposed,
    Optional<Polarity> polarity,
    Optional<Holdout.Part> holdout,
    OptionalInt trainSamples,
    TrainingOptions options) {

  /**
   * @throws IllegalArgumentException if a value is out of its range, the network has no such input,
   *     or the loss no meaning for its outputs
   */
  public Settings {
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(polarity, "polarity");
    Objects.requireNonNull(holdout, "holdout");
    Preprocessing usual = architecture.preprocessing();
    if (!preprocessing.equals(
        usual.with(preprocessing.fit()).withDeslant(preprocessing.deslant()))) {
      throw new IllegalArgumentException(
          "preprocessing: got %s, expected %s, but for fit and deslanting"
              .formatted(preprocessing, usual));
    }
    if (trainSamples.isPresent() && trainSamples.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "training samples: got %d, expected at least 1".formatted(trainSamples.getAsInt()));
    }
    if (!isUsual(options.optimizer())) {
      throw new IllegalArgumentException(
          "optimizer: got %s, expected its usual numbers".formatted(options.optimizer()));
    }
    if (!fits(options.loss(), architecture)) {
      throw new IllegalArgumentException(
          "loss: got %s, expected one for the outputs of %s"
              .formatted(options.loss(), architecture));
    }
  }

  /** Whether a loss has a meaning for a network's outputs, however many classes there are. */
  static boolean fits(Loss loss, Architecture architecture) {
    return loss.fits(architecture.network(List.of("0")).outputs());
  }

  private static boolean isUsual(Optimizer optimizer) {
    return switch (optimizer) {
      case Optimizer.Adam adam -> adam.equals(new Optimizer.Adam(adam.decay()));
      case Optimizer.Sgd _ -> true;
      case Optimizer.DiagonalLevenbergMarquardt sdlm ->
          sdlm.equals(new Optimizer.DiagonalLevenbergMarquardt());
      case Optimizer.Averaged averaged -> isUsual(averaged.base());
    };
  }

  /** The same with other options of the trainer. */
  public Settings with(TrainingOptions other) {
    return new Settings(
        architecture, preprocessing, data, transposed, polarity, holdout, trainSamples, other);
  }

  /** The same for so many epochs, at least 1. */
  public Settings withEpochs(int epochs) {
    return with(options.withEpochs(epochs));
  }

  /** The same with another seed. */
  public Settings withSeed(long seed) {
    return with(options.withSeed(seed));
  }

  /** The same on other data, as {@link DataSource#of} takes them. */
  public Settings withData(String other) {
    return new Settings(
        architecture, preprocessing, other, transposed, polarity, holdout, trainSamples, options);
  }

  /** The same with images fitted to the input in another way. */
  public Settings withFit(Preprocessing.Fit fit) {
    return new Settings(
        architecture,
        preprocessing.with(fit),
        data,
        transposed,
        polarity,
        holdout,
        trainSamples,
        options);
  }

  /** The same with data of light ink or dark, or, if empty, of what their borders tell. */
  public Settings withPolarity(Optional<Polarity> other) {
    return new Settings(
        architecture, preprocessing, data, transposed, other, holdout, trainSamples, options);
  }

  /** The same with deslanting or without. */
  public Settings withDeslant(boolean deslant) {
    return new Settings(
        architecture,
        preprocessing.withDeslant(deslant),
        data,
        transposed,
        polarity,
        holdout,
        trainSamples,
        options);
  }

  /** The same validated on training samples that are kept back, or, if empty, on the test set. */
  public Settings withHoldout(Optional<Holdout.Part> other) {
    return new Settings(
        architecture, preprocessing, data, transposed, polarity, other, trainSamples, options);
  }

  /** The same with the first so many training samples, at least 1, or all. */
  public Settings withTrainSamples(OptionalInt other) {
    return new Settings(
        architecture, preprocessing, data, transposed, polarity, holdout, other, options);
  }
}
