package org.lenet5.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * A progress bar on stderr, where that is a terminal; otherwise nothing. One line, drawn ten times
 * a second at most; the terminal is told to cut it off, so that it stays one line however narrow
 * the window is, or becomes. All threads may use it.
 */
final class Bar implements AutoCloseable {
  private static final long BETWEEN_DRAWS = Duration.ofMillis(100).toNanos();
  private static final int WIDTH = 20;

  // Of ECMA-48 and DEC: erase from the cursor to the end of the line; whether lines wrap.
  private static final String ERASE = "\033[K";
  private static final String CUT_OFF = "\033[?7l";
  private static final String WRAP = "\033[?7h";

  private final String task;
  private final long total;
  private final String unit;

  /** Null if it is no terminal, or if this is closed. */
  private PrintStream terminal;

  private final LongSupplier nanos;

  /**
   * When this began, and the units that were done by then: part of a file may be there already. A
   * file that is fetched anew from its start begins again.
   */
  private long start;

  private long before = -1;
  private long drawn;

  /**
   * @param task what is going on
   * @param total units in all; at least 1
   * @param unit a name for them, with a leading space, or empty
   */
  Bar(String task, long total, String unit) {
    this(task, total, unit, isTerminal() ? System.err : null, System::nanoTime);
  }

  Bar(String task, long total, String unit, PrintStream terminal, LongSupplier nanos) {
    this.task = task;
    this.total = total;
    this.unit = unit;
    this.terminal = terminal;
    this.nanos = nanos;
  }

  /** The launcher knows whether stderr is a terminal; Java can't tell. */
  private static boolean isTerminal() {
    return Boolean.getBoolean("lenet5.terminal");
  }

  /**
   * @param done units that are done by now
   */
  synchronized void to(long done) {
    if (terminal == null) {
      return;
    }
    long now = nanos.getAsLong();
    if (before < 0 || done < before) {
      before = done;
      start = now;
      drawn = now;
    }
    if (now - drawn >= BETWEEN_DRAWS) {
      drawn = now;
      draw(CUT_OFF + text(done, (now - start) / 1e9) + ERASE + WRAP);
    }
  }

  /** What matters least comes last, where a narrow window cuts it off. */
  private String text(long done, double seconds) {
    double share = Math.clamp((double) done / total, 0, 1);
    double rate = (done - before) / seconds;
    int bars = (int) (share * WIDTH);
    return String.format(
        Locale.ROOT,
        "%s %3.0f%%  %,d/%,d%s  %,.0f/s%s  [%s%s]",
        task,
        Math.floor(100 * share),
        done,
        total,
        unit,
        rate,
        rate > 0 ? "  " + time((long) Math.ceil((total - done) / rate)) + " left" : "",
        "=".repeat(bars),
        " ".repeat(WIDTH - bars));
  }

  private static String time(long seconds) {
    Duration left = Duration.ofSeconds(Math.max(0, seconds));
    return left.toHours() == 0
        ? "%d:%02d".formatted(left.toMinutes(), left.toSecondsPart())
        : "%d:%02d:%02d".formatted(left.toHours(), left.toMinutesPart(), left.toSecondsPart());
  }

  /** In one write, so that the terminal is never left in between. */
  private void draw(String line) {
    terminal.print("\r" + line);
    terminal.flush();
  }

  /** Takes the bar off the screen for good. */
  @Override
  public synchronized void close() {
    if (terminal != null) {
      draw(ERASE);
      terminal = null;
    }
  }
}
