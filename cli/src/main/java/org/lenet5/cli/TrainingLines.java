package org.lenet5.cli;

import java.io.PrintWriter;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.lenet5.io.Printable;
import org.lenet5.run.RunFolder;
import org.lenet5.run.RunListener;
import org.lenet5.run.RunResult;
import org.lenet5.train.EpochResult;

/**
 * Tells a user how training gets on: a bar on a terminal, notes on stderr, a line for each epoch
 * and the result on stdout. With {@code --json} these lines go to stderr. Says how to go on if the
 * process is stopped before this is closed.
 */
final class TrainingLines implements RunListener, AutoCloseable {
  private final PrintWriter out;
  private final PrintWriter log;

  /** Whether the result is printed here, as lines; elsewhere it is JSON. */
  private final boolean results;

  private boolean inCommittee;
  private volatile Bar bar;
  private Thread farewell;

  private TrainingLines(PrintWriter out, PrintWriter log, boolean results) {
    this.out = out;
    this.log = log;
    this.results = results;
  }

  /** For a run that a user asked for. */
  static TrainingLines of(PrintWriter out, PrintWriter log, boolean json) {
    return new TrainingLines(json ? log : out, log, !json);
  }

  /** For runs that something else needs: all on stderr. */
  static TrainingLines aside(PrintWriter log) {
    return new TrainingLines(log, log, true);
  }

  private PrintWriter lines() {
    return inCommittee ? log : out;
  }

  @Override
  public void note(String line) {
    log.println(Printable.line(line));
  }

  /** A committee's result is that of all members. */
  @Override
  public void memberStarted(int number, int members) {
    inCommittee = true;
    note("member %d of %d".formatted(number, members));
  }

  @Override
  public void started(RunFolder folder) {
    dismiss();
    farewell =
        new Thread(
            () -> {
              Bar shown = bar;
              if (shown != null) {
                shown.close(); // and shows no more, however long the training goes on
              }
              log.println(
                  "stopped; go on with: lenet5 train --resume --out " + folder.whole().quoted());
            });
    Runtime.getRuntime().addShutdownHook(farewell);
  }

  @Override
  public void samplesDone(int epoch, int samples, int all) {
    if (bar == null) {
      bar = new Bar("Epoch " + epoch, all, " images");
    }
    bar.to(samples);
  }

  /** The review's line. */
  @Override
  public void epochDone(EpochResult e) {
    closeBar();
    lines()
        .println(
            String.format(
                Locale.ROOT,
                "%tT --- Epoch: %d\tTrain loss: %.4f\tValid loss: %.4f\tTrain accuracy: %.2f\tValid accuracy: %.2f",
                LocalTime.now().truncatedTo(ChronoUnit.SECONDS),
                e.epoch(),
                e.trainLoss(),
                e.validLoss(),
                100 * e.trainAccuracy(),
                100 * e.validAccuracy()));
  }

  @Override
  public void finished(RunResult result) {
    dismiss();
    if (!results && !inCommittee) {
      return;
    }
    lines()
        .println(
            String.format(
                Locale.ROOT,
                "Valid loss: %.4f\tValid accuracy: %.2f%s",
                result.validation().loss(),
                100 * result.validation().accuracy(),
                result
                    .test()
                    .map(
                        t ->
                            String.format(Locale.ROOT, "\tTest accuracy: %.2f", 100 * t.accuracy()))
                    .orElse("")));
    lines().println("weights_sha256: " + result.model().sha256());
    lines().println("run: " + Printable.path(result.folder().path()));
  }

  private void closeBar() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  private void dismiss() {
    if (farewell != null) {
      Runtime.getRuntime().removeShutdownHook(farewell);
      farewell = null;
    }
  }

  @Override
  public void close() {
    closeBar();
    dismiss();
  }
}
