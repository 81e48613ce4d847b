package org.lenet5.io;

import org.lenet5.reading.Picture;

/**
 * A picture scaled down while it is decoded. Each pixel of the result is the mean of a square of
 * the picture, so that thin lines fade but do not vanish; the squares are as small as the longest
 * side of the result allows. Pixels may come in any order, each once.
 */
final class SquareMeans {

  /** Decoders hold some rows whole. A4 at 600 dots per inch has 7,016. */
  private static final int LONGEST_SIDE = 30_000;

  /** Rows and columns of the result at most; digits need far fewer. */
  private static final int MOST_KEPT = 1500;

  private final int height;
  private final int width;
  private final int square;
  private final int rows;
  private final int columns;
  private final byte[] pixels;

  /** Of squares larger than a pixel: 20 x 20 pixels of 255 at most. */
  private final int[] sums;

  private SquareMeans(int width, int height) {
    this.height = height;
    this.width = width;
    square = Math.ceilDiv(Math.max(width, height), MOST_KEPT);
    rows = Math.ceilDiv(height, square);
    columns = Math.ceilDiv(width, square);
    pixels = new byte[rows * columns];
    sums = new int[square == 1 ? 0 : pixels.length];
  }

  /**
   * Of a picture of which nothing but the header is read.
   *
   * @param most its pixels at most
   * @throws PictureException if its size is not one to be decoded
   */
  static SquareMeans of(PictureInput in, int width, int height, int most) throws PictureException {
    if (Math.min(width, height) < 1
        || Math.max(width, height) > LONGEST_SIDE
        || (long) width * height > most) {
      throw in.refuse(
          "%dx%d pixels".formatted(width, height),
          "1 to %d each way and at most %d in all; scale it down".formatted(LONGEST_SIDE, most));
    }
    return new SquareMeans(width, height);
  }

  /**
   * Adds a row, or every n-th pixel of it.
   *
   * @param y its place in the picture, from the top
   * @param x place of the first pixel
   * @param step from one pixel to the next
   * @param levels the pixels' light, 0 black to 255 white. Not modified.
   * @param count how many of them
   */
  void add(int y, int x, int step, byte[] levels, int count) {
    int column = y / square * columns;
    if (square == 1) {
      for (int i = 0, at = column + x; i < count; i++, at += step) {
        pixels[at] = levels[i];
      }
      return;
    }
    int end = square;
    for (int i = 0, at = x; i < count; i++, at += step) {
      while (at >= end) { // a division for each pixel would take longer
        end += square;
        column++;
      }
      sums[column] += levels[i] & 0xff;
    }
  }

  /** The means, rounded; ends the use of this object. */
  Picture picture() {
    for (int at = 0; at < sums.length; at++) {
      int down = Math.min(square, height - at / columns * square);
      int across = Math.min(square, width - at % columns * square);
      int count = down * across;
      pixels[at] = (byte) ((sums[at] + count / 2) / count);
    }
    return new Picture(rows, columns, pixels);
  }
}
