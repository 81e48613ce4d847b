package org.lenet5.cli;

import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar on stderr, where that is a terminal; otherwise nothing. */
final class Bar implements AutoCloseable {
  /** One less than a terminal has at least, so that the line never breaks. */
  private static final int WIDTH = 79;

  private final ProgressBar bar;

  /**
   * @param task what is going on
   * @param total units in all
   * @param unit a name for them, with a leading space, or empty
   */
  Bar(String task, long total, String unit) {
    bar =
        isTerminal()
            ? new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setUnit(unit, 1)
                .setUpdateIntervalMillis(100)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new DelegatingProgressBarConsumer(Bar::draw, WIDTH))
                .build()
            : null;
  }

  /** The launcher knows whether stderr is a terminal; Java can't tell. */
  private static boolean isTerminal() {
    return Boolean.getBoolean("lenet5.terminal");
  }

  /** The bar's own way leaves an empty line behind. */
  private static void draw(String text) {
    System.err.print("\r" + text);
    System.err.flush();
  }

  void to(long done) {
    if (bar != null) {
      bar.stepTo(done);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      draw(" ".repeat(WIDTH));
      draw("");
    }
  }
}
