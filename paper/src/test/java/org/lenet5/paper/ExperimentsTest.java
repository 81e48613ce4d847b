package org.lenet5.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lenet5.engine.Engine;
import org.lenet5.engine.Engines;
import org.lenet5.network.Architecture;
import org.lenet5.run.InvalidOptionException;
import org.lenet5.run.Recipe;
import org.lenet5.run.RunFolder;
import org.lenet5.run.RunListener;
import org.lenet5.run.SettingsText;

/** Figures as a program calls them. */
class ExperimentsTest {
  @TempDir Path temp;
  private final Engine engine = Engines.best(2);
  private final Heard heard = new Heard(new ArrayList<>(), new ArrayList<>());

  @AfterEach
  void close() {
    engine.close();
  }

  /** What was trained, and what was said. */
  private record Heard(List<Path> trained, List<String> notes) implements RunListener {
    @Override
    public void started(RunFolder folder) {
      trained.add(folder.path());
    }

    @Override
    public void note(String line) {
      notes.add(line);
    }
  }

  private Experiments quick(int samples) {
    return new Experiments(temp, true, OptionalInt.of(samples), engine, heard);
  }

  @Test
  void aFigureIsMeasuredOnce() throws IOException {
    Figure5 first = Figure5.measure(quick(100), List.of(42L), false);
    assertThat(first.errors()).hasSize(4);
    assertThat(first.errors().getLast().test()).isBetween(20.0, 60.0);
    assertThat(first.rates()).isPresent();
    assertThat(heard.trained).containsExactly(temp.resolve("quick/fig5/seed-42"));
    Figure5 second = Figure5.measure(quick(100), List.of(42L), false);
    assertThat(second).isEqualTo(first);
    assertThat(heard.trained).hasSize(1);
    assertThatThrownBy(() -> Figure5.measure(quick(101), List.of(42L), false))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("got a run with --train-samples 100, expected 101");
  }

  /** As a command line would have it; folders of runs are found by it. */
  @Test
  void networksAreTrainedByRecipes() {
    Experiments full = new Experiments(temp, false, OptionalInt.empty(), engine, heard);
    assertThat(full.original(7, true))
        .isEqualTo(
            new NamedSettings(
                "fig5-distorted/seed-7",
                SettingsText.read(Recipe.PAPER, Map.of("seed", "7", "distort", "default"))));
    assertThat(full.compared(Architecture.LENET1, false))
        .isEqualTo(
            new NamedSettings(
                "fig9/lenet1",
                SettingsText.read(
                    Recipe.REVIEW,
                    Map.of("model", "lenet1", "schedule", "cosine", "epochs", "40"))));
    Experiments quick = new Experiments(temp, true, OptionalInt.empty(), engine, heard);
    assertThat(quick.original(false).settings())
        .isEqualTo(SettingsText.read(Recipe.PAPER, Map.of("train-samples", "3000", "epochs", "4")));
    assertThat(quick.compared(Architecture.LINEAR, true).settings())
        .isEqualTo(
            SettingsText.read(
                Recipe.REVIEW,
                Map.of(
                    "model", "linear",
                    "schedule", "cosine",
                    "epochs", "2",
                    "train-samples", "500",
                    "distort", "default")));
  }

  @Test
  void reportsAreWrittenWhole() throws IOException {
    Experiments experiments = new Experiments(temp, false, OptionalInt.empty(), engine, heard);
    experiments.write(Figure11.measure());
    experiments.write(new Table1());
    List<String> names =
        Stream.of(
                "fig11.json",
                "fig11.csv",
                "fig11.svg",
                "fig11.png",
                "fig12.svg",
                "fig12.png",
                "table1.json",
                "table1.csv")
            .toList();
    assertThat(heard.notes)
        .isEqualTo(names.stream().map(name -> "wrote " + temp.resolve(name)).toList());
    assertThat(names).allMatch(name -> Files.exists(temp.resolve(name)));
    assertThat(temp.resolve("table1.csv")).content().contains("\n5,,,,X,X,X,,,X,X,X,X,,X,X,X\n");
  }

  @Test
  void nothingOfTheUsersIsReplaced() throws IOException {
    Experiments experiments = new Experiments(temp, false, OptionalInt.empty(), engine, heard);
    Path own = Files.writeString(temp.resolve("table1.csv"), "the user's");
    assertThatThrownBy(() -> experiments.write(new Table1()))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "--out: got %s, which holds table1.csv without table1.json, expected another folder"
                .formatted(temp));
    assertThat(own).hasContent("the user's");
  }

  @Test
  void tooFewSamplesAreRefused() {
    assertThatThrownBy(() -> quick(0))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessage("--train-samples: got 0, expected an integer of at least 1");
    assertThatThrownBy(() -> Figure6.measure(quick(3)))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessage("--train-samples: got 3, expected at least 4");
  }
}
