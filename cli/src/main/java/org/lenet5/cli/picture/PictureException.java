package org.lenet5.cli.picture;

/** A picture could not be drawn because this machine lacks something; the message says what. */
public final class PictureException extends Exception {
  private static final long serialVersionUID = 1L;

  PictureException(String message, Throwable cause) {
    super(message, cause);
  }
}
