package org.lenet5.kernel;

import static org.lenet5.kernel.Lanes.LANES;

/**
 * The sizes of a layer that has one output for each square window of a map. Windows lie side by
 * side; rows and columns that fill no window are not read.
 *
 * @param rows of each map of the input
 * @param columns of each map of the input
 * @param window rows and columns of a window
 */
public record PoolSize(int maps, int rows, int columns, int window) {

  /** At least one map and one window. */
  public PoolSize {
    assert maps >= 1 && window >= 1 && rows >= window && columns >= window
        : "%d maps of %dx%d, windows of %d".formatted(maps, rows, columns, window);
  }

  /** Rows of each map of the output. */
  public int outRows() {
    return rows / window;
  }

  /** Columns of each map of the output. */
  public int outColumns() {
    return columns / window;
  }

  /** Values of {@code x [maps][rows][columns][16]}. */
  public int inputLength() {
    return maps * rows * columns * LANES;
  }

  /** Values of {@code y [maps][outRows][outColumns][16]}. */
  public int outputLength() {
    return maps * outRows() * outColumns() * LANES;
  }

  @Override
  public String toString() {
    return "%dx%dx%d by %d".formatted(maps, rows, columns, window);
  }
}
