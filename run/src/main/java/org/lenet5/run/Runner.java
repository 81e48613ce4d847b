package org.lenet5.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lenet5.engine.Engine;
import org.lenet5.io.Checkpoint;
import org.lenet5.io.FolderLock;
import org.lenet5.train.EpochResult;
import org.lenet5.train.TrainingState;

/**
 * Trains networks into run folders: model, checkpoint, history, record and charts. A run that was
 * stopped goes on to the same bits as if it had not been. For one thread at a time.
 */
public final class Runner {
  private final Engine engine;
  private final RunListener listener;

  /**
   * @param engine computes; the caller closes it
   */
  public Runner(Engine engine, RunListener listener) {
    this.engine = engine;
    this.listener = listener;
  }

  /** A runner that nobody listens to. */
  public Runner(Engine engine) {
    this(engine, RunListener.NONE);
  }

  /**
   * Trains by settings, to the end.
   *
   * @param out the run's folder, which is made; it must not hold a run
   * @throws IOException if data can't be read, the folder can't be written, or training diverges
   * @throws InvalidOptionException if there are fewer training samples than asked for
   */
  public RunResult start(Path out, Settings settings) throws IOException {
    RunData data = load(settings);
    return start(RunFolder.create(out), data);
  }

  /** The same in a folder under {@code runs} that is named after the time. */
  public RunResult start(Settings settings) throws IOException {
    RunData data = load(settings);
    return start(RunFolder.create(), data);
  }

  private RunResult start(RunFolder folder, RunData data) throws IOException {
    try (FolderLock _ = folder.lock(listener::note)) {
      folder.requireFree();
      TrainingState state = TrainingState.start(data.network(), data.settings().options());
      new Checkpoint(state, data.notes()).write(folder.checkpoint());
      return new Run(folder, data, engine, listener).train(state);
    }
  }

  /**
   * Goes on with a run from its last checkpoint, to the end.
   *
   * @throws IOException if the folder holds no checkpoint, a file can't be read or written, the
   *     data are not the run's, or training diverges
   */
  public RunResult resume(RunFolder folder) throws IOException {
    return resume(folder, folder.settings());
  }

  /**
   * The same, longer or with the same data from elsewhere.
   *
   * @param asked the run's settings, but for a larger number of epochs, where the learning rate
   *     does not depend on that, and another place of the data
   * @throws InvalidOptionException if another setting differs
   */
  public RunResult resume(RunFolder folder, Settings asked) throws IOException {
    folder.requireCheckpoint(); // before a lock is left in a folder that is no run's
    try (FolderLock _ = folder.lock(listener::note)) {
      Checkpoint checkpoint = folder.readCheckpoint();
      Settings recorded = folder.settings(checkpoint.notes());
      SettingsText.requireResumable(recorded, asked);
      return resume(folder, checkpoint, asked.withPolarity(recorded.polarity()));
    }
  }

  /** With the folder's lock held. */
  private RunResult resume(RunFolder folder, Checkpoint checkpoint, Settings settings)
      throws IOException {
    RunData data = load(settings);
    data.requireSame(checkpoint.notes());
    TrainingState state = checkpoint.state();
    int parameters = data.network().parameterCount();
    int moments = settings.options().optimizer().moments();
    if (state.parameters().length != parameters || state.moments().length != moments) {
      throw new IOException(
          "%s: got %d parameters and %d moments, expected %d and %d"
              .formatted(
                  folder.checkpoint(),
                  state.parameters().length,
                  state.moments().length,
                  parameters,
                  moments));
    }
    return new Run(folder, data, engine, listener).train(state);
  }

  /**
   * Starts a run in a folder, or goes on with the one that is there; at once, if that is done.
   *
   * @return every epoch of the run
   * @throws IOException as above, or if the folder holds a run of other settings
   */
  public List<EpochResult> complete(Path out, Settings settings) throws IOException {
    return complete(out, settings, Map.of());
  }

  /**
   * The same with data that are known.
   *
   * @param notes their checksums, as a checkpoint notes them, to be compared if the run is started
   */
  List<EpochResult> complete(Path out, Settings settings, Map<String, String> notes)
      throws IOException {
    RunFolder folder = new RunFolder(out);
    if (!Files.exists(folder.checkpoint())) {
      RunData data = load(settings);
      data.requireSame(notes);
      return start(RunFolder.create(out), data).history();
    }
    try (FolderLock _ = folder.lock(listener::note)) {
      Checkpoint checkpoint = Checkpoint.read(folder.checkpoint());
      Settings recorded = folder.settings(checkpoint.notes());
      Optional<String> difference = SettingsText.firstDifference(settings, recorded);
      if (difference.isPresent()) {
        throw new IOException(
            "%s: got a run with --%s %s, expected %s; choose another --out"
                .formatted(
                    out,
                    difference.get(),
                    SettingsText.of(recorded).get(difference.get()),
                    SettingsText.of(settings).get(difference.get())));
      }
      boolean done = checkpoint.state().isFinished(settings.options()) && folder.isDone();
      return done
          ? checkpoint.state().history()
          : resume(folder, checkpoint, settings.withPolarity(recorded.polarity())).history();
    }
  }

  /** Loads the data of a run that will begin at once, and tells what is odd about them. */
  private RunData load(Settings settings) throws IOException {
    try (WarmUp _ = WarmUp.start(settings, engine)) {
      RunData data = RunData.read(settings);
      data.source().remarks().forEach(listener::note);
      return data;
    }
  }

  Engine engine() {
    return engine;
  }

  /** Who hears how it gets on. */
  public RunListener listener() {
    return listener;
  }
}
