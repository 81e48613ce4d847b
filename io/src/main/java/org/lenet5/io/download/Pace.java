package org.lenet5.io.download;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether a mirror brings a file fast enough: a least number of bytes in each window of time, and
 * all of them before an end. Windows follow each other, from the head of each answer on.
 */
final class Pace {

  private final LongSupplier clock;
  private final Limits limits;
  private final long end;
  private final boolean endOfFetch;

  private long windowEnd;
  private long bytes;

  /**
   * Begins now.
   *
   * @param clock nanoseconds, such as {@link System#nanoTime}
   * @param fetchEnd when the clock ends the whole fetch
   */
  Pace(LongSupplier clock, Limits limits, long fetchEnd) {
    this.clock = clock;
    this.limits = limits;
    long mirrorEnd = clock.getAsLong() + limits.mirror().toNanos();
    endOfFetch = fetchEnd - mirrorEnd < 0;
    end = endOfFetch ? fetchEnd : mirrorEnd;
  }

  /**
   * The longest wait for the head of an answer, redirects included.
   *
   * @throws MirrorException if it is too late to ask
   */
  Duration answer() throws MirrorException {
    checkEnd();
    Duration left = Duration.ofNanos(end - clock.getAsLong());
    Duration usual = limits.connect().plus(limits.window());
    return left.compareTo(usual) < 0 ? left : usual;
  }

  /** The body of an answer begins. */
  void begin() {
    windowEnd = clock.getAsLong() + limits.window().toNanos();
    bytes = 0;
  }

  /** Nanoseconds to wait for more of the body before {@link #arrived} is to be asked; can be 0. */
  long patience() {
    long now = clock.getAsLong();
    return Math.max(0, Math.min(windowEnd - now, end - now));
  }

  /**
   * More of the body is there.
   *
   * @param count bytes; 0 if none came
   * @throws MirrorException if that is too little, or too late
   */
  void arrived(int count) throws MirrorException {
    bytes += count;
    checkEnd();
    if (clock.getAsLong() - windowEnd < 0) {
      return;
    }
    if (bytes < limits.bytesInWindow()) {
      String window = Reasons.time(limits.window());
      throw new MirrorException(
          bytes == 0
              ? "sent nothing for " + window
              : "too slow (got %d bytes in %s, expected %d)"
                  .formatted(bytes, window, limits.bytesInWindow()),
          true);
    }
    begin();
  }

  private void checkEnd() throws MirrorException {
    if (clock.getAsLong() - end >= 0) {
      throw new MirrorException(
          endOfFetch
              ? "a fetch ends after " + Reasons.time(limits.fetch())
              : "not done within " + Reasons.time(limits.mirror()),
          false);
    }
  }
}
