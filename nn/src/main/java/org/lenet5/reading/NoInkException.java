package org.lenet5.reading;

/** An image in which nothing is drawn. */
public final class NoInkException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  NoInkException(String message) {
    super(message);
  }
}
