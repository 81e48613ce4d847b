package org.lenet5.bench.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Kills one training until it gets through. Half of the kills come after a random time, half at the
 * moment when a file of the run is written: between two files is where most can go wrong, and where
 * a clock alone hardly ever hits.
 */
final class KilledRuns {
  /** How often a process is killed, by a signal that it can't or can hear. */
  private static final List<String> SIGNALS = List.of("KILL", "KILL", "KILL", "TERM", "INT");

  /** Kills in a row after which a training is left alone. */
  private static final int MOST_IN_A_ROW = 4;

  private static final FileTime NEVER = FileTime.from(Instant.EPOCH);

  private final Training training;
  private final Path temp;
  private final Random random;
  private final Trace leftAlone;
  private final Duration alone;
  private int kills;
  private int trials;

  /**
   * Trains once, left alone.
   *
   * @param temp a folder for runs; removed again one by one
   */
  KilledRuns(Training training, Path temp, Random random) throws IOException, InterruptedException {
    this.training = training;
    this.temp = temp;
    this.random = random;
    Path out = temp.resolve(training.name()).resolve("run");
    Instant start = Instant.now();
    finish(out, start(out, false));
    alone = Duration.between(start, Instant.now());
    leftAlone = Trace.of(out);
    Trees.delete(out);
  }

  Training training() {
    return training;
  }

  /** Processes killed so far. */
  int kills() {
    return kills;
  }

  /** Trainings brought to their end so far. */
  int trials() {
    return trials;
  }

  /**
   * One training, killed several times and gone on with.
   *
   * @return what its folder has different from that of the run left alone; empty if nothing
   */
  String trial() throws IOException, InterruptedException {
    // The same name: it is in the titles of pictures.
    Path out = temp.resolve(training.name()).resolve("run");
    boolean begun = false;
    int inARow = 1 + random.nextInt(MOST_IN_A_ROW);
    StringBuilder story = new StringBuilder();
    for (int i = 0; i < inARow; i++) {
      story.append(kill(out, start(out, begun)));
      begun = Files.exists(out.resolve("checkpoint.safetensors")) || isCommittee(out);
    }
    String failure = finish(out, start(out, begun));
    String differences = failure.isEmpty() ? leftAlone.differences(Trace.of(out)) : failure;
    trials++;
    if (differences.isEmpty()) {
      Trees.delete(out);
      return "";
    }
    Path kept = temp.resolve("kept-%s-%d".formatted(training.name(), trials));
    Files.move(out, kept);
    return "%s [%s; kept in %s]".formatted(differences, story, kept);
  }

  private static boolean isCommittee(Path out) {
    return Files.exists(out.resolve("committee.json"));
  }

  private Process start(Path out, boolean resume) throws IOException {
    List<String> command = new ArrayList<>(List.of("./lenet5", "train"));
    if (resume) {
      command.add("--resume");
    } else {
      command.addAll(training.options());
    }
    command.addAll(List.of("--out", out.toString()));
    Files.createDirectories(out.getParent());
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log().toFile())
        .start();
  }

  private Path log() {
    return temp.resolve(training.name() + ".log");
  }

  /** Waits for the end; says what was wrong with it. */
  private String finish(Path out, Process process) throws IOException, InterruptedException {
    int exit = process.waitFor();
    String log = Files.readString(log()).strip();
    if (exit != 0) {
      return "exit %d: %s".formatted(exit, log);
    }
    return log.contains(out.toString()) ? "" : "nothing said of " + out + ": " + log;
  }

  /** Kills a process at a random moment, if it lives until then; says when. */
  private String kill(Path out, Process process) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + (long) (random.nextDouble() * alone.toNanos());
    String when = "by the clock";
    if (random.nextBoolean()) {
      process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } else {
      // From a random moment on, at the next file.
      process.waitFor((deadline - System.nanoTime()) / 2, TimeUnit.NANOSECONDS);
      FileTime before = youngest(out);
      while (process.isAlive() && youngest(out).equals(before)) {
        Thread.onSpinWait();
      }
      when = "at a file";
      TimeUnit.MICROSECONDS.sleep(random.nextInt(3000));
    }
    if (!process.isAlive()) {
      return "done; ";
    }
    String signal = SIGNALS.get(random.nextInt(SIGNALS.size()));
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new IOException("a process did not end within 20 s of " + signal);
    }
    kills++;
    return signal + " " + when + "; ";
  }

  /** When anything under a folder was last written. */
  private static FileTime youngest(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.map(KilledRuns::time).max(Comparator.naturalOrder()).orElse(NEVER);
    } catch (IOException | UncheckedIOException e) {
      return NEVER; // not there yet, or a file went while we looked
    }
  }

  private static FileTime time(Path path) {
    try {
      return Files.getLastModifiedTime(path);
    } catch (IOException e) {
      return NEVER;
    }
  }
}
