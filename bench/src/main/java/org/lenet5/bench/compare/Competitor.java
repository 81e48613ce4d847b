package org.lenet5.bench.compare;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A peer that has started, once for each number of threads, and what is known of it so far:
 * libraries fix their threads when they load.
 */
final class Competitor implements AutoCloseable {
  private final Contestant contestant;
  private final Map<Integer, PeerProcess> processes = new TreeMap<>();
  private final Map<Workload, Integer> threads = new EnumMap<>(Workload.class);

  /**
   * @param counts numbers of threads
   * @param folder for the peer's logs
   * @throws PeerException if it does not start
   */
  Competitor(Contestant contestant, List<Integer> counts, Path folder) throws PeerException {
    this.contestant = contestant;
    try {
      for (int count : counts) {
        Path log = folder.resolve("%s-%d.log".formatted(contestant.id(), count));
        processes.put(count, new PeerProcess(contestant, count, log));
      }
    } catch (PeerException e) {
      close();
      throw e;
    }
  }

  String id() {
    return contestant.id();
  }

  /** Library and version. */
  String name() {
    return processes.values().iterator().next().name();
  }

  /** The answer to a question that has the same answer on any number of threads. */
  double[] ask(String question) throws PeerException {
    return processes.values().iterator().next().ask(question);
  }

  /**
   * Tries a workload on each number of threads, and keeps the best.
   *
   * @return its value
   */
  double search(Workload workload, Effort effort) throws PeerException {
    double best = Double.NaN;
    for (Map.Entry<Integer, PeerProcess> entry : processes.entrySet()) {
      if (workload.allows(entry.getKey())) {
        entry.getValue().ask(workload.question(effort.warmUp()));
        double value = workload.value(entry.getValue().ask(workload.question(effort.search())));
        if (Double.isNaN(best) || workload.ratio(value, best) > 1) {
          best = value;
          threads.put(workload, entry.getKey());
        }
      }
    }
    return best;
  }

  /** Ends the processes that are best at nothing. */
  void settle() {
    processes
        .entrySet()
        .removeIf(
            entry -> {
              boolean needless = !threads.containsValue(entry.getKey());
              if (needless) {
                entry.getValue().close();
              }
              return needless;
            });
  }

  /** Whether a search has succeeded. */
  boolean does(Workload workload) {
    return threads.containsKey(workload);
  }

  /** The best number of threads. */
  int threads(Workload workload) {
    return threads.get(workload);
  }

  /** One measurement on the best number of threads. */
  double measure(Workload workload, double seconds) throws PeerException {
    PeerProcess process = processes.get(threads(workload));
    return workload.value(process.ask(workload.question(seconds)));
  }

  @Override
  public void close() {
    processes.values().forEach(PeerProcess::close);
  }
}
