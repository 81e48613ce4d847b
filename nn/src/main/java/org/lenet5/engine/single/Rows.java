package org.lenet5.engine.single;

import java.util.stream.IntStream;
import org.lenet5.kernel.Lanes;
import org.lenet5.layer.Shape;

/**
 * How one sample's activation lies in memory: {@code [map][row][pitch]}, columns side by side; the
 * units of a vector are the columns of one row. One row more at the end, as kernels read there.
 *
 * @param pitch values from one row to the next, a multiple of 16
 */
record Rows(int maps, int rows, int columns, int pitch) {

  /** The maps of a shape, their rows as close as a multiple of 16 allows. */
  static Rows maps(Shape shape) {
    return of(shape.maps(), shape.rows(), shape.columns());
  }

  /** Maps with rows of so many columns, as close as a multiple of 16 allows. */
  static Rows of(int maps, int rows, int columns) {
    return new Rows(maps, rows, columns, pitch(columns));
  }

  /** A vector of units. */
  static Rows units(int units) {
    return of(1, 1, units);
  }

  private static int pitch(int columns) {
    return Math.ceilDiv(columns, Lanes.LANES) * Lanes.LANES;
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

  /** Copies the units, side by side, from their places into {@code dense [size()]}. */
  void gather(float[] x, float[] dense) {
    for (int row = 0; row < maps * rows; row++) {
      System.arraycopy(x, row * pitch, dense, row * columns, columns);
    }
  }

  /** Copies the units from {@code lanes [maps / 16][rows][columns][16]}, where a lane is a map. */
  void fromLanes(float[] lanes, float[] x) {
    int map = rows * columns * Lanes.LANES;
    for (int m = 0; m < maps; m++) {
      int from = m / Lanes.LANES * map + m % Lanes.LANES;
      for (int row = m * rows; row < (m + 1) * rows; row++) {
        for (int c = 0; c < columns; c++, from += Lanes.LANES) {
          x[row * pitch + c] = lanes[from];
        }
      }
    }
  }

  /** The place of each unit, {@code [size()]}. */
  int[] places() {
    return IntStream.range(0, size()).map(this::place).toArray();
  }

  private int place(int unit) {
    return unit / columns * pitch + unit % columns;
  }
}
