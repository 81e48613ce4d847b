package org.lenet5.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.lenet5.data.Dataset;
import org.lenet5.data.Distortion;
import org.lenet5.engine.Engine;
import org.lenet5.engine.PreparedSet;
import org.lenet5.eval.Calibrator;
import org.lenet5.eval.Evaluation;
import org.lenet5.eval.Evaluator;
import org.lenet5.io.Checkpoint;
import org.lenet5.io.ModelFile;
import org.lenet5.model.Model;
import org.lenet5.run.chart.DistortionSheet;
import org.lenet5.train.DivergenceException;
import org.lenet5.train.EpochResult;
import org.lenet5.train.Trainer;
import org.lenet5.train.TrainingOptions;
import org.lenet5.train.TrainingState;

/**
 * One run from a state to its end, which keeps its folder up to date.
 *
 * @param folder holds the state's checkpoint
 */
record Run(RunFolder folder, RunData data, Engine engine, RunListener listener) {
  /** Classes shown with their distortions at most: the sheet of more would be endless. */
  private static final int CLASSES_DISTORTED = 32;

  /** Distorted images shown beside each original. */
  private static final int DISTORTED = 10;

  private Settings settings() {
    return data.settings();
  }

  /** Trains what is left, and measures the end. */
  RunResult train(TrainingState state) throws IOException {
    listener.note(
        "%s on %s: %,d samples to train on, %,d to validate on (%s); %,d parameters; %d threads, %s kernels; %s"
            .formatted(
                settings().architecture(),
                settings().data(),
                data.train().size(),
                data.valid().size(),
                SettingsText.validation(settings()),
                data.network().parameterCount(),
                engine.threads(),
                engine.name(),
                folder));
    // A run that is to be longer is no longer done; and killed later on, it can be told from one
    // that is.
    Json.write(folder.record(), record(state.history(), RunStatus.RUNNING));
    listener.started(folder);
    try {
      new Trainer(data.network(), settings().options(), engine)
          .train(state, data.train(), data.valid(), new Progress());
    } catch (DivergenceException e) {
      throw new IOException(
          e.getMessage() + "; the last good state is in " + folder.checkpoint(), e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return finish(state);
  }

  /** Saves after each epoch, and tells the listener. */
  private final class Progress implements Trainer.Listener {
    @Override
    public void samplesDone(int epoch, int samples) {
      listener.samplesDone(epoch, samples, data.train().size());
    }

    @Override
    public void epochDone(TrainingState state) {
      try {
        new Checkpoint(state, data.notes()).write(folder.checkpoint());
        new RunFiles(folder).writeHistory(state.history());
        Json.write(folder.record(), record(state.history(), RunStatus.RUNNING));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      listener.epochDone(state.history().getLast()); // what is announced is safe
    }
  }

  private RunResult finish(TrainingState state) throws IOException {
    List<EpochResult> history = state.history();
    Model trained =
        new Model(
            data.network(),
            data.train().data().classNames(),
            settings().preprocessing(),
            state.result(settings().options()));
    Evaluation validation = Evaluator.evaluate(trained, data.valid(), engine);
    Model model =
        settings().holdout().isPresent()
            ? Calibrator.calibrate(trained, data.valid(), engine)
            : trained;
    ModelFile.write(folder.model(), model, notes(model));
    boolean early = history.size() < settings().options().epochs();
    // Before the test set is read: that took no part.
    Map<String, Object> json = record(history, early ? RunStatus.STOPPED_EARLY : RunStatus.DONE);
    Optional<Evaluation> test =
        data.test().map(samples -> Evaluator.evaluate(model, samples, engine));
    RunResult result = new RunResult(folder, settings(), history, model, validation, test);
    put(json, result);
    new RunFiles(folder).writeHistory(history);
    new PictureFiles(folder.path(), listener::note).write(pictures(result));
    Json.write(folder.record(), json); // the last of all: what says "done" is
    listener.finished(result);
    return result;
  }

  /** What the model's file says of how it was made. */
  private Map<String, String> notes(Model model) {
    Map<String, String> notes = new LinkedHashMap<>();
    notes.put("lenet5.sha256", model.sha256());
    data.settings().polarity().ifPresent(p -> notes.put("lenet5.data.polarity", p.id()));
    return notes;
  }

  private List<PictureFiles.Named> pictures(RunResult result) {
    List<PictureFiles.Named> pictures =
        new ArrayList<>(
            RunFiles.charts(
                settings().architecture().title() + " on " + settings().data(),
                result.history(),
                result.validation()));
    Distortion distortion = settings().options().distortion();
    if (!distortion.isNone()) {
      pictures.add(
          new PictureFiles.Named(
              "distortions.png",
              () ->
                  DistortionSheet.png(
                      distortion.toString(),
                      "as seen in training, epoch by epoch",
                      distortions())));
    }
    return pictures;
  }

  /** The first sample of each of the first classes as the first epochs saw it. */
  private List<DistortionSheet.Row> distortions() {
    TrainingOptions options = settings().options();
    List<PreparedSet> epochs =
        IntStream.range(0, DISTORTED)
            .mapToObj(e -> data.train().distorted(options.distortion(), options.seed(), e))
            .toList();
    Dataset samples = data.train().data();
    return IntStream.range(0, Math.min(samples.classes(), CLASSES_DISTORTED))
        .mapToObj(
            c -> IntStream.range(0, samples.size()).filter(i -> samples.label(i) == c).findFirst())
        .flatMapToInt(OptionalInt::stream)
        .mapToObj(
            i ->
                new DistortionSheet.Row(
                    data.train().image(i), epochs.stream().map(epoch -> epoch.image(i)).toList()))
        .toList();
  }

  /** What a record says at the end beside what it said before. */
  private static void put(Map<String, Object> json, RunResult result) {
    json.put("valid_loss", result.validation().loss());
    json.put("valid_accuracy", result.validation().accuracy());
    json.put("temperature", result.model().calibration().temperature());
    result.test().ifPresent(test -> json.put("test_loss", test.loss()));
    result.test().ifPresent(test -> json.put("test_accuracy", test.accuracy()));
    json.put("weights_sha256", result.model().sha256());
  }

  private Map<String, Object> record(List<EpochResult> history, RunStatus status) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(RunStatus.KEY, status);
    json.put("model", settings().architecture().id());
    json.put("parameters", data.network().parameterCount());
    json.put("options", SettingsText.of(settings()));
    json.put("train_samples", data.train().size());
    json.put("valid_samples", data.valid().size());
    json.put("data_sha256", data.source().checksums());
    json.put("seed", settings().options().seed());
    json.put("threads", engine.threads());
    json.put("kernels", engine.name());
    json.put("java", Runtime.version().toString());
    double seconds = history.stream().mapToDouble(EpochResult::trainingSeconds).sum();
    json.put(
        "images_per_second", Math.round((double) history.size() * data.train().size() / seconds));
    List<Object> epochs = new ArrayList<>();
    for (EpochResult e : history) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("epoch", e.epoch());
      row.put("train_loss", e.trainLoss());
      row.put("valid_loss", e.validLoss());
      row.put("train_accuracy", e.trainAccuracy());
      row.put("valid_accuracy", e.validAccuracy());
      row.put("training_seconds", e.trainingSeconds());
      row.put("seconds", e.seconds());
      epochs.add(row);
    }
    json.put("epochs", epochs);
    return json;
  }
}
