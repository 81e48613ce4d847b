package org.lenet5.bench.fuzz;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** Reads one input of a format after the other, and keeps what is found. */
final class Campaign {

  /** Of each kind of finding, as many are kept: one bug has many inputs. */
  private static final int MOST_KEPT = 3;

  /** An input that takes this many times as long as it may is not waited for. */
  private static final int PATIENCE = 10;

  private final Format format;
  private final long seed;
  private final Path findings;
  private final PrintStream out;
  private final Oracle oracle;
  private final Map<String, Integer> seen = new HashMap<>();
  private final AtomicReference<Reading> now = new AtomicReference<>();

  /** What is being read since when. */
  private record Reading(long n, Input input, long start) {}

  /**
   * What came of it.
   *
   * @param inputs how many were tried
   * @param accepted how many were read
   * @param refused how many were refused
   * @param findings how many were neither, or not as they should
   */
  record Result(long inputs, long accepted, long refused, long findings, double seconds) {}

  /**
   * @param findings where to keep what is found
   * @param out hears of it
   */
  Campaign(Format format, long seed, Path findings, PrintStream out) throws IOException {
    this.format = format;
    this.seed = seed;
    this.findings = findings;
    this.out = out;
    oracle = new Oracle(findings.resolve("now"));
  }

  /**
   * Reads inputs, from the first on.
   *
   * @param most how many at most
   * @param seconds for how long at most
   */
  Result run(long most, double seconds) throws IOException {
    long start = System.nanoTime();
    long[] counts = new long[Verdict.Kind.values().length];
    long n = 0;
    for (; n < most && System.nanoTime() - start < seconds * 1e9; n++) {
      Input input = format.input(seed, n);
      now.set(new Reading(n, input, System.nanoTime()));
      Verdict verdict = oracle.judge(format, input);
      now.set(null);
      counts[verdict.kind().ordinal()]++;
      if (verdict.isFinding()) {
        keep(n, input, verdict);
      }
    }
    return new Result(
        n,
        counts[Verdict.Kind.ACCEPTED.ordinal()],
        counts[Verdict.Kind.REFUSED.ordinal()],
        counts[Verdict.Kind.FINDING.ordinal()],
        (System.nanoTime() - start) / 1e9);
  }

  /**
   * Whether the current input takes so long that nobody waits for it; it is kept then. Called by
   * another thread.
   */
  boolean hangs() throws IOException {
    Reading reading = now.get();
    if (reading == null
        || System.nanoTime() - reading.start() < PATIENCE * format.seconds() * 1_000_000_000L) {
      return false;
    }
    Files.createDirectories(findings);
    reading.input().write(folder(reading.n()));
    out.printf(
        "%s input %d: still reads after %d s: %s%n",
        format, reading.n(), PATIENCE * format.seconds(), folder(reading.n()).toAbsolutePath());
    return true;
  }

  private void keep(long n, Input input, Verdict verdict) throws IOException {
    String kind = verdict.what().replaceAll("\\d+", "N") + verdict.thrown().map(Campaign::place);
    if (seen.merge(kind, 1, Integer::sum) > MOST_KEPT) {
      return;
    }
    input.write(folder(n));
    String trace = verdict.thrown().map(Campaign::trace).orElse("");
    Files.writeString(folder(n).resolveSibling(folder(n).getFileName() + ".txt"), trace);
    out.printf("%s input %d: %s: %s%n", format, n, verdict.what(), folder(n).toAbsolutePath());
  }

  private Path folder(long n) {
    return findings.resolve("%s-%d-%d".formatted(format, seed, n));
  }

  /** Where it was thrown. */
  private static String place(Throwable t) {
    StackTraceElement[] trace = t.getStackTrace();
    return trace.length == 0 ? "" : trace[0].toString();
  }

  private static String trace(Throwable t) {
    StringWriter text = new StringWriter();
    t.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }
}
