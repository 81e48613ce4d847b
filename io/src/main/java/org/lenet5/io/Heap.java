package org.lenet5.io;

import java.io.IOException;
import java.nio.file.Path;
import org.lenet5.data.DataException;

/**
 * Reads files that may be right and yet too large for the memory there is. What is wrong is refused
 * before it takes any; but how much is left only an allocation can tell.
 */
final class Heap {

  /** What to do where there is too little: -Xmx is java's option, the variable the command's. */
  static final String EXPECTED =
      "what a heap of %d MB has room for; more: -Xmx2g, or LENET5_JAVA_OPTIONS=-Xmx2g"
          .formatted(Runtime.getRuntime().maxMemory() >> 20);

  private Heap() {}

  /** Reads a file. */
  @FunctionalInterface
  interface Reading<T, E extends IOException> {
    T read() throws E;
  }

  /**
   * Reads a data set, or refuses it where memory runs out.
   *
   * @throws DataException if there is too little memory
   */
  static <T> T data(Path place, Reading<T, IOException> reading) throws IOException {
    try {
      return reading.read();
    } catch (OutOfMemoryError e) {
      throw new DataException(
          "%s: got more than fits into memory, expected %s".formatted(place, EXPECTED), e);
    }
  }

  /**
   * Reads a file, or refuses it where memory runs out. All that was read by then is let go first.
   *
   * @param file what messages call it
   * @throws ModelFileException if there is too little memory
   */
  static <T, E extends IOException> T read(String file, Reading<T, E> reading)
      throws E, ModelFileException {
    try {
      return reading.read();
    } catch (OutOfMemoryError e) {
      throw new ModelFileException(
          file, ModelFileException.NOWHERE, "more than fits into memory", EXPECTED, e);
    }
  }
}
