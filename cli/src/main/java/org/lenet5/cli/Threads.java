package org.lenet5.cli;

import org.lenet5.run.InvalidOptionException;
import picocli.CommandLine.Option;

/** The option {@code --threads}, which changes the time alone. */
final class Threads {
  private static final int MOST = 1024;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Number of threads; changes the time alone, never a bit. Default: all cores.")
  private Integer threads;

  /**
   * From 1 to {@value #MOST}; all cores if it was not given.
   *
   * @throws InvalidOptionException if it is out of this range
   */
  int count() {
    if (threads == null) {
      return Math.min(MOST, Runtime.getRuntime().availableProcessors());
    }
    if (threads < 1 || threads > MOST) {
      throw new InvalidOptionException("threads", threads.toString(), "1 to " + MOST);
    }
    return threads;
  }
}
