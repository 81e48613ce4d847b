package org.lenet5.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lenet5.data.Preprocessing;
import org.lenet5.io.Checkpoint;
import org.lenet5.io.ModelFile;

/** Committees: trained, stopped and gone on with, measured, and used like a model. */
class CommitteeTest {
  @TempDir private Path folder;

  @Test
  void membersAreRunsWithConsecutiveSeeds() throws IOException {
    Path data = IdxFolder.of(folder.resolve("data"), 300, 100);
    Path out = folder.resolve("committee");
    Object[] options = {"--data", data, "--epochs", 2, "--validation", "holdout:50"};
    Cli.Result trained =
        Cli.run(with(options, "--members", 2, "--seed", 7, "--json", "--out", out)).done();

    Map<String, Object> json = Cli.object(trained.json());
    List<Object> hashes = Cli.array(json.get("weights_sha256"));
    for (int i = 0; i < 2; i++) {
      Path alone = folder.resolve("alone" + i);
      assertThat(
              Cli.run(with(options, "--seed", 7 + i, "--out", alone))
                  .done()
                  .value("weights_sha256"))
          .isEqualTo(hashes.get(i));
    }
    assertThat(Cli.object(json.get("hold-out"))).containsKey("committee_error");
    Map<String, Object> test = Cli.object(json.get("test"));
    Map<String, Object> evaluation =
        Cli.object(Cli.run("evaluate", out, "--data", data, "--json").done().json());
    double accuracy = ((Number) evaluation.get("accuracy")).doubleValue();
    assertThat((double) test.get("committee_error")).isEqualTo(100.0 - Math.round(100 * accuracy));
    assertThat(evaluation.get("members_sha256")).isEqualTo(hashes);
    List<Object> errors = Cli.array(test.get("member_errors"));
    List<Object> accuracies = Cli.array(evaluation.get("members_accuracy"));
    for (int i = 0; i < 2; i++) {
      double right = 100 * ((Number) accuracies.get(i)).doubleValue();
      assertThat(((Number) errors.get(i)).doubleValue()).isEqualTo(100.0 - Math.round(right));
    }
    assertThat(Cli.run("evaluate", out, "--data", data).done().out())
        .containsPattern("Members by themselves: [\\d.]+%, [\\d.]+%\n");
    assertThat(out.resolve("evaluation/mistakes.png")).exists();

    Files.delete(out.resolve("member-02/model.safetensors")); // as if stopped before its end
    Cli.Result resumed = Cli.run("train", "--resume", "--json", "--out", out).done();
    assertThat(resumed.out()).isEqualTo(trained.out());
    Cli.Result unfinished = Cli.run("train", "--resume", "--seed", 9, "--out", out);
    assertThat(unfinished.exit()).isEqualTo(2);
    assertThat(unfinished.err()).contains("--seed: got 9, expected 7, as in the run to resume");
  }

  @Test
  void aCommitteeIsNotOverwrittenAndItsSizeIsChecked() throws IOException {
    Path out = folder.resolve("committee");
    Files.createDirectories(out.resolve("member-01"));
    Cli.Result taken = Cli.run("train", "--epochs", 1, "--out", out);
    assertThat(taken.exit()).isEqualTo(1);
    assertThat(taken.err()).contains("which holds a run, expected a new folder");
    Cli.Result none = Cli.run("train", "--members", 0);
    assertThat(none.exit()).isEqualTo(2);
    assertThat(none.err()).contains("--members: got 0, expected an integer from 1 to 99");
    Cli.Result unfinished = Cli.run("evaluate", out);
    assertThat(unfinished.exit()).isEqualTo(1);
    assertThat(unfinished.err()).contains("member-01: got a folder without model.safetensors");
  }

  /**
   * The recipe's members see the images in two ways, which their models record, and keep back
   * different ones.
   */
  @Test
  void theRecipeVariesWhatItsMembersSee() throws IOException {
    Path data = IdxFolder.of(folder.resolve("data"), 100, 20);
    Path out = folder.resolve("committee");
    Cli.Result trained =
        Cli.run(
                "train",
                "--recipe",
                "committee",
                "--members",
                4,
                "--epochs",
                1,
                "--data",
                data,
                "--validation",
                "holdout:20",
                "--json",
                "--out",
                out)
            .done();
    List<Preprocessing> views = new ArrayList<>();
    List<String> kept = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      Path member = out.resolve("member-0" + i);
      views.add(ModelFile.read(member.resolve("model.safetensors")).preprocessing());
      kept.add(Checkpoint.read(member.resolve("checkpoint.safetensors")).notes().get("validation"));
    }
    assertThat(kept).containsExactly("holdout:20", "holdout:20:2", "holdout:20:3", "holdout:20:4");
    Map<String, Object> json = Cli.object(trained.json());
    assertThat(Cli.object(json.get("hold-out")))
        .containsOnlyKeys("member_errors", "mean_error"); // all together have learned from all
    assertThat(Cli.object(json.get("test"))).containsKey("committee_error");
    Preprocessing plain = Preprocessing.review();
    Preprocessing upright = plain.withDeslant(true);
    assertThat(views).containsExactly(upright, plain, upright, plain);
    Cli.run("evaluate", out, "--data", data).done();
  }

  /** Clothes have no slant, and a width that tells a dress from a bag. */
  @Test
  void clothesAreNotDigits() throws IOException {
    Path data = IdxFolder.of(folder.resolve("fashion-mnist"), 100, 20);
    Path out = folder.resolve("committee");
    Object[] options = {"--epochs", 1, "--data", data, "--validation", "holdout:20", "--out", out};
    Cli.run(with(options, "--recipe", "committee", "--members", 2)).done();
    for (int i = 1; i <= 2; i++) {
      Path member = out.resolve("member-0" + i);
      assertThat(ModelFile.read(member.resolve("model.safetensors")).preprocessing())
          .isEqualTo(Preprocessing.review());
      assertThat(Checkpoint.read(member.resolve("checkpoint.safetensors")).notes())
          .containsEntry("distort", "translate=1,scale=0.05,mirror=0.5")
          .containsEntry("epochs", "1")
          .containsEntry("weight-decay", "0.05");
    }
  }

  private static Object[] with(Object[] options, Object... more) {
    return Cli.prepend("train", Stream.concat(Stream.of(options), Stream.of(more)).toArray());
  }
}
