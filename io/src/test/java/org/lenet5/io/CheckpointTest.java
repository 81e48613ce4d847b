package org.lenet5.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lenet5.train.EpochResult;
import org.lenet5.train.TrainingState;

class CheckpointTest {
  private static final int PARAMETERS = 1001;

  @TempDir private Path folder;

  /** A checkpoint and where it goes. */
  record Sample(Checkpoint checkpoint) {
    Path write(Path folder) throws IOException {
      Path file = folder.resolve("checkpoint.safetensors");
      checkpoint.write(file);
      return file;
    }
  }

  /** All kinds of finite floats, and doubles with all their digits. */
  static Sample sample(int moments, int epochs) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1998);
    float[][] all = new float[moments + 2][PARAMETERS];
    for (float[] values : all) {
      values[0] = -0f;
      values[1] = Float.MIN_VALUE;
      values[2] = -Float.MAX_VALUE;
      for (int i = 3; i < values.length; i++) {
        values[i] = (float) random.nextGaussian();
      }
    }
    List<EpochResult> history = new ArrayList<>();
    for (int e = 0; e < epochs; e++) {
      history.add(
          new EpochResult(
              e,
              random.nextDouble(),
              Math.nextUp(random.nextDouble()),
              0.1 + 0.2,
              -0.0,
              Double.MIN_VALUE,
              1e300 * random.nextDouble()));
    }
    float[][] momentsOnly = new float[moments][];
    System.arraycopy(all, 2, momentsOnly, 0, moments);
    return new Sample(
        new Checkpoint(
            new TrainingState(all[0], momentsOnly, history, all[1]),
            Map.of(
                "", "empty key",
                "epochs", "15",
                "note.", "not one of a note",
                "epoch.0", "not one of an epoch",
                "é ✓ \ud83d\ude42 \"\\/", "\0\n\r\t\u001b\u007f\u2028",
                "empty", "")));
  }

  private static void assertSame(Checkpoint got, Checkpoint expected) {
    // Arrays of floats compare by bits, doubles of records too.
    assertThat(got.state().parameters()).isEqualTo(expected.state().parameters());
    assertThat(got.state().best()).isEqualTo(expected.state().best());
    assertThat(got.state().moments()).isDeepEqualTo(expected.state().moments());
    assertThat(got.state().history()).isEqualTo(expected.state().history());
    assertThat(got.notes()).isEqualTo(expected.notes());
  }

  @ParameterizedTest
  @CsvSource({"0,0", "0,1", "1,2", "2,12", "12,0"})
  void readsWhatItWrote(int moments, int epochs) throws IOException {
    Sample sample = sample(moments, epochs);
    Checkpoint read = Checkpoint.read(sample.write(folder));
    assertSame(read, sample.checkpoint());
    assertThat(Float.floatToRawIntBits(read.state().parameters()[0])).isEqualTo(0x80000000);
    // The run goes on.
    read.state().history().add(new EpochResult(epochs, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void filesBytesAndStreamsAreTheSame() throws IOException {
    Sample sample = sample(2, 3);
    Path file = sample.write(folder);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    sample.checkpoint().write(out);
    assertThat(file).hasBinaryContent(out.toByteArray());
    assertSame(Checkpoint.read("c", out.toByteArray()), sample.checkpoint());
    InputStream in = new ByteArrayInputStream(out.toByteArray());
    assertSame(Checkpoint.read("c", in), sample.checkpoint());
    byte[] model = Files.readAllBytes(ModelFileTest.sample(folder));
    String message =
        "c: got tensors [OUT.bias, OUT.weight], expected a checkpoint, which has parameters";
    assertThatThrownBy(() -> Checkpoint.read("c", model))
        .isInstanceOf(ModelFileException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> Checkpoint.read("c", new ByteArrayInputStream(model)))
        .isInstanceOf(ModelFileException.class)
        .hasMessage(message);
  }

  @Test
  void sameStateSameBytes() throws IOException {
    Path one = sample(2, 12).write(folder);
    Path two = folder.resolve("two");
    Checkpoint.read(one).write(two);
    assertThat(two).hasSameBinaryContentAs(one);
  }

  @Test
  void notesAreCopied() {
    Map<String, String> notes = new HashMap<>(Map.of("a", "1"));
    Checkpoint checkpoint = new Checkpoint(sample(0, 0).checkpoint().state(), notes);
    notes.clear();
    assertThat(checkpoint.notes()).containsExactly(Map.entry("a", "1"));
  }

  @Test
  void refusesToWriteHalfACharacter() {
    Checkpoint checkpoint =
        new Checkpoint(sample(0, 0).checkpoint().state(), Map.of("a", "\ud83d"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> checkpoint.write(folder.resolve("c")))
        .withMessageContaining("note.a");
    assertThat(folder).isEmptyDirectory();
  }

  /** The content of a good file of two moments and three epochs, to be spoilt. */
  private final class Content {
    final Map<String, Tensor> tensors;
    final Map<String, String> metadata;

    Content() throws IOException {
      Safetensors good = Safetensors.read(sample(2, 3).write(folder));
      tensors = new TreeMap<>(good.tensors());
      metadata = new TreeMap<>(good.metadata());
    }

    void isRefused(String message) throws IOException {
      Path file = folder.resolve("spoilt");
      new Safetensors(tensors, metadata).write(file);
      assertThatThrownBy(() -> Checkpoint.read(file))
          .isInstanceOf(ModelFileException.class)
          .hasMessage(file + ": " + message);
    }
  }

  @Test
  void refusesMissingTensors() throws IOException {
    Content content = new Content();
    content.tensors.remove("moment.0");
    content.isRefused(
        "got tensors [best, moment.1, parameters], expected a checkpoint, which has moment.0");
    content.tensors.remove("moment.1");
    content.tensors.remove("best");
    content.isRefused("got tensors [parameters], expected a checkpoint, which has best");
    content.tensors.clear();
    content.isRefused("got tensors [], expected a checkpoint, which has parameters");
  }

  @Test
  void refusesFurtherTensors() throws IOException {
    Content content = new Content();
    content.tensors.put("other", Tensor.of(List.of(0)));
    content.isRefused(
        "got tensors [best, moment.0, moment.1, other, parameters],"
            + " expected a checkpoint, which has moment.2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"parameters", "best", "moment.0", "moment.1"})
  void refusesDamagedTensors(String name) throws IOException {
    Content content = new Content();
    Tensor good = content.tensors.get(name);
    content.tensors.put(name, new Tensor(DType.F32, List.of(1, PARAMETERS), good.data()));
    content.isRefused("got " + name + " F32 [1, 1001], expected F32 [1001]");
    content.tensors.put(name, new Tensor(DType.U32, List.of(PARAMETERS), good.data()));
    content.isRefused("got " + name + " U32 [1001], expected F32 [1001]");
    float[] values = good.values();
    values[7] = Float.NaN;
    content.tensors.put(name, Tensor.of(List.of(PARAMETERS), values));
    content.isRefused("got " + name + "[7] = NaN, expected a finite number");
  }

  @Test
  void refusesAnotherSize() throws IOException {
    Content content = new Content();
    content.tensors.put("moment.1", Tensor.of(List.of(1), 0f));
    content.isRefused("got moment.1 F32 [1], expected F32 [1001]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1 2 3 4 5",
        "1 2 3 4 5 6 7",
        "1 2 3 4 5 x",
        "1 2 3 4 5 NaN",
        "1 2 3 4 5 -6",
        "1  2 3 4 5",
        "1 2 3 4 5 6 "
      })
  void refusesDamagedEpochs(String text) throws IOException {
    Content content = new Content();
    content.metadata.put("epoch.1", text);
    content.isRefused("got epoch.1 '" + text + "', expected 6 numbers, finite and not negative");
  }

  /** In a heap of 128 MB: a million words of it would be larger. */
  @Test
  void refusesAnEpochOfSpaces() throws IOException {
    Content content = new Content();
    content.metadata.put("epoch.1", " ".repeat(8_000_000));
    content.isRefused(
        "got epoch.1 '"
            + " ".repeat(200 - "epoch.1 '".length())
            + "..., expected 6 numbers, finite and not negative");
  }

  @Test
  void refusesLongNotes() throws IOException {
    Content content = new Content();
    content.metadata.put("note.data", "d".repeat(8192));
    Path file = folder.resolve("long");
    new Safetensors(content.tensors, content.metadata).write(file);
    Checkpoint read = Checkpoint.read(file);
    assertThat(read.notes()).containsEntry("data", "d".repeat(8192));
    read.write(file);
    content.metadata.put("note.data", "d".repeat(8193));
    content.isRefused("got 8193 characters of note.data, expected at most 8192");
    Checkpoint longer = new Checkpoint(read.state(), Map.of("data", "d".repeat(8193)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> longer.write(file))
        .withMessage("note data: got 8193 characters, expected at most 8192");
  }

  /** As many epochs as there are keys for, in a heap of 128 MB. */
  @Test
  void readsALongHistory() throws IOException {
    Checkpoint start = sample(0, 0).checkpoint();
    List<EpochResult> history = new ArrayList<>();
    for (int e = 0; e < 65_000; e++) {
      history.add(new EpochResult(e, 0.5, 1, 0.25, 1, 2, 3));
    }
    TrainingState state =
        new TrainingState(
            start.state().parameters(), new float[0][], history, start.state().best());
    Path file = new Sample(new Checkpoint(state, Map.of())).write(folder);
    assertThat(Checkpoint.read(file).state().history()).isEqualTo(history);
  }

  @Test
  void refusesAGapInHistory() throws IOException {
    Content content = new Content();
    content.metadata.remove("epoch.1");
    content.isRefused("got [epoch.2], expected epoch.1 before them");
    content.metadata.put("epoch.01", "1 2 3 4 5 6");
    content.isRefused("got [epoch.01, epoch.2], expected epoch.1 before them");
  }

  /** A type of one byte must not become floats: the file's length bounds the memory. */
  @Test
  void refusesManySmallElements() throws IOException {
    Content content = new Content();
    int many = 25_000_000;
    content.tensors.put(
        "parameters", new Tensor(DType.U8, List.of(many), ByteBuffer.allocate(many)));
    content.isRefused("got parameters U8 [25000000], expected F32 [25000000]");
  }

  @Test
  void refusesOtherFiles() {
    assertThatThrownBy(() -> Checkpoint.read(folder)).isInstanceOf(ModelFileException.class);
    assertThatThrownBy(() -> Checkpoint.read(folder.resolve("none")))
        .isInstanceOf(ModelFileException.class);
  }

  @Test
  void survivesMutations() throws IOException {
    Path good = sample(2, 12).write(folder);
    int refused = Mutations.refused(good, Checkpoint::read, 1000, 42);
    assertThat(refused).isBetween(500, 999);
  }
}
