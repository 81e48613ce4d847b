package org.lenet5.data;

/**
 * Bilinear sampling of a byte image at places in fixed point: integers alone, so equal on every
 * machine. Pixel (row, column) lies at the place (row, column); beyond the edge is background, 0.
 */
final class Bilinear {
  /** Fractional bits of a place. */
  static final int PLACE_BITS = 16;

  /** Fractional bits that count: two such weights times a byte stay below 2^30. */
  private static final int WEIGHT_BITS = 11;

  private static final int SHIFT = PLACE_BITS - WEIGHT_BITS;
  private static final int ONE = 1 << WEIGHT_BITS;
  private static final int HALF = 1 << (2 * WEIGHT_BITS - 1);

  private Bilinear() {}

  /** A place or distance in pixels as fixed point, rounded down from its middle. */
  static int place(double pixels) {
    return (int) Math.floor(pixels * (1 << PLACE_BITS) + 0.5);
  }

  /**
   * The grey value at a place, 0 to 255, rounded; at a pixel's own place exactly the pixel.
   *
   * @param from holds the image {@code [rows][columns]} at {@code fromAt}. Not modified.
   * @param down the place along rows, {@value #PLACE_BITS} fractional bits
   * @param across the place along columns, likewise
   */
  static int at(byte[] from, int fromAt, int rows, int columns, int down, int across) {
    int row = down >> PLACE_BITS;
    int column = across >> PLACE_BITS;
    int lower = (down >> SHIFT) & (ONE - 1);
    int right = (across >> SHIFT) & (ONE - 1);
    int topLeft;
    int topRight;
    int bottomLeft;
    int bottomRight;
    if (row >= 0 && column >= 0 && row < rows - 1 && column < columns - 1) {
      int at = fromAt + row * columns + column;
      topLeft = from[at] & 0xff;
      topRight = from[at + 1] & 0xff;
      bottomLeft = from[at + columns] & 0xff;
      bottomRight = from[at + columns + 1] & 0xff;
    } else if (row < -1 || column < -1 || row >= rows || column >= columns) {
      return 0;
    } else {
      topLeft = pixel(from, fromAt, rows, columns, row, column);
      topRight = pixel(from, fromAt, rows, columns, row, column + 1);
      bottomLeft = pixel(from, fromAt, rows, columns, row + 1, column);
      bottomRight = pixel(from, fromAt, rows, columns, row + 1, column + 1);
    }
    int top = topLeft * (ONE - right) + topRight * right;
    int bottom = bottomLeft * (ONE - right) + bottomRight * right;
    return (top * (ONE - lower) + bottom * lower + HALF) >> (2 * WEIGHT_BITS);
  }

  private static int pixel(byte[] from, int fromAt, int rows, int columns, int row, int column) {
    return row < 0 || column < 0 || row >= rows || column >= columns
        ? 0
        : from[fromAt + row * columns + column] & 0xff;
  }
}
