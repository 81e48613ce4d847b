package org.lenet5.reading;

import org.lenet5.data.Image;

/**
 * How much ink each pixel has, if the paper is as one of {@link BorderPaper}, {@link SmoothLight}
 * and {@link LocalPaper} says. Ink is on whichever side of the paper, lighter or darker, the
 * squares of departures sum to more.
 *
 * @param ink how far each pixel departs from the paper towards the ink, beyond the noise
 * @param squares the sum of squares of all departures beyond the noise, either way: what a digit
 *     has to account for
 * @param even whether the picture's border is where that paper is
 */
record InkMap(Image ink, double squares, boolean even) {

  /** Light below this is too dark to tell how much of it is missing. */
  private static final int DARKEST = 16;

  /**
   * By differences from the paper.
   *
   * @param departures {@code [row][column]} how much lighter than the paper, -255 to 255
   * @param noise departures up to this are none
   */
  static InkMap of(int rows, int columns, int[] departures, int noise, boolean even) {
    long light = 0;
    long dark = 0;
    double squares = 0;
    for (int d : departures) {
      if (d > 0) {
        light += d * d;
      } else {
        dark += d * d;
      }
      double beyond = Math.max(Math.abs(d) - noise, 0);
      squares += beyond * beyond;
    }
    int sign = light >= dark ? 1 : -1;
    byte[] ink = new byte[departures.length];
    for (int i = 0; i < ink.length; i++) {
      ink[i] = (byte) Math.max(sign * departures[i] - noise, 0);
    }
    return new InkMap(new Image(rows, columns, ink), squares, even);
  }

  /** By differences from a paper. */
  static InkMap of(Picture picture, Picture paper, int noise) {
    int[] departures = new int[picture.pixels().length];
    for (int i = 0; i < departures.length; i++) {
      departures[i] = (picture.pixels()[i] & 0xff) - (paper.pixels()[i] & 0xff);
    }
    return of(picture.rows(), picture.columns(), departures, noise, false);
  }

  /** Since light multiplies, by what differences would be where the paper is lightest. */
  static InkMap inEvenLight(Picture picture, Picture paper, int noise) {
    int lightest = Histogram.of(paper.pixels()).quantile(1);
    int[] departures = new int[picture.pixels().length];
    for (int i = 0; i < departures.length; i++) {
      int white = paper.pixels()[i] & 0xff;
      int departure = (picture.pixels()[i] & 0xff) - white;
      int beyond = Math.max(Math.abs(departure) - noise, 0);
      int there = Math.min(beyond * Math.max(lightest, DARKEST) / Math.max(white, DARKEST), 255);
      departures[i] = departure > 0 ? there : -there;
    }
    return of(picture.rows(), picture.columns(), departures, 0, false);
  }

  /** The same with less ink: what is gone needs no accounting for. */
  InkMap with(Image less) {
    return new InkMap(less, squares - (squares(ink) - squares(less)), even);
  }

  /** The sum of squares of ink. */
  static double squares(Image image) {
    double sum = 0;
    for (byte pixel : image.pixels()) {
      int value = pixel & 0xff;
      sum += value * value;
    }
    return sum;
  }
}
