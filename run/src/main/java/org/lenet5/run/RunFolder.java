package org.lenet5.run;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lenet5.io.AtomicFile;
import org.lenet5.io.Checkpoint;
import org.lenet5.io.FolderLock;
import org.lenet5.io.ModelFile;
import org.lenet5.io.ModelFileException;
import org.lenet5.io.Printable;
import org.lenet5.model.Model;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The folder of a run, or of a committee, whose members have folders of runs in it. Every file is
 * replaced whole or not at all.
 *
 * @param path the folder
 */
public record RunFolder(Path path) {
  private static final Path RUNS = Path.of("runs");
  private static final String MEMBER = "member-";

  /** The names of all pictures that a run may leave. */
  private static final List<String> PICTURES =
      List.of(
          "loss.png",
          "loss.svg",
          "accuracy.png",
          "accuracy.svg",
          "confusion.png",
          "distortions.png");

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
    return Printable.quoted(path.toString());
  }

  /** Makes a folder for a new run under {@code runs}; see {@link #createUnder}. */
  static RunFolder create() throws IOException {
    return createUnder(RUNS);
  }

  /**
   * Makes a folder for a new run, named after the time, with a number for a second run in that
   * second.
   *
   * @throws IOException if it can't be made
   */
  static RunFolder createUnder(Path runs) throws IOException {
    String time = LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyy-MM-dd_HH-mm-ss"));
    Path path = runs.resolve(time);
    try {
      Files.createDirectories(runs);
      for (int number = 2; ; number++) {
        try {
          return new RunFolder(Files.createDirectory(path)); // nobody else has just made it
        } catch (FileAlreadyExistsException e) {
          path = runs.resolve(time + "-" + number);
        }
      }
    } catch (IOException e) {
      throw notMade(path, e);
    }
  }

  /**
   * Makes a folder for a new run.
   *
   * @throws IOException if it can't be made or holds a run already
   */
  static RunFolder create(Path path) throws IOException {
    RunFolder folder = new RunFolder(path);
    folder.requireFree();
    try {
      Files.createDirectories(path);
    } catch (FileAlreadyExistsException e) {
      throw new IOException("--out: got %s, a file, expected a folder".formatted(path), e);
    } catch (IOException e) {
      throw notMade(path, e);
    }
    return folder;
  }

  /** Whether a run or committee has been begun here. */
  boolean holdsRun() {
    return Files.exists(checkpoint()) || Files.exists(model()) || isCommittee();
  }

  /**
   * Checks that a run would replace nothing here.
   *
   * @throws IOException if it would
   */
  void requireFree() throws IOException {
    if (holdsRun() || Stream.of(history(), record()).anyMatch(Files::exists)) {
      throw new IOException(
          "--out: got %s, which holds a run, expected a new folder, or --resume to go on"
              .formatted(path));
    }
    for (String picture : PICTURES) {
      if (Files.exists(path.resolve(picture), LinkOption.NOFOLLOW_LINKS)) {
        throw new IOException(
            "--out: got %s, which holds %s, expected a new folder".formatted(path, picture));
      }
    }
  }

  /**
   * Keeps other runs out of the folder until the lock is closed or the process ends.
   *
   * @param notes hears of it if that can't be done here
   * @throws IOException if another run is in it, or it can't be written
   */
  FolderLock lock(Consumer<String> notes) throws IOException {
    try {
      FolderLock lock = FolderLock.acquire(path);
      if (!lock.isHeld()) {
        notes.accept(
            "%s: no locks on this file system; see to it that no other run uses the folder"
                .formatted(path));
      }
      return lock;
    } catch (FolderLock.TakenException e) {
      throw new IOException(
          "--out: got %s, where %s is training, expected a folder without a running run"
              .formatted(path, e.holder()),
          e);
    } catch (IOException e) {
      throw notMade(path, e);
    }
  }

  /** Whether all of the run is written, as its record says last of all. */
  boolean isDone() {
    try (JsonParser json = Json.parser(record())) {
      json.nextToken();
      return Files.exists(model())
          && RunStatus.KEY.equals(json.nextName())
          && json.nextToken() == JsonToken.VALUE_STRING
          && !RunStatus.RUNNING.toString().equals(json.getString());
    } catch (IOException | JacksonException e) {
      return false; // a record that is not there or damaged: to be written anew
    }
  }

  /** What to say of a folder that can't be made. */
  static IOException notMade(Path folder, IOException e) {
    return new IOException(
        "--out: got %s, which can't be made (%s), expected a folder that can be written"
            .formatted(folder, AtomicFile.reason(e)),
        e);
  }

  /**
   * The run or committee under {@code runs} that was worked on last, whatever it is called.
   *
   * @throws IOException if there is none
   */
  public static RunFolder youngest() throws IOException {
    return youngestUnder(RUNS);
  }

  static RunFolder youngestUnder(Path folder) throws IOException {
    RunFolder youngest = null;
    FileTime time = null;
    if (Files.isDirectory(folder)) {
      try (Stream<Path> runs = Files.list(folder)) {
        for (RunFolder run : runs.sorted().map(RunFolder::new).toList()) {
          Optional<FileTime> worked = run.lastWorkedOn();
          if (worked.isPresent() && (time == null || worked.get().compareTo(time) >= 0)) {
            youngest = run;
            time = worked.get();
          }
        }
      }
    }
    if (youngest != null) {
      return youngest;
    }
    throw new IOException(
        "--resume: got no run under runs, expected one, or --out with its folder");
  }

  /** When the run's checkpoint, or the last of a committee, was written; empty if it is no run. */
  private Optional<FileTime> lastWorkedOn() throws IOException {
    List<Path> files = new ArrayList<>(List.of(checkpoint(), committeeRecord()));
    if (isCommittee()) {
      memberFolders().forEach(member -> files.add(member.checkpoint()));
    }
    Optional<FileTime> last = Optional.empty();
    for (Path file : files) {
      if (Files.isRegularFile(file)) {
        FileTime time = Files.getLastModifiedTime(file);
        last = last.filter(other -> other.compareTo(time) > 0).or(() -> Optional.of(time));
      }
    }
    return last;
  }

  /** Whether this is the folder of a committee, finished or not. */
  public boolean isCommittee() {
    return Files.exists(committeeRecord()) || Files.isDirectory(member(1).path);
  }

  /** Where a member lies, from 1. */
  RunFolder member(int number) {
    return new RunFolder(path.resolve("%s%02d".formatted(MEMBER, number)));
  }

  /**
   * A committee's members, in order, begun or not.
   *
   * @throws IOException if the folder or its record can't be read
   */
  public List<RunFolder> members() throws IOException {
    Optional<CommitteePlan> plan = CommitteePlan.read(committeeRecord());
    if (plan.isPresent()) {
      return IntStream.rangeClosed(1, plan.get().runs().size()).mapToObj(this::member).toList();
    }
    return memberFolders();
  }

  /** Those that are there. */
  private List<RunFolder> memberFolders() throws IOException {
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
    return settings(isCommittee() ? plan().runs().getFirst() : readCheckpoint().notes());
  }

  /**
   * What the committee is to be.
   *
   * @throws IOException if its record, or without a record its members' checkpoints, can't be read
   */
  CommitteePlan plan() throws IOException {
    Optional<CommitteePlan> plan = CommitteePlan.read(committeeRecord());
    if (plan.isPresent()) {
      return plan.get();
    }
    List<Map<String, String>> runs = new ArrayList<>();
    for (RunFolder member : members()) {
      runs.add(member.readCheckpoint().notes());
    }
    if (runs.isEmpty()) {
      throw new ModelFileException(
          committeeRecord().toString(),
          ModelFileException.NOWHERE,
          "a committee without plan and members",
          "one of either");
    }
    return new CommitteePlan(runs);
  }

  /**
   * What a run was asked for.
   *
   * @param notes of its checkpoint, or of the committee's plan
   * @throws ModelFileException if its record of options is damaged
   */
  Settings settings(Map<String, String> notes) throws ModelFileException {
    try {
      return SettingsText.recorded(notes);
    } catch (InvalidOptionException e) {
      throw new ModelFileException(
          (isCommittee() ? committeeRecord() : checkpoint()).toString(),
          ModelFileException.NOWHERE,
          "a damaged record of options (" + e.getMessage() + ")",
          "that of a run",
          e);
    }
  }

  Checkpoint readCheckpoint() throws IOException {
    requireCheckpoint();
    return Checkpoint.read(checkpoint());
  }

  /**
   * Checks that there is something to go on with.
   *
   * @throws IOException if there isn't
   */
  void requireCheckpoint() throws IOException {
    if (!Files.isRegularFile(checkpoint())) {
      throw new IOException(
          "--resume: got %s, which holds no checkpoint, expected the folder of a run"
              .formatted(path));
    }
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
