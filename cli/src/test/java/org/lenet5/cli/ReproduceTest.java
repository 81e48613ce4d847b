package org.lenet5.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lenet5.data.DataFolder;
import org.lenet5.data.Dataset;
import org.lenet5.eval.Evaluator;
import org.lenet5.io.ModelFile;
import org.lenet5.nn.Model;

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
  void tablesQuoteCommas() {
    Table table = new Table("methods");
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("method", "k-NN, \"deslanted\"");
    row.put("paper", Double.NaN);
    row.put("here", 2.5);
    table.add(row);
    assertThat(table.csv()).isEqualTo("method,paper,here\n\"k-NN, \"\"deslanted\"\"\",,2.5\n");
    assertThat(table.text()).contains("k-NN, \"deslanted\"      -  2.50\n");
  }

  @Test
  void refusesAnotherFigure() {
    assertThat(Cli.run("reproduce", "fig99").exit()).isEqualTo(2);
    assertThat(Cli.run("reproduce").exit()).isEqualTo(2);
  }
}
