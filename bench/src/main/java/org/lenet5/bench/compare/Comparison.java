package org.lenet5.bench.compare;

import static org.lenet5.bench.compare.Contestant.LENET5;
import static org.lenet5.bench.compare.Contestant.PYTHON;
import static org.lenet5.bench.compare.Workload.TRAINING_32;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.lenet5.bench.FusedMultiplyAddPeak;
import org.lenet5.bench.Scaling;

/**
 * The benchmark against peers, which {@code bench/run} starts; see {@code docs/performance.md}.
 *
 * <p>Each peer is tried on 1, 2, 4 ... threads and keeps its best number. Then come rounds, in each
 * of which all peers are measured one after the other, so that whatever else the machine does hits
 * all alike, and ratios are taken within a round.
 */
public final class Comparison {
  /** Until the threads of the peer before, some of which wait by spinning, are asleep. */
  private static final long PAUSE_MILLISECONDS = 300;

  private final Options options;
  private final Effort effort;
  private final Path folder;
  private final List<Competitor> competitors = new ArrayList<>();
  private final Map<String, String> skipped = new LinkedHashMap<>();

  private Comparison(Options options, Path folder) {
    this.options = options;
    effort = options.effort();
    this.folder = folder;
  }

  public static void main(String[] arguments) throws Exception {
    Options options;
    try {
      options = Options.parse(List.of(arguments));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    Path folder = Files.createTempDirectory("lenet5-bench");
    try {
      Report report = new Comparison(options, folder).run();
      System.out.print(ReportText.of(report));
      if (options.json().isPresent()) {
        Files.writeString(options.json().get(), ReportJson.of(report));
      }
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private Report run() throws IOException, InterruptedException {
    Map<String, Object> machine = Machine.facts();
    Samples.mnist(PeerServer.SAMPLES).write(folder);
    try {
      start();
      List<Agreement> agreements = agree();
      search();
      List<Race> races = new ArrayList<>();
      for (Workload workload : Workload.values()) {
        races.add(race(workload));
      }
      List<WholeCommand> commands = commands();
      machine.put("load after", Machine.load());
      return new Report(machine, agreements, races, commands, skipped);
    } finally {
      competitors.forEach(Competitor::close);
    }
  }

  private void start() {
    List<Integer> counts = Scaling.threadCounts(Runtime.getRuntime().availableProcessors());
    for (Contestant contestant : Contestant.all(options.python(), folder)) {
      progress("starting %s", contestant.id());
      try {
        competitors.add(new Competitor(contestant, counts, folder));
      } catch (PeerException e) {
        skip(contestant.id(), contestant.id(), e);
      }
    }
  }

  /** Drops whoever computes something else. */
  private List<Agreement> agree() {
    List<Agreement> agreements = new ArrayList<>();
    Competitor ours = competitors.getFirst();
    for (Competitor theirs : List.copyOf(competitors.subList(1, competitors.size()))) {
      try {
        Agreement agreement = Agreement.of(ours, theirs);
        agreements.add(agreement);
        if (!agreement.holds()) {
          throw new PeerException("computes another network: " + agreement);
        }
      } catch (PeerException e) {
        skip(theirs.id(), theirs.id(), e);
        competitors.remove(theirs);
        theirs.close();
      }
    }
    return agreements;
  }

  private void search() {
    for (Competitor competitor : competitors) {
      for (Workload workload : Workload.values()) {
        try {
          double value = competitor.search(workload, effort);
          progress(
              "%s: %s: %,.0f %s, threads: %d",
              competitor.name(),
              workload.title(),
              value,
              workload.unit(),
              competitor.threads(workload));
        } catch (PeerException e) {
          skip(competitor.id(), competitor.id() + ", " + workload.title(), e);
        }
      }
      competitor.settle();
    }
  }

  private Race race(Workload workload) throws InterruptedException {
    progress("%s: %d rounds", workload.title(), effort.rounds());
    Competitor ours = competitors.getFirst();
    Map<Competitor, double[]> values = new LinkedHashMap<>();
    competitors.stream()
        .filter(competitor -> competitor.does(workload))
        .forEach(competitor -> values.put(competitor, new double[effort.rounds()]));
    double peak = 0;
    for (int round = 0; round < effort.rounds(); round++) {
      peak = Math.max(peak, FusedMultiplyAddPeak.gflops(ours.threads(workload)));
      List<Competitor> turns = new ArrayList<>(values.keySet());
      Collections.rotate(turns, round);
      for (Competitor competitor : turns) {
        Thread.sleep(PAUSE_MILLISECONDS);
        try {
          values.get(competitor)[round] = competitor.measure(workload, effort.window());
        } catch (PeerException e) {
          skip(competitor.id(), competitor.id() + ", " + workload.title(), e);
          values.remove(competitor);
        }
      }
    }
    List<Race.Lane> lanes = new ArrayList<>();
    values.forEach(
        (competitor, rounds) ->
            lanes.add(new Race.Lane(competitor.name(), competitor.threads(workload), rounds)));
    return new Race(workload, lanes, peak);
  }

  /** Each on as many threads as are best for its training. */
  private List<WholeCommand> commands() throws IOException, InterruptedException {
    List<WholeCommand> commands = new ArrayList<>();
    for (Competitor competitor : competitors) {
      int threads = competitor.does(TRAINING_32) ? competitor.threads(TRAINING_32) : 1;
      int epochs = effort.epochs();
      try {
        switch (competitor.id()) {
          case LENET5 -> {
            commands.add(WholeCommand.lenet5("--epochs " + epochs, threads, folder));
            commands.add(WholeCommand.lenet5(WholeCommand.UNTIL_99_PERCENT, threads, folder));
          }
          case PYTHON ->
              commands.add(WholeCommand.review(options.python(), epochs, threads, folder));
          default -> {} // libraries are no commands
        }
      } catch (PeerException e) {
        skip(competitor.id(), competitor.id() + ", whole command", e);
      }
    }
    return commands;
  }

  /**
   * @throws IllegalStateException if it is ours: there is nothing to compare with then
   */
  private void skip(String id, String what, PeerException reason) {
    if (id.equals(LENET5)) {
      throw new IllegalStateException("lenet5: " + reason.getMessage(), reason);
    }
    progress("skipped: %s: %s", what, reason.getMessage());
    skipped.put(what, reason.getMessage());
  }

  private static void progress(String format, Object... values) {
    System.err.println(String.format(format, values));
  }
}
