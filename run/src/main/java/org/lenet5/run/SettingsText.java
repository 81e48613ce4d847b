package org.lenet5.run;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lenet5.data.Distortion;
import org.lenet5.data.Holdout;
import org.lenet5.data.Polarity;
import org.lenet5.learning.LearningRate;
import org.lenet5.learning.Loss;
import org.lenet5.learning.Optimizer;
import org.lenet5.network.Architecture;
import org.lenet5.train.TrainingOptions;

/**
 * {@link Settings} as the text of options, {@code epochs -> 15}: what a command line types, and
 * what checkpoints and {@code run.json} record. Amplitudes of distortions are written in full, so
 * that a record outlives another default; an option that has no effect, such as momentum for adam,
 * has its usual value.
 */
public final class SettingsText {
  /** Options that older records do not hold, and what those runs did. */
  private static final Map<String, String> YOUNGER =
      Map.of(
          "polarity",
          Polarity.LIGHT_INK.id(),
          "deslant",
          "false",
          "until-accuracy",
          "0",
          "average",
          "0",
          "weight-decay",
          "0");

  /** What the options of one optimizer and of one schedule say where there is another. */
  private static final Optimizer.Sgd USUAL_SGD = new Optimizer.Sgd(0.9);

  private static final LearningRate.Step USUAL_STEP = new LearningRate.Step(1, 10, 0.1);

  /** Options that count with one value of another one alone. */
  private static final Map<String, Map.Entry<String, String>> COUNT_WITH =
      Map.of(
          "momentum", Map.entry("optimizer", "sgd"),
          "step-every", Map.entry("schedule", "step"),
          "step-factor", Map.entry("schedule", "step"));

  private SettingsText() {}

  /** The names of all options, in order. */
  public static List<String> options() {
    return List.copyOf(of(Recipe.REVIEW.settings()).keySet());
  }

  /** The text of all options, in order. */
  public static Map<String, String> of(Settings settings) {
    TrainingOptions options = settings.options();
    double average = options.optimizer() instanceof Optimizer.Averaged a ? a.decay() : 0;
    Optimizer optimizer =
        options.optimizer() instanceof Optimizer.Averaged a ? a.base() : options.optimizer();
    Optimizer.Sgd sgd = optimizer instanceof Optimizer.Sgd s ? s : USUAL_SGD;
    LearningRate rate = options.learningRate();
    LearningRate.Step step = rate instanceof LearningRate.Step s ? s : USUAL_STEP;
    Map<String, String> text = new LinkedHashMap<>();
    text.put("model", settings.architecture().id());
    text.put("data", settings.data());
    text.put("transposed", Boolean.toString(settings.transposed()));
    text.put("polarity", settings.polarity().map(Polarity::id).orElse(SettingsReader.AUTO));
    text.put("resize", settings.preprocessing().fit().name().toLowerCase(Locale.ROOT));
    text.put("deslant", Boolean.toString(settings.preprocessing().deslant()));
    text.put("epochs", Integer.toString(options.epochs()));
    text.put("batch-size", Integer.toString(options.batchSize()));
    text.put("optimizer", name(optimizer));
    text.put("momentum", number(sgd.momentum()));
    text.put("weight-decay", number(optimizer instanceof Optimizer.Adam a ? a.decay() : 0));
    text.put("average", number(average));
    text.put("learning-rate", number(rate.rate()));
    text.put("schedule", name(rate));
    text.put("step-every", Integer.toString(step.every()));
    text.put("step-factor", number(step.factor()));
    text.put("distort", options.distortion().toString());
    text.put("loss", name(options.loss()));
    text.put("order", options.sameOrder() ? "same" : "shuffled");
    text.put("seed", Long.toString(options.seed()));
    text.put("validation", validation(settings));
    text.put(
        "train-samples",
        settings.trainSamples().isEmpty()
            ? "all"
            : Integer.toString(settings.trainSamples().getAsInt()));
    text.put("patience", Integer.toString(options.patience()));
    text.put("until-accuracy", number(options.untilAccuracy()));
    return text;
  }

  /**
   * The polarity of a text: {@code auto}, which is none, {@code light-ink} or {@code dark-ink}.
   *
   * @throws InvalidOptionException if it is another
   */
  public static Optional<Polarity> polarity(String text) {
    return new SettingsReader(Map.of("polarity", text)).polarity();
  }

  /** What a run is validated on: {@code test}, {@code holdout:5000}, {@code holdout:5000:2}. */
  static String validation(Settings settings) {
    return settings.holdout().map(SettingsText::name).orElse("test");
  }

  private static String name(Holdout.Part part) {
    return "holdout:" + part.size() + (part.number() == 1 ? "" : ":" + part.number());
  }

  private static String name(Optimizer optimizer) {
    return switch (optimizer) {
      case Optimizer.Adam _ -> "adam";
      case Optimizer.Sgd _ -> "sgd";
      case Optimizer.DiagonalLevenbergMarquardt _ -> "sdlm";
      case Optimizer.Averaged averaged -> name(averaged.base());
    };
  }

  private static String name(LearningRate rate) {
    return switch (rate) {
      case LearningRate.Constant _ -> "constant";
      case LearningRate.Step _ -> "step";
      case LearningRate.Cosine _ -> "cosine";
      case LearningRate.OneCycle _ -> "one-cycle";
      case LearningRate.Paper paper -> paper.stretch() == 1 ? "paper" : "paper:" + paper.stretch();
    };
  }

  private static String name(Loss loss) {
    return switch (loss) {
      case Loss.CrossEntropy _ -> "cross-entropy";
      case Loss.SquaredError _ -> "squared-error";
      case Loss.MaximumAPosteriori map -> "map:" + number(map.j());
    };
  }

  /** {@code 0.0005}, {@code 10}; read back to the same bits. */
  private static String number(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  /**
   * A recipe's settings with other values of some options. The recipe is that for the model and the
   * data among them.
   *
   * @param typed text by option
   * @throws InvalidOptionException if an option is unknown or out of its range
   */
  public static Settings read(Recipe recipe, Map<String, String> typed) {
    Architecture architecture =
        typed.containsKey("model") ? SettingsReader.model(typed) : recipe.architecture();
    String data = typed.getOrDefault("data", recipe.settings().data());
    return changed(recipe.settings(architecture, data), typed);
  }

  /**
   * Settings with other values of some options.
   *
   * @param typed text by option
   * @throws InvalidOptionException if an option is unknown, out of its range, or would have no
   *     effect beside the others
   */
  public static Settings changed(Settings settings, Map<String, String> typed) {
    Map<String, String> text = of(settings);
    for (Map.Entry<String, String> option : typed.entrySet()) {
      if (text.replace(option.getKey(), option.getValue()) == null) {
        throw new InvalidOptionException(
            option.getKey(), option.getValue(), "one of the options " + text.keySet());
      }
    }
    Settings changed = new SettingsReader(text).settings();
    requireEffect(typed, of(changed), changed.options().distortion());
    return changed;
  }

  /** Nobody types what is to have no effect, unless it is the usual value, as in a record. */
  private static void requireEffect(
      Map<String, String> typed, Map<String, String> all, Distortion distortion) {
    for (Map.Entry<String, String> option : typed.entrySet()) {
      Map.Entry<String, String> other = COUNT_WITH.get(option.getKey());
      if (other != null
          && !all.get(other.getKey()).equals(other.getValue())
          && Double.parseDouble(option.getValue())
              != Double.parseDouble(all.get(option.getKey()))) {
        throw new InvalidOptionException(
            option.getKey(),
            "%s with --%s %s".formatted(option.getValue(), other.getKey(), all.get(other.getKey())),
            "--%s %s".formatted(other.getKey(), other.getValue()));
      }
    }
    String distort = typed.getOrDefault("distort", "");
    if (distort.contains("smooth=") && distortion.elastic() == 0) {
      throw new InvalidOptionException("distort", distort, "elastic=PIXELS beside smooth");
    }
  }

  /**
   * The settings on record.
   *
   * @param notes text by option, and whatever else is noted
   * @throws InvalidOptionException if one is missing or has a value it can't have
   */
  static Settings recorded(Map<String, String> notes) {
    Map<String, String> text = new LinkedHashMap<>(YOUNGER);
    text.putAll(notes);
    return new SettingsReader(text).settings();
  }

  /**
   * The first option of which two settings have different values. Where the data lie does not
   * count: what they are is for their checksums to say. Nor does a polarity that one leaves to the
   * data.
   */
  static Optional<String> firstDifference(Settings settings, Settings other) {
    Map<String, String> text = of(settings);
    Map<String, String> others = of(other);
    return text.keySet().stream()
        .filter(option -> !option.equals("data"))
        .filter(option -> !text.get(option).equals(others.get(option)))
        .filter(
            option ->
                !option.equals("polarity")
                    || settings.polarity().isPresent() && other.polarity().isPresent())
        .findFirst();
  }

  /**
   * Checks that a run can be gone on with as asked for: by its own settings, but for a larger
   * number of epochs and another place of the same data.
   *
   * @throws InvalidOptionException if it can't
   */
  static void requireResumable(Settings recorded, Settings asked) {
    boolean longer =
        !recorded.options().learningRate().dependsOnLength()
            && asked.options().epochs() > recorded.options().epochs();
    Settings expected = longer ? recorded.withEpochs(asked.options().epochs()) : recorded;
    requireSame(expected, asked);
  }

  /**
   * Checks that settings are those of a run, but for the place of the data.
   *
   * @throws InvalidOptionException if they aren't
   */
  static void requireSame(Settings recorded, Settings asked) {
    Optional<String> difference = firstDifference(recorded, asked);
    if (difference.isPresent()) {
      String option = difference.get();
      throw new InvalidOptionException(
          option, of(asked).get(option), of(recorded).get(option) + ", as in the run to resume");
    }
  }
}
