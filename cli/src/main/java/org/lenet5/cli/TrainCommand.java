package org.lenet5.cli;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.lenet5.io.Checkpoint;
import org.lenet5.nn.Architecture;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Trains a network and leaves a run folder. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Train a network. Without options: the review's configuration, LeNet-5 on MNIST for 15 epochs.",
      "Equal options and data give equal weights, bit for bit, on any machine and number of threads."
    },
    footer = {
      "",
      "Examples:",
      "  lenet5 train",
      "  lenet5 train --validation holdout:5000 --patience 3 --epochs 50",
      "  lenet5 train --data fashion-mnist --schedule one-cycle --learning-rate 0.003",
      "  lenet5 train --until-accuracy 0.99 --schedule one-cycle --learning-rate 0.005 --epochs 4 --weight-decay 0.12 --deslant --distort rotate=7.5,scale=0.08,shear=0.1,translate=0.8",
      "  lenet5 train --distort --schedule cosine --epochs 40",
      "  lenet5 train --recipe paper           the network of 1998, as it was trained",
      "  lenet5 train --recipe paper --model lenet4 --deslant",
      "  lenet5 train --recipe best            the most accurate network, about ten minutes",
      "  lenet5 train --recipe committee       seven of them, whose probabilities are averaged",
      "  lenet5 train --resume                 go on with the youngest run under runs/",
      "  lenet5 train --resume --out runs/a    go on with this one"
    })
final class TrainCommand implements Callable<Integer> {

  /** What --model takes, for help. */
  static final String MODELS =
      "lenet5, lenet5-no-tanh, lenet5-1998, lenet4, lenet1, linear, mlp-300, mlp-1000, mlp-300-100 or mlp-500-150. Default: ${DEFAULT-VALUE}.";

  /** The network of the recipe of the 1998 paper, where no other is typed. */
  private static final String ORIGINAL = Architecture.LENET5_1998.id();

  /**
   * The options that the recipe of the 1998 paper sets for a network, where they are not typed. The
   * loss is the one of 0007 where the outputs are distances.
   */
  static Map<String, String> paper(String model) {
    return Map.of(
        "model", model,
        "optimizer", "sdlm",
        "batch-size", "1",
        "epochs", "20",
        "learning-rate", "0.0005",
        "schedule", "paper",
        "loss", model.equals(ORIGINAL) ? "map:10" : "cross-entropy",
        "order", "same");
  }

  /**
   * The options that the recipe of the most accurate network sets, where they are not typed;
   * docs/accuracy.md has the trials.
   */
  private static final Map<String, String> BEST =
      Map.of(
          "deslant", "true",
          "epochs", "150",
          "schedule", "cosine",
          "weight-decay", "0.05",
          "distort", "rotate=10,scale=0.1,shear=0.2,translate=1,elastic=1,smooth=4",
          "validation", "holdout:5000");

  /** What else it sets for pictures of clothes, which have no slant and two sides alike. */
  private static final Map<String, String> BEST_OF_CLOTHES =
      Map.of("deslant", "false", "distort", "mirror=0.5,translate=1,scale=0.05");

  /** How the members of that recipe see the images, in turn; docs/accuracy.md says why. */
  private static final List<Map<String, String>> VIEWS =
      List.of(Map.of(), Map.of("deslant", "false"));

  /** Members of the recipe of a committee, where no other number is typed. */
  private static final int COMMITTEE = 7;

  /** All options that decide the bits of a run, as they are if none is typed. */
  static Map<String, String> defaults() {
    Map<String, String> text = new LinkedHashMap<>();
    for (OptionSpec option : CommandSpec.forAnnotatedObject(new Settings()).options()) {
      String value = option.defaultValue();
      text.put(option.longestName().substring(2), value == null ? "false" : value);
    }
    return text;
  }

  /** The options that decide the bits of a run; their text is its record. */
  private static final class Settings {
    @Option(names = "--model", paramLabel = "NAME", defaultValue = "lenet5", description = MODELS)
    private String model;

    @Option(
        names = "--data",
        paramLabel = "NAME|DIR",
        defaultValue = "mnist",
        description =
            "mnist (built in), permuted-mnist (all pixels in one random order), fashion-mnist or kmnist (after lenet5 data fetch), or a folder of IDX files, gzipped or not. Default: ${DEFAULT-VALUE}.")
    private String data;

    @Option(
        names = "--transposed",
        description =
            "The folder's images are stored column by column. Known by itself for files called emnist-....")
    private boolean transposed;

    @Option(
        names = "--resize",
        paramLabel = "HOW",
        defaultValue = "usual",
        description =
            "How images are fitted to the network's input, 32x32 or 28x28: bilinear, pad (with background), or usual: bilinear for lenet5 and lenet5-no-tanh, pad for the paper's networks. Default: ${DEFAULT-VALUE}.")
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
        defaultValue = "15",
        description = "Passes over the training set. Default: ${DEFAULT-VALUE}.")
    private String epochs;

    @Option(
        names = "--batch-size",
        paramLabel = "N",
        defaultValue = "32",
        description = "Samples for each step. Default: ${DEFAULT-VALUE}.")
    private String batchSize;

    @Option(
        names = "--optimizer",
        paramLabel = "NAME",
        defaultValue = "adam",
        description =
            "adam, sgd, or sdlm: stochastic diagonal Levenberg-Marquardt. Default: ${DEFAULT-VALUE}.")
    private String optimizer;

    @Option(
        names = "--momentum",
        paramLabel = "X",
        defaultValue = "0.9",
        description = "Momentum of sgd. Default: ${DEFAULT-VALUE}.")
    private String momentum;

    @Option(
        names = "--weight-decay",
        paramLabel = "X",
        defaultValue = "0",
        description =
            "Share of the weights, times the learning rate, that each step of adam takes from them (AdamW). Default: ${DEFAULT-VALUE}.")
    private String weightDecay;

    @Option(
        names = "--average",
        paramLabel = "SHARE",
        defaultValue = "0",
        description =
            "Evaluate and keep a running average of the weights, of which each step leaves this share, such as 0.999; 0 keeps the weights themselves. Default: ${DEFAULT-VALUE}.")
    private String average;

    @Option(
        names = "--learning-rate",
        paramLabel = "X",
        defaultValue = "0.001",
        description = "Learning rate, the schedule's largest. Default: ${DEFAULT-VALUE}.")
    private String learningRate;

    @Option(
        names = "--schedule",
        paramLabel = "NAME",
        defaultValue = "constant",
        description =
            "constant, step, cosine, one-cycle, paper: the 1998 paper's stages, or paper:K: each stage K times as long. Default: ${DEFAULT-VALUE}.")
    private String schedule;

    @Option(
        names = "--step-every",
        paramLabel = "N",
        defaultValue = "10",
        description = "Schedule step: epochs between two drops. Default: ${DEFAULT-VALUE}.")
    private String stepEvery;

    @Option(
        names = "--step-factor",
        paramLabel = "X",
        defaultValue = "0.1",
        description = "Schedule step: factor of each drop. Default: ${DEFAULT-VALUE}.")
    private String stepFactor;

    @Option(
        names = "--distort",
        arity = "0..1",
        paramLabel = "AMPLITUDES",
        defaultValue = "none",
        fallbackValue = "default",
        description = {
          "Distort training images, anew in each epoch. By itself or as default: the paper's translation, scaling, squeezing and shear, by amplitudes chosen on a hold-out.",
          "Or amplitudes, those not named being zero: translate=1,scale=0.15,squeeze=0.1,shear=0.3,rotate=10,mirror=0.5,elastic=1,smooth=4,noise=0.1,originals=0.1 (pixels; shares; pixels per pixel; degrees; share of images whose left and right change places; pixels; pixels; share of pixels inverted; share of images left as they are). Or both: default,rotate=10. Default: ${DEFAULT-VALUE}."
        })
    private String distort;

    @Option(
        names = "--loss",
        paramLabel = "NAME",
        defaultValue = "cross-entropy",
        description =
            "cross-entropy, squared-error (of distances: the paper's eq. 8), or map:J (of distances: eq. 9). Default: ${DEFAULT-VALUE}.")
    private String loss;

    @Option(
        names = "--order",
        paramLabel = "HOW",
        defaultValue = "shuffled",
        description =
            "Order of the samples: shuffled in each epoch, or the same random order in all. Default: ${DEFAULT-VALUE}.")
    private String order;

    @Option(
        names = "--seed",
        paramLabel = "N",
        defaultValue = "42",
        description =
            "Decides starting weights, shuffles and distortions. Default: ${DEFAULT-VALUE}.")
    private String seed;

    @Option(
        names = "--validation",
        paramLabel = "SET",
        defaultValue = "test",
        description =
            "test, as the review does, or holdout:N, the honest one: N training samples kept back, so that choices are not made on the test set; holdout:N:K keeps back the K-th N. Default: ${DEFAULT-VALUE}.")
    private String validation;

    @Option(
        names = "--train-samples",
        paramLabel = "N",
        defaultValue = "all",
        description = "Use only the first N training samples. Default: ${DEFAULT-VALUE}.")
    private String trainSamples;

    @Option(
        names = "--patience",
        paramLabel = "N",
        defaultValue = "0",
        description =
            "Stop when N epochs have brought no smaller validation loss, and keep the best weights; 0 never stops early. Default: ${DEFAULT-VALUE}.")
    private String patience;

    @Option(
        names = "--until-accuracy",
        paramLabel = "SHARE",
        defaultValue = "0",
        description =
            "Stop after the first epoch with this accuracy on the validation set, such as 0.99; 0 never does. To save time the training set is then not evaluated after each epoch: its accuracy is counted while it is trained on. Default: ${DEFAULT-VALUE}.")
    private String untilAccuracy;
  }

  @Mixin private Settings settings;
  @Mixin private Threads threads;

  @Option(
      names = "--recipe",
      paramLabel = "NAME",
      defaultValue = "review",
      description =
          "Other defaults for all options: review; paper: the 1998 network or another --model of the paper, their losses and the paper's training; best: the most accurate training found for lenet5; committee: seven members by the recipe best, every other one without deslanting, each with another hold-out. For fashion-mnist the last two distort as suits clothes. Default: ${DEFAULT-VALUE}.")
  private String recipe;

  @Option(
      names = "--members",
      paramLabel = "N",
      description =
          "Train a committee: N runs with seeds from --seed on, whose mean probabilities answer; evaluate and predict take its folder like a run's. Default: 1, with --recipe committee 7.")
  private Integer members;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder of the run. Default: runs/<time>.")
  private Path out;

  @Option(
      names = "--resume",
      description =
          "Go on with a run that was stopped, to the same bits as if it had not been. Options are the run's own; --epochs may be larger, and --data elsewhere.")
  private boolean resume;

  @Option(names = "--json", description = "Print run.json instead of the lines of epochs.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    int threadCount = threads.count();
    if (out != null && out.toString().isEmpty()) {
      throw new TrainSettings.InvalidOption("out", "an empty name", "a folder");
    }
    if (members != null && (members < 1 || members > Committee.MOST)) {
      throw new TrainSettings.InvalidOption(
          "members", members.toString(), "an integer from 1 to " + Committee.MOST);
    }
    if (resume) {
      resume(out != null ? out : RunFolder.youngest(), threadCount);
    } else {
      TrainSettings chosen = TrainSettings.of(chosen());
      if (memberCount() > 1) {
        Path folder = RunFolder.create(Optional.ofNullable(out)).path();
        Committee.create(folder, members(chosen), report()).complete(threadCount, report());
      } else {
        TrainingRun.start(Optional.ofNullable(out), chosen, threadCount, report());
      }
    }
    return CommandLine.ExitCode.OK;
  }

  /** Fashion-MNIST by its name, fetched or a folder. */
  private static boolean isOfClothes(String data) {
    return Path.of(data).endsWith("fashion-mnist");
  }

  private int memberCount() {
    return members != null ? members : recipe.equals("committee") ? COMMITTEE : 1;
  }

  /** The settings of a committee's members, given the first one's. */
  private List<TrainSettings> members(TrainSettings first) {
    boolean varied = recipe.equals("committee");
    List<Map<String, String>> views =
        varied && !isOfClothes(first.data()) ? VIEWS : List.of(Map.of());
    return IntStream.range(0, memberCount())
        .mapToObj(i -> first.with(i, views.get(i % views.size()), varied ? i : 0))
        .toList();
  }

  /** Goes on with a run, or a committee; typed options must be those of its first member. */
  private void resume(Path path, int threadCount) throws IOException {
    boolean committee = Committee.isCommittee(path);
    RunFolder folder =
        RunFolder.existing(committee ? new Committee(path).members().getFirst() : path);
    Checkpoint checkpoint = Checkpoint.read(folder.checkpoint());
    TrainSettings chosen = resumed(folder.checkpoint(), checkpoint);
    if (committee) {
      new Committee(path).complete(threadCount, report());
    } else {
      TrainingRun.resume(folder, checkpoint, chosen, threadCount, report());
    }
  }

  private TrainingReport report() {
    return new TrainingReport(spec.commandLine().getOut(), spec.commandLine().getErr(), json);
  }

  /** The recipe's options, and over them those that were typed. */
  private Map<String, String> chosen() {
    Map<String, String> text = options(true);
    Map<String, String> typed = options(false);
    switch (recipe) {
      case "review" -> {}
      case "paper" -> text.putAll(paper(typed.getOrDefault("model", ORIGINAL)));
      case "best", "committee" -> {
        text.putAll(BEST);
        if (isOfClothes(text.get("data"))) {
          text.putAll(BEST_OF_CLOTHES);
        }
      }
      default ->
          throw new TrainSettings.InvalidOption(
              "recipe", recipe, "review, paper, best or committee");
    }
    text.putAll(typed);
    return text;
  }

  /** The text of the settings' options: all of them, or those that were typed. */
  private Map<String, String> options(boolean all) {
    ParseResult typed = spec.commandLine().getParseResult();
    Map<String, String> text = new LinkedHashMap<>();
    for (OptionSpec option : spec.options()) {
      if (option.userObject() instanceof Field field
          && field.getDeclaringClass() == Settings.class
          && (all || typed.hasMatchedOption(option))) {
        text.put(option.longestName().substring(2), option.getValue().toString());
      }
    }
    return text;
  }

  /**
   * The run's settings; typed options must agree with them, but for a larger number of epochs and
   * another place of the same data.
   */
  private TrainSettings resumed(Path file, Checkpoint checkpoint) throws IOException {
    TrainSettings recorded = TrainSettings.recorded(file, checkpoint, options(true).keySet());
    Map<String, String> text = new LinkedHashMap<>(recorded.text());
    text.putAll(options(false));
    TrainSettings asked = TrainSettings.of(text);
    Optional<String> difference = recorded.firstDifference(asked);
    boolean longer =
        difference.equals(Optional.of("epochs"))
            && !recorded.options().learningRate().dependsOnLength()
            && asked.options().epochs() > recorded.options().epochs();
    if (difference.isPresent() && !longer) {
      String option = difference.get();
      throw new TrainSettings.InvalidOption(
          option,
          asked.text().get(option),
          recorded.text().get(option) + ", as in the run to resume");
    }
    return asked;
  }
}
