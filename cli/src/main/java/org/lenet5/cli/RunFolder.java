package org.lenet5.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.lenet5.cli.picture.ConfusionChart;
import org.lenet5.cli.picture.DistortionSheet;
import org.lenet5.cli.picture.LearningChart;
import org.lenet5.cli.picture.PictureException;
import org.lenet5.eval.Evaluation;
import org.lenet5.io.AtomicFile;
import org.lenet5.train.EpochResult;

/**
 * The folder of one run. Every file in it is replaced whole or not at all.
 *
 * @param path the folder
 */
record RunFolder(Path path) {
  private static final Path RUNS = Path.of("runs");

  /** What a run writes but for its pictures: none of it is overwritten by another run. */
  private static final List<String> FILES =
      List.of("checkpoint.safetensors", "model.safetensors", "history.csv", "run.json");

  /** The folder as a shell takes it. */
  String quoted() {
    String text = path.toString();
    return text.matches("[\\w./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  Path model() {
    return path.resolve("model.safetensors");
  }

  Path checkpoint() {
    return path.resolve("checkpoint.safetensors");
  }

  /**
   * Makes a folder for a new run: the one given, or one named after the time.
   *
   * @throws IOException if it can't be made or holds a run already
   */
  static RunFolder create(Optional<Path> given) throws IOException {
    Path path = given.orElseGet(RunFolder::unused);
    RunFolder folder = new RunFolder(path);
    if (FILES.stream().map(path::resolve).anyMatch(Files::exists) || Committee.isCommittee(path)) {
      throw new IOException(
          "--out: got %s, which holds a run, expected a new folder, or --resume to go on"
              .formatted(path));
    }
    try {
      Files.createDirectories(path);
    } catch (FileAlreadyExistsException e) {
      throw new IOException("--out: got %s, a file, expected a folder".formatted(path), e);
    } catch (IOException e) {
      throw new IOException(
          "--out: got %s, which can't be made (%s), expected a folder that can be written"
              .formatted(path, AtomicFile.reason(e)),
          e);
    }
    return folder;
  }

  /** A name after the time, and a number for a second run in the same second. */
  private static Path unused() {
    String time = LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyy-MM-dd_HH-mm-ss"));
    Path path = RUNS.resolve(time);
    for (int number = 2; Files.exists(path); number++) {
      path = RUNS.resolve(time + "-" + number);
    }
    return path;
  }

  /**
   * The folder to go on in.
   *
   * @throws IOException if it holds no checkpoint
   */
  static RunFolder existing(Path path) throws IOException {
    RunFolder folder = new RunFolder(path);
    if (!Files.isRegularFile(folder.checkpoint())) {
      throw new IOException(
          "--resume: got %s, which holds no checkpoint, expected the folder of a run"
              .formatted(path));
    }
    return folder;
  }

  /**
   * The youngest run or committee under {@code runs}.
   *
   * @throws IOException if there is none
   */
  static Path youngest() throws IOException {
    if (Files.isDirectory(RUNS)) {
      try (Stream<Path> runs = Files.list(RUNS)) {
        Optional<Path> youngest =
            runs.filter(
                    run ->
                        Files.isRegularFile(new RunFolder(run).checkpoint())
                            || Committee.isCommittee(run))
                .max(Comparator.comparing(Path::getFileName));
        if (youngest.isPresent()) {
          return youngest.get();
        }
      }
    }
    throw new IOException(
        "--resume: got no run under runs, expected one, or --out with its folder");
  }

  void writeHistory(List<EpochResult> history) throws IOException {
    StringBuilder csv =
        new StringBuilder("epoch,train_loss,valid_loss,train_accuracy,valid_accuracy,seconds\n");
    for (EpochResult e : history) {
      csv.append(
          String.format(
              Locale.ROOT,
              "%d,%.6f,%.6f,%.6f,%.6f,%.3f%n",
              e.epoch(),
              e.trainLoss(),
              e.validLoss(),
              e.trainAccuracy(),
              e.validAccuracy(),
              e.seconds()));
    }
    write("history.csv", csv.toString());
  }

  void writeRun(Object json) throws IOException {
    write("run.json", Json.text(json));
  }

  /**
   * Draws the learning curves and the confusion matrix.
   *
   * @throws PictureException if this machine can't draw
   */
  void writePictures(String subject, List<EpochResult> history, Evaluation validation)
      throws IOException, PictureException {
    LearningChart loss =
        LearningChart.loss(
            subject,
            "cross-entropy (nats)",
            history.stream().mapToDouble(EpochResult::trainLoss).toArray(),
            history.stream().mapToDouble(EpochResult::validLoss).toArray());
    LearningChart accuracy =
        LearningChart.accuracy(
            subject,
            history.stream().mapToDouble(e -> 100 * e.trainAccuracy()).toArray(),
            history.stream().mapToDouble(e -> 100 * e.validAccuracy()).toArray());
    write("loss.png", loss.png());
    write("loss.svg", loss.svg());
    write("accuracy.png", accuracy.png());
    write("accuracy.svg", accuracy.svg());
    write(
        "confusion.png",
        ConfusionChart.png(subject, validation.classNames(), validation.confusion()));
  }

  /**
   * Draws distorted training images beside their originals.
   *
   * @throws PictureException if this machine can't draw
   */
  void writeDistortions(String subject, List<DistortionSheet.Row> rows)
      throws IOException, PictureException {
    write(
        "distortions.png",
        DistortionSheet.png(subject, "as seen in training, epoch by epoch", rows));
  }

  private void write(String name, String text) throws IOException {
    write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private void write(String name, byte[] bytes) throws IOException {
    AtomicFile.write(path.resolve(name), out -> out.write(bytes));
  }
}
