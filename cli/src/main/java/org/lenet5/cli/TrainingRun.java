package org.lenet5.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.lenet5.cli.picture.DistortionSheet;
import org.lenet5.cli.picture.PictureException;
import org.lenet5.data.Blocks;
import org.lenet5.data.Dataset;
import org.lenet5.eval.Calibrator;
import org.lenet5.eval.Evaluation;
import org.lenet5.eval.Evaluator;
import org.lenet5.io.Checkpoint;
import org.lenet5.io.ModelFile;
import org.lenet5.nn.Model;
import org.lenet5.nn.Network;
import org.lenet5.nn.kernel.Kernels;
import org.lenet5.train.DivergenceException;
import org.lenet5.train.EpochResult;
import org.lenet5.train.Holdout;
import org.lenet5.train.Trainer;
import org.lenet5.train.TrainingOptions;
import org.lenet5.train.TrainingState;

/** One run of {@code train}: loads the data, trains, and keeps the run folder up to date. */
final class TrainingRun {
  /** Distorted images shown beside each original. */
  private static final int DISTORTED = 10;

  private final TrainSettings settings;
  private final int threads;
  private final TrainingReport report;
  private final Kernels kernels = KernelChoice.kernels();
  private final DataSource source;
  private final Blocks train;
  private final Blocks valid;
  private final Network network;

  private TrainingRun(TrainSettings settings, int threads, TrainingReport report)
      throws IOException {
    this.settings = settings;
    this.threads = threads;
    this.report = report;
    source = DataSource.of(settings.data(), settings.transposed());
    Dataset all = source.train();
    Dataset used = all;
    Dataset kept;
    if (settings.holdout().isPresent()) {
      Holdout holdout = Holdout.of(all, settings.holdout().get());
      used = holdout.train();
      kept = holdout.valid();
    } else {
      kept = source.test();
    }
    int limit = settings.trainSamples().orElse(used.size());
    if (limit > used.size()) {
      throw new TrainSettings.InvalidOption(
          "train-samples", Integer.toString(limit), "at most " + used.size());
    }
    train = new Blocks(settings.preprocessing(), used.slice(0, limit));
    valid = new Blocks(settings.preprocessing(), kept);
    network = settings.architecture().network(all.classNames());
  }

  /**
   * Starts a run in a folder, or goes on with it if the folder holds its checkpoint; at once, if it
   * is done.
   *
   * @throws IOException if the folder holds a run of other settings
   */
  static TrainingState complete(
      Path out, TrainSettings settings, int threads, TrainingReport report) throws IOException {
    RunFolder folder = new RunFolder(out);
    if (!Files.exists(folder.checkpoint())) {
      return start(Optional.of(out), settings, threads, report);
    }
    Checkpoint checkpoint = Checkpoint.read(folder.checkpoint());
    TrainSettings recorded =
        TrainSettings.recorded(folder.checkpoint(), checkpoint, settings.text().keySet());
    Optional<String> difference = settings.firstDifference(recorded);
    if (difference.isPresent()) {
      throw new IOException(
          "%s: got a run with --%s %s, expected %s; choose another --out"
              .formatted(
                  out,
                  difference.get(),
                  recorded.text().get(difference.get()),
                  settings.text().get(difference.get())));
    }
    boolean done =
        checkpoint.state().isFinished(settings.options()) && Files.exists(folder.model());
    return done ? checkpoint.state() : resume(folder, checkpoint, settings, threads, report);
  }

  /** Makes the folder of a run that is to be {@linkplain #complete gone on with}. */
  static void prepare(Path out, TrainSettings settings, TrainingReport report) throws IOException {
    TrainingRun run = new TrainingRun(settings, 1, report);
    TrainingState state = TrainingState.start(run.network, settings.options());
    run.checkpoint(state).write(RunFolder.create(Optional.of(out)).checkpoint());
  }

  /** Starts a new run in a new folder; returns its end. */
  static TrainingState start(
      Optional<Path> out, TrainSettings settings, int threads, TrainingReport report)
      throws IOException {
    TrainingRun run = load(settings, threads, report);
    RunFolder folder = RunFolder.create(out);
    TrainingState state = TrainingState.start(run.network, settings.options());
    run.checkpoint(state).write(folder.checkpoint());
    run.train(state, folder);
    return state;
  }

  /** Goes on with a run from its last checkpoint; returns its end. */
  static TrainingState resume(
      RunFolder folder,
      Checkpoint checkpoint,
      TrainSettings settings,
      int threads,
      TrainingReport report)
      throws IOException {
    TrainingRun run = load(settings, threads, report);
    Map<String, String> expected = run.notes();
    for (Map.Entry<String, String> note : checkpoint.notes().entrySet()) {
      String now = expected.get(note.getKey());
      if (note.getKey().startsWith("sha256.") && !note.getValue().equals(now)) {
        throw new IOException(
            "--data: got %s %s, expected %s, as in the run to resume"
                .formatted(note.getKey(), now, note.getValue()));
      }
    }
    TrainingState state = checkpoint.state();
    if (state.parameters().length != run.network.parameterCount()
        || state.moments().length != settings.options().optimizer().moments()) {
      throw new IOException(
          "%s: got %d parameters and %d moments, expected %d and %d"
              .formatted(
                  folder.checkpoint(),
                  state.parameters().length,
                  state.moments().length,
                  run.network.parameterCount(),
                  settings.options().optimizer().moments()));
    }
    run.train(state, folder);
    return state;
  }

  /** Loads the data of a run that will begin at once. */
  private static TrainingRun load(TrainSettings settings, int threads, TrainingReport report)
      throws IOException {
    try (WarmUp _ = WarmUp.start(settings)) {
      return new TrainingRun(settings, threads, report);
    }
  }

  private void train(TrainingState state, RunFolder folder) throws IOException {
    report.note(
        "%s on %s: %,d samples to train on, %,d to validate on (%s); %,d parameters; %d threads, %s kernels; %s"
            .formatted(
                settings.architecture(),
                settings.data(),
                train.size(),
                valid.size(),
                settings.text().get("validation"),
                network.parameterCount(),
                threads,
                kernels.name(),
                folder.path()));
    Thread farewell =
        new Thread(
            () ->
                report.note(
                    "stopped; go on with: lenet5 train --resume --out "
                        + Committee.whole(folder).quoted()));
    Runtime.getRuntime().addShutdownHook(farewell);
    try (Trainer trainer = new Trainer(network, settings.options(), kernels, threads);
        Progress progress = new Progress(folder)) {
      trainer.train(state, train, valid, progress);
    } catch (DivergenceException e) {
      throw new IOException(
          e.getMessage() + "; the last good state is in " + folder.checkpoint(), e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      Runtime.getRuntime().removeShutdownHook(farewell);
    }
    finish(state, folder);
  }

  /** Draws the bar, saves after each epoch, and prints its line. */
  private final class Progress implements Trainer.Listener, AutoCloseable {
    private final RunFolder folder;
    private Bar bar;

    Progress(RunFolder folder) {
      this.folder = folder;
    }

    @Override
    public void samplesDone(int epoch, int samples) {
      if (bar == null) {
        bar = new Bar("Epoch " + epoch, train.size(), " images");
      }
      bar.to(samples);
    }

    @Override
    public void epochDone(TrainingState state) {
      close();
      try {
        checkpoint(state).write(folder.checkpoint());
        folder.writeHistory(state.history());
        folder.writeRun(record(state, "running"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      report.epoch(state.history().getLast()); // what is announced is safe
    }

    @Override
    public void close() {
      if (bar != null) {
        bar.close();
        bar = null;
      }
    }
  }

  private void finish(TrainingState state, RunFolder folder) throws IOException {
    Model trained =
        new Model(
            settings.architecture(),
            train.data().classNames(),
            settings.preprocessing(),
            state.result(settings.options()));
    Evaluation validation = Evaluator.evaluate(trained, valid, kernels, threads);
    Model model =
        settings.holdout().isPresent()
            ? Calibrator.calibrate(trained, valid, kernels, threads)
            : trained;
    ModelFile.write(folder.model(), model, Map.of("lenet5.sha256", model.sha256()));
    Map<String, Object> json =
        record(
            state, state.history().size() < settings.options().epochs() ? "stopped early" : "done");
    json.put("valid_loss", validation.loss());
    json.put("valid_accuracy", validation.accuracy());
    json.put("temperature", model.calibration().temperature());
    Optional<Evaluation> test = Optional.empty();
    if (settings.holdout().isPresent() && source.hasTest()) {
      test = Optional.of(Evaluator.evaluate(model, source.test(), kernels, threads));
      json.put("test_loss", test.get().loss());
      json.put("test_accuracy", test.get().accuracy());
    }
    json.put("weights_sha256", model.sha256());
    folder.writeHistory(state.history());
    folder.writeRun(json);
    try {
      folder.writePictures(
          settings.architecture().title() + " on " + settings.data(), state.history(), validation);
      if (!settings.options().distortion().isNone()) {
        folder.writeDistortions(settings.text().get("distort"), distortions());
      }
    } catch (PictureException e) {
      report.note("no pictures: " + e.getMessage());
    }
    report.result(
        String.format(
            Locale.ROOT,
            "Valid loss: %.4f\tValid accuracy: %.2f%s",
            validation.loss(),
            100 * validation.accuracy(),
            test.map(t -> String.format(Locale.ROOT, "\tTest accuracy: %.2f", 100 * t.accuracy()))
                .orElse("")));
    report.result("weights_sha256: " + model.sha256());
    report.result("run: " + folder.path());
    report.json(json);
  }

  /** The first sample of each class as the first epochs saw it. */
  private List<DistortionSheet.Row> distortions() {
    TrainingOptions options = settings.options();
    List<Blocks> epochs =
        IntStream.range(0, DISTORTED)
            .mapToObj(e -> train.distorted(options.distortion(), options.seed(), e))
            .toList();
    Dataset data = train.data();
    return IntStream.range(0, data.classes())
        .mapToObj(c -> IntStream.range(0, data.size()).filter(i -> data.label(i) == c).findFirst())
        .flatMapToInt(OptionalInt::stream)
        .mapToObj(
            i ->
                new DistortionSheet.Row(
                    train.image(i), epochs.stream().map(epoch -> epoch.image(i)).toList()))
        .toList();
  }

  private Checkpoint checkpoint(TrainingState state) {
    return new Checkpoint(state, notes());
  }

  /** The settings, and the checksums of the data. */
  private Map<String, String> notes() {
    Map<String, String> notes = new TreeMap<>(settings.text());
    source.checksums().forEach((role, sha256) -> notes.put("sha256." + role, sha256));
    return notes;
  }

  private Map<String, Object> record(TrainingState state, String status) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("status", status);
    json.put("model", settings.architecture().id());
    json.put("parameters", network.parameterCount());
    json.put("options", settings.text());
    json.put("train_samples", train.size());
    json.put("valid_samples", valid.size());
    json.put("data_sha256", source.checksums());
    json.put("seed", settings.options().seed());
    json.put("threads", threads);
    json.put("kernels", kernels.name());
    json.put("java", Runtime.version().toString());
    double seconds = state.history().stream().mapToDouble(EpochResult::trainingSeconds).sum();
    json.put(
        "images_per_second", Math.round((double) state.history().size() * train.size() / seconds));
    List<Object> epochs = new ArrayList<>();
    for (EpochResult e : state.history()) {
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
