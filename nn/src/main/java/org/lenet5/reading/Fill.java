package org.lenet5.reading;

/**
 * Fills what is not known of a picture from what is known around it, smoothly: each level of a
 * pyramid halves the picture and takes the mean of what is known; on the way back, gaps take the
 * level above, interpolated. Linear in the pixels.
 */
final class Fill {

  private Fill() {}

  /**
   * A picture without gaps.
   *
   * @param known {@code [row][column]}; at least one is true. Not modified.
   * @return what is known as it was, and the rest from around it
   */
  static Picture of(Picture picture, boolean[] known) {
    float[] values = new float[known.length];
    float[] weights = new float[known.length];
    for (int i = 0; i < known.length; i++) {
      if (known[i]) {
        values[i] = picture.pixels()[i] & 0xff;
        weights[i] = 1;
      }
    }
    fill(values, weights, picture.rows(), picture.columns());
    byte[] filled = new byte[known.length];
    for (int i = 0; i < known.length; i++) {
      filled[i] = known[i] ? picture.pixels()[i] : (byte) Math.round(values[i]);
    }
    return new Picture(picture.rows(), picture.columns(), filled);
  }

  /** Overwrites {@code values [rows][columns]} where the weight is less than 1. */
  private static void fill(float[] values, float[] weights, int rows, int columns) {
    if (rows == 1 && columns == 1) {
      return;
    }
    int halfRows = (rows + 1) / 2;
    int halfColumns = (columns + 1) / 2;
    float[] sums = new float[halfRows * halfColumns];
    float[] halfWeights = new float[sums.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int at = row * columns + column;
        int to = row / 2 * halfColumns + column / 2;
        sums[to] += weights[at] * values[at];
        halfWeights[to] += weights[at];
      }
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] = halfWeights[i] > 0 ? sums[i] / halfWeights[i] : 0;
      halfWeights[i] = Math.min(halfWeights[i], 1);
    }
    fill(sums, halfWeights, halfRows, halfColumns);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int at = row * columns + column;
        if (weights[at] < 1) {
          float above = between(sums, halfRows, halfColumns, row, column);
          values[at] = weights[at] * values[at] + (1 - weights[at]) * above;
        }
      }
    }
  }

  /** Of the four halved pixels nearest to a pixel, by their distance. */
  private static float between(float[] half, int rows, int columns, int row, int column) {
    int top = row / 2;
    int left = column / 2;
    int down = Math.clamp(top + (row % 2 == 0 ? -1 : 1), 0, rows - 1);
    int across = Math.clamp(left + (column % 2 == 0 ? -1 : 1), 0, columns - 1);
    return 0.5625f * half[top * columns + left]
        + 0.1875f * (half[top * columns + across] + half[down * columns + left])
        + 0.0625f * half[down * columns + across];
  }
}
