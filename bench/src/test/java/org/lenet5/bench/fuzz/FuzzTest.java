package org.lenet5.bench.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lenet5.data.DataException;

/**
 * Replays the first inputs of every format; with the heap of 128 MB that this module's tests have.
 */
class FuzzTest {
  private static final int INPUTS = 500;

  @TempDir private Path folder;

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();

  static List<Format> formats() throws IOException {
    return Format.all();
  }

  private Campaign.Result run(Format format, int inputs) throws IOException {
    PrintStream out = new PrintStream(log, true, StandardCharsets.UTF_8);
    return new Campaign(format, 1, folder, out).run(inputs, 600);
  }

  @ParameterizedTest
  @MethodSource("formats")
  void nothingIsFound(Format format) throws IOException {
    Campaign.Result result = run(format, INPUTS);
    assertThat(log.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(result.findings()).isZero();
    // Else the mutations would be too harsh or too mild to try anything.
    assertThat(result.accepted()).isBetween(INPUTS / 20L, INPUTS * 3L / 4);
    assertThat(result.refused()).isGreaterThan(INPUTS / 4);
  }

  @ParameterizedTest
  @MethodSource("formats")
  void seedsAreGood(Format format) throws IOException {
    assertThat(run(format, format.seeds().size()).accepted()).isEqualTo(format.seeds().size());
  }

  @ParameterizedTest
  @MethodSource("formats")
  void inputsAreFunctionsOfTheSeed(Format format) {
    for (int n = 50; n < 60; n++) {
      Input one = format.input(7, n);
      Input two = format.input(7, n);
      assertThat(one.files().keySet()).isEqualTo(two.files().keySet());
      one.files().forEach((name, file) -> assertThat(file).isEqualTo(two.files().get(name)));
    }
  }

  /** One that throws what the reader of a real format must not. */
  private Campaign.Result found(Throwable thrown) throws IOException {
    Door door =
        new Door.OneFile(_ -> raise(thrown), (_, _) -> raise(thrown), (_, _) -> raise(thrown));
    List<Input> seeds = List.of(Input.of("file", new byte[] {1, 2, 3}));
    return run(new Format("made-up", seeds, (good, _) -> good, door, DataException.class, 10), 10);
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> Object raise(Throwable thrown) throws T {
    throw (T) thrown;
  }

  static Stream<Throwable> wrongs() {
    return Stream.of(
        new IOException("file: got x, expected y"),
        new IllegalStateException("file: got x, expected y"),
        new OutOfMemoryError("made up"),
        new StackOverflowError("made up"),
        new DataException(null),
        new DataException("file: got\nx, expected y"),
        new DataException("file: got \u001b[2J, expected y"),
        new DataException("file: got \u202e, expected y"),
        new DataException("x".repeat(1201)));
  }

  /** Each is found every time, and kept three times. */
  @ParameterizedTest
  @MethodSource("wrongs")
  void whatIsWrongIsFound(Throwable thrown) throws IOException {
    assertThat(found(thrown)).matches(r -> r.findings() == 10 && r.accepted() == 0);
    assertThat(log.toString(StandardCharsets.UTF_8).lines())
        .hasSize(3)
        .allMatch(line -> line.startsWith("made-up input "));
    assertThat(folder.resolve("made-up-1-2/file")).hasBinaryContent(new byte[] {1, 2, 3});
    assertThat(folder.resolve("made-up-1-2.txt")).content().contains(thrown.getClass().getName());
    assertThat(folder.resolve("made-up-1-3")).doesNotExist();
  }

  @Test
  void aRefusalIsRight() throws IOException {
    assertThat(found(new DataException("file: got x, expected y")))
        .matches(r -> r.findings() == 0 && r.refused() == 10);
  }

  /** What a mutator mends is whole. */
  @Test
  void pngsAreMended() throws IOException {
    for (Input seed : PictureSeeds.pngs()) {
      byte[] same =
          PngMutator.file(PngMutator.signature(seed.bytes()), PngMutator.chunks(seed.bytes()));
      assertThat(same).isEqualTo(seed.bytes());
    }
  }

  @Test
  void jpegsAreMended() throws IOException {
    for (Input seed : PictureSeeds.jpegs()) {
      assertThat(JpegMutator.file(JpegMutator.segments(seed.bytes()))).isEqualTo(seed.bytes());
    }
  }

  @Test
  void sizesAreWithinTheirBounds() {
    Chance chance = new Chance(new SplittableRandom(1), false);
    for (int most : new int[] {1, 2, 3, 64, 1000, Integer.MAX_VALUE}) {
      for (int i = 0; i < 1000; i++) {
        assertThat(chance.size(most)).isBetween(1, most);
      }
    }
  }

  @Test
  void theCommandLineIsParsed() {
    assertThat(Options.parse(List.of()))
        .isEqualTo(new Options(List.of(), 1, 1, OptionalLong.empty()));
    assertThat(
            Options.parse(List.of("png", "--minutes", "0.5", "bmp", "--seed", "3", "--input", "9")))
        .isEqualTo(new Options(List.of("png", "bmp"), 0.5, 3, OptionalLong.of(9)));
    assertThatIllegalArgumentException().isThrownBy(() -> Options.parse(List.of("--fast")));
    assertThatIllegalArgumentException().isThrownBy(() -> Options.parse(List.of("--seed")));
    assertThatIllegalArgumentException().isThrownBy(() -> Options.parse(List.of("--seed", "x")));
  }

  /** A folder holds the files of the input that is read now and no others. */
  @Test
  void inputsAreWrittenWhole() throws IOException {
    Input both = Input.of("a", new byte[] {1}).with("b", new byte[] {2});
    SortedMap<String, byte[]> there = new TreeMap<>();
    both.write(folder, there);
    both.with("b", new byte[] {3}).write(folder, there);
    assertThat(folder.resolve("a")).hasBinaryContent(new byte[] {1});
    assertThat(folder.resolve("b")).hasBinaryContent(new byte[] {3});
    Input.of("c", new byte[] {4}).write(folder, there);
    assertThat(folder).isDirectoryContaining("glob:**/c").isDirectoryNotContaining("glob:**/[ab]");
  }
}
