package org.lenet5.bench.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The command: reads damaged files of each format for some minutes, and prints what came of it. */
public final class Fuzz {
  private static final Path FINDINGS = Path.of("target", "fuzz");

  private Fuzz() {}

  /**
   * Exits with 1 if there is a finding.
   *
   * @param args see {@link Options}
   */
  public static void main(String[] args) throws IOException {
    System.setProperty("java.awt.headless", "true");
    List<Format> all = Format.all();
    Options options;
    List<Format> formats;
    try {
      options = Options.parse(List.of(args));
      formats = formats(options, all);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "; " + Options.USAGE + names(all));
      System.exit(2);
      return;
    }
    boolean found = false;
    if (options.input().isPresent()) {
      for (Format format : formats) {
        found |= readOne(format, options.seed(), options.input().getAsLong());
      }
    } else {
      System.out.printf(
          "%-10s %12s %10s %9s %9s %9s%n",
          "format", "inputs", "inputs/s", "accepted", "refused", "findings");
      for (Format format : formats) {
        found |= read(format, options.seed(), 60 * options.minutes());
      }
    }
    System.exit(found ? 1 : 0);
  }

  /** Prints all there is to say of one input. */
  private static boolean readOne(Format format, long seed, long n) throws IOException {
    Verdict verdict = new Oracle(FINDINGS.resolve("now")).judge(format, format.input(seed, n));
    System.out.printf("%s input %d: %s %s%n", format, n, verdict.kind(), verdict.what());
    verdict.thrown().ifPresent(thrown -> thrown.printStackTrace(System.out));
    return verdict.isFinding();
  }

  private static boolean read(Format format, long seed, double seconds) throws IOException {
    Campaign campaign = new Campaign(format, seed, FINDINGS, System.err);
    Thread watch = Thread.ofPlatform().daemon().start(() -> watch(campaign));
    Campaign.Result result = campaign.run(Long.MAX_VALUE, seconds);
    watch.interrupt();
    System.out.printf(
        "%-10s %,12d %,10.0f %8.1f%% %8.1f%% %,9d%n",
        format,
        result.inputs(),
        result.inputs() / result.seconds(),
        100.0 * result.accepted() / result.inputs(),
        100.0 * result.refused() / result.inputs(),
        result.findings());
    return result.findings() > 0;
  }

  private static List<Format> formats(Options options, List<Format> all) {
    if (options.formats().isEmpty()) {
      return all;
    }
    List<Format> chosen = new ArrayList<>();
    for (String name : options.formats()) {
      chosen.add(
          all.stream()
              .filter(format -> format.name().equals(name))
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException("format: got %s".formatted(name))));
    }
    return chosen;
  }

  private static String names(List<Format> formats) {
    return formats.stream().map(Format::name).collect(Collectors.joining(", "));
  }

  /** An input that is read for ever can't be stopped; the program can. */
  private static void watch(Campaign campaign) {
    try {
      while (!campaign.hangs()) {
        Thread.sleep(1000);
      }
      Runtime.getRuntime().halt(1);
    } catch (InterruptedException e) {
      // Its format is done.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
