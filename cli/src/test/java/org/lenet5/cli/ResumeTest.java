package org.lenet5.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lenet5.io.Checkpoint;

/** A run that was stopped goes on to the bits of one that was not. */
class ResumeTest {
  /** Epochs of a second or so on one thread with scalar kernels: time to be killed in. */
  private static final int SAMPLES = 1200;

  private static final int EPOCHS = 3;

  @TempDir private static Path folder;
  private static Path data;
  private static String uninterrupted;

  @TempDir private Path temp;
  private Path run;

  @BeforeAll
  static void leftAlone() throws Exception {
    data = IdxFolder.of(folder.resolve("data"), SAMPLES, 40);
    uninterrupted =
        Cli.train("--data", data, "--epochs", EPOCHS, "--out", folder.resolve("uninterrupted"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void killedInTheMiddleOfAnEpoch(int epochsDone) throws Exception {
    run = temp.resolve("run");
    Process process =
        Cli.start(
            List.of("-Dlenet5.kernels=scalar"),
            temp,
            Stream.of("train", "--data", data, "--epochs", EPOCHS, "--threads", 1, "--out", run)
                .toArray());
    // Before the first epoch the checkpoint is the first file; then a line comes for each epoch.
    while (process.isAlive() && !(epochsDone == 0 ? hasCheckpoint() : hasPrinted(epochsDone))) {
      Thread.sleep(5);
    }
    Cli.Result beside = Cli.run("train", "--resume", "--out", run);
    assertThat(beside.exit()).isEqualTo(1);
    assertThat(beside.err())
        .isEqualTo(
            "--out: got %s, where process %d is training, expected a folder without a running run\n"
                .formatted(run, process.pid()));
    process.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
    assertThat(process.exitValue()).isEqualTo(128 + 9);
    assertThat(run.resolve("model.safetensors")).doesNotExist();

    Cli.Result unfinished = Cli.run("evaluate", run, "--data", data);
    assertThat(unfinished.exit()).isEqualTo(1);
    assertThat(unfinished.err())
        .isEqualTo(
            "%s: got a folder without model.safetensors, expected that of a finished run; finish it: lenet5 train --resume --out %s\n"
                .formatted(run, run));

    Path half = run.resolve("history.csv.0b5f5be0-1f85-4302-8e85-6306e106c2aa.tmp");
    Files.writeString(half, "epo"); // as if killed while it was written
    Cli.Result resumed = Cli.run("train", "--resume", "--out", run).done();
    assertThat(resumed.value("weights_sha256")).isEqualTo(uninterrupted);
    assertThat(resumed.out()).contains("Epoch: 2\t").doesNotContain("Epoch: " + (epochsDone - 1));
    assertThat(Files.readAllLines(run.resolve("history.csv"))).hasSize(1 + EPOCHS);
    try (Stream<Path> files = Files.list(run)) {
      assertThat(files.map(Path::toString)).noneMatch(name -> name.endsWith(".tmp"));
    }
  }

  private boolean hasCheckpoint() {
    return Files.exists(run.resolve("checkpoint.safetensors"));
  }

  private boolean hasPrinted(int epochs) throws Exception {
    Path out = temp.resolve("stdout.txt");
    return Files.exists(out) && Files.readAllLines(out).size() >= epochs;
  }

  private Path shortRun(Object... more) throws Exception {
    run = temp.resolve("run");
    IdxFolder.of(temp.resolve("data"), 40, 10);
    Object[] args = {"--data", temp.resolve("data"), "--epochs", 2, "--out", run};
    Cli.train(Stream.of(args, more).flatMap(Stream::of).toArray());
    return run;
  }

  @Test
  void aFinishedRunIsFinishedAgain() throws Exception {
    shortRun();
    byte[] model = Files.readAllBytes(run.resolve("model.safetensors"));
    Cli.Result again = Cli.run("train", "--resume", "--out", run).done();
    assertThat(again.out()).doesNotContain("Epoch:").contains("weights_sha256: ");
    assertThat(run.resolve("model.safetensors")).hasBinaryContent(model);
  }

  @Test
  void moreEpochsGoOnAsIfAskedForAtOnce() throws Exception {
    shortRun();
    String longer = Cli.train("--resume", "--out", run, "--epochs", 4);
    String atOnce =
        Cli.train("--data", temp.resolve("data"), "--epochs", 4, "--out", temp.resolve("other"));
    assertThat(longer).isEqualTo(atOnce);
  }

  @Test
  void optionsMayBeRepeatedInOtherWords() throws Exception {
    shortRun();
    Cli.run("train", "--resume", "--out", run, "--learning-rate", "1e-3", "--model", "lenet5")
        .done();
  }

  @Test
  void dataMayHaveMovedButNotChanged() throws Exception {
    shortRun();
    Path moved = temp.resolve("moved");
    Files.move(temp.resolve("data"), moved);
    Cli.run("train", "--resume", "--out", run, "--data", moved, "--epochs", 3).done();

    IdxFolder.of(moved, 41, 10);
    Cli.Result changed = Cli.run("train", "--resume", "--out", run);
    assertThat(changed.exit()).isEqualTo(1);
    assertThat(changed.err())
        .matches(
            "--data: got sha256.train-\\w+ [0-9a-f]{64}, expected [0-9a-f]{64}, as in the run to resume\n");
  }

  @ParameterizedTest
  @CsvSource({
    "--seed, 43, 42",
    "--epochs, 1, 2",
    "--batch-size, 16, 32",
    "--optimizer, sgd, adam",
    "--model, lenet5-no-tanh, lenet5",
    "--learning-rate, 0.002, 0.001",
    "--validation, holdout:5, test",
    "--schedule, cosine, constant",
    "--patience, 3, 0",
    "--members, 3, 1"
  })
  void otherOptionsAreRefused(String option, String other, String own) throws Exception {
    shortRun();
    Cli.Result refused = Cli.run("train", "--resume", "--out", run, option, other);
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err())
        .isEqualTo(
            "%s: got %s, expected %s, as in the run to resume (see lenet5 train --help)\n"
                .formatted(option, other, own));
  }

  @Test
  void aRunKeepsItsRecipeAndWithMoreEpochsAllElse() throws Exception {
    shortRun();
    Cli.Result recipe = Cli.run("train", "--resume", "--out", run, "--recipe", "best");
    assertThat(recipe.exit()).isEqualTo(2);
    assertThat(recipe.err())
        .startsWith("--recipe: got best, expected none; the run to resume has its options");
    Cli.Result longer = Cli.run("train", "--resume", "--out", run, "--epochs", 3, "--seed", 1);
    assertThat(longer.exit()).isEqualTo(2);
    assertThat(longer.err()).startsWith("--seed: got 1, expected 42, as in the run to resume");
  }

  /** Runs made before there was an option go on without it. */
  @ParameterizedTest
  @CsvSource({"deslant, false", "until-accuracy, 0"})
  void anOptionYoungerThanTheRunIsOff(String option, String off) throws Exception {
    shortRun();
    Path file = run.resolve("checkpoint.safetensors");
    Checkpoint checkpoint = Checkpoint.read(file);
    Map<String, String> notes = new HashMap<>(checkpoint.notes());
    assertThat(notes.remove(option)).isEqualTo(off);
    new Checkpoint(checkpoint.state(), notes).write(file);
    Cli.run("train", "--resume", "--out", run, "--epochs", 3).done();
    assertThat(Checkpoint.read(file).notes()).containsEntry(option, off);
  }

  /** Cosine rates depend on the number of epochs: a longer run would be another one. */
  @Test
  void aScheduleThatKnowsItsEndKeepsIt() throws Exception {
    shortRun("--schedule", "cosine");
    Cli.Result refused = Cli.run("train", "--resume", "--out", run, "--epochs", 4);
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err()).startsWith("--epochs: got 4, expected 2, as in the run to resume");
  }
}
