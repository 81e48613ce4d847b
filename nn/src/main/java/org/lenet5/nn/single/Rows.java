package org.lenet5.nn.single;

import org.lenet5.nn.Shape;
import org.lenet5.nn.kernel.Kernels;

/**
 * How one sample's activation lies in memory: {@code [map][row][pitch]}, columns side by side; the
 * units of a vector are the columns of one row. One row more at the end, as kernels read there.
 *
 * @param pitch values from one row to the next, a multiple of 16
 */
record Rows(int maps, int rows, int columns, int pitch) {

  /** Maps whose rows are as close as may be. */
  static Rows maps(Shape shape) {
    return new Rows(shape.maps(), shape.rows(), shape.columns(), pitch(shape.columns()));
  }

  /** A vector of units. */
  static Rows units(int units) {
    return new Rows(1, 1, units, pitch(units));
  }

  private static int pitch(int columns) {
    return Math.ceilDiv(columns, Kernels.LANES) * Kernels.LANES;
  }

  /** Units: maps x rows x columns. */
  int size() {
    return maps * rows * columns;
  }

  /** Values up to the end of the last row. */
  int length() {
    return maps * rows * pitch;
  }

  /** An array of zeros for it. */
  float[] allocate() {
    return new float[length() + pitch];
  }

  /** Whether units lie side by side without gaps. */
  boolean isDense() {
    return maps * rows == 1 || pitch == columns;
  }

  /** Copies the units, side by side, from {@code dense [size()]} into their places. */
  void spread(float[] dense, float[] x) {
    for (int row = 0; row < maps * rows; row++) {
      System.arraycopy(dense, row * columns, x, row * pitch, columns);
    }
  }

  /** Copies the units from their places into {@code dense}, {@code size()} values from an index. */
  void gather(float[] x, float[] dense, int at) {
    for (int row = 0; row < maps * rows; row++) {
      System.arraycopy(x, row * pitch, dense, at + row * columns, columns);
    }
  }

  /** Copies the units into the first lane of {@code block [size()][16]}. */
  void toLane(float[] x, float[] block) {
    for (int unit = 0; unit < size(); unit++) {
      block[unit * Kernels.LANES] = x[place(unit)];
    }
  }

  /** Copies the units from the first lane of {@code block [size()][16]}. */
  void fromLane(float[] block, float[] x) {
    for (int unit = 0; unit < size(); unit++) {
      x[place(unit)] = block[unit * Kernels.LANES];
    }
  }

  private int place(int unit) {
    return unit / columns * pitch + unit % columns;
  }
}
