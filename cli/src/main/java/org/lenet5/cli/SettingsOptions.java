package org.lenet5.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lenet5.run.Recipe;
import org.lenet5.run.SettingsText;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/**
 * The options of {@code train} that decide the bits of a run, for the parser and for help. What was
 * typed is handed to {@link SettingsText} as text; the fields are never read.
 */
final class SettingsOptions {
  /** What --model takes, for help. */
  static final String MODELS =
      "lenet5, lenet5-no-tanh, lenet5-1998, lenet4, lenet1, linear, mlp-300, mlp-1000, mlp-300-100 or mlp-500-150. Default: ${DEFAULT-VALUE}.";

  /** For help: what the review's recipe says where nothing is typed. */
  static final class Defaults implements IDefaultValueProvider {
    private final Map<String, String> review = SettingsText.of(Recipe.REVIEW.settings());

    @Override
    public String defaultValue(ArgSpec arg) {
      return arg instanceof OptionSpec option ? review.get(name(option)) : null;
    }
  }

  private static String name(OptionSpec option) {
    return option.longestName().substring(2);
  }

  /** The text of those that were typed. */
  static Map<String, String> typed(ParseResult result) {
    List<String> settings = SettingsText.options();
    Map<String, String> typed = new LinkedHashMap<>();
    for (OptionSpec option : result.matchedOptions()) {
      if (settings.contains(name(option))) {
        typed.put(name(option), option.getValue().toString());
      }
    }
    return typed;
  }

  @Option(names = "--model", paramLabel = "NAME", description = MODELS)
  private String model;

  @Option(
      names = "--data",
      paramLabel = "NAME|DIR|FILE",
      description = {
        "mnist (built in), permuted-mnist (all pixels in one random order), fashion-mnist or kmnist (after lenet5 data fetch), or one's own. Default: ${DEFAULT-VALUE}.",
        "Of one's own: a folder of IDX files, gzipped or not; a folder of pictures of one size, DIR/train/CLASS/*.png with DIR/test or DIR/val beside it, or DIR/CLASS/*.png with --validation holdout:N; or a file train.csv of a label and pixels from 0 to 255 in each line, with test.csv beside it or --validation holdout:N."
      })
  private String data;

  @Option(
      names = "--transposed",
      description =
          "The images of IDX or CSV files are stored column by column. Known by itself for files called emnist-....")
  private boolean transposed;

  @Option(
      names = "--polarity",
      paramLabel = "INK",
      description =
          "What the data are stored with: light-ink, as MNIST is, dark-ink, which is inverted, or auto, which is what the borders of the images tell. Default: ${DEFAULT-VALUE}.")
  private String polarity;

  @Option(
      names = "--resize",
      paramLabel = "HOW",
      description =
          "How images are fitted to the network's input, 32x32 or 28x28: bilinear, pad (with background), or usual: bilinear for lenet5 and lenet5-no-tanh, pad for the paper's networks. Default: usual.")
  private String resize;

  @Option(
      names = "--deslant",
      negatable = true,
      description =
          "Shear images upright first, by the moments of their ink, as the paper's deslanted inputs. The model records it: evaluate and predict do the same.")
  private boolean deslant;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the training set. Default: ${DEFAULT-VALUE}.")
  private String epochs;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Samples for each step. Default: ${DEFAULT-VALUE}.")
  private String batchSize;

  @Option(
      names = "--optimizer",
      paramLabel = "NAME",
      description =
          "adam, sgd, or sdlm: stochastic diagonal Levenberg-Marquardt. Default: ${DEFAULT-VALUE}.")
  private String optimizer;

  @Option(
      names = "--momentum",
      paramLabel = "X",
      description = "Momentum of sgd. Default: ${DEFAULT-VALUE}.")
  private String momentum;

  @Option(
      names = "--weight-decay",
      paramLabel = "X",
      description =
          "Share of the weights, times the learning rate, that each step of adam takes from them (AdamW). Default: ${DEFAULT-VALUE}.")
  private String weightDecay;

  @Option(
      names = "--average",
      paramLabel = "SHARE",
      description =
          "Evaluate and keep a running average of the weights, of which each step leaves this share, such as 0.999; 0 keeps the weights themselves. Default: ${DEFAULT-VALUE}.")
  private String average;

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      description = "Learning rate, the schedule's largest. Default: ${DEFAULT-VALUE}.")
  private String learningRate;

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      description =
          "constant, step, cosine, one-cycle, paper: the 1998 paper's stages, or paper:K: each stage K times as long. Default: ${DEFAULT-VALUE}.")
  private String schedule;

  @Option(
      names = "--step-every",
      paramLabel = "N",
      description = "Schedule step: epochs between two drops. Default: ${DEFAULT-VALUE}.")
  private String stepEvery;

  @Option(
      names = "--step-factor",
      paramLabel = "X",
      description = "Schedule step: factor of each drop. Default: ${DEFAULT-VALUE}.")
  private String stepFactor;

  @Option(
      names = "--distort",
      arity = "0..1",
      paramLabel = "AMPLITUDES",
      fallbackValue = "default",
      description = {
        "Distort training images, anew in each epoch. By itself or as default: the paper's translation, scaling, squeezing and shear, by amplitudes chosen on a hold-out.",
        "Or amplitudes, those not named being zero: translate=1,scale=0.15,squeeze=0.1,shear=0.3,rotate=10,mirror=0.5,elastic=1,smooth=4,noise=0.1,originals=0.1 (pixels; shares; pixels per pixel; degrees; share of images whose left and right change places; pixels; pixels; share of pixels inverted; share of images left as they are). Or both: default,rotate=10. Default: ${DEFAULT-VALUE}."
      })
  private String distort;

  @Option(
      names = "--loss",
      paramLabel = "NAME",
      description =
          "cross-entropy, squared-error (of distances: the paper's eq. 8), or map:J (of distances: eq. 9). Default: ${DEFAULT-VALUE}.")
  private String loss;

  @Option(
      names = "--order",
      paramLabel = "HOW",
      description =
          "Order of the samples: shuffled in each epoch, or the same random order in all. Default: ${DEFAULT-VALUE}.")
  private String order;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Decides starting weights, shuffles and distortions. Default: ${DEFAULT-VALUE}.")
  private String seed;

  @Option(
      names = "--validation",
      paramLabel = "SET",
      description =
          "test, as the review does, or holdout:N, the honest one: N training samples kept back, so that choices are not made on the test set; holdout:N:K keeps back the K-th N. Default: ${DEFAULT-VALUE}.")
  private String validation;

  @Option(
      names = "--train-samples",
      paramLabel = "N",
      description = "Use only the first N training samples. Default: ${DEFAULT-VALUE}.")
  private String trainSamples;

  @Option(
      names = "--patience",
      paramLabel = "N",
      description =
          "Stop when N epochs have brought no smaller validation loss, and keep the best weights; 0 never stops early. Default: ${DEFAULT-VALUE}.")
  private String patience;

  @Option(
      names = "--until-accuracy",
      paramLabel = "SHARE",
      description =
          "Stop after the first epoch with this accuracy on the validation set, such as 0.99; 0 never does. To save time the training set is then not evaluated after each epoch: its accuracy is counted while it is trained on. Default: ${DEFAULT-VALUE}.")
  private String untilAccuracy;
}
