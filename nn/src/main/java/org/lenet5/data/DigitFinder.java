package org.lenet5.data;

/**
 * Makes an image like MNIST's of one digit in a grey image of any size, dark on light or light on
 * dark: ink alone, 255 on 0, its box scaled to 20 pixels on the longer side and placed on 28x28 so
 * that its centre of mass is at pixel (14, 14), counted from 0 (LeCun et al. 1998, III.A; that it
 * is this pixel was measured: 9,999 of the 10,000 MNIST test images need no shift).
 *
 * <p>First {@link Contrast} tells ink from paper, then {@link Strokes} tells strokes from specks.
 */
public final class DigitFinder {

  private static final int SIZE = 28;
  private static final int BOX = 20;
  private static final int CENTRE = 14;

  /** Longer sides are scaled down first: bounds time and memory, and averages noise away. */
  private static final int LONGEST = 1024;

  private DigitFinder() {}

  /**
   * Finds the digit.
   *
   * @param image any size, either polarity; not modified
   * @return 28x28, 0 background to 255 ink
   * @throws NoInkException if there is nothing in the image but noise, shade and specks
   */
  public static Image find(Image image) {
    Image strokes = Strokes.of(Contrast.of(BilinearResize.atMost(image, LONGEST)));
    return centre(stretch(BilinearResize.of(crop(strokes), BOX)));
  }

  /** The box around all pixels that are not 0. */
  private static Image crop(Image image) {
    int top = image.rows();
    int bottom = 0;
    int left = image.columns();
    int right = 0;
    for (int row = 0; row < image.rows(); row++) {
      for (int column = 0; column < image.columns(); column++) {
        if (image.at(row, column) != 0) {
          top = Math.min(top, row);
          bottom = row + 1;
          left = Math.min(left, column);
          right = Math.max(right, column + 1);
        }
      }
    }
    int rows = bottom - top;
    int columns = right - left;
    byte[] pixels = new byte[rows * columns];
    for (int row = 0; row < rows; row++) {
      int from = (top + row) * image.columns() + left;
      System.arraycopy(image.pixels(), from, pixels, row * columns, columns);
    }
    return new Image(rows, columns, pixels);
  }

  /** Makes full ink 255: thin strokes are pale once they are scaled down. */
  private static Image stretch(Image image) {
    int full = Histogram.of(image).fullInk();
    byte[] pixels = new byte[image.pixels().length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) Math.min((image.pixels()[i] & 0xff) * 255 / full, 255);
    }
    return new Image(image.rows(), image.columns(), pixels);
  }

  /** Brings the centre of mass to the centre, as far as the box stays inside. */
  private static Image centre(Image digit) {
    double mass = 0;
    double down = 0;
    double across = 0;
    for (int row = 0; row < digit.rows(); row++) {
      for (int column = 0; column < digit.columns(); column++) {
        mass += digit.at(row, column);
        down += row * digit.at(row, column);
        across += column * digit.at(row, column);
      }
    }
    int top = Math.clamp(Math.round(CENTRE - down / mass), 0, SIZE - digit.rows());
    int left = Math.clamp(Math.round(CENTRE - across / mass), 0, SIZE - digit.columns());
    byte[] pixels = new byte[SIZE * SIZE];
    for (int row = 0; row < digit.rows(); row++) {
      int to = (top + row) * SIZE + left;
      System.arraycopy(digit.pixels(), row * digit.columns(), pixels, to, digit.columns());
    }
    return new Image(SIZE, SIZE, pixels);
  }
}
