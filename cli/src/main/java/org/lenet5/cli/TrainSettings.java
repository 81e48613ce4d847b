package org.lenet5.cli;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import org.lenet5.data.Distortion;
import org.lenet5.data.Preprocessing;
import org.lenet5.io.Checkpoint;
import org.lenet5.nn.Architecture;
import org.lenet5.train.Holdout;
import org.lenet5.train.LearningRate;
import org.lenet5.train.Loss;
import org.lenet5.train.Optimizer;
import org.lenet5.train.TrainingOptions;

/**
 * What {@code train} was asked for, valid once constructed: all that decides the bits of a run.
 *
 * @param architecture which network
 * @param preprocessing how images become its input
 * @param data the name or folder of the data set
 * @param transposed whether the folder's images are stored column by column
 * @param holdout the training samples to validate on, or empty for the test set
 * @param trainSamples number of training samples to use, or empty for all
 * @param options the trainer's options
 * @param text all of it as the text of options, {@code epochs -> 15}, for records and comparison;
 *     amplitudes of distortions in full, so that a record outlives another default
 */
record TrainSettings(
    Architecture architecture,
    Preprocessing preprocessing,
    String data,
    boolean transposed,
    Optional<Holdout.Part> holdout,
    OptionalInt trainSamples,
    TrainingOptions options,
    Map<String, String> text) {

  /** Options that older records do not hold, and what those runs did. */
  private static final Map<String, String> YOUNGER =
      Map.of("deslant", "false", "until-accuracy", "0", "average", "0", "weight-decay", "0");

  /** An option has a value it can't have: wrong usage, exit code 2. */
  static final class InvalidOption extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    InvalidOption(String option, String got, String expected) {
      super("--%s: got %s, expected %s".formatted(option, got, expected));
    }

    /** The cause's message is {@code who: got X, expected Y}; the option takes the place of who. */
    InvalidOption(String option, IllegalArgumentException cause) {
      super(
          "--%s%s".formatted(option, cause.getMessage().substring(cause.getMessage().indexOf(':'))),
          cause);
    }
  }

  /**
   * Parses the text of all options.
   *
   * @throws InvalidOption if one is out of its range
   */
  static TrainSettings of(Map<String, String> text) {
    Reader r = new Reader(text);
    Architecture architecture = r.parse("model", "one of " + Architecture.ids(), Architecture::of);
    double rate = r.number("learning-rate", 0, 1000);
    int every = r.integer("step-every", 1, 1_000_000);
    double factor = r.number("step-factor", 0, 1);
    double momentum = r.momentum();
    double decay = r.weightDecay();
    LearningRate schedule =
        switch (r.text("schedule")) {
          case "constant" -> new LearningRate.Constant(rate);
          case "step" -> new LearningRate.Step(rate, every, factor);
          case "cosine" -> new LearningRate.Cosine(rate);
          case "one-cycle" -> new LearningRate.OneCycle(rate);
          case "paper" -> new LearningRate.Paper(rate, 1);
          default -> new LearningRate.Paper(rate, r.stretch());
        };
    Optimizer base =
        switch (r.text("optimizer")) {
          case "adam" -> new Optimizer.Adam(decay);
          case "sgd" -> new Optimizer.Sgd(momentum);
          case "sdlm" -> new Optimizer.DiagonalLevenbergMarquardt();
          default -> throw r.invalid("optimizer", "adam, sgd or sdlm");
        };
    Optimizer optimizer = r.averaged(base);
    Distortion distortion = r.distortion();
    Preprocessing preprocessing =
        r.fit(architecture.preprocessing()).withDeslant(Boolean.parseBoolean(r.text("deslant")));
    Loss loss = r.loss();
    if (!loss.fits(architecture.network(List.of("0")).outputs())) {
      throw r.invalid("loss", "cross-entropy or squared-error for " + architecture);
    }
    Map<String, String> record = new LinkedHashMap<>(text);
    record.put("distort", distortion.toString());
    record.put("resize", preprocessing.fit().name().toLowerCase(Locale.ROOT));
    return new TrainSettings(
        architecture,
        preprocessing,
        r.text("data"),
        Boolean.parseBoolean(r.text("transposed")),
        r.holdout(),
        r.text("train-samples").equals("all")
            ? OptionalInt.empty()
            : OptionalInt.of(r.integer("train-samples", 1, Integer.MAX_VALUE)),
        new TrainingOptions(
            optimizer,
            schedule,
            r.integer("epochs", 1, 1_000_000),
            r.integer("batch-size", 1, 65_536),
            r.parse("seed", "an integer of 64 bits", Long::parseLong),
            r.integer("patience", 0, 1_000_000),
            distortion,
            loss,
            r.sameOrder(),
            r.accuracy()),
        Collections.unmodifiableMap(record));
  }

  /**
   * The settings of a run, from its checkpoint.
   *
   * @param file the checkpoint's, for messages
   * @param options all that a record must hold
   * @throws IOException if one is missing or has a value it can't have
   */
  static TrainSettings recorded(Path file, Checkpoint checkpoint, Set<String> options)
      throws IOException {
    Map<String, String> text = new LinkedHashMap<>();
    options.forEach(
        option -> text.put(option, checkpoint.notes().getOrDefault(option, YOUNGER.get(option))));
    try {
      return of(text);
    } catch (InvalidOption e) {
      throw new IOException(
          "%s: got a damaged record of options (%s), expected that of a run"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /**
   * The same with the seed this many higher, other values of some options, and a hold-out this many
   * parts further.
   */
  TrainSettings with(int seeds, Map<String, String> others, int parts) {
    Map<String, String> other = new LinkedHashMap<>(text);
    other.put("seed", Long.toString(options.seed() + seeds));
    if (parts > 0 && holdout.isPresent()) {
      Holdout.Part part = holdout.get().plus(parts);
      other.put("validation", "holdout:%d:%d".formatted(part.size(), part.number()));
    }
    other.putAll(others);
    return of(other);
  }

  /**
   * The first option of which the other settings have another value. Where the data lie does not
   * count: what they are is for their checksums to say.
   */
  Optional<String> firstDifference(TrainSettings other) {
    return text.keySet().stream()
        .filter(option -> !option.equals("data"))
        .filter(option -> !same(text.get(option), other.text().get(option)))
        .findFirst();
  }

  /** Whether two texts are equal, as numbers if they are such: 0.001 is 1e-3. */
  private static boolean same(String a, String b) {
    if (a.equals(b)) {
      return true;
    }
    try {
      return new BigDecimal(a).compareTo(new BigDecimal(b)) == 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private record Reader(Map<String, String> values) {
    String text(String option) {
      String value = values.get(option);
      if (value == null) {
        throw new InvalidOption(option, "nothing", "a value");
      }
      return value;
    }

    InvalidOption invalid(String option, String expected) {
      return new InvalidOption(option, text(option), expected);
    }

    <T> T parse(String option, String expected, Function<String, T> parser) {
      try {
        return parser.apply(text(option));
      } catch (InvalidOption e) {
        throw e;
      } catch (IllegalArgumentException e) {
        throw invalid(option, expected);
      }
    }

    int integer(String option, int low, int high) {
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

    double number(String option, String expected, DoublePredicate fits) {
      double value = parse(option, expected, Double::parseDouble);
      if (!fits.test(value)) {
        throw invalid(option, expected);
      }
      return value;
    }

    double number(String option, double low, double high) {
      return number(
          option,
          "a number above %.0f and up to %.0f".formatted(low, high),
          value -> value > low && value <= high);
    }

    double momentum() {
      return number(
          "momentum",
          "a number from 0 up to but not including 1",
          value -> value >= 0 && value < 1);
    }

    double weightDecay() {
      double value =
          number("weight-decay", "a number from 0 to 1", decay -> decay >= 0 && decay <= 1);
      if (value > 0 && !text("optimizer").equals("adam")) {
        throw invalid("weight-decay", "0, or --optimizer adam");
      }
      return value;
    }

    int stretch() {
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

    Optimizer averaged(Optimizer base) {
      return parse(
          "average",
          "0, or above 0 and below 1 with adam or sgd",
          t -> {
            double share = Double.parseDouble(t);
            return share == 0 ? base : new Optimizer.Averaged(base, share);
          });
    }

    double accuracy() {
      return number(
          "until-accuracy", "a share from 0 (never) to 1", share -> share >= 0 && share <= 1);
    }

    Distortion distortion() {
      try {
        return Distortion.parse(text("distort"));
      } catch (InvalidOption e) {
        throw e;
      } catch (IllegalArgumentException e) {
        throw new InvalidOption("distort", e);
      }
    }

    Preprocessing fit(Preprocessing usual) {
      return switch (text("resize")) {
        case "usual" -> usual;
        case "bilinear" -> usual.with(Preprocessing.Fit.BILINEAR);
        case "pad" -> usual.with(Preprocessing.Fit.PAD);
        default -> throw invalid("resize", "usual, bilinear or pad");
      };
    }

    Loss loss() {
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

    boolean sameOrder() {
      return switch (text("order")) {
        case "shuffled" -> false;
        case "same" -> true;
        default -> throw invalid("order", "shuffled or same");
      };
    }

    Optional<Holdout.Part> holdout() {
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
}
