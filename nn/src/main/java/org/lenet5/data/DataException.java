package org.lenet5.data;

import java.io.IOException;

/** Data that is not what it should be: {@code FILE: got X, expected Y}. */
public final class DataException extends IOException {

  private static final long serialVersionUID = 1;

  /** With a message of the form {@code FILE: got X, expected Y}. */
  public DataException(String message) {
    super(message);
  }

  /** The same, caused by another exception. */
  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
