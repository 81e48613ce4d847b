package org.lenet5.io.download;

import java.time.Duration;

/**
 * How long a fetch may take, and how slow a mirror may be. What has arrived by then is kept, and
 * the next mirror, or the next fetch, goes on from there: a slow line still gets everything.
 *
 * @param connect longest wait for a connection
 * @param window longest wait for an answer on it, and what the rate is counted over
 * @param rate least bytes a second in each window; 0 only refuses silence
 * @param mirror longest time that one mirror may take for one file
 * @param fetch longest time for all files, and longest wait for another process that fetches them
 */
public record Limits(Duration connect, Duration window, int rate, Duration mirror, Duration fetch) {

  private static final Duration LONGEST = Duration.ofDays(365);

  /** 10 seconds; 30 seconds of 1,000 bytes each; 30 minutes a file and mirror; 2 hours in all. */
  public static final Limits STANDARD =
      new Limits(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          1000,
          Duration.ofMinutes(30),
          Duration.ofHours(2));

  /**
   * @throws IllegalArgumentException if a time is not above 0, or longer than a year, or the rate
   *     is below 0
   */
  public Limits {
    check("connect", connect);
    check("window", window);
    check("mirror", mirror);
    check("fetch", fetch);
    if (rate < 0) {
      throw new IllegalArgumentException("limits: got rate %d, expected 0 or more".formatted(rate));
    }
  }

  private static void check(String name, Duration time) {
    if (!time.isPositive() || time.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "limits: got %s of %s, expected more than 0, and at most a year".formatted(name, time));
    }
  }

  /** Least bytes in each window; silence is always too slow. */
  long bytesInWindow() {
    return Math.max(1, rate * window.toMillis() / 1000);
  }
}
