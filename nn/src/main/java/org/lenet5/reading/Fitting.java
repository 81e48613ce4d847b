package org.lenet5.reading;

import org.lenet5.data.Image;
import org.lenet5.pixel.BilinearResize;

/**
 * Brings the ink of a digit to the form of MNIST's. Hairlines are as dark as the strokes beside
 * them, once they are scaled down.
 */
final class Fitting {
  private static final int SIZE = 28;
  private static final int BOX = 20;
  private static final int CENTRE = 14;

  /** In the fitted image, so many pixels away the full ink of a stroke may be. */
  private static final int NEAR = 2;

  /** Strokes that fade by as many times more than others are hairlines. */
  private static final double HAIR = 1.6;

  private Fitting() {}

  static Image of(Candidate found) {
    Image digit = crop(found.strokes().ink());
    Image fitted = fitted(digit);
    // What is left of rules is thin as well.
    return centre(stretch(found.ruled() ? fitted : withoutFading(digit, fitted)));
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

  /**
   * Makes what has faded as dark as it was, beside strokes that have not: each pixel by how much
   * the darkest near it has faded. Where all strokes are thin, {@link #stretch} is enough.
   */
  private static Image withoutFading(Image image, Image fitted) {
    Image was = darkest(image, fitted.rows(), fitted.columns());
    double[] faded = new double[fitted.pixels().length];
    double least = Double.MAX_VALUE;
    for (int i = 0; i < faded.length; i++) {
      int row = i / fitted.columns();
      int column = i % fitted.columns();
      int most = near(fitted, row, column);
      faded[i] = most == 0 ? 1 : Math.max((double) near(was, row, column) / most, 1);
      least = most == 0 ? least : Math.min(least, faded[i]);
    }
    byte[] pixels = fitted.pixels().clone();
    for (int i = 0; i < pixels.length; i++) {
      if (faded[i] > HAIR * least) {
        pixels[i] = (byte) Math.min((pixels[i] & 0xff) * faded[i] / least, 255);
      }
    }
    return new Image(fitted.rows(), fitted.columns(), pixels);
  }

  /** The most ink of the pixels that each pixel of a smaller image covers. */
  private static Image darkest(Image image, int rows, int columns) {
    byte[] darkest = new byte[rows * columns];
    for (int row = 0; row < image.rows(); row++) {
      for (int column = 0; column < image.columns(); column++) {
        int to = row * rows / image.rows() * columns + column * columns / image.columns();
        darkest[to] = (byte) Math.max(darkest[to] & 0xff, image.at(row, column));
      }
    }
    return new Image(rows, columns, darkest);
  }

  /** The most ink near a place. */
  private static int near(Image image, int row, int column) {
    int most = 0;
    for (int r = Math.max(row - NEAR, 0); r <= Math.min(row + NEAR, image.rows() - 1); r++) {
      for (int c = Math.max(column - NEAR, 0);
          c <= Math.min(column + NEAR, image.columns() - 1);
          c++) {
        most = Math.max(most, image.at(r, c));
      }
    }
    return most;
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
