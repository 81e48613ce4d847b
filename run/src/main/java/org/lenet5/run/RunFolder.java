package org.lenet5.run;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.lenet5.io.AtomicFile;
import org.lenet5.io.Checkpoint;
import org.lenet5.io.ModelFile;
import org.lenet5.model.Model;

/**
 * The folder of a run, or of a committee, whose members have folders of runs in it. Every file is
 * replaced whole or not at all.
 *
 * @param path the folder
 */
public record RunFolder(Path path) {
  private static final Path RUNS = Path.of("runs");
  private static final String MEMBER = "member-";

  /** Where the weights are once the run has ended. */
  public Path model() {
    return path.resolve("model.safetensors");
  }

  /** Where the run goes on. */
  public Path checkpoint() {
    return path.resolve("checkpoint.safetensors");
  }

  /** Every epoch so far, for spreadsheets. */
  Path history() {
    return path.resolve("history.csv");
  }

  /** The run's record: settings, data, epochs and results, as JSON. */
  public Path record() {
    return path.resolve("run.json");
  }

  /** What the members of a committee did, as JSON. */
  public Path committeeRecord() {
    return path.resolve("committee.json");
  }

  /** The folder as a shell takes it. */
  public String quoted() {
    String text = path.toString();
    return text.matches("[\\w./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  /** Under {@code runs}, a name after the time, and a number for a second run in that second. */
  public static Path unused() {
    String time = LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyy-MM-dd_HH-mm-ss"));
    Path path = RUNS.resolve(time);
    for (int number = 2; Files.exists(path); number++) {
      path = RUNS.resolve(time + "-" + number);
    }
    return path;
  }

  /**
   * Makes a folder for a new run.
   *
   * @throws IOException if it can't be made or holds a run already
   */
  static RunFolder create(Path path) throws IOException {
    RunFolder folder = new RunFolder(path);
    if (folder.holdsRun() || folder.isCommittee()) {
      throw new IOException(
          "--out: got %s, which holds a run, expected a new folder, or --resume to go on"
              .formatted(path));
    }
    try {
      Files.createDirectories(path);
    } catch (FileAlreadyExistsException e) {
      throw new IOException("--out: got %s, a file, expected a folder".formatted(path), e);
    } catch (IOException e) {
      throw notMade(path, e);
    }
    return folder;
  }

  /** Whether there is any of what a run writes, but for its pictures. */
  private boolean holdsRun() {
    return Stream.of(checkpoint(), model(), history(), record()).anyMatch(Files::exists);
  }

  /** What to say of a folder that can't be made. */
  static IOException notMade(Path folder, IOException e) {
    return new IOException(
        "--out: got %s, which can't be made (%s), expected a folder that can be written"
            .formatted(folder, AtomicFile.reason(e)),
        e);
  }

  /**
   * The youngest run or committee under {@code runs}.
   *
   * @throws IOException if there is none
   */
  public static RunFolder youngest() throws IOException {
    if (Files.isDirectory(RUNS)) {
      try (Stream<Path> runs = Files.list(RUNS)) {
        Optional<RunFolder> youngest =
            runs.map(RunFolder::new)
                .filter(run -> Files.isRegularFile(run.checkpoint()) || run.isCommittee())
                .max(Comparator.comparing(run -> run.path.getFileName()));
        if (youngest.isPresent()) {
          return youngest.get();
        }
      }
    }
    throw new IOException(
        "--resume: got no run under runs, expected one, or --out with its folder");
  }

  /** Whether this is the folder of a committee, finished or not. */
  public boolean isCommittee() {
    return Files.isDirectory(member(1).path);
  }

  /** Where a member lies, from 1. */
  RunFolder member(int number) {
    return new RunFolder(path.resolve("%s%02d".formatted(MEMBER, number)));
  }

  /**
   * A committee's members, in order.
   *
   * @throws IOException if the folder can't be read
   */
  public List<RunFolder> members() throws IOException {
    try (Stream<Path> entries = Files.list(path)) {
      return entries
          .filter(entry -> entry.getFileName().toString().startsWith(MEMBER))
          .sorted()
          .map(RunFolder::new)
          .toList();
    }
  }

  /** What to go on with when this run was stopped: its committee if it is a member, else itself. */
  public RunFolder whole() {
    Path parent = path.getParent();
    boolean member = String.valueOf(path.getFileName()).startsWith(MEMBER);
    return member && parent != null && new RunFolder(parent).isCommittee()
        ? new RunFolder(parent)
        : this;
  }

  /**
   * What the run, or the first member of the committee, was asked for.
   *
   * @throws IOException if there is no checkpoint, or it can't be read
   */
  public Settings settings() throws IOException {
    RunFolder run = isCommittee() ? member(1) : this;
    return run.settings(run.readCheckpoint());
  }

  /**
   * What the run was asked for.
   *
   * @param checkpoint this folder's
   * @throws IOException if its record of options is damaged
   */
  Settings settings(Checkpoint checkpoint) throws IOException {
    try {
      return SettingsText.recorded(checkpoint.notes());
    } catch (InvalidOptionException e) {
      throw new IOException(
          "%s: got a damaged record of options (%s), expected that of a run"
              .formatted(checkpoint(), e.getMessage()),
          e);
    }
  }

  Checkpoint readCheckpoint() throws IOException {
    if (!Files.isRegularFile(checkpoint())) {
      throw new IOException(
          "--resume: got %s, which holds no checkpoint, expected the folder of a run"
              .formatted(path));
    }
    return Checkpoint.read(checkpoint());
  }

  /**
   * The models that answer: the run's, or those of the committee's members.
   *
   * @throws IOException if a run is not finished, a model can't be read, or a member has other
   *     classes than the first
   */
  public List<Model> models() throws IOException {
    if (!isCommittee()) {
      return List.of(ModelFile.read(finishedModel()));
    }
    List<Model> models = new ArrayList<>();
    for (RunFolder member : members()) {
      Model model = ModelFile.read(member.finishedModel());
      if (!models.isEmpty() && !model.classNames().equals(models.getFirst().classNames())) {
        throw new IOException(
            "%s: got classes %s, expected the other members' %s"
                .formatted(member.path, model.classNames(), models.getFirst().classNames()));
      }
      models.add(model);
    }
    return models;
  }

  /**
   * The file of a finished run's model.
   *
   * @throws IOException if the run is not finished
   */
  Path finishedModel() throws IOException {
    if (!Files.exists(model())) {
      throw new IOException(
          "%s: got a folder without model.safetensors, expected that of a finished run%s"
              .formatted(
                  path,
                  Files.exists(checkpoint())
                      ? "; finish it: lenet5 train --resume --out " + quoted()
                      : ""));
    }
    return model();
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
