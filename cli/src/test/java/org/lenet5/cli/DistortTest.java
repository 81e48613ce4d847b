package org.lenet5.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lenet5.data.Distortion;

/** {@code train --distort}: the same bits everywhere, on record, resumed, drawn. */
class DistortTest {
  /** The weights of {@link #run} with {@link #ALL}; see SameBitsTest. */
  private static final String GOLDEN =
      "fa1dec1cc80cdf01ad379f5603967d9abfc0c9b98407c78b8031c8e4ac2be6e1";

  private static final String ALL =
      "translate=2,scale=0.15,squeeze=0.1,shear=0.2,rotate=10,elastic=1,smooth=5,originals=0.2";

  @TempDir private static Path folder;
  private static Path data;

  @TempDir private Path temp;

  @BeforeAll
  static void data() throws Exception {
    data = IdxFolder.of(folder.resolve("data"), 90, 20);
  }

  private Object[] run(String name, Object... more) {
    Object[] args = {"train", "--data", data, "--batch-size", 48, "--out", temp.resolve(name)};
    return Stream.of(args, more).flatMap(Stream::of).toArray();
  }

  private static String hash(Object... args) {
    return Cli.run(args).done().value("weights_sha256");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void threadsChangeNothing(int threads) {
    assertThat(hash(run("a", "--epochs", 1, "--distort", ALL, "--threads", threads)))
        .isEqualTo(GOLDEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-Dlenet5.kernels=scalar", "-XX:UseAVX=0"})
  void machinesChangeNothing(String option) throws Exception {
    Object[] args = run("a", "--epochs", 1, "--distort", ALL);
    assertThat(Cli.child(List.of(option), temp, args).done().value("weights_sha256"))
        .isEqualTo(GOLDEN);
  }

  @Test
  void resumesToTheSameBits() {
    String whole = hash(run("whole", "--epochs", 3, "--distort"));
    hash(run("parts", "--epochs", 1, "--distort"));
    Object[] more = {"train", "--resume", "--out", temp.resolve("parts"), "--epochs", 3};
    assertThat(hash(more)).isEqualTo(whole);
  }

  @Test
  void theRecordIsTheAmplitudes() throws Exception {
    hash(run("a", "--epochs", 1, "--distort"));
    assertThat(recorded("a")).isEqualTo(Distortion.DEFAULT.toString());
    assertThat(ImageIO.read(temp.resolve("a/distortions.png").toFile()).getHeight())
        .isGreaterThan(1000); // ten classes

    // The same in other words is no difference, another amplitude is one.
    Path run = temp.resolve("a");
    Cli.run("train", "--resume", "--out", run, "--distort", "default").done();
    Cli.Result other = Cli.run("train", "--resume", "--out", run, "--distort", "shear=0.1");
    assertThat(other.exit()).isEqualTo(2);
    assertThat(other.err())
        .startsWith(
            "--distort: got shear=0.1, expected %s, as in the run to resume"
                .formatted(Distortion.DEFAULT));
  }

  @Test
  void withoutTheOptionNothingIsDistorted() throws Exception {
    String plain = hash(run("a", "--epochs", 1));
    assertThat(recorded("a")).isEqualTo("none");
    assertThat(temp.resolve("a/distortions.png")).doesNotExist();
    assertThat(hash(run("b", "--epochs", 1, "--distort", "none"))).isEqualTo(plain);
    assertThat(hash(run("c", "--epochs", 1, "--distort"))).isNotEqualTo(plain);
  }

  private Object recorded(String name) throws Exception {
    Map<String, Object> run =
        Cli.object(Cli.json(Files.readString(temp.resolve(name).resolve("run.json"))));
    return Cli.object(run.get("options")).get("distort");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "shear=2|--distort: got shear=2.0, expected 0.0 to 1.0",
        "tilt=1|--distort: got tilt=1, expected none, default, or NAME=NUMBER,... with names of translate, scale"
      })
  void refusesWhatItCantDo(String text, String message) {
    Cli.Result result = Cli.run(run("a", "--distort", text));
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).startsWith(message);
    assertThat(temp.resolve("a")).doesNotExist();
  }
}
