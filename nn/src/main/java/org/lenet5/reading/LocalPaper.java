package org.lenet5.reading;

/**
 * The paper's level at each pixel where no plane fits it, as under the edge of a shadow: the median
 * of the neighbourhood. Strokes are less than half of it, and a median keeps straight edges.
 */
final class LocalPaper {

  /** Longer sides are scaled down to this first: bounds the time. */
  private static final int LONGEST = 256;

  /** The neighbourhood is a square with this part of the shorter side. */
  private static final int SIDE_PART = 4;

  /**
   * Local paper that varies by more than this part of all contrast has taken ink for paper. Of 1000
   * digits cut out without a margin, a LeNet-5 misread 481 without this limit, 10 with it, 9 by the
   * plane alone.
   */
  private static final double MOST_LIGHT_PART = 0.8;

  private LocalPaper() {}

  /** A picture of the same size, without ink; null if it would be ink. */
  static Picture paper(Picture picture) {
    Picture medians = medians(picture.atMost(LONGEST));
    return Histogram.of(medians.pixels()).range()
            <= MOST_LIGHT_PART * Histogram.of(picture.pixels()).range()
        ? medians.resized(picture.rows(), picture.columns())
        : null;
  }

  private static Picture medians(Picture picture) {
    int rows = picture.rows();
    int columns = picture.columns();
    int reach = Math.max(1, Math.min(rows, columns) / (2 * SIDE_PART));
    byte[] medians = new byte[rows * columns];
    for (int row = 0; row < rows; row++) {
      int top = Math.max(row - reach, 0);
      int bottom = Math.min(row + reach + 1, rows);
      int[] counts = new int[256];
      for (int column = 0; column < Math.min(reach, columns); column++) {
        count(picture, top, bottom, column, 1, counts);
      }
      for (int column = 0; column < columns; column++) {
        if (column + reach < columns) {
          count(picture, top, bottom, column + reach, 1, counts);
        }
        if (column - reach > 0) {
          count(picture, top, bottom, column - reach - 1, -1, counts);
        }
        medians[row * columns + column] = (byte) new Histogram(counts).median();
      }
    }
    return new Picture(rows, columns, medians);
  }

  /** Adds the pixels of a column so many times each. */
  private static void count(
      Picture picture, int fromRow, int toRow, int column, int times, int[] counts) {
    for (int row = fromRow; row < toRow; row++) {
      counts[picture.at(row, column)] += times;
    }
  }
}
