package org.lenet5.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lenet5.io.Safetensors;
import org.lenet5.io.Tensor;

/**
 * Whatever a user or a file gets wrong ends in exit code 1 or 2 and one line that says what was
 * there and what should be, and nothing is written.
 */
class BadInputTest {
  private static Path trained;

  @TempDir private Path temp;
  private Path data;
  private Path out;

  @BeforeAll
  static void trained() throws Exception {
    trained = Trained.run();
  }

  @BeforeEach
  void data() throws Exception {
    data = IdxFolder.of(temp.resolve("data"), 40, 20);
    out = temp.resolve("out");
  }

  @AfterEach
  void nothingIsWritten() {
    assertThat(out).doesNotExist();
  }

  private static void assertRefused(Cli.Result result, int exit, String... parts) {
    assertThat(result.exit()).as(result.err()).isEqualTo(exit);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).endsWith("\n").hasLineCount(1).contains(": got ").contains("expected");
    assertThat(result.err()).doesNotContain("Exception", "\tat ", "internal error").contains(parts);
  }

  // Options

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "train --epochs 0            ; --epochs: got 0, expected an integer from 1 to 1000000",
        "train --epochs -1           ; --epochs: got -1, expected an integer from 1",
        "train --epochs x            ; --epochs: got x, expected an integer",
        "train --epochs 9999999999   ; --epochs: got 9999999999, expected",
        "train --epochs 1.5          ; --epochs: got 1.5, expected",
        "train --epochs              ; --epochs: got nothing, expected N",
        "train --epochs 1 --epochs 2 ; --epochs: got it twice, expected it once",
        "train --batch-size 0        ; --batch-size: got 0, expected an integer from 1 to 65536",
        "train --batch-size 65537    ; --batch-size: got 65537, expected",
        "train --learning-rate 0     ; --learning-rate: got 0, expected a number above 0",
        "train --learning-rate -1    ; --learning-rate: got -1, expected",
        "train --learning-rate NaN   ; --learning-rate: got NaN, expected",
        "train --learning-rate 1001  ; --learning-rate: got 1001, expected",
        "train --learning-rate fast  ; --learning-rate: got fast, expected a number",
        "train --momentum 0.5        ; --momentum: got 0.5 with --optimizer adam, expected --optimizer sgd",
        "train --step-every 3        ; --step-every: got 3 with --schedule constant, expected --schedule step",
        "train --schedule cosine --step-factor 0.5 ; --step-factor: got 0.5 with --schedule cosine, expected",
        "train --distort smooth=2,rotate=3 ; --distort: got smooth=2,rotate=3, expected elastic=PIXELS beside smooth",
        "train --transposed          ; --transposed: got it with --data mnist, expected a folder of IDX files",
        "evaluate --transposed       ; --transposed: got it with --data mnist, expected a folder of IDX files",
        "train --momentum 1          ; --momentum: got 1, expected",
        "train --optimizer adamw     ; --optimizer: got adamw, expected adam, sgd or sdlm",
        "train --loss hinge          ; --loss: got hinge, expected cross-entropy, squared-error or map:J",
        "train --loss map:0          ; --loss: got map:0, expected map:J, J above 0",
        "train --loss map:50         ; --loss: got map:50, expected cross-entropy or squared-error for lenet5",
        "train --order sorted        ; --order: got sorted, expected shuffled or same",
        "train --recipe tasty        ; --recipe: got tasty, expected review, paper, best or committee",
        "train --members 0           ; --members: got 0, expected an integer from 1 to 99",
        "train --weight-decay 2      ; --weight-decay: got 2, expected a number from 0 to 1",
        "train --weight-decay 0.1 --optimizer sgd; --weight-decay: got 0.1, expected 0, or --optimizer adam",
        "train --average 1           ; --average: got 1, expected 0, or above 0 and below 1 with adam or sgd",
        "train --schedule linear     ; --schedule: got linear, expected constant, step, cosine",
        "train --schedule step --step-every 0    ; --step-every: got 0, expected",
        "train --schedule step --step-factor 2   ; --step-factor: got 2, expected",
        "train --seed pi             ; --seed: got pi, expected an integer of 64 bits",
        "train --seed 9223372036854775808 ; --seed: got 9223372036854775808, expected",
        "train --threads 0           ; --threads: got 0, expected 1 to 1024",
        "train --threads 1025        ; --threads: got 1025, expected 1 to 1024",
        "train --threads two         ; --threads: got two, expected an integer",
        "train --validation valid    ; --validation: got valid, expected test, holdout:N or holdout:N:K",
        "train --validation holdout:0 ; --validation: got holdout:0, expected",
        "train --validation holdout:x ; --validation: got holdout:x, expected",
        "train --validation holdout:5:0 ; --validation: got holdout:5:0, expected",
        "train --validation holdout:5:1:2 ; --validation: got holdout:5:1:2, expected",
        "train --validation holdout ; --validation: got holdout, expected",
        "train --train-samples 0     ; --train-samples: got 0, expected",
        "train --train-samples 60001 ; --train-samples: got 60001, expected at most 60000",
        "train --patience -1         ; --patience: got -1, expected",
        "train --until-accuracy 1.5  ; --until-accuracy: got 1.5, expected",
        "train --resize crop         ; --resize: got crop, expected usual, bilinear or pad",
        "train --model lenet9        ; --model: got lenet9, expected one of lenet5, lenet5-no-tanh",
        "train --json=yes            ; --json: got yes, expected no value",
        "train --out=                ; --out: got an empty name, expected a folder",
        "train --epoch 3             ; option: got --epoch, expected a known one, perhaps --epochs",
        "train run                   ; argument: got run, expected no more",
        "train @options              ; argument: got @options, expected no more",
        "summary --classes 0         ; --classes: got 0, expected 1 to 256",
        "summary --classes 257       ; --classes: got 257, expected",
        "summary --model x           ; --model: got x, expected",
        "evaluate --threads 0 x      ; --threads: got 0, expected",
        "predict                     ; IMAGE: got nothing, expected pictures",
        "data                        ; command: got none, expected list, fetch or verify",
        "data lst                    ; command: got lst, expected list, fetch, verify",
        "data fetch emnist           ; data set: got 'emnist', expected one of mnist",
        "trian                       ; command: got trian, expected train, evaluate, predict"
      })
  void optionsAreChecked(String command, String message) {
    Cli.Result result = Cli.run((Object[]) command.strip().split(" +"));
    assertRefused(result, 2, message.strip());
    assertThat(result.err()).endsWith(" --help)\n");
  }

  @Test
  void aCommandIsNeeded() {
    assertRefused(Cli.run(), 2, "command: got none, expected train, evaluate, predict, summary");
  }

  @Test
  void verboseShowsWhereAnErrorComesFrom() {
    Cli.Result result = Cli.run("train", "--verbose", "--data", temp.resolve("none"));
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).contains("\tat org.lenet5.");
  }

  // Data

  private Cli.Result train() {
    return Cli.run("train", "--data", data, "--epochs", 1, "--out", out);
  }

  private void change(String name, UnaryOperator<byte[]> change) throws IOException {
    Path file = data.resolve(name);
    Files.write(file, change.apply(Files.readAllBytes(file)));
  }

  private static UnaryOperator<byte[]> setInt(int at, int value) {
    return bytes -> {
      ByteBuffer.wrap(bytes).putInt(at, value);
      return bytes;
    };
  }

  /** One thing wrong with a data set. */
  private enum BadData {
    TRUNCATED("train-images-idx3-ubyte", b -> Arrays.copyOf(b, 1000), "got 1000 bytes"),
    TRUNCATED_IN_HEADER("train-labels-idx1-ubyte", b -> Arrays.copyOf(b, 6), "got 6 bytes"),
    EMPTY("t10k-labels-idx1-ubyte", b -> new byte[0], "got 0 bytes"),
    TOO_LONG("train-labels-idx1-ubyte", b -> Arrays.copyOf(b, b.length + 1), "got more bytes"),
    WRONG_MAGIC("train-images-idx3-ubyte", setInt(0, 0x89504e47), "89 50 4e 47", "IDX"),
    WRONG_TYPE("t10k-images-idx3-ubyte", setInt(0, 0xd03), "0x0d (floats)", "0x08"),
    LABELS_AS_IMAGES("train-images-idx3-ubyte", setInt(0, 0x801), "got rank 1, expected rank 3"),
    TERABYTES("train-images-idx3-ubyte", setInt(8, 0x7fffffff), "size 2147483647 in dimension 2"),
    NEGATIVE_SIZE("t10k-images-idx3-ubyte", setInt(4, -1), "size 4294967295"),
    NO_SAMPLES("train-labels-idx1-ubyte", setInt(4, 0), "size 0 in dimension 1"),
    COUNTS_DIFFER("train-images-idx3-ubyte", setInt(4, 39), "got 39 images, expected 40"),
    OTHER_SIZE_IN_TEST("t10k-images-idx3-ubyte", setInt(8, 14), "images of 14x28", "28x28"),
    BROKEN_GZIP(
        "t10k-images-idx3-ubyte",
        b -> HexFormat.of().parseHex("1f8b0800000000000003ffffffffff"),
        "t10k-images"),
    LABEL_BEYOND_TRAINING(
        "t10k-labels-idx1-ubyte",
        b -> {
          b[8] = 10;
          return b;
        },
        "got label 10 at sample 0, expected 0 to 9"),
    MISSING_LABEL(
        "train-labels-idx1-ubyte",
        b -> {
          b[8] = 100;
          return b;
        },
        "got no label 10");

    private final String file;
    private final UnaryOperator<byte[]> change;
    private final String[] message;

    BadData(String file, UnaryOperator<byte[]> change, String... message) {
      this.file = file;
      this.change = change;
      this.message = message;
    }
  }

  @ParameterizedTest
  @EnumSource
  void dataAreChecked(BadData bad) throws Exception {
    change(bad.file, bad.change);
    Cli.Result result = train();
    assertRefused(result, 1, bad.message);
    assertThat(result.err()).startsWith(data.toString());
  }

  @Test
  void foldersAreChecked() throws Exception {
    Path missing = temp.resolve("missing");
    assertRefused(Cli.run("train", "--data", missing, "--out", out), 1, missing + ": got nothing");
    Path file = data.resolve("train-images-idx3-ubyte");
    assertRefused(Cli.run("train", "--data", file, "--out", out), 1, file + ": got a file");
    Path empty = Files.createDirectory(temp.resolve("empty"));
    assertRefused(
        Cli.run("train", "--data", empty, "--out", out),
        1,
        empty + ": got no data set, expected train-images-idx3-ubyte");
    assertRefused(Cli.run("train", "--data", "", "--out", out), 1, "--data: got an empty name");
    assertRefused(
        Cli.run("train", "--data", data, "--validation", "holdout:40", "--out", out),
        1,
        "hold-out: got 40 samples, expected 1 to 39");
  }

  @Test
  void classNamesThatCannotBePrintedAreRefusedBeforeTraining() throws Exception {
    StringBuilder mapping = new StringBuilder();
    for (int label = 0; label < 10; label++) {
      mapping.append(label).append(' ').append(label == 3 ? 27 : 65 + label).append('\n');
    }
    Files.writeString(data.resolve("mapping.txt"), mapping);
    assertRefused(train(), 1, "mapping.txt line 4: got code point 27, expected one that can be");
  }

  /** Both unpack to more than the memory there is, from files of some hundred kilobytes. */
  @ParameterizedTest
  @ValueSource(strings = {"train-images-idx3-ubyte", "train-labels-idx1-ubyte"})
  void gzipBombsStopEarly(String name) throws Exception {
    Path file = data.resolve(name);
    byte[] start = Arrays.copyOf(Files.readAllBytes(file), name.contains("images") ? 16 : 8);
    IdxFolder.gzip(file, start, 160 << 20);
    assertThat(Files.size(file)).isLessThan(200_000);
    Files.delete(data.resolve("t10k-images-idx3-ubyte"));
    Files.delete(data.resolve("t10k-labels-idx1-ubyte"));
    Object[] train = {"train", "--data", data, "--validation", "holdout:5", "--out", out};
    Cli.Result result = Cli.child(List.of("-Xmx48m"), temp, train);
    assertRefused(result, 1, file + ": got more bytes, expected ");

    // A header that promises as much makes images a matter of memory; labels are too many.
    if (name.contains("images")) {
      ByteBuffer.wrap(start).putInt(8, 1 << 12).putInt(12, 1024);
    } else {
      ByteBuffer.wrap(start).putInt(4, 160 << 20);
    }
    IdxFolder.gzip(file, start, 160 << 20);
    Cli.Result large = Cli.child(List.of("-Xmx48m"), temp, train);
    assertRefused(
        large,
        1,
        file + ": got ",
        name.contains("images") ? "LENET5_JAVA_OPTIONS=-Xmx2g" : "16777216 elements at most");
  }

  @Test
  void tooManyThreadsForTheMemorySayThat() throws Exception {
    Cli.Result result =
        Cli.child(
            List.of("-Xmx48m"),
            temp,
            "train",
            "--data",
            data,
            "--epochs",
            1,
            "--threads",
            1024,
            "--out",
            temp.resolve("run"));
    assertThat(result.exit()).isEqualTo(1);
    // Behind the line that a run begins with.
    assertThat(result.err().lines().skip(1))
        .singleElement()
        .satisfies(
            line -> assertThat(line).startsWith("memory: got a heap of ").contains("threads"));
  }

  // Where to write

  @Test
  void outIsChecked() throws Exception {
    Path file = Files.writeString(temp.resolve("file"), "mine");
    for (Path bad : List.of(file, file.resolve("run"), Path.of("/dev/null"), Path.of("/proc/x"))) {
      assertRefused(
          Cli.run("train", "--data", data, "--epochs", 1, "--out", bad), 1, "--out: got " + bad);
      Cli.Result evaluated = Cli.run("evaluate", trained, "--data", data, "--out", bad);
      assertThat(evaluated.exit()).isEqualTo(1);
      assertThat(evaluated.err()).startsWith("--out: got " + bad).hasLineCount(1);
    }
    assertThat(file).hasContent("mine");
  }

  @Test
  void theFilesOfOthersAreLeftAlone() throws Exception {
    Path mine = Files.createDirectory(temp.resolve("mine"));
    Files.writeString(mine.resolve("history.csv"), "mine");
    assertRefused(
        Cli.run("train", "--data", data, "--epochs", 1, "--out", mine), 1, mine.toString());
    try (Stream<Path> files = Files.list(mine)) {
      assertThat(files).containsExactly(mine.resolve("history.csv"));
    }
  }

  @Test
  void aFullDiskUnderStdoutIsAnError() throws Exception {
    Path full = Path.of("/dev/full");
    Assumptions.assumeTrue(Files.exists(full));
    try (var sink = Files.newOutputStream(full);
        var stdout = new PrintStream(sink)) {
      var err = new ByteArrayOutputStream();
      int exit = Main.run(stdout, new PrintStream(err), "summary");
      assertThat(exit).isEqualTo(1);
      assertThat(err.toString(StandardCharsets.UTF_8))
          .isEqualTo(
              "stdout: got an error (a full disk or a closed pipe), expected to print it all\n");
    }
  }

  // Models

  private Path model(byte[] content) throws IOException {
    return Files.write(temp.resolve("model.safetensors"), content);
  }

  private static byte[] safetensors(long length, String header, byte... tensors) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + text.length + tensors.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(length < 0 ? text.length : length)
        .put(text)
        .put(tensors)
        .array();
  }

  private void assertModelRefused(Path model, String... parts) {
    Path picture = temp.resolve("any.png");
    assertRefused(Cli.run("evaluate", model, "--data", data, "--out", out), 1, parts);
    assertRefused(Cli.run("predict", model, picture), 1, parts);
    assertThat(Cli.run("predict", model, picture).err()).startsWith(model.toString());
  }

  @Test
  void modelsAreChecked() throws Exception {
    byte[] good = Files.readAllBytes(trained.resolve("model.safetensors"));
    assertRefused(Cli.run("evaluate", temp.resolve("missing")), 1, "missing: got ");
    assertRefused(
        Cli.run("evaluate", data),
        1,
        "got a folder without model.safetensors, expected that of a finished");
    assertRefused(Cli.run("predict", data), 1, "got a folder without pictures, expected PNG");
    assertModelRefused(model(new byte[0]), "got 0 bytes");
    assertModelRefused(
        model("seven".repeat(9).getBytes(StandardCharsets.UTF_8)), "got a header of");
    assertModelRefused(model(Arrays.copyOf(good, good.length - 1)), "bytes of data");
    assertModelRefused(model(Arrays.copyOf(good, 100)), "got a header of ");
    assertModelRefused(model(safetensors(1L << 40, "{}")), "got a header of 1099511627776 bytes");
    assertModelRefused(model(safetensors(-1, "{}")), "got tensors []");
    assertModelRefused(model(safetensors(-1, "{\"a\":")), "expected");
    assertModelRefused(
        model(
            safetensors(
                -1,
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,8]}}",
                new byte[8])),
        "expected");
    byte[] nan = good.clone();
    ByteBuffer.wrap(nan).order(ByteOrder.LITTLE_ENDIAN).putFloat(nan.length - 4, Float.NaN);
    assertModelRefused(model(nan), "= NaN", "expected a finite number");
    assertModelRefused(
        trained.resolve("checkpoint.safetensors"), "got tensors [", "expected those of one of");
    assertModelRefused(
        model(
            new String(good, StandardCharsets.ISO_8859_1)
                .replace("0\\n1\\n2", "0\\n1\\t2")
                .getBytes(StandardCharsets.ISO_8859_1)),
        "expected");
  }

  // Checkpoints

  private void assertCheckpointRefused(Safetensors content, int exit, String... parts)
      throws IOException {
    Path run = Files.createDirectories(temp.resolve("run"));
    Path file = run.resolve("checkpoint.safetensors");
    content.write(file);
    byte[] before = Files.readAllBytes(file);
    Cli.Result result = Cli.run("train", "--resume", "--epochs", 99, "--out", run);
    assertRefused(result, exit, parts);
    assertThat(result.err()).startsWith(file.toString());
    assertThat(file).hasBinaryContent(before);
    try (Stream<Path> files = Files.list(run)) {
      assertThat(files.filter(f -> !f.endsWith(".lock"))).containsExactly(file);
    }
  }

  private static Safetensors with(Safetensors content, String name, Tensor tensor) {
    Map<String, Tensor> tensors = new TreeMap<>(content.tensors());
    if (tensor == null) {
      tensors.remove(name);
    } else {
      tensors.put(name, tensor);
    }
    return new Safetensors(tensors, content.metadata());
  }

  private static Safetensors with(Safetensors content, String key, String text) {
    Map<String, String> metadata = new TreeMap<>(content.metadata());
    if (text == null) {
      metadata.remove(key);
    } else {
      metadata.put(key, text);
    }
    return new Safetensors(content.tensors(), metadata);
  }

  @Test
  void checkpointsAreChecked() throws Exception {
    Safetensors good = Safetensors.read(trained.resolve("checkpoint.safetensors"));
    int n = good.tensors().get("parameters").values().length;
    float[] bad = new float[n];
    bad[7] = Float.NaN;
    for (String name : List.of("parameters", "best", "moment.0", "moment.1")) {
      assertCheckpointRefused(with(good, name, (Tensor) null), 1, "expected");
      assertCheckpointRefused(
          with(good, name, Tensor.of(List.of(n), bad)), 1, name + "[7] = NaN", "a finite number");
      assertCheckpointRefused(with(good, name, Tensor.of(List.of(1), new float[1])), 1, "expected");
    }
    for (String row : List.of("", "1 2 3", "a b c d e f", "NaN 0 0 0 0 0", "-1 0 0 0 0 0")) {
      assertCheckpointRefused(
          with(good, "epoch.1", row), 1, "epoch.1 '" + row + "'", "expected 6 numbers");
    }
    assertCheckpointRefused(
        with(good, "epoch.1", (String) null), 1, "expected epoch.1 before them");
    assertCheckpointRefused(with(good, "epoch.x", "0 0 0 0 0 0"), 1, "expected");
    assertCheckpointRefused(with(good, "note.epochs", "-4"), 1, "--epochs: got -4");
    assertCheckpointRefused(with(good, "note.model", (String) null), 1, "--model: got nothing");
    assertCheckpointRefused(
        with(good, "note.model", "lenet\u001b[2J"), 1, "--model: got lenet\\u001b[2J");
  }

  @Test
  void aFolderWithoutACheckpointCannotBeResumed() throws Exception {
    assertRefused(
        Cli.run("train", "--resume", "--out", data),
        1,
        "--resume: got %s, which holds no checkpoint, expected the folder of a run"
            .formatted(data));
    assertRefused(Cli.run("train", "--resume", "--out", temp.resolve("none")), 1, "--resume: got ");
  }

  @Test
  void classesThatDifferFromTheModelsAreRefused() throws Exception {
    byte[] labels = Files.readAllBytes(data.resolve("t10k-labels-idx1-ubyte"));
    for (int i = 8; i < labels.length; i++) {
      labels[i] = (byte) (10 + labels[i]);
    }
    Files.write(data.resolve("t10k-labels-idx1-ubyte"), labels);
    Files.delete(data.resolve("train-images-idx3-ubyte"));
    Files.delete(data.resolve("train-labels-idx1-ubyte"));
    assertRefused(
        Cli.run("evaluate", trained, "--data", data, "--out", out),
        1,
        "data test: got class 17 at sample 0, which the model lacks, expected one of its 10: 0, 1,");
  }
}
