package org.lenet5.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lenet5.data.DataException;

/**
 * The fields of a CSV file, one after the other: commas between them, quotes around them or not.
 * Holds one field at a time, of {@link #LONGEST} bytes at most.
 */
final class CsvReader implements AutoCloseable {
  /** Of a field, in bytes: as long as a model file's class names may be. */
  private static final int LONGEST = 200;

  private static final int END = -1;

  private final Path file;
  private final InputStream in;
  private final byte[] block = new byte[1 << 16];
  private int blockAt;
  private int blockLength;

  private final byte[] field = new byte[LONGEST];
  private int length;
  private long line = 1;
  private int column;
  private boolean last;

  /**
   * @throws IOException if it can't be opened
   */
  CsvReader(Path file) throws IOException {
    this.file = file;
    if (!Files.exists(file)) {
      throw new DataException("%s: got nothing, expected a CSV file".formatted(file));
    }
    if (!Files.isRegularFile(file)) {
      throw new DataException("%s: got a folder or a device, expected a CSV file".formatted(file));
    }
    in = Files.newInputStream(file);
    if (peek() == 0xef) { // a byte order mark
      blockAt += 3;
    }
  }

  private int peek() throws IOException {
    if (blockAt >= blockLength) {
      blockLength = Math.max(0, in.read(block));
      blockAt = 0;
    }
    return blockLength == 0 ? END : block[blockAt] & 0xff;
  }

  private int take() throws IOException {
    int next = peek();
    blockAt++;
    return next;
  }

  /** Goes over empty lines; whether there is a field to come. */
  boolean hasRow() throws IOException {
    while (peek() == '\n' || peek() == '\r') {
      line += take() == '\n' ? 1 : 0;
    }
    return peek() != END;
  }

  /** Reads the next field of the row; the first one where the last row is at its end. */
  void next() throws IOException {
    if (last) {
      line++;
      column = 0;
    }
    column++;
    length = 0;
    int next = take();
    if (next == '"') {
      next = quoted();
    }
    while (next != ',' && next != '\n' && next != '\r' && next != END) {
      append(next);
      next = take();
    }
    if (next == '\r' && peek() == '\n') {
      take();
    }
    last = next != ',';
  }

  /** Reads what stands in quotes, in which two are one; returns what comes after it. */
  private int quoted() throws IOException {
    while (true) {
      int next = take();
      if (next == '"') {
        next = take();
        if (next != '"') {
          return next;
        }
      }
      if (next == END || next == '\n') {
        throw wrong("an open quote", "its end in the same line");
      }
      append(next);
    }
  }

  private void append(int next) throws DataException {
    if (length == LONGEST) {
      throw wrong("\"" + Printable.of(text()) + "...\"", "at most " + LONGEST + " bytes");
    }
    field[length++] = (byte) next;
  }

  /** Whether the field is the last of its row. */
  boolean isLast() {
    return last;
  }

  /** Where the field is, from 1. */
  int column() {
    return column;
  }

  /** The field without spaces around it. */
  String text() {
    return new String(field, 0, length, StandardCharsets.UTF_8).strip();
  }

  /**
   * The field as a pixel: digits, and after a point nothing but zeros.
   *
   * @throws DataException if it is not a number from 0 to 255
   */
  byte pixel() throws DataException {
    int at = 0;
    int value = 0;
    while (at < length && field[at] >= '0' && field[at] <= '9' && value <= 255) {
      value = 10 * value + field[at++] - '0';
    }
    boolean digits = at > 0;
    if (at < length && field[at] == '.') {
      at++;
      while (at < length && field[at] == '0') {
        at++;
      }
    }
    if (at == length && digits && value <= 255) {
      return (byte) value;
    }
    throw wrong("\"" + Printable.of(text()) + "\"", "a pixel, an integer from 0 to 255");
  }

  /** What to throw if the field is of no use. */
  DataException wrong(String got, String expected) {
    return new DataException(
        "%s line %d, column %d: got %s, expected %s".formatted(file, line, column, got, expected));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
