package org.lenet5.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lenet5.data.Dataset;
import org.lenet5.model.Pretrained;
import org.lenet5.network.Architecture;

/** What evaluate and summary print and leave. */
class EvaluateTest {
  private static Path run;

  @TempDir private Path temp;

  @BeforeAll
  static void run() throws Exception {
    run = Trained.run();
  }

  @Test
  void measuresAFolderWithATestSetAlone() throws Exception {
    Path data = IdxFolder.of(temp.resolve("data"), 0, 150);
    Path out = temp.resolve("out");
    Cli.Result result = Cli.run("evaluate", run, "--data", data, "--out", out).done();
    assertThat(result.out())
        .startsWith("data test: 150 samples\nLoss: ")
        .containsPattern("\nAccuracy: \\d+\\.\\d\\d% \\(\\d+ mistakes?\\)\n")
        .containsPattern("\n       7 +\\d+\\.\\d\\d% +\\d+\\.\\d\\d% +\\d+\n")
        .containsPattern("\nExpected calibration error: \\d+\\.\\d\\d percentage points\n")
        .containsPattern("\nRejections for an error of 0\\.5%: \\d+\\.\\d\\d%\n")
        .contains("Confusion matrix");
    assertThat(result.err())
        .isEqualTo(
            "wrote evaluation.json, confusion.png, mistakes.png, rejection.png to " + out + "\n");
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "evaluation.json", "confusion.png", "mistakes.png", "rejection.png");
    }
    assertThat(ImageIO.read(out.resolve("mistakes.png").toFile())).isNotNull();
    assertThat(ImageIO.read(out.resolve("confusion.png").toFile())).isNotNull();
  }

  @Test
  void jsonAloneIsOnStdoutAndAddsUp() throws Exception {
    Path out = temp.resolve("out");
    Path model = run.resolve("model.safetensors");
    Cli.Result result = Cli.run("evaluate", model, "--json", "--out", out, "--threads", 2).done();
    Map<String, Object> json = Cli.object(result.json());
    assertThat(json).isEqualTo(Cli.json(Files.readString(out.resolve("evaluation.json"))));
    assertThat(json)
        .containsEntry("samples", 10_000L)
        .containsEntry("architecture", "lenet5")
        .containsEntry("model", model.toString());
    List<Object> confusion = Cli.array(json.get("confusion"));
    long all = 0;
    long right = 0;
    for (int row = 0; row < 10; row++) {
      List<Object> counts = Cli.array(confusion.get(row));
      all += counts.stream().mapToLong(c -> (Long) c).sum();
      right += (Long) counts.get(row);
    }
    assertThat(all).isEqualTo(10_000);
    assertThat(json.get("accuracy")).isEqualTo(right / 10_000.0);
    assertThat(right).isGreaterThan(9_000);
    assertThat(Cli.array(json.get("worst_mistakes"))).hasSize(60);
    assertThat(Cli.array(json.get("classes"))).hasSize(10);
    assertThat(json.get("weights_sha256"))
        .isEqualTo(
            Cli.object(Cli.json(Files.readString(run.resolve("run.json")))).get("weights_sha256"));
  }

  @Test
  void measuresTheWeightsInside() throws Exception {
    Path data = IdxFolder.of(temp.resolve("data"), 0, 1000);
    Path out = temp.resolve("out");
    Cli.Result result = Cli.run("evaluate", "--data", data, "--json", "--out", out).done();
    Map<String, Object> json = Cli.object(result.json());
    assertThat(json)
        .containsEntry("model", "pretrained")
        .containsEntry("weights_sha256", Pretrained.lenet5().sha256())
        .containsEntry("temperatures", List.of(Pretrained.lenet5().calibration().temperature()));
    assertThat((double) json.get("accuracy")).isGreaterThan(0.99);
  }

  @Test
  void aClassWithoutSamplesHasNoRecall() throws Exception {
    // The first two test images are a 7 and a 2; all classes up to 7 come from the training set.
    Path data = IdxFolder.of(temp.resolve("data"), 60, 2);
    Cli.Result result =
        Cli.run("evaluate", run, "--data", data, "--out", temp.resolve("out")).done();
    assertThat(result.out()).contains("2 samples").contains("mistakes)\n");
    Cli.json(Files.readString(temp.resolve("out/evaluation.json")));
  }

  /** Test sets of a model's classes that lack some, the first among them. */
  @ParameterizedTest
  @ValueSource(ints = {5, 0})
  void aTestSetMayLackAClass(int lacking) throws Exception {
    Dataset all = IdxFolder.mnistTest().slice(0, 400);
    int[] kept = IntStream.range(0, all.size()).filter(i -> all.label(i) != lacking).toArray();
    Path data = relabelled(all, kept, 0);
    Cli.Result result =
        Cli.run("evaluate", run, "--data", data, "--json", "--out", temp.resolve("out")).done();
    Map<String, Object> json = Cli.object(result.json());
    assertThat(json).containsEntry("samples", (long) kept.length);
    assertThat((double) json.get("accuracy")).isGreaterThan(0.9);
    assertThat(Cli.array(json.get("classes"))).hasSize(10);
  }

  /** Labels from 1 to 10 are digits that have been moved: none would be right. */
  @Test
  void classesThatTheModelLacksAreRefused() throws Exception {
    Dataset all = IdxFolder.mnistTest().slice(0, 100);
    Path data = relabelled(all, IntStream.range(0, 100).toArray(), 1);
    Cli.Result result = Cli.run("evaluate", run, "--data", data, "--out", temp.resolve("out"));
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err())
        .isEqualTo(
            "data test: got class 10 at sample 7, which the model lacks, expected one of its 10:"
                + " 0, 1, 2, 3, 4, 5, 6, 7, 8, 9\n");
  }

  /** Some of the samples, as a test set with larger labels. */
  private Path relabelled(Dataset all, int[] kept, int more) throws IOException {
    byte[] pixels = new byte[kept.length * 784];
    byte[] labels = new byte[kept.length];
    for (int i = 0; i < kept.length; i++) {
      System.arraycopy(all.pixels(), kept[i] * 784, pixels, i * 784, 784);
      labels[i] = (byte) (all.label(kept[i]) + more);
    }
    Path data = Files.createDirectory(temp.resolve("data"));
    Files.write(data.resolve("t10k-images-idx3-ubyte"), IdxFolder.idx(pixels, kept.length, 28, 28));
    Files.write(data.resolve("t10k-labels-idx1-ubyte"), IdxFolder.idx(labels, kept.length));
    return data;
  }

  @Test
  void summaryIsTorchsummarysTable() {
    Cli.Result result = Cli.run("summary").done();
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .contains(" 156 ")
        .contains(" 2,416 ")
        .contains(" 48,120 ")
        .contains(" 10,164 ")
        .contains(" 850 ")
        .contains("Total params: 61,706\n")
        .contains("Multiply-adds: 416,520\n")
        .contains("[-1, 6, 28, 28]");
    Map<String, Object> json = Cli.object(Cli.run("summary", "--json").done().json());
    assertThat(json).containsEntry("parameters", 61_706L).containsEntry("multiply_adds", 416_520L);
    assertThat(Cli.run("summary", "--model", "lenet5-no-tanh", "--classes", 26).done().out())
        .contains("Total params: 63,066\n");
  }

  @Test
  void helpIsOnStdout() {
    for (String command : List.of("", "train", "evaluate", "predict", "summary", "data")) {
      Object[] args =
          command.isEmpty() ? new Object[] {"--help"} : new Object[] {command, "--help"};
      Cli.Result result = Cli.run(args).done();
      assertThat(result.out()).startsWith("Usage: lenet5 " + command).contains("Examples:");
      assertThat(result.err()).isEmpty();
    }
    assertThat(Cli.run("--version").done().out()).matches("lenet5 \\d+\\.\\d+\\.\\d+.*\n");
  }

  @Test
  void helpNamesAllModels() {
    for (String command : List.of("train", "summary")) {
      String help = Cli.run(command, "--help").done().out().replaceAll("\\s+", " ");
      assertThat(help).contains(Architecture.ids().replaceFirst(", (\\S+)$", " or $1"));
    }
  }

  @Test
  void dataListNamesAllSets() {
    assertThat(Cli.run("data", "list").done().out().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("mnist ").endsWith("built in"),
            line -> assertThat(line).startsWith("fashion-mnist "),
            line -> assertThat(line).startsWith("kmnist "));
  }
}
