package org.lenet5.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.lenet5.data.Distortion;
import org.lenet5.data.Holdout;
import org.lenet5.data.Polarity;
import org.lenet5.data.Preprocessing;
import org.lenet5.learning.LearningRate;
import org.lenet5.learning.Loss;
import org.lenet5.learning.Optimizer;
import org.lenet5.network.Architecture;
import org.lenet5.train.TrainingOptions;

/** Settings and their text are two views of one record. */
class SettingsTextTest {

  /** What the program has written into run.json since its first release. */
  @Test
  void theTextOfTheReview() {
    assertThat(SettingsText.of(Recipe.REVIEW.settings()).toString())
        .isEqualTo(
            "{model=lenet5, data=mnist, transposed=false, polarity=auto, resize=bilinear,"
                + " deslant=false, epochs=15, batch-size=32, optimizer=adam, momentum=0.9,"
                + " weight-decay=0, average=0, learning-rate=0.001, schedule=constant,"
                + " step-every=10, step-factor=0.1, distort=none, loss=cross-entropy,"
                + " order=shuffled, seed=42, validation=test, train-samples=all, patience=0,"
                + " until-accuracy=0}");
  }

  @ParameterizedTest
  @EnumSource
  void recipesForAllNetworksAreReadBack(Recipe recipe) {
    for (Architecture network : Architecture.values()) {
      for (String data : List.of("mnist", "fashion-mnist", "folders/fashion-mnist")) {
        Settings settings = recipe.settings(network, data);
        assertThat(SettingsText.read(Recipe.REVIEW, SettingsText.of(settings))).isEqualTo(settings);
        assertThat(SettingsText.read(recipe, Map.of("model", network.id(), "data", data)))
            .isEqualTo(settings);
      }
    }
  }

  @Test
  void settingsOfAllKindsAreReadBack() {
    long seed = 20_261_128;
    Random random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      Settings settings = random(random);
      Map<String, String> notes = new HashMap<>(SettingsText.of(settings));
      notes.put("sha256.train-images", "0123");
      assertThat(SettingsText.recorded(notes)).as("seed %d, %d", seed, i).isEqualTo(settings);
    }
  }

  private static Settings random(Random random) {
    Architecture network = pick(random, Architecture.values());
    double share = random.nextInt(1, 100) / 100.0;
    double rate = Math.pow(10, random.nextDouble(-9, 2.9));
    List<Optimizer> optimizers =
        new ArrayList<>(
            List.of(
                new Optimizer.Adam(share),
                new Optimizer.Sgd(share / 2),
                new Optimizer.DiagonalLevenbergMarquardt()));
    optimizers.add(new Optimizer.Averaged(optimizers.get(random.nextInt(2)), share));
    Loss[] losses = {
      new Loss.CrossEntropy(),
      new Loss.SquaredError(),
      new Loss.MaximumAPosteriori(network == Architecture.LENET5_1998 ? 7 * share : 1)
    };
    return new Settings(
        network,
        network
            .preprocessing()
            .with(pick(random, Preprocessing.Fit.values()))
            .withDeslant(random.nextBoolean()),
        "a folder",
        random.nextBoolean(),
        Optional.ofNullable(pick(random, null, Polarity.LIGHT_INK, Polarity.DARK_INK)),
        random.nextBoolean()
            ? Optional.empty()
            : Optional.of(new Holdout.Part(random.nextInt(1, 9), random.nextInt(1, 4))),
        random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt(1, 9)),
        new TrainingOptions(
            optimizers.get(random.nextInt(optimizers.size())),
            pick(
                random,
                new LearningRate.Constant(rate),
                new LearningRate.Step(rate, random.nextInt(1, 99), share),
                new LearningRate.Cosine(rate),
                new LearningRate.OneCycle(rate),
                new LearningRate.Paper(rate, random.nextInt(1, 4))),
            random.nextInt(1, 1000),
            random.nextInt(1, 65_537),
            random.nextLong(),
            random.nextInt(9),
            random.nextBoolean() ? Distortion.NONE : Distortion.parse("rotate=" + 9 * share),
            losses[random.nextInt(network == Architecture.LENET5_1998 ? 3 : 2)],
            random.nextBoolean(),
            random.nextBoolean() ? 0 : share));
  }

  @SafeVarargs
  private static <T> T pick(Random random, T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** A number is the same in other words; what has no effect may say what is usual, no more. */
  @Test
  void thereIsOneTextForEqualSettings() {
    Settings typed =
        SettingsText.read(
            Recipe.REVIEW,
            Map.of("learning-rate", "1e-3", "resize", "usual", "momentum", "0.90", "seed", "+42"));
    assertThat(typed).isEqualTo(Recipe.REVIEW.settings());
    assertThatThrownBy(() -> SettingsText.read(Recipe.REVIEW, Map.of("momentum", "0.5")))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessage("--momentum: got 0.5 with --optimizer adam, expected --optimizer sgd");
  }

  /** Usual is what is usual for the network that is typed, not for the recipe's own. */
  @ParameterizedTest
  @CsvSource({"lenet4, pad", "lenet5-no-tanh, bilinear", "lenet1, pad"})
  void theFitIsTheNetworks(String model, String fit) {
    Settings settings = SettingsText.read(Recipe.REVIEW, Map.of("model", model));
    assertThat(SettingsText.of(settings)).containsEntry("resize", fit);
    Settings other = SettingsText.read(Recipe.PAPER, Map.of("model", model, "resize", "bilinear"));
    assertThat(SettingsText.of(other)).containsEntry("resize", "bilinear");
  }

  @Test
  void optionsYoungerThanARecordAreOff() {
    Map<String, String> notes = new HashMap<>(SettingsText.of(Recipe.BEST.settings()));
    notes
        .keySet()
        .removeAll(List.of("polarity", "deslant", "until-accuracy", "average", "weight-decay"));
    Settings old = SettingsText.recorded(notes);
    assertThat(old.polarity()).contains(Polarity.LIGHT_INK);
    assertThat(old.preprocessing().deslant()).isFalse();
    assertThat(old.options().optimizer()).isEqualTo(new Optimizer.Adam());
    notes.remove("seed");
    assertThatThrownBy(() -> SettingsText.recorded(notes))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessage("--seed: got nothing, expected a value");
  }

  @Test
  void unknownOptionsAreRefused() {
    assertThatThrownBy(() -> SettingsText.read(Recipe.REVIEW, Map.of("epoch", "3")))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageStartingWith("--epoch: got 3, expected one of the options [model, data, ");
    assertThatThrownBy(() -> SettingsText.read(Recipe.REVIEW, Map.of("deslant", "yes")))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessage("--deslant: got yes, expected true or false");
    assertThatThrownBy(() -> SettingsText.read(Recipe.REVIEW, Map.of("polarity", "dark")))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessage("--polarity: got dark, expected auto, light-ink or dark-ink");
  }

  @Test
  void aRunIsResumedByItsOwnSettingsOrLonger() {
    Settings run = Recipe.REVIEW.settings();
    SettingsText.requireResumable(run, run.withEpochs(16));
    SettingsText.requireResumable(run, SettingsText.changed(run, Map.of("data", "elsewhere")));
    Settings dark = run.withPolarity(Optional.of(Polarity.DARK_INK));
    SettingsText.requireResumable(dark, run); // which leaves it to the data
    refused(
        dark,
        run.withPolarity(Optional.of(Polarity.LIGHT_INK)),
        "--polarity: got light-ink, expected dark-ink, as in the run to resume");
    refused(run, run.withEpochs(14), "--epochs: got 14, expected 15, as in the run to resume");
    refused(run, run.withSeed(43), "--seed: got 43, expected 42, as in the run to resume");
    Settings cosine = Recipe.BEST.settings();
    refused(cosine, cosine.withEpochs(151), "--epochs: got 151, expected 150");
    refused(run, run.withEpochs(16).withSeed(43), "--seed: got 43, expected 42");
  }

  private static void refused(Settings recorded, Settings asked, String message) {
    assertThatThrownBy(() -> SettingsText.requireResumable(recorded, asked))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageStartingWith(message);
  }
}
