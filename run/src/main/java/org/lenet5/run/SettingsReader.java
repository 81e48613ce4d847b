package org.lenet5.run;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import org.lenet5.data.Distortion;
import org.lenet5.data.Holdout;
import org.lenet5.data.Polarity;
import org.lenet5.data.Preprocessing;
import org.lenet5.learning.LearningRate;
import org.lenet5.learning.Loss;
import org.lenet5.learning.Optimizer;
import org.lenet5.network.Architecture;
import org.lenet5.train.TrainingOptions;

/**
 * Reads settings from the text of all options; says which one is wrong.
 *
 * @param values text by option
 */
record SettingsReader(Map<String, String> values) {
  /** What leaves the polarity to the data. */
  static final String AUTO = "auto";

  /** The model alone. */
  static Architecture model(Map<String, String> values) {
    return new SettingsReader(values).model();
  }

  Settings settings() {
    Architecture architecture = model();
    Loss loss = loss(architecture);
    return new Settings(
        architecture,
        fit(architecture.preprocessing()).withDeslant(flag("deslant")),
        text("data"),
        flag("transposed"),
        polarity(),
        holdout(),
        trainSamples(),
        new TrainingOptions(
            averaged(optimizer()),
            schedule(),
            integer("epochs", 1, 1_000_000),
            integer("batch-size", 1, 65_536),
            parse("seed", "an integer of 64 bits", Long::parseLong),
            integer("patience", 0, 1_000_000),
            distortion(),
            loss,
            sameOrder(),
            accuracy()));
  }

  private Architecture model() {
    return parse("model", "one of " + Architecture.ids(), Architecture::of);
  }

  private boolean flag(String option) {
    return switch (text(option)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw invalid(option, "true or false");
    };
  }

  /** The polarity alone. */
  Optional<Polarity> polarity() {
    return switch (text("polarity")) {
      case AUTO -> Optional.empty();
      case "light-ink" -> Optional.of(Polarity.LIGHT_INK);
      case "dark-ink" -> Optional.of(Polarity.DARK_INK);
      default -> throw invalid("polarity", AUTO + ", light-ink or dark-ink");
    };
  }

  private LearningRate schedule() {
    double rate = number("learning-rate", 0, 1000);
    int every = integer("step-every", 1, 1_000_000);
    double factor = number("step-factor", 0, 1);
    return switch (text("schedule")) {
      case "constant" -> new LearningRate.Constant(rate);
      case "step" -> new LearningRate.Step(rate, every, factor);
      case "cosine" -> new LearningRate.Cosine(rate);
      case "one-cycle" -> new LearningRate.OneCycle(rate);
      case "paper" -> new LearningRate.Paper(rate, 1);
      default -> new LearningRate.Paper(rate, stretch());
    };
  }

  private Optimizer optimizer() {
    double momentum = momentum();
    double decay = weightDecay();
    return switch (text("optimizer")) {
      case "adam" -> new Optimizer.Adam(decay);
      case "sgd" -> new Optimizer.Sgd(momentum);
      case "sdlm" -> new Optimizer.DiagonalLevenbergMarquardt();
      default -> throw invalid("optimizer", "adam, sgd or sdlm");
    };
  }

  private Loss loss(Architecture architecture) {
    Loss loss = loss();
    if (!Settings.fits(loss, architecture)) {
      throw invalid("loss", "cross-entropy or squared-error for " + architecture);
    }
    return loss;
  }

  private OptionalInt trainSamples() {
    return text("train-samples").equals("all")
        ? OptionalInt.empty()
        : OptionalInt.of(integer("train-samples", 1, Integer.MAX_VALUE));
  }

  private String text(String option) {
    String value = values.get(option);
    if (value == null) {
      throw new InvalidOptionException(option, "nothing", "a value");
    }
    return value;
  }

  private InvalidOptionException invalid(String option, String expected) {
    return new InvalidOptionException(option, text(option), expected);
  }

  private <T> T parse(String option, String expected, Function<String, T> parser) {
    try {
      return parser.apply(text(option));
    } catch (InvalidOptionException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw invalid(option, expected);
    }
  }

  private int integer(String option, int low, int high) {
    String expected =
        high == Integer.MAX_VALUE
            ? "an integer of at least " + low
            : "an integer from %d to %d".formatted(low, high);
    int value = parse(option, expected, Integer::parseInt);
    if (value < low || value > high) {
      throw invalid(option, expected);
    }
    return value;
  }

  private double number(String option, String expected, DoublePredicate fits) {
    double value = parse(option, expected, Double::parseDouble);
    if (!fits.test(value)) {
      throw invalid(option, expected);
    }
    return value;
  }

  private double number(String option, double low, double high) {
    return number(
        option,
        "a number above %.0f and up to %.0f".formatted(low, high),
        value -> value > low && value <= high);
  }

  private double momentum() {
    return number(
        "momentum", "a number from 0 up to but not including 1", value -> value >= 0 && value < 1);
  }

  private double weightDecay() {
    double value =
        number("weight-decay", "a number from 0 to 1", decay -> decay >= 0 && decay <= 1);
    if (value > 0 && !text("optimizer").equals("adam")) {
      throw invalid("weight-decay", "0, or --optimizer adam");
    }
    return value;
  }

  private int stretch() {
    String expected =
        "constant, step, cosine, one-cycle, paper, or paper:K, K an integer of at least 1";
    int value =
        parse(
            "schedule",
            expected,
            t -> t.startsWith("paper:") ? Integer.parseInt(t.substring("paper:".length())) : 0);
    if (value < 1) {
      throw invalid("schedule", expected);
    }
    return value;
  }

  private Optimizer averaged(Optimizer base) {
    return parse(
        "average",
        "0, or above 0 and below 1 with adam or sgd",
        t -> {
          double share = Double.parseDouble(t);
          return share == 0 ? base : new Optimizer.Averaged(base, share);
        });
  }

  private double accuracy() {
    return number(
        "until-accuracy", "a share from 0 (never) to 1", share -> share >= 0 && share <= 1);
  }

  private Distortion distortion() {
    try {
      return Distortion.parse(text("distort"));
    } catch (InvalidOptionException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new InvalidOptionException("distort", e);
    }
  }

  private Preprocessing fit(Preprocessing usual) {
    return switch (text("resize")) {
      case "usual" -> usual;
      case "bilinear" -> usual.with(Preprocessing.Fit.BILINEAR);
      case "pad" -> usual.with(Preprocessing.Fit.PAD);
      default -> throw invalid("resize", "usual, bilinear or pad");
    };
  }

  private Loss loss() {
    String value = text("loss");
    if (value.startsWith("map:")) {
      return parse(
          "loss",
          "map:J, J above 0",
          t -> new Loss.MaximumAPosteriori(Double.parseDouble(t.substring("map:".length()))));
    }
    return switch (value) {
      case "cross-entropy" -> new Loss.CrossEntropy();
      case "squared-error" -> new Loss.SquaredError();
      default -> throw invalid("loss", "cross-entropy, squared-error or map:J");
    };
  }

  private boolean sameOrder() {
    return switch (text("order")) {
      case "shuffled" -> false;
      case "same" -> true;
      default -> throw invalid("order", "shuffled or same");
    };
  }

  private Optional<Holdout.Part> holdout() {
    String value = text("validation");
    if (value.equals("test")) {
      return Optional.empty();
    }
    String expected = "test, holdout:N or holdout:N:K, N and K at least 1";
    String[] words = value.split(":", -1);
    if (!words[0].equals("holdout") || words.length < 2 || words.length > 3) {
      throw invalid("validation", expected);
    }
    return parse(
        "validation",
        expected,
        t ->
            Optional.of(
                new Holdout.Part(
                    Integer.parseInt(words[1]),
                    words.length == 2 ? 1 : Integer.parseInt(words[2]))));
  }
}
