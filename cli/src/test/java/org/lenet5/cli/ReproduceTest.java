package org.lenet5.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lenet5.data.Dataset;
import org.lenet5.eval.Evaluator;
import org.lenet5.io.DataFolder;
import org.lenet5.io.ModelFile;
import org.lenet5.model.Model;

class ReproduceTest {
  @TempDir Path temp;

  @Test
  void table1IsThePapers() {
    Cli.Result result = Cli.run("reproduce", "table1", "--out", temp).done();
    assertThat(result.out())
        .contains("0   X           X  X  X        X   X   X   X       X   X\n")
        .contains("5            X  X  X        X  X   X   X       X   X   X\n");
    assertThat(temp.resolve("table1.csv")).exists();
    assertThat(temp.resolve("table1.json")).exists();
    assertThat(Cli.run("reproduce", "fig11", "--quick", "--out", temp).done().err())
        .contains("--quick and --train-samples have no effect here: nothing is trained");
  }

  /** The second call only reads the first one's run. */
  @Test
  void fig5TrainsOnceAndReportsBesideThePaper() throws Exception {
    Cli.Result first = Cli.run("reproduce", "fig5", "--quick", "--out", temp).done();
    assertThat(first.out())
        .startsWith("Figure 5: error in percent after each pass, mean of 1 seed (42)\n")
        .containsPattern("(?m)^1 +2\\.65 +[0-9.]+ +4\\.89 +[0-9.]+$")
        .contains("effective rates in pass 1 (paper): 7.0e-05 to 0.016\n");
    Path model = temp.resolve("quick/fig5/seed-42/model.safetensors");
    byte[] bytes = Files.readAllBytes(model);
    assertThat(temp.resolve("quick/fig5.svg")).content().contains("test (here)", "train (paper)");
    assertThat(temp.resolve("quick/fig5.png")).exists();
    Cli.Result second = Cli.run("reproduce", "fig5", "--quick", "--out", temp).done();
    assertThat(second.out()).isEqualTo(first.out());
    assertThat(Files.readAllBytes(model)).isEqualTo(bytes);
    assertThat(Cli.run("evaluate", model).done().out()).contains("Accuracy: ");
  }

  /** The gaps of this run, to the bit, so the exponent too; fig6 uses the runs. */
  @Test
  void eq1FitsTheGaps() {
    Object[] args = {"--quick", "--train-samples", 200, "--out", temp};
    Cli.Result result = Cli.run(Cli.prepend("reproduce", Cli.prepend("eq1", args))).done();
    assertThat(result.out())
        .containsPattern("(?m)^25 +41\\.51 +0\\.00 +- +41\\.51 +41\\.13$")
        .containsPattern("(?m)^200 +28\\.99 +3\\.50 +- +25\\.49 +25\\.76$")
        .contains("alpha (paper): 0.5 to 1\n", "alpha (here): 0.23\n");
    assertThat(temp.resolve("quick/eq1.svg"))
        .content()
        .contains("gap (here)")
        .doesNotContain("(paper)");
    Cli.Result fig6 = Cli.run(Cli.prepend("reproduce", Cli.prepend("fig6", args))).done();
    assertThat(fig6.out()).containsPattern("(?m)^50 +- +34\\.18 +- +0\\.00$");
    assertThat(fig6.err()).doesNotContain("Epoch");
  }

  @Test
  void fig13MeasuresWithAndWithoutNoiseInTraining() throws Exception {
    Object[] args = {"reproduce", "fig13", "--quick", "--train-samples", 100, "--out", temp};
    Cli.Result result = Cli.run(args).done();
    assertThat(result.out())
        .startsWith("Figure 13: right answers in percent for 1,000 test images")
        .containsPattern("(?m)^change +amount +distortions +distortions and noise$")
        .contains("rotation, at least 90% right: none (distortions), none (distortions and noise)");
    // An amount that changes nothing leaves the accuracy, whatever the change.
    Pattern unchanged =
        Pattern.compile("(?m)^(?:scale +1\\.00|(?:shift \\w+|rotation|noise) +0\\.00) +(.*)$");
    List<String> accuracies =
        unchanged.matcher(result.out()).results().map(match -> match.group(1)).toList();
    assertThat(accuracies).hasSize(5).containsOnly(accuracies.getFirst());
    assertThat(temp.resolve("quick/fig13/seed-42/run.json")).content().contains("noise=0.1");
    assertThat(temp.resolve("quick/fig13.svg")).content().contains("degrees clockwise");
    assertThat(temp.resolve("quick/fig13-examples.png")).exists();
  }

  @Test
  void fig13MeasuresAGivenModel() throws Exception {
    Object[] args = {"reproduce", "fig13", "--quick", "--out", temp, "--model", Trained.run()};
    Cli.Result result = Cli.run(args).done();
    assertThat(result.out())
        .containsPattern("(?m)^change +amount +LeNet-5 \\(modern\\)$")
        .containsPattern("(?m)^rotation +0\\.00 +9[0-9.]+$")
        .containsPattern("(?m)^noise +0\\.40 +[1-7][0-9.]+$");
    assertThat(result.err()).doesNotContain("Epoch");
  }

  /** Three runs and two chosen sets of images, all kept. */
  @Test
  void boostedTrainsEachOnWhatTheOthersFindHard() throws Exception {
    Cli.Result first = Cli.run("reproduce", "boosted", "--quick", "--out", temp).done();
    assertThat(first.out())
        .containsPattern("(?m)^second alone +- +[0-9.]+ +17,098 +255,568$")
        .containsPattern("(?m)^all +- +[0-9.]+ +51,294 +766,704$")
        .containsPattern("(?m)^all, where the first is unsure +0\\.70 +[0-9.]+ +51,294 +[0-9,]+$")
        .contains("networks asked on average (paper): 1.75\n");
    Path images = temp.resolve("quick/boosted/network-3-images");
    Dataset chosen = DataFolder.open(images).train();
    assertThat(chosen.rows()).isEqualTo(32);
    Model model = ModelFile.read(temp.resolve("quick/boosted/network-2/model.safetensors"));
    Model other = ModelFile.read(temp.resolve("quick/boosted/network-1/model.safetensors"));
    int[] a = Evaluator.evaluate(model, chosen).predictions();
    int[] b = Evaluator.evaluate(other, chosen).predictions();
    assertThat(IntStream.range(0, a.length)).noneMatch(i -> a[i] == b[i]);
    Cli.Result second = Cli.run("reproduce", "boosted", "--quick", "--out", temp).done();
    assertThat(second.out()).isEqualTo(first.out());
    assertThat(second.err()).doesNotContain("Epoch");
    // Figure 10 adds the same outputs, so it begins with the same error.
    Cli.Result rejected = Cli.run("reproduce", "fig10", "--quick", "--out", temp).done();
    String error =
        Pattern.compile("(?m)^all +- +([0-9.]+) ")
            .matcher(first.out())
            .results()
            .findFirst()
            .orElseThrow()
            .group(1);
    assertThat(rejected.out())
        .containsPattern(
            "(?m)^boosted LeNet-4, distortions +" + Pattern.quote(error) + " +0\\.50 +[0-9.]+$")
        .containsPattern("(?m)^LeNet-5 +[0-9.]+ +- +[0-9.]+$");
    assertThat(rejected.err()).doesNotContain("boosted/network");
    assertThat(temp.resolve("quick/fig10.svg")).content().contains("rejected");
  }

  @Test
  void fig11CountsWithoutTraining() {
    Cli.Result result = Cli.run("reproduce", "fig12", "--out", temp).done();
    assertThat(result.out())
        .containsPattern("(?m)^LeNet-4 +260\\.00 +255\\.57 +17\\.00 +17\\.10$")
        .containsPattern("(?m)^LeNet-5 \\(1998\\) +401\\.00 +328\\.10 +60\\.00 +60\\.00$");
    assertThat(temp.resolve("fig11.svg"))
        .content()
        .contains("LeNet-4: 256 here, 260 in the paper.");
    assertThat(temp.resolve("fig12.png")).exists();
  }

  /** Of the three sizes of steps the smallest has learned most, on equal terms. */
  @Test
  void oneStepForEachPatternLearnsFaster() {
    Object[] args = {"reproduce", "sgd-vs-batch", "--quick", "--train-samples", 200, "--out", temp};
    Cli.Result result = Cli.run(args).done();
    assertThat(result.out())
        .startsWith("Errors in percent on a hold-out of 1,000 after passes")
        .containsPattern("(?m)^passes +1 pattern +32 patterns +all patterns$")
        .containsPattern("(?m)^32 +- +- +[0-9.]+$")
        .contains("1 pattern, rate chosen on the hold-out: 0.0", "all patterns, test error");
    Matcher four =
        Pattern.compile("(?m)^4 +([0-9.]+) +([0-9.]+) +([0-9.]+)$").matcher(result.out());
    assertThat(four.find()).isTrue();
    double[] errors =
        IntStream.rangeClosed(1, 3).mapToDouble(i -> Double.parseDouble(four.group(i))).toArray();
    assertThat(errors).isSorted();
    assertThat(temp.resolve("quick/sgd-vs-batch.svg")).content().contains("hold-out loss");
    // The rate on record is the best of the three runs.
    double best =
        Stream.of("0.003", "0.01", "0.03").mapToDouble(this::finalLoss).min().orElseThrow();
    assertThat(finalLoss(result.value("1 pattern, rate chosen on the hold-out"))).isEqualTo(best);
  }

  private double finalLoss(String rate) {
    Path run = temp.resolve("quick/sgd-vs-batch/1-pattern-rate-" + rate + "/run.json");
    try {
      return (double) Cli.object(Cli.json(Files.readString(run))).get("valid_loss");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void topologyTrainsOnBothOrders() throws Exception {
    Object[] args = {"reproduce", "topology", "--quick", "--train-samples", 1000, "--out", temp};
    Cli.Result result = Cli.run(args).done();
    Pattern row =
        Pattern.compile("(?m)^(?:LeNet-5 \\(modern\\)|28x28-300-10) +([0-9.]+) +([0-9.]+)$");
    List<Double> lost =
        row.matcher(result.out())
            .results()
            .map(m -> Double.parseDouble(m.group(2)) - Double.parseDouble(m.group(1)))
            .toList();
    assertThat(lost).hasSize(2);
    assertThat(lost.get(0)).as("LeNet-5").isGreaterThan(10);
    assertThat(lost.get(1)).as("fully connected").isBetween(-1.5, 1.5);
    assertThat(temp.resolve("quick/topology.png")).exists();
    Path run = temp.resolve("quick/topology/lenet5-permuted-mnist");
    assertThat(Cli.run("evaluate", run, "--data", "permuted-mnist").done().out())
        .startsWith("mnist test permuted: 10,000 samples");
    Cli.Result plain = Cli.run("train", "--resume", "--out", run, "--data", "mnist", "--epochs", 5);
    assertThat(plain.exit()).isEqualTo(1);
    assertThat(plain.err()).startsWith("--data: got sha256.permuted-");
  }

  @Test
  void seedsAreChecked() {
    Cli.Result result = Cli.run("reproduce", "fig5", "--quick", "--seeds", "1,x", "--out", temp);
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo(
            "--seed: got x, expected an integer of 64 bits (see lenet5 reproduce fig5 --help)\n");
  }

  @Test
  void refusesAnotherFigure() {
    assertThat(Cli.run("reproduce", "fig99").exit()).isEqualTo(2);
    assertThat(Cli.run("reproduce").exit()).isEqualTo(2);
  }
}
