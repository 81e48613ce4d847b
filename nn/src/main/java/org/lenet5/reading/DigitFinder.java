package org.lenet5.reading;

import org.lenet5.data.Image;
import org.lenet5.pixel.BilinearResize;

/**
 * Makes an image like MNIST's of one digit in a picture of any size, dark on light or light on
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
   * @param picture any size, either polarity; not modified
   * @return 28x28, 0 background to 255 ink
   * @throws NoInkException if there is nothing in the picture but noise, shade and specks
   */
  public static Image find(Picture picture) {
    Image strokes = Strokes.of(Contrast.of(picture.atMost(LONGEST)));
    return centre(stretch(fitted(crop(strokes))));
  }

  /**
   * Takes a picture for an image as it is: light ink on dark, cropped and centred already, as
   * MNIST's are.
   */
  public static Image asIs(Picture picture) {
    return new Image(picture.rows(), picture.columns(), picture.pixels());
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

  /** Scales the longer side to that of the box, and the other with it, to at least 1. */
  private static Image fitted(Image image) {
    double scale = (double) BOX / Math.max(image.rows(), image.columns());
    int rows = (int) Math.max(1, Math.round(image.rows() * scale));
    int columns = (int) Math.max(1, Math.round(image.columns() * scale));
    return new Image(
        rows,
        columns,
        BilinearResize.of(image.pixels(), image.rows(), image.columns(), rows, columns));
  }

  /** Makes full ink 255: thin strokes are pale once they are scaled down. */
  private static Image stretch(Image image) {
    int full = Histogram.of(image.pixels()).fullInk();
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
