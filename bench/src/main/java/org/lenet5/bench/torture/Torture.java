package org.lenet5.bench.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;

/**
 * The command {@code bench/torture}: kills training for the minutes given, or until it has been
 * killed often enough, then asks a shared classifier for a minute at most. Exit 1 if anything was
 * wrong.
 */
public final class Torture {
  private static final String USAGE = "usage: bench/torture [--minutes N] [--kills N] [--seed N]";

  private Torture() {}

  /** The command line. */
  private record Options(double minutes, int kills, long seed) {
    static Options parse(List<String> arguments) {
      double minutes = 60;
      int kills = 200;
      long seed = 1;
      for (Iterator<String> words = arguments.iterator(); words.hasNext(); ) {
        String option = words.next();
        if (!words.hasNext()) {
          throw new IllegalArgumentException("%s: got no value; %s".formatted(option, USAGE));
        }
        switch (option) {
          case "--minutes" -> minutes = Double.parseDouble(words.next());
          case "--kills" -> kills = Integer.parseInt(words.next());
          case "--seed" -> seed = Long.parseLong(words.next());
          default ->
              throw new IllegalArgumentException("option: got %s; %s".formatted(option, USAGE));
        }
      }
      return new Options(minutes, kills, seed);
    }
  }

  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    Options options;
    try {
      options = Options.parse(List.of(arguments));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    Duration all = Duration.ofMillis((long) (60_000 * options.minutes));
    Duration asking = Duration.ofMillis(Math.min(60_000, all.toMillis() / 5));
    boolean held = kill(options, System.nanoTime() + all.minus(asking).toNanos());

    SharedClassifier shared = SharedClassifier.ask(asking, options.seed);
    System.out.printf(
        "one classifier, %d threads, %d s: %,d answers, %,d of them wrong%n",
        SharedClassifier.THREADS, asking.toSeconds(), shared.answers(), shared.wrong());
    System.exit(held && shared.wrong() == 0 ? 0 : 1);
  }

  /** Every training in turn; whether all came to the right end. */
  private static boolean kill(Options options, long deadline)
      throws IOException, InterruptedException {
    Random random = new Random(options.seed);
    Path temp = Files.createTempDirectory("torture");
    List<String> failures = new ArrayList<>();
    List<KilledRuns> runs = new ArrayList<>();
    for (Training training : Training.ALL) {
      if (System.nanoTime() < deadline) {
        runs.add(new KilledRuns(training, temp, random));
      }
    }
    int kills = 0;
    for (int i = 0; kills < options.kills && System.nanoTime() < deadline; i++) {
      KilledRuns run = runs.get(i % runs.size());
      String failure = run.trial();
      if (!failure.isEmpty()) {
        failures.add(run.training().name() + ": " + failure);
        System.out.println(failures.getLast());
      }
      kills = runs.stream().mapToInt(KilledRuns::kills).sum();
    }
    int trials = runs.stream().mapToInt(KilledRuns::trials).sum();
    for (KilledRuns run : runs) {
      System.out.printf(
          "%-10s %3d kills in %3d trainings%n", run.training().name(), run.kills(), run.trials());
    }
    System.out.printf(
        "killed %d times in %d trainings, %d of which ended as if left alone (seed %d)%n",
        kills, trials, trials - failures.size(), options.seed);
    if (failures.isEmpty()) {
      Trees.delete(temp);
    }
    return failures.isEmpty() && kills > 0;
  }
}
