package org.lenet5.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lenet5.data.Holdout;
import org.lenet5.data.Mnist;
import org.lenet5.data.Polarity;
import org.lenet5.engine.Engine;
import org.lenet5.engine.Engines;
import org.lenet5.io.Checkpoint;
import org.lenet5.io.DataFolder;
import org.lenet5.io.ModelFileException;
import org.lenet5.model.Model;
import org.lenet5.model.Prediction;
import org.lenet5.network.Architecture;
import org.lenet5.train.EpochResult;

/** What the command does, from Java. */
class RunTest {
  @TempDir private static Path shared;
  private static String data;
  private static Engine engine;

  @TempDir private Path temp;

  @BeforeAll
  static void data() throws IOException {
    Path folder = shared.resolve("digits");
    DataFolder.write(folder, Mnist.train().slice(0, 120), Mnist.test().slice(0, 40));
    data = folder.toString();
    engine = Engines.best(2);
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  /** The recipe best on few samples. */
  private static Settings best() {
    return Recipe.BEST
        .settings(Architecture.LENET5, data)
        .withHoldout(Optional.of(new Holdout.Part(30, 1)))
        .withTrainSamples(OptionalInt.of(80))
        .withEpochs(2);
  }

  @Test
  void tenLines() throws IOException {
    Path out = temp.resolve("best");
    Settings settings =
        Recipe.BEST
            .settings(Architecture.LENET5, data)
            .withHoldout(Optional.of(new Holdout.Part(30, 1)))
            .withEpochs(1);
    RunResult result = new Runner(engine).start(out, settings);
    NamedModel model = NamedModel.read(out);
    EvaluationReport report = EvaluationReport.of(model, Mnist.test().slice(0, 50), engine);
    List<String> written = report.write(out.resolve("evaluation"), _ -> {});
    Prediction prediction = model.classifier(engine).classify(Mnist.test().image(0));

    assertThat(result.test()).isPresent();
    assertThat(new RunFolder(out).settings())
        .isEqualTo(settings.withPolarity(Optional.of(Polarity.LIGHT_INK)));
    assertThat(model.members().getFirst().sha256()).isEqualTo(result.model().sha256());
    assertThat(model.members().getFirst().calibration()).isEqualTo(result.model().calibration());
    assertThat(report.text()).startsWith("mnist test: 50 samples\n");
    assertThat(written)
        .containsExactly("evaluation.json", "confusion.png", "mistakes.png", "rejection.png")
        .allSatisfy(name -> assertThat(out.resolve("evaluation").resolve(name)).isNotEmptyFile());
    assertThat(prediction.classNames()).hasSize(10);
  }

  /** Hears all there is to hear. */
  private static final class Heard implements RunListener {
    private final List<String> events = new ArrayList<>();

    @Override
    public void note(String line) {
      events.add("note");
    }

    @Override
    public void memberStarted(int number, int members) {
      events.add("member %d of %d".formatted(number, members));
    }

    @Override
    public void started(RunFolder folder) {
      events.add("started");
    }

    @Override
    public void samplesDone(int epoch, int samples, int all) {
      events.add("%d of %d".formatted(samples, all));
    }

    @Override
    public void epochDone(EpochResult epoch) {
      events.add("epoch " + epoch.epoch());
    }

    @Override
    public void finished(RunResult result) {
      events.add("finished");
    }
  }

  @Test
  void aListenerHearsHowARunGetsOn() throws IOException {
    Heard heard = new Heard();
    new Runner(engine, heard).start(temp.resolve("run"), best().withEpochs(1));
    assertThat(heard.events)
        .containsExactly(
            "note", "started", "32 of 80", "64 of 80", "80 of 80", "epoch 0", "finished");
  }

  /** A listener that throws is as good as a power cut. */
  @Test
  void aStoppedRunGoesOnToTheSameBits() throws IOException {
    Runner runner = new Runner(engine);
    String whole = runner.start(temp.resolve("whole"), best()).model().sha256();
    RunListener stop =
        new RunListener() {
          @Override
          public void epochDone(EpochResult epoch) {
            throw new IllegalStateException("stop");
          }
        };
    Path out = temp.resolve("parts");
    assertThatThrownBy(() -> new Runner(engine, stop).start(out, best())).hasMessage("stop");
    RunFolder folder = new RunFolder(out);
    assertThat(Checkpoint.read(folder.checkpoint()).state().history()).hasSize(1);
    assertThatThrownBy(folder::models)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected that of a finished run; finish it");

    RunResult result = runner.resume(folder);
    assertThat(result.model().sha256()).isEqualTo(whole);
    assertThat(result.history()).hasSize(2);
    assertThat(runner.complete(out, best())).isEqualTo(result.history());
    assertThatThrownBy(() -> runner.complete(out, best().withSeed(1)))
        .hasMessageContaining("got a run with --seed 42, expected 1; choose another --out");
    assertThatThrownBy(() -> runner.start(out, best())).hasMessageContaining("which holds a run");
    // Cosine rates depend on the number of epochs.
    assertThatThrownBy(() -> runner.resume(folder, best().withEpochs(3)))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessage("--epochs: got 3, expected 2, as in the run to resume");
  }

  @Test
  void aCommitteeIsTrainedStoppedAndGoneOnWith() throws IOException {
    Path out = temp.resolve("committee");
    List<Settings> members = Recipe.COMMITTEE.members(best().withEpochs(1), 3);
    Heard heard = new Heard();
    CommitteeResult result = Committee.start(out, members, new Runner(engine, heard));
    assertThat(heard.events).contains("member 1 of 3", "member 3 of 3");
    assertThat(result.models()).hasSize(3);
    assertThat(result.models())
        .extracting(m -> m.preprocessing().deslant())
        .containsExactly(true, false, true);
    assertThat(result.holdout().orElseThrow().committee()).isEmpty();
    assertThat(result.test().orElseThrow().committee()).isPresent();
    byte[] record = Files.readAllBytes(result.folder().committeeRecord());

    Files.delete(result.folder().member(3).model());
    NamedModel inside = NamedModel.pretrained();
    assertThat(inside.isCommittee()).isFalse();
    assertThatThrownBy(() -> NamedModel.read(out)).hasMessageContaining("member-03: got a folder");
    CommitteeResult resumed = Committee.resume(result.folder(), new Runner(engine));
    assertThat(resumed.folder().committeeRecord()).hasBinaryContent(record);
    assertAllOfThemComeOfAPlan(members, record);

    NamedModel committee = NamedModel.read(out);
    assertThat(committee.isCommittee()).isTrue();
    EvaluationReport report = EvaluationReport.of(committee, Mnist.test().slice(0, 40), engine);
    assertThat(100 * (1 - report.evaluation().accuracy()))
        .isEqualTo(result.test().get().committee().getAsDouble());
    assertThat(report.json()).contains("\"members_sha256\"", resumed.models().get(2).sha256());
    assertThat(result.folder().member(2).whole()).isEqualTo(result.folder());
    assertThatThrownBy(
            () ->
                Committee.resume(
                    result.folder(), members.getFirst().withSeed(9), new Runner(engine)))
        .isInstanceOf(InvalidOptionException.class);
    assertThatThrownBy(
            () ->
                Committee.resume(
                    result.folder(), members.getFirst().withEpochs(2), new Runner(engine)))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessage("--epochs: got 2, expected 1, as in the run to resume");
  }

  /**
   * Stopped as soon as its record says what it is to be; one member's folder is made, and empty.
   */
  private void assertAllOfThemComeOfAPlan(List<Settings> members, byte[] record)
      throws IOException {
    Path out = temp.resolve("plan");
    RunListener stop =
        new RunListener() {
          @Override
          public void memberStarted(int number, int all) {
            throw new IllegalStateException("stop");
          }
        };
    assertThatThrownBy(() -> Committee.start(out, members, new Runner(engine, stop)))
        .hasMessage("stop");
    RunFolder folder = new RunFolder(out);
    Files.createDirectory(folder.member(2).path());
    assertThat(Files.readString(folder.committeeRecord())).contains("\"status\" : \"running\"");
    assertThatThrownBy(folder::models).hasMessageContaining("member-01: got a folder without");
    Committee.resume(folder, new Runner(engine));
    assertThat(folder.committeeRecord()).hasBinaryContent(record);
  }

  @Test
  void aCommitteesRecordIsNotTrusted() throws IOException {
    RunFolder folder = new RunFolder(temp);
    for (String damaged :
        List.of(
            "[]",
            "{",
            "{\"runs\": 3}",
            "{\"runs\": []}",
            "{\"runs\": [{\"seed\": 1}]}",
            "{\"runs\": [{\"distort\": \"" + ",".repeat(1 << 14) + "\"}]}",
            "{\"runs\": [{\"seed\": \"1\"}]}" + " ".repeat(1 << 20))) {
      Files.writeString(folder.committeeRecord(), damaged);
      assertThatThrownBy(folder::settings)
          .isInstanceOf(ModelFileException.class)
          .hasMessageContaining(
              "committee.json: got a damaged record, expected that of a committee");
    }
    Files.writeString(folder.committeeRecord(), "{\"members\": 2}");
    assertThatThrownBy(folder::settings)
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("committee.json: got a committee without plan and members");
    Files.writeString(folder.committeeRecord(), "{\"runs\": [{\"seed\": \"one\"}]}");
    assertThatThrownBy(folder::settings)
        .hasMessageContaining("committee.json: got a damaged record of options");
  }

  /** Between the last epoch and the record that says so, at any place. */
  @Test
  void aRunKilledAtItsEndIsFinishedAgain() throws IOException {
    Path out = temp.resolve("run");
    RunFolder folder = new RunFolder(out);
    List<String> records = new ArrayList<>();
    RunListener copy =
        new RunListener() {
          @Override
          public void epochDone(EpochResult epoch) {
            records.add(read(folder.record()));
          }
        };
    Runner runner = new Runner(engine, copy);
    runner.start(out, best());
    String done = Files.readString(folder.record());
    assertThat(done).contains("\"status\" : \"done\"", "weights_sha256");
    assertThat(records).hasSize(2).allMatch(record -> record.contains("\"status\" : \"running\""));

    Files.writeString(folder.record(), records.getLast());
    runner.complete(out, best());
    assertThat(folder.record()).hasContent(done);
    Files.delete(folder.record());
    runner.complete(out, best());
    assertThat(folder.record()).hasContent(done);
    Files.delete(folder.model());
    runner.complete(out, best());
    assertThat(folder.model()).exists();
    assertThat(records).hasSize(2);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void twoRunsDoNotShareAFolder() throws IOException {
    Path out = temp.resolve("run");
    List<String> refused = new ArrayList<>();
    RunListener second =
        new RunListener() {
          @Override
          public void started(RunFolder folder) {
            assertThatThrownBy(() -> new Runner(engine).resume(folder))
                .isInstanceOf(IOException.class)
                .satisfies(e -> refused.add(e.getMessage()));
            assertThatThrownBy(() -> new Runner(engine).complete(out, best()))
                .isInstanceOf(IOException.class)
                .satisfies(e -> refused.add(e.getMessage()));
          }
        };
    new Runner(engine, second).start(out, best().withEpochs(1));
    assertThat(refused)
        .hasSize(2)
        .containsOnly(
            "--out: got %s, where this process is training, expected a folder without a running run"
                .formatted(out));
    new Runner(engine).resume(new RunFolder(out));
  }

  @Test
  void runsThatStartAtOnceGetFoldersOfTheirOwn() throws Exception {
    List<Callable<RunFolder>> starts = Collections.nCopies(16, () -> RunFolder.createUnder(temp));
    Set<RunFolder> folders = new HashSet<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      for (Future<RunFolder> folder : threads.invokeAll(starts)) {
        folders.add(folder.get());
      }
    }
    assertThat(folders).hasSize(16);
  }

  /** Not the one whose name is the last. */
  @Test
  void theYoungestRunIsTheOneWorkedOnLast() throws IOException {
    assertThatThrownBy(() -> RunFolder.youngestUnder(temp))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("--resume: got no run");
    Files.writeString(temp.resolve("zzz-a-file"), "no run");
    Files.createDirectory(temp.resolve("zzz-empty"));
    for (String name : List.of("z", "a", "m/member-02")) {
      RunFolder run = new RunFolder(Files.createDirectories(temp.resolve(name)));
      Files.writeString(run.checkpoint(), "");
    }
    Files.createDirectory(temp.resolve("m/member-01"));
    Files.setLastModifiedTime(temp.resolve("z/checkpoint.safetensors"), FileTime.fromMillis(1000));
    Files.setLastModifiedTime(temp.resolve("a/checkpoint.safetensors"), FileTime.fromMillis(2000));
    Path member = temp.resolve("m/member-02/checkpoint.safetensors");
    Files.setLastModifiedTime(member, FileTime.fromMillis(1500));
    assertThat(RunFolder.youngestUnder(temp).path()).isEqualTo(temp.resolve("a"));
    Files.setLastModifiedTime(member, FileTime.fromMillis(2500));
    assertThat(RunFolder.youngestUnder(temp).path()).isEqualTo(temp.resolve("m"));
  }

  @Test
  void nothingOfTheUsersIsReplaced() throws IOException {
    for (String name : List.of("loss.png", "distortions.png", "committee.json", "run.json")) {
      Path out = Files.createDirectories(temp.resolve(name + " folder"));
      Path own = Files.writeString(out.resolve(name), "the user's");
      assertThatThrownBy(() -> new Runner(engine).start(out, best()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(", which holds ")
          .hasMessageContaining("expected a new folder");
      assertThatThrownBy(() -> Committee.start(out, List.of(best()), new Runner(engine)))
          .hasMessageContaining("expected a new folder");
      assertThat(own).hasContent("the user's");
    }
    EvaluationReport report =
        EvaluationReport.of(NamedModel.pretrained(), Mnist.test().slice(0, 20), engine);
    Path own = Files.writeString(temp.resolve("confusion.png"), "the user's");
    assertThatThrownBy(() -> report.write(temp, _ -> {}))
        .hasMessage(
            "--out: got %s, which holds confusion.png without evaluation.json, expected another folder"
                .formatted(temp));
    assertThat(own).hasContent("the user's");
  }

  @Test
  void aPictureThatFailsCostsItselfAlone() throws IOException {
    EvaluationReport report =
        EvaluationReport.of(NamedModel.pretrained(), Mnist.test().slice(0, 20), engine);
    report.write(temp, _ -> {});
    assertThat(report.text()).contains("  -  ").doesNotContain("NaN"); // not all classes are there
    Files.delete(temp.resolve("mistakes.png"));
    Files.createDirectory(temp.resolve("mistakes.png"));
    List<String> notes = new ArrayList<>();
    assertThat(report.write(temp, notes::add))
        .containsExactly("evaluation.json", "confusion.png", "rejection.png");
    assertThat(notes)
        .containsExactly(
            "no mistakes.png: %s: got a folder, expected a file or a new name"
                .formatted(temp.resolve("mistakes.png")));
  }

  @Test
  void aCommitteeHasOneTo99Members() {
    Path out = temp.resolve("none");
    assertThatThrownBy(() -> Committee.start(out, List.of(), new Runner(engine)))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessage("--members: got 0, expected an integer from 1 to 99");
    assertThat(out).doesNotExist();
  }

  @Test
  void moreSamplesThanThereAreAreRefusedBeforeAnythingIsWritten() {
    Path out = temp.resolve("run");
    Settings many = best().withTrainSamples(OptionalInt.of(91));
    assertThatThrownBy(() -> new Runner(engine).start(out, many))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessage("--train-samples: got 91, expected at most 90");
    assertThat(out).doesNotExist();
  }

  @Test
  void theWeightsInsideAnswer() throws IOException {
    Model model = NamedModel.pretrained().members().getFirst();
    EvaluationReport report =
        EvaluationReport.of(NamedModel.pretrained(), Mnist.test().slice(0, 100), engine);
    assertThat(report.evaluation().accuracy()).isGreaterThan(0.98);
    assertThat(report.json()).contains("\"architecture\" : \"lenet5\"", model.sha256());
  }
}
