package org.lenet5.run.chart;

/** A picture could not be drawn because this machine lacks something; the message says what. */
public final class ChartException extends Exception {
  private static final long serialVersionUID = 1L;

  ChartException(String message, Throwable cause) {
    super(message, cause);
  }
}
