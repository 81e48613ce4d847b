package org.lenet5.io;

import java.io.IOException;

/**
 * A model file or checkpoint that can't be used, and why: {@code FILE: got X at byte N, expected
 * Y}. What the file itself supplied is shortened and its control characters are escaped, so that
 * the message is safe on a terminal.
 */
public final class ModelFileException extends IOException {

  /** The offset of an error that has no place in the file. */
  public static final long NOWHERE = -1;

  private static final long serialVersionUID = 1;

  private final String file;
  private final long offset;

  /**
   * @param file what the user calls the file
   * @param offset byte of the file at which the error lies, from 0, or {@link #NOWHERE}
   * @param got what was found
   * @param expected what should be there, and the remedy if there is one
   */
  public ModelFileException(String file, long offset, String got, String expected) {
    this(file, offset, got, expected, null);
  }

  /** The same, caused by another exception, or by none if that is null. */
  public ModelFileException(
      String file, long offset, String got, String expected, Throwable cause) {
    super(
        "%s: got %s%s, expected %s"
            .formatted(file, Printable.of(got), offset < 0 ? "" : " at byte " + offset, expected),
        cause);
    this.file = file;
    this.offset = offset;
  }

  /** What the user calls the file. */
  public String file() {
    return file;
  }

  /** The byte of the file at which the error lies, from 0, or {@link #NOWHERE}. */
  public long offset() {
    return offset;
  }
}
