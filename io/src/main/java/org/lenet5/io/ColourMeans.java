package org.lenet5.io;

import org.lenet5.reading.Picture;

/**
 * Light of a picture in colours: {@link SquareMeans} of their luminance on white paper. Where that
 * shows nothing, it is light of another kind, as {@link Separation} finds it: for it, colours and
 * transparency are kept beside, in a picture of half the size.
 */
final class ColourMeans {

  /** Rows and columns of the colours at most. */
  private static final int MOST_KEPT = 750;

  private final SquareMeans light;
  private final byte[] levels;
  private final int width;
  private final int square;
  private final int rows;
  private final int columns;

  /**
   * {@code [row][column][alpha, red, green, blue]} sums over the first row of a square, colours
   * times alpha; null until there is a colour.
   */
  private int[] sums;

  private ColourMeans(SquareMeans light, int width, int height) {
    this.light = light;
    this.width = width;
    levels = new byte[width];
    square = Math.ceilDiv(Math.max(width, height), MOST_KEPT);
    rows = Math.ceilDiv(height, square);
    columns = Math.ceilDiv(width, square);
  }

  /** As {@link SquareMeans#of}. */
  static ColourMeans of(PictureInput in, int width, int height, int most) throws PictureException {
    return new ColourMeans(SquareMeans.of(in, width, height, most), width, height);
  }

  /** Adds grey, as {@link SquareMeans#add}. */
  void add(int y, int x, int step, byte[] greys, int count) {
    light.add(y, x, step, greys, count);
  }

  /**
   * Adds colours of a row, or of every n-th pixel of it.
   *
   * @param y its place in the picture, from the top
   * @param x place of the first pixel
   * @param step from one pixel to the next
   * @param colours of the pixels, as {@link Luminance#argb} has them. Not modified.
   * @param count how many of them
   */
  void add(int y, int x, int step, int[] colours, int count) {
    if (sums == null) {
      sums = new int[4 * rows * columns];
    }
    for (int i = 0; i < count; i++) {
      levels[i] = (byte) Luminance.onWhite(colours[i]);
    }
    light.add(y, x, step, levels, count);
    if (y % square != 0) {
      return; // one row of each square is enough, and a fraction of the work
    }
    int cell = y / square * columns;
    int end = square;
    for (int i = 0, at = x; i < count; i++, at += step) {
      while (at >= end) {
        end += square;
        cell++;
      }
      int colour = Luminance.timesAlpha(colours[i]);
      sums[4 * cell] += colour >>> 24;
      sums[4 * cell + 1] += colour >> 16 & 0xff;
      sums[4 * cell + 2] += colour >> 8 & 0xff;
      sums[4 * cell + 3] += colour & 0xff;
    }
  }

  /** The light; ends the use of this object. */
  Picture picture() {
    Picture onWhite = light.picture();
    return sums == null ? onWhite : Separation.of(rows, columns, means()).light(onWhite);
  }

  /** Overwrites the sums. */
  private int[] means() {
    for (int i = 0; i < sums.length && square > 1; i++) {
      int cell = i / 4;
      int count = Math.min(square, width - cell % columns * square);
      sums[i] = (sums[i] + count / 2) / count;
    }
    return sums;
  }
}
