package org.lenet5.cli;

import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The option {@code --threads}, which changes the time alone. */
final class Threads {
  private static final int MOST = 1024;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Number of threads; changes the time alone, never a bit. Default: all cores.")
  private Integer threads;

  @picocli.CommandLine.Spec(picocli.CommandLine.Spec.Target.MIXEE)
  private picocli.CommandLine.Model.CommandSpec spec;

  int count() {
    if (threads == null) {
      return Math.min(MOST, Runtime.getRuntime().availableProcessors());
    }
    if (threads < 1 || threads > MOST) {
      throw new ParameterException(
          spec.commandLine(), "--threads: got %d, expected 1 to %d".formatted(threads, MOST));
    }
    return threads;
  }
}
