package org.lenet5.reading;

import java.util.Objects;
import org.lenet5.pixel.BilinearResize;

/**
 * A grey picture as a camera or scanner sees it, of any size: {@code pixels [row][column]},
 * unsigned bytes of light, 0 black and 255 white. What is ink in it, and whether ink is dark or
 * light, {@link DigitFinder} finds out; only that makes an {@link org.lenet5.data.Image} of it.
 *
 * @param rows number of rows, at least 1
 * @param columns number of columns, at least 1
 * @param pixels {@code rows x columns} unsigned bytes; not copied
 */
public record Picture(int rows, int columns, byte[] pixels) {

  /**
   * @throws IllegalArgumentException if {@code pixels} has another length than rows x columns
   */
  public Picture {
    Objects.requireNonNull(pixels, "pixels");
    if (rows < 1 || columns < 1 || (long) rows * columns != pixels.length) {
      throw new IllegalArgumentException(
          "picture: got %d pixels, expected %dx%d".formatted(pixels.length, rows, columns));
    }
  }

  /** The light at a place, 0 black to 255 white. */
  public int at(int row, int column) {
    return pixels[row * columns + column] & 0xff;
  }

  /** The same in another size. */
  Picture resized(int toRows, int toColumns) {
    return new Picture(
        toRows, toColumns, BilinearResize.of(pixels, rows, columns, toRows, toColumns));
  }

  /** The same if neither side is longer than a length, else scaled down to it. */
  Picture atMost(int longer) {
    if (Math.max(rows, columns) <= longer) {
      return this;
    }
    double scale = (double) longer / Math.max(rows, columns);
    return resized(
        (int) Math.max(1, Math.round(rows * scale)),
        (int) Math.max(1, Math.round(columns * scale)));
  }
}
