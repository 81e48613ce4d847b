package org.lenet5.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lenet5.data.Holdout;
import org.lenet5.data.Mnist;
import org.lenet5.engine.Engine;
import org.lenet5.engine.Engines;
import org.lenet5.io.Checkpoint;
import org.lenet5.io.DataFolder;
import org.lenet5.model.Model;
import org.lenet5.model.Prediction;
import org.lenet5.network.Architecture;
import org.lenet5.run.chart.ChartException;
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
  void tenLines() throws IOException, ChartException {
    Path out = temp.resolve("best");
    Settings settings =
        Recipe.BEST
            .settings(Architecture.LENET5, data)
            .withHoldout(Optional.of(new Holdout.Part(30, 1)))
            .withEpochs(1);
    RunResult result = new Runner(engine).start(out, settings);
    NamedModel model = NamedModel.read(out);
    EvaluationReport report = EvaluationReport.of(model, Mnist.test().slice(0, 50), engine);
    report.write(out.resolve("evaluation"));
    Prediction prediction = model.classifier(engine).classify(Mnist.test().image(0));

    assertThat(result.test()).isPresent();
    assertThat(new RunFolder(out).settings()).isEqualTo(settings);
    assertThat(model.members().getFirst().sha256()).isEqualTo(result.model().sha256());
    assertThat(model.members().getFirst().calibration()).isEqualTo(result.model().calibration());
    assertThat(report.text()).startsWith("mnist test: 50 samples\n");
    assertThat(out.resolve("evaluation/mistakes.png")).isNotEmptyFile();
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
