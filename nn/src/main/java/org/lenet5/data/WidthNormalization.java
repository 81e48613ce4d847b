package org.lenet5.data;

/**
 * Stretches characters across, or narrows them, until the box around their ink has a given width,
 * as Ciresan, Meier, Gambardella and Schmidhuber do for the members of a committee ("Convolutional
 * Neural Network Committees for Handwritten Character Classification", 2011, section II). Heights
 * stay; the box comes to the middle of the image. Narrow characters, a one above all, are stretched
 * by at most {@value #MOST}, and wide ones narrowed to no less than {@value #LEAST}.
 */
public final class WidthNormalization {
  /** Grey levels from which on a pixel counts as ink: fainter ones are the edges of strokes. */
  static final int INK = 100;

  static final double LEAST = 0.7;
  static final double MOST = 1.8;

  private WidthNormalization() {}

  /**
   * Normalizes every image; sizes stay, and what is stretched beyond the edge is lost.
   *
   * @param width of the ink, in pixels of the images, at least 1
   */
  public static Dataset apply(Dataset data, int width) {
    return data.mapped(
        data.name() + " of width " + width,
        (from, at, to) -> normalize(from, at, data.rows(), data.columns(), width, to));
  }

  /** Normalizes one image. */
  public static Image apply(Image image, int width) {
    byte[] pixels = new byte[image.pixels().length];
    normalize(image.pixels(), 0, image.rows(), image.columns(), width, pixels);
    return new Image(image.rows(), image.columns(), pixels);
  }

  /** Reads an image of {@code from} at {@code at}, overwrites the one of {@code to} there. */
  private static void normalize(byte[] from, int at, int rows, int columns, int width, byte[] to) {
    int left = columns;
    int right = -1;
    for (int i = 0; i < rows * columns; i++) {
      if ((from[at + i] & 0xff) >= INK) {
        left = Math.min(left, i % columns);
        right = Math.max(right, i % columns);
      }
    }
    boolean blank = right < 0;
    double stretch = blank ? 1 : Math.clamp((double) width / (right - left + 1), LEAST, MOST);
    double middle = (columns - 1) / 2.0;
    double inkMiddle = blank ? middle : (left + right) / 2.0;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int place = Bilinear.place((column - middle) / stretch + inkMiddle);
        to[at + row * columns + column] =
            (byte) Bilinear.at(from, at, rows, columns, row << Bilinear.PLACE_BITS, place);
      }
    }
  }
}
