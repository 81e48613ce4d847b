package org.lenet5.layer;

/**
 * The shape of one sample's activation: {@code maps} feature maps of {@code rows x columns} units.
 * A dense activation of n units has n maps of 1x1.
 *
 * @param maps number of feature maps, at least 1
 * @param rows rows of each map, at least 1
 * @param columns columns of each map, at least 1
 */
public record Shape(int maps, int rows, int columns) {

  /**
   * @throws IllegalArgumentException if a size is below 1
   * @throws ArithmeticException if there are more units than an int counts
   */
  public Shape {
    if (maps < 1 || rows < 1 || columns < 1) {
      throw new IllegalArgumentException(
          "shape: got %dx%dx%d, expected sizes of at least 1".formatted(maps, rows, columns));
    }
    Math.multiplyExact(Math.multiplyExact(maps, rows), columns);
  }

  /** A dense activation of {@code units} units. */
  public static Shape units(int units) {
    return new Shape(units, 1, 1);
  }

  /** Number of units: maps x rows x columns. */
  public int size() {
    return maps * rows * columns;
  }

  /** Units of each map: rows x columns. */
  public int positions() {
    return rows * columns;
  }

  /** Whether every map is a single unit, so that the activation is a vector. */
  public boolean isVector() {
    return rows == 1 && columns == 1;
  }

  /** For example {@code 6x28x28}, or {@code 84} for a vector. */
  @Override
  public String toString() {
    return isVector() ? Integer.toString(maps) : maps + "x" + rows + "x" + columns;
  }
}
