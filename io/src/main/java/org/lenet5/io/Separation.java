package org.lenet5.io;

import org.lenet5.reading.Picture;

/**
 * Light that tells ink from paper where luminance on white does not: on black, if ink on
 * transparent paper is nearly white; and along the line on which colours differ most (their first
 * principal component), if luminance hardly differs on it.
 */
final class Separation {

  /** Another background than white has to show so many times the contrast, */
  private static final double BACKGROUND_GAIN = 2;

  /** and another line than luminance so many times. */
  private static final double LINE_GAIN = 6;

  /** Colours that deviate less than this from their mean do not differ. */
  private static final double LEAST_DEVIATION = 1.5;

  /** Of so many pixels, at most about, the differences are taken. */
  private static final int SAMPLES = 1 << 15;

  private static final int STEPS = 30;

  /** Of red, green and blue, as {@link Luminance} has them. */
  private static final double[] LUMINANCE = {0.299, 0.587, 0.114};

  private final int rows;
  private final int columns;

  /** {@code [row][column][alpha, red, green, blue]}, colours times alpha. */
  private final int[] colours;

  private Separation(int rows, int columns, int[] colours) {
    this.rows = rows;
    this.columns = columns;
    this.colours = colours;
  }

  /**
   * @param colours {@code [row][column][alpha, red, green, blue]}, 0 to 255, colours times alpha.
   *     Not modified.
   */
  static Separation of(int rows, int columns, int[] colours) {
    return new Separation(rows, columns, colours);
  }

  /** The light that separates best. It is {@code onWhite} itself if that does nearly as well. */
  Picture light(Picture onWhite) {
    int paper = 255;
    double[][] differences = differences(paper);
    double[][] onBlack = differences(0);
    double gain = BACKGROUND_GAIN * BACKGROUND_GAIN;
    if (along(LUMINANCE, onBlack) > gain * along(LUMINANCE, differences)) {
      paper = 0;
      differences = onBlack;
    }
    double[] line = principal(differences);
    double most = along(line, differences);
    double square = 0; // of luminance's length
    for (double part : LUMINANCE) {
      square += part * part;
    }
    if (most > LEAST_DEVIATION * LEAST_DEVIATION
        && most > LINE_GAIN * LINE_GAIN * along(LUMINANCE, differences) / square) {
      return light(line, paper);
    }
    return paper == 255 ? onWhite : light(LUMINANCE, paper);
  }

  /** {@code [3][3]} the covariance of colours on a grey paper. */
  private double[][] differences(int paper) {
    int pixels = rows * columns;
    int step = Math.ceilDiv(pixels, SAMPLES);
    if (step > 1 && columns % step == 0) {
      step++; // or it would be the same columns in each row
    }
    double[] sums = new double[3];
    double[][] products = new double[3][3];
    int count = 0;
    for (int i = 0; i < pixels; i += step) {
      for (int a = 0; a < 3; a++) {
        double first = part(i, a, paper);
        sums[a] += first;
        for (int b = 0; b <= a; b++) {
          products[a][b] += first * part(i, b, paper);
        }
      }
      count++;
    }
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b <= a; b++) {
        products[a][b] = products[a][b] / count - sums[a] / count * (sums[b] / count);
        products[b][a] = products[a][b];
      }
    }
    return products;
  }

  /** A pixel's red, green or blue on a grey paper. */
  private double part(int pixel, int colour, int paper) {
    return colours[4 * pixel + 1 + colour] + (255 - colours[4 * pixel]) * paper / 255.0;
  }

  /** The variance along a line. */
  private static double along(double[] line, double[][] covariance) {
    double variance = 0;
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b < 3; b++) {
        variance += line[a] * line[b] * covariance[a][b];
      }
    }
    return variance;
  }

  /** The line of the largest variance, of length 1, by the power method. */
  private static double[] principal(double[][] covariance) {
    double[] line = {1, -0.5, 0.25}; // unlike luminance, and like no line that is usual
    for (int step = 0; step < STEPS; step++) {
      double[] next = new double[3];
      for (int a = 0; a < 3; a++) {
        for (int b = 0; b < 3; b++) {
          next[a] += covariance[a][b] * line[b];
        }
      }
      double length = StrictMath.sqrt(next[0] * next[0] + next[1] * next[1] + next[2] * next[2]);
      if (length == 0) {
        break;
      }
      for (int a = 0; a < 3; a++) {
        line[a] = next[a] / length;
      }
    }
    return line;
  }

  /** Places along a line, the farthest apart 255 at most. */
  private Picture light(double[] line, int paper) {
    double[] places = new double[rows * columns];
    double least = Double.MAX_VALUE;
    double most = -Double.MAX_VALUE;
    for (int i = 0; i < places.length; i++) {
      for (int colour = 0; colour < 3; colour++) {
        places[i] += line[colour] * part(i, colour, paper);
      }
      least = Math.min(least, places[i]);
      most = Math.max(most, places[i]);
    }
    double scale = Math.min(1, 255 / (most - least));
    byte[] pixels = new byte[places.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) Math.rint((places[i] - least) * scale);
    }
    return new Picture(rows, columns, pixels);
  }
}
