package org.lenet5.kernel;

/** What a pool adds up. */
final class WindowSum {
  private WindowSum() {}

  /**
   * The sum of a window, from zero in ascending row and column.
   *
   * @param row values from one row to the next
   * @param column values from one column to the next
   * @param x the window from {@code xAt}. Not modified.
   */
  static float sumWindow(int window, int row, int column, float[] x, int xAt) {
    float sum = 0;
    for (int i = 0; i < window; i++) {
      for (int j = 0; j < window; j++) {
        sum += x[xAt + i * row + j * column];
      }
    }
    return sum;
  }
}
