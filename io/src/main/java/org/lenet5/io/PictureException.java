package org.lenet5.io;

import java.io.IOException;

/**
 * A picture that can't be used, and why: {@code NAME: got X, expected Y}. What the picture itself
 * supplied is shortened and its control characters are escaped, so that the message is safe on a
 * terminal.
 */
public final class PictureException extends IOException {

  private static final long serialVersionUID = 1;

  PictureException(String name, String got, String expected) {
    this(name, got, expected, null);
  }

  PictureException(String name, String got, String expected, Throwable cause) {
    super("%s: got %s, expected %s".formatted(name, Printable.of(got), expected), cause);
  }
}
