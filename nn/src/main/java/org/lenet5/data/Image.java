package org.lenet5.data;

import java.util.Objects;

/**
 * A grey image: {@code pixels [row][column]}, unsigned bytes, 0 the background and 255 full ink.
 *
 * @param rows number of rows, at least 1
 * @param columns number of columns, at least 1
 * @param pixels {@code rows x columns} unsigned bytes; not copied
 */
public record Image(int rows, int columns, byte[] pixels) {

  /**
   * @throws IllegalArgumentException if {@code pixels} has another length than rows x columns
   */
  public Image {
    Objects.requireNonNull(pixels, "pixels");
    if (rows < 1 || columns < 1 || (long) rows * columns != pixels.length) {
      throw new IllegalArgumentException(
          "image: got %d pixels for %dx%d".formatted(pixels.length, rows, columns));
    }
  }

  /** The pixel at a place, 0 to 255. */
  public int at(int row, int column) {
    return pixels[row * columns + column] & 0xff;
  }
}
