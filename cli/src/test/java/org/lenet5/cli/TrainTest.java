package org.lenet5.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
import org.lenet5.data.Dataset;
import org.lenet5.io.Checkpoint;

/** What a training run prints and leaves. */
class TrainTest {
  private static final String EPOCH_LINE =
      "\\d\\d:\\d\\d:\\d\\d --- Epoch: %d\tTrain loss: \\d+\\.\\d{4}\tValid loss: \\d+\\.\\d{4}"
          + "\tTrain accuracy: \\d+\\.\\d\\d\tValid accuracy: \\d+\\.\\d\\d";

  @TempDir private static Path folder;
  private static Path data;

  @TempDir private Path temp;

  @BeforeAll
  static void data() throws Exception {
    data = IdxFolder.of(folder.resolve("data"), 60, 20);
  }

  private Cli.Result train(Object... more) {
    Object[] args = {"train", "--data", data, "--epochs", 2, "--out", temp.resolve("run")};
    return Cli.run(Stream.of(args, more).flatMap(Stream::of).toArray());
  }

  private Map<String, Object> runJson() throws IOException {
    return Cli.object(Cli.json(Files.readString(temp.resolve("run/run.json"))));
  }

  @Test
  void printsALineForEachEpochAndTheResult() {
    Cli.Result result = train("--threads", 2).done();
    List<String> lines = result.out().lines().toList();
    assertThat(lines).hasSize(5);
    assertThat(lines.get(0)).matches(EPOCH_LINE.formatted(0));
    assertThat(lines.get(1)).matches(EPOCH_LINE.formatted(1));
    assertThat(lines.get(2)).matches("Valid loss: \\d+\\.\\d{4}\tValid accuracy: \\d+\\.\\d\\d");
    assertThat(lines.get(3)).matches("weights_sha256: [0-9a-f]{64}");
    assertThat(lines.get(4)).isEqualTo("run: " + temp.resolve("run"));
    assertThat(result.err())
        .matches(
            "lenet5 on .*: 60 samples to train on, 20 to validate on \\(test\\); 61,706 parameters; 2 threads, \\w+.* kernels; .*\n");
  }

  @Test
  void leavesARunFolder() throws Exception {
    String hash = train("--threads", 2, "--seed", 7).done().value("weights_sha256");
    Path run = temp.resolve("run");
    try (Stream<Path> files = Files.list(run)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder(
              ".lock",
              "model.safetensors",
              "checkpoint.safetensors",
              "history.csv",
              "run.json",
              "loss.png",
              "loss.svg",
              "accuracy.png",
              "accuracy.svg",
              "confusion.png");
    }
    for (String picture : List.of("loss.png", "accuracy.png", "confusion.png")) {
      assertThat(ImageIO.read(run.resolve(picture).toFile()).getWidth()).isGreaterThan(200);
    }
    assertThat(Files.readString(run.resolve("loss.svg"))).contains("<svg").endsWith("</svg>\n");

    Map<String, Object> json = runJson();
    assertThat(json)
        .containsEntry("status", "done")
        .containsEntry("model", "lenet5")
        .containsEntry("parameters", 61_706L)
        .containsEntry("train_samples", 60L)
        .containsEntry("valid_samples", 20L)
        .containsEntry("seed", 7L)
        .containsEntry("threads", 2L)
        .containsEntry("java", Runtime.version().toString())
        .containsEntry("weights_sha256", hash)
        .containsKeys("kernels", "images_per_second", "valid_loss", "valid_accuracy");
    assertThat(Cli.object(json.get("options")))
        .containsEntry("epochs", "2")
        .containsEntry("learning-rate", "0.001")
        .containsEntry("optimizer", "adam")
        .containsEntry("batch-size", "32")
        .containsEntry("data", data.toString());
    assertThat(Cli.object(json.get("data_sha256")))
        .containsOnlyKeys("train-images", "train-labels", "test-images", "test-labels");

    List<String> history = Files.readAllLines(run.resolve("history.csv"));
    assertThat(history.getFirst())
        .isEqualTo("epoch,train_loss,valid_loss,train_accuracy,valid_accuracy,seconds");
    assertThat(history).hasSize(3);
    List<Object> epochs = Cli.array(json.get("epochs"));
    assertThat(epochs).hasSize(2);
    for (int e = 0; e < 2; e++) {
      Map<String, Object> row = Cli.object(epochs.get(e));
      double[] csv =
          Arrays.stream(history.get(e + 1).split(",")).mapToDouble(Double::parseDouble).toArray();
      assertThat(row).containsEntry("epoch", (long) e);
      assertThat(csv[0]).isEqualTo(e);
      // Six decimals are kept.
      assertThat(csv[1]).isCloseTo((Double) row.get("train_loss"), within(5e-7));
      assertThat(csv[2]).isCloseTo((Double) row.get("valid_loss"), within(5e-7));
      assertThat(csv[3]).isCloseTo((Double) row.get("train_accuracy"), within(5e-7));
      assertThat(csv[4]).isCloseTo((Double) row.get("valid_accuracy"), within(5e-7));
    }
    assertThat(json.get("valid_loss")).isEqualTo(Cli.object(epochs.getLast()).get("valid_loss"));
  }

  @Test
  void jsonAloneIsOnStdout() throws Exception {
    Cli.Result result = train("--json").done();
    assertThat(result.json()).isEqualTo(runJson());
    assertThat(result.err().lines().filter(l -> l.matches(EPOCH_LINE.formatted(1)))).hasSize(1);
  }

  @Test
  void anExistingRunIsLeftAlone() throws Exception {
    train().done();
    byte[] model = Files.readAllBytes(temp.resolve("run/model.safetensors"));
    Cli.Result second = train("--seed", 1);
    assertThat(second.exit()).isEqualTo(1);
    assertThat(second.err())
        .isEqualTo(
            "--out: got %s, which holds a run, expected a new folder, or --resume to go on\n"
                .formatted(temp.resolve("run")));
    assertThat(temp.resolve("run/model.safetensors")).hasBinaryContent(model);
  }

  @Test
  void embeddedMnistIsTheDefault() throws Exception {
    Path run = temp.resolve("run");
    Cli.run("train", "--epochs", 1, "--train-samples", 320, "--out", run).done();
    assertThat(runJson())
        .containsEntry("train_samples", 320L)
        .containsEntry("valid_samples", 10_000L);
    // The published file: train-images-idx3-ubyte, uncompressed.
    assertThat(Cli.object(runJson().get("data_sha256")).get("train-images").toString())
        .startsWith("ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db");
  }

  @Test
  void aHoldOutIsTakenFromTheTrainingSetAndTheTestSetIsMeasuredOnce() throws Exception {
    Cli.Result result = train("--validation", "holdout:10").done();
    assertThat(result.out()).containsPattern("Valid accuracy: [\\d.]+\tTest accuracy: [\\d.]+\n");
    assertThat(runJson())
        .containsEntry("train_samples", 50L)
        .containsEntry("valid_samples", 10L)
        .containsKeys("test_loss", "test_accuracy");
  }

  @Test
  void aHoldOutNeedsNoTestSet() throws Exception {
    Path alone = IdxFolder.of(temp.resolve("train-only"), 60, 0);
    Path run = temp.resolve("run");
    Cli.run("train", "--data", alone, "--epochs", 1, "--validation", "holdout:10", "--out", run)
        .done();
    assertThat(runJson()).doesNotContainKey("test_accuracy");

    Cli.Result result = Cli.run("train", "--data", alone, "--out", temp.resolve("other"));
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).startsWith(alone + ": got no test set, expected ");
    assertThat(temp.resolve("other")).doesNotExist();
  }

  /** The same samples as Kaggle has them: the same weights, and the same data on record. */
  @Test
  void csvFilesAreTheDataSetOfTheSameIdxFiles() throws Exception {
    Path csv = csv(temp.resolve("digits_train.csv"), "label,pixels\n", IdxFolder.mnistTrain(), 60);
    csv(temp.resolve("digits_test.csv"), "", IdxFolder.mnistTest(), 20);
    String hash = train().done().value("weights_sha256");
    Object recorded = runJson().get("data_sha256");
    Path other = temp.resolve("other");
    assertThat(Cli.train("--data", csv, "--epochs", 2, "--out", other)).isEqualTo(hash);
    assertThat(Cli.object(Cli.json(Files.readString(other.resolve("run.json")))).get("data_sha256"))
        .isEqualTo(recorded);
    assertThat(Cli.run("evaluate", other, "--data", csv).done().out())
        .startsWith("digits_test: 20 samples\n");
  }

  /** The first line of headers is widened to 785 columns. */
  private static Path csv(Path file, String header, Dataset data, int count) throws IOException {
    StringBuilder text = new StringBuilder(header.replace("pixels", "p,".repeat(783) + "p"));
    for (int i = 0; i < count; i++) {
      text.append(data.label(i));
      for (byte pixel : data.image(i).pixels()) {
        text.append(',').append(pixel & 0xff);
      }
      text.append('\n');
    }
    return Files.writeString(file, text);
  }

  /** Dark on light, as a scanner sees it; no test set, of which the error tells the remedy. */
  @Test
  void picturesInFoldersOfTheirClasses() throws Exception {
    Path pictures = temp.resolve("pictures");
    Dataset digits = IdxFolder.mnistTrain();
    for (int i = 0; i < 60; i++) {
      BufferedImage picture = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
      for (int p = 0; p < 784; p++) {
        picture.getRaster().setSample(p % 28, p / 28, 0, 255 - digits.image(i).at(p / 28, p % 28));
      }
      Path file = pictures.resolve("train/%d/%03d.png".formatted(digits.label(i), i));
      Files.createDirectories(file.getParent());
      ImageIO.write(picture, "png", file.toFile());
    }
    Object[] args = {"train", "--data", pictures, "--epochs", 1, "--out", temp.resolve("run")};
    Cli.Result refused = Cli.run(args);
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err())
        .isEqualTo(
            pictures
                + ": got no test set, expected pictures in test/CLASS; or --validation holdout:N,"
                + " to keep back N training samples\n");
    Object[] holdout = Arrays.copyOf(args, args.length + 2);
    holdout[args.length] = "--validation";
    holdout[args.length + 1] = "holdout:10";
    Cli.Result result = Cli.run(holdout).done();
    assertThat(result.err()).contains("pictures train: dark ink on a light ground, ");
    assertThat(Cli.object(runJson().get("options"))).containsEntry("polarity", "dark-ink");

    Files.move(pictures.resolve("train"), pictures.resolve("test"));
    Path run = temp.resolve("run");
    Cli.Result light = Cli.run("evaluate", run, "--data", pictures, "--json").done();
    assertThat(light.err()).contains("pictures test: dark ink on a light ground, ");
    Cli.Result kept =
        Cli.run("evaluate", run, "--data", pictures, "--polarity", "light-ink", "--json").done();
    assertThat(kept.err()).doesNotContain("ground");
    assertThat(Cli.object(kept.json()).get("loss"))
        .isNotEqualTo(Cli.object(light.json()).get("loss"));
  }

  @Test
  void trainSamplesTakesTheFirst() throws Exception {
    Path fewer = IdxFolder.of(temp.resolve("fewer"), 33, 20);
    Path run = temp.resolve("run");
    String cut = Cli.train("--data", data, "--epochs", 1, "--train-samples", 33, "--out", run);
    assertThat(Cli.train("--data", fewer, "--epochs", 1, "--out", temp.resolve("other")))
        .isEqualTo(cut);
  }

  @Test
  void patienceEndsARunThatGetsNoBetterAndKeepsTheBest() throws Exception {
    Cli.Result result =
        Cli.run(
                "train",
                "--data",
                data,
                "--epochs",
                100,
                "--patience",
                2,
                "--learning-rate",
                "0.05",
                "--out",
                temp.resolve("run"))
            .done();
    Map<String, Object> json = runJson();
    List<Double> losses =
        Cli.array(json.get("epochs")).stream()
            .map(row -> (Double) Cli.object(row).get("valid_loss"))
            .toList();
    assertThat(json).containsEntry("status", "stopped early");
    assertThat(losses.size()).isLessThan(100);
    double best = losses.stream().min(Double::compare).orElseThrow();
    assertThat(losses.indexOf(best)).isEqualTo(losses.size() - 3);
    assertThat(json).containsEntry("valid_loss", best);
    assertThat(result.out()).contains("weights_sha256: " + json.get("weights_sha256"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--schedule step --step-every 1 --step-factor 0.5",
        "--schedule cosine",
        "--schedule one-cycle",
        "--optimizer sgd --learning-rate 0.05",
        "--optimizer sgd --momentum 0",
        "--resize pad",
        "--deslant",
        "--model lenet5-no-tanh",
        "--model lenet4",
        "--model lenet1",
        "--model linear",
        "--model mlp-300-100",
        "--transposed",
        "--batch-size 7",
        "--batch-size 1000",
        "--seed -5"
      })
  void everyChoiceChangesTheWeightsAndMakesAModelThatLoads(String options) throws Exception {
    String hash = train((Object[]) options.split(" ")).done().value("weights_sha256");
    String usual = Cli.train("--data", data, "--epochs", 2, "--out", temp.resolve("usual"));
    assertThat(hash).isNotEqualTo(usual);
    Cli.Result evaluated = Cli.run("evaluate", temp.resolve("run"), "--data", data, "--json");
    assertThat(Cli.object(evaluated.done().json())).containsEntry("weights_sha256", hash);
  }

  /** evaluate deslants because the model says so. */
  @Test
  void aDeslantingModelIsEvaluatedOnDeslantedImages() throws Exception {
    train("--deslant").done();
    Path run = temp.resolve("run");
    Cli.Result evaluated = Cli.run("evaluate", run, "--data", data, "--json").done();
    assertThat(Cli.object(evaluated.json()).get("loss"))
        .isEqualTo(runJson().get("valid_loss"))
        .isEqualTo(Cli.object(Cli.array(runJson().get("epochs")).getLast()).get("valid_loss"));
  }

  /** Its loss fits the model's outputs, unless another is typed. */
  @ParameterizedTest
  @CsvSource({
    "'', lenet5-1998, map:10",
    "--model lenet4, lenet4, cross-entropy",
    "--model lenet5, lenet5, cross-entropy",
    "--model lenet1 --loss squared-error, lenet1, squared-error"
  })
  void thePapersRecipe(String typed, String model, String loss) throws Exception {
    train((Object[]) ("--recipe paper --train-samples 20 " + typed).trim().split(" ")).done();
    assertThat(Cli.object(runJson().get("options")))
        .containsEntry("model", model)
        .containsEntry("loss", loss)
        .containsEntry("optimizer", "sdlm")
        .containsEntry("batch-size", "1")
        .containsEntry("epochs", "2");
  }

  /** EMNIST's letters: labels from 1, images stored column by column, names in a mapping. */
  @Test
  void twentySixTransposedLetters() throws Exception {
    Path letters = Files.createDirectory(temp.resolve("letters"));
    write(letters, "train", IdxFolder.mnistTrain().slice(0, 78));
    write(letters, "test", IdxFolder.mnistTest().slice(0, 52));
    StringBuilder mapping = new StringBuilder();
    for (int label = 1; label <= 26; label++) {
      mapping.append("%d %d %d\n".formatted(label, 64 + label, 96 + label));
    }
    Files.writeString(letters.resolve("emnist-letters-mapping.txt"), mapping);

    Path run = temp.resolve("run");
    Cli.run("train", "--data", letters, "--epochs", 1, "--out", run).done();
    assertThat(runJson()).containsEntry("parameters", 61_706L + 16 * 85);
    Cli.Result evaluated = Cli.run("evaluate", run, "--data", letters, "--json").done();
    assertThat(Cli.array(Cli.object(evaluated.json()).get("classes")))
        .extracting(row -> Cli.object(row).get("class"))
        .startsWith("Aa", "Bb")
        .endsWith("Zz")
        .hasSize(26);

    // The same images upright, in files without the name, give the same weights.
    Path upright = Files.createDirectory(temp.resolve("upright"));
    for (String set : List.of("train", "test")) {
      Dataset images =
          set.equals("train")
              ? IdxFolder.mnistTrain().slice(0, 78)
              : IdxFolder.mnistTest().slice(0, 52);
      Files.write(
          upright.resolve(set + "-images-idx3-ubyte"),
          IdxFolder.idx(images.pixels(), images.size(), 28, 28));
      Files.copy(
          letters.resolve("emnist-letters-" + set + "-labels-idx1-ubyte"),
          upright.resolve(set + "-labels-idx1-ubyte"));
    }
    assertThat(Cli.train("--data", upright, "--epochs", 1, "--out", temp.resolve("other")))
        .isEqualTo(runJson().get("weights_sha256"));

    Cli.Result digits = Cli.run("evaluate", run, "--data", data);
    assertThat(digits.exit()).isEqualTo(1);
    assertThat(digits.err())
        .startsWith("data test: got class 7 at sample 0, which the model lacks, expected one of")
        .contains(" its 26: Aa, Bb, Cc, ");
  }

  private static void write(Path folder, String set, Dataset images) throws IOException {
    byte[] turned = new byte[images.pixels().length];
    for (int i = 0; i < turned.length; i++) {
      int row = i / 28 % 28;
      int column = i % 28;
      turned[i] = images.pixels()[i - i % 784 + column * 28 + row];
    }
    byte[] labels = new byte[images.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) (1 + i % 26);
    }
    Files.write(
        folder.resolve("emnist-letters-" + set + "-images-idx3-ubyte"),
        IdxFolder.idx(turned, images.size(), 28, 28));
    Files.write(
        folder.resolve("emnist-letters-" + set + "-labels-idx1-ubyte"),
        IdxFolder.idx(labels, labels.length));
  }

  /** tanh keeps even wild rates finite, so a checkpoint brings weights that overflow. */
  @Test
  void aLossThatIsNoNumberStopsTheRunAndKeepsTheLastGoodState() throws Exception {
    train().done();
    Path file = temp.resolve("run/checkpoint.safetensors");
    Checkpoint good = Checkpoint.read(file);
    Arrays.fill(good.state().parameters(), Float.MAX_VALUE);
    good.write(file);
    byte[] before = Files.readAllBytes(file);
    Cli.Result result =
        Cli.run("train", "--resume", "--epochs", 9, "--json", "--out", temp.resolve("run"));
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines().toList().getLast())
        .matches(
            "training: got a loss of (NaN|Infinity) in epoch 2, batch 0, expected a finite one; try a smaller learning rate; the last good state is in .*checkpoint.safetensors");
    assertThat(file).hasBinaryContent(before);
  }
}
