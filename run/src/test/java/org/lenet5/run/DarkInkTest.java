package org.lenet5.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lenet5.data.Dataset;
import org.lenet5.data.Mnist;
import org.lenet5.data.Polarity;
import org.lenet5.engine.Engine;
import org.lenet5.engine.Engines;
import org.lenet5.io.Checkpoint;
import org.lenet5.io.DataFolder;
import org.lenet5.io.Safetensors;
import org.lenet5.network.Architecture;

/** Data sets of dark ink on light paper, and others that are odd. */
class DarkInkTest {
  @TempDir private Path temp;
  private Dataset train;
  private Dataset test;
  private String light;
  private String dark;

  @BeforeEach
  void data() throws IOException {
    train = Mnist.train().slice(0, 120);
    test = Mnist.test().slice(0, 40);
    light = write("light", train, test);
    dark = write("dark", train.inverted(), test.inverted());
  }

  private String write(String name, Dataset train, Dataset test) throws IOException {
    DataFolder.write(temp.resolve(name), train, test);
    return temp.resolve(name).toString();
  }

  private static Settings settings(String data) {
    return Recipe.REVIEW.settings(Architecture.LENET5, data).withEpochs(2);
  }

  private static RunResult train(Path out, Settings settings, List<String> notes)
      throws IOException {
    RunListener listener =
        new RunListener() {
          @Override
          public void note(String line) {
            notes.add(line);
          }
        };
    try (Engine engine = Engines.best(1)) {
      return new Runner(engine, listener).start(out, settings);
    }
  }

  @Test
  void isInvertedToTheSameWeightsAndOnRecord() throws IOException {
    List<String> notes = new ArrayList<>();
    String expected = train(temp.resolve("a"), settings(light), notes).model().sha256();
    assertThat(notes).hasSize(1);
    RunFolder folder = new RunFolder(temp.resolve("b"));
    RunResult result = train(folder.path(), settings(dark), notes);
    assertThat(result.model().sha256()).isEqualTo(expected);
    assertThat(notes.get(1))
        .isEqualTo(
            "dark train: dark ink on a light ground, by the borders of the images; inverted, as"
                + " MNIST is light on dark (if wrong: --polarity light-ink)");
    assertThat(folder.settings().polarity()).contains(Polarity.DARK_INK);
    assertThat(Safetensors.read(folder.model()).metadata())
        .containsEntry("lenet5.data.polarity", "dark-ink");
    assertThat(Safetensors.read(temp.resolve("a/model.safetensors")).metadata())
        .containsEntry("lenet5.data.polarity", "light-ink");
  }

  /** Runs recorded before there was the option took bytes as they are. */
  @Test
  void anOlderRunGoesOnAsItWas() throws IOException {
    Settings asItIs = settings(dark).withPolarity(Optional.of(Polarity.LIGHT_INK));
    List<String> notes = new ArrayList<>();
    String expected = train(temp.resolve("a"), asItIs, notes).model().sha256();
    RunFolder folder = new RunFolder(temp.resolve("b"));
    train(folder.path(), asItIs.withEpochs(1), notes);
    Checkpoint checkpoint = Checkpoint.read(folder.checkpoint());
    Map<String, String> older = new TreeMap<>(checkpoint.notes());
    assertThat(older.remove("polarity")).isEqualTo("light-ink");
    new Checkpoint(checkpoint.state(), older).write(folder.checkpoint());
    try (Engine engine = Engines.best(1)) {
      Runner runner = new Runner(engine);
      RunResult result = runner.resume(folder, settings(dark)); // which would be inverted
      assertThat(result.model().sha256()).isEqualTo(expected);
      assertThat(runner.complete(folder.path(), settings(dark))).hasSize(2);
    }
  }

  @Test
  void isInvertedWhateverIsReadFirst() throws IOException {
    DataSource source = DataSource.of(dark, false);
    assertThat(source.polarity()).isEmpty();
    assertThat(source.test().pixels()).isEqualTo(test.pixels());
    assertThat(source.polarity()).contains(Polarity.DARK_INK);
    assertThat(source.train().pixels()).isEqualTo(train.pixels());
    assertThat(source.remarks()).hasSize(1);
  }

  @Test
  void whatIsSaidCounts() throws IOException {
    DataSource kept = DataSource.of(dark, false, Optional.of(Polarity.LIGHT_INK));
    assertThat(kept.train().pixels()).isEqualTo(train.inverted().pixels());
    DataSource inverted = DataSource.of(light, false, Optional.of(Polarity.DARK_INK));
    assertThat(inverted.train().pixels()).isEqualTo(train.inverted().pixels());
    assertThat(kept.remarks()).isEmpty();
    assertThat(inverted.remarks()).isEmpty();
    assertThatThrownBy(() -> DataSource.of("permuted-mnist", false, Optional.of(Polarity.DARK_INK)))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessage(
            "--polarity: got dark-ink with --data permuted-mnist, expected light-ink, or other"
                + " data");
  }

  @Test
  void tellsOfZerosAndOnesAndOfOneClass() throws IOException {
    byte[] bits = train.pixels().clone();
    for (int i = 0; i < bits.length; i++) {
      bits[i] = (byte) (bits[i] < 0 ? 1 : 0);
    }
    byte[] one = new byte[train.size()];
    Dataset odd = new Dataset("odd", 28, 28, bits, one, List.of("0"));
    DataSource source = DataSource.of(write("odd", odd, odd.slice(0, 9)), false);
    source.test();
    assertThat(source.remarks())
        .containsExactly(
            "odd test: got pixels of 0 and 1 alone, expected 0 to 255, of which 1 is hardly ink;"
                + " multiply them by 255");
    source.train();
    assertThat(source.remarks())
        .contains(
            "odd train: got one class alone, 0, expected two or more; a network learns to answer"
                + " nothing else")
        .hasSize(3);
  }

  @Test
  void bordersThatTellNothingAreTakenForThoseOfLightInk() throws IOException {
    byte[] pixels = train.pixels().clone();
    for (int i = 0; i < 80 * 784; i++) {
      pixels[i] = (byte) ~pixels[i];
    }
    Dataset mixed = new Dataset("mixed", 28, 28, pixels, train.labels(), train.classNames());
    DataSource source = DataSource.of(write("mixed", mixed, test), false);
    assertThat(source.train().pixels()).isEqualTo(pixels);
    assertThat(source.remarks()).singleElement().asString().contains("--polarity dark-ink");
  }
}
