package org.lenet5.reading;

import org.lenet5.data.Image;

/**
 * Tells ink from paper. The paper is a plane through the medians of the image's four sides, so the
 * light may come from one side; where the border departs from that plane, it is {@link LocalPaper},
 * so a shadow may have an edge. Ink is on whichever side of it, lighter or darker, the squares of
 * departures sum to more, and is what exceeds the noise of the border.
 */
final class Contrast {

  /** The border is this part of the shorter side wide. */
  private static final int BORDER_PART = 32;

  /** Opposite sides that differ by more than this part of all contrast are inked, not shaded. */
  private static final int MOST_SHADE_PART = 2;

  /**
   * Noise is below so many median differences of neighbours: 4 standard deviations if it is
   * Gaussian, whose median difference is 0.95 of one.
   */
  private static final int NOISE = 4;

  /** The light is even if at most this part of the border departs from a plane. */
  private static final int EVEN_PART = 50;

  /**
   * Local paper that varies by more than this part of all contrast has taken ink for paper. Of 1000
   * digits cut out without a margin, a LeNet-5 misread 481 without this limit, 10 with it, 9 by the
   * plane alone.
   */
  private static final double MOST_LIGHT_PART = 0.8;

  private final Picture picture;
  private final int rows;
  private final int columns;
  private final int border;
  private final int range;

  private Contrast(Picture picture) {
    this.picture = picture;
    this.rows = picture.rows();
    this.columns = picture.columns();
    this.border = Math.max(1, Math.min(rows, columns) / BORDER_PART);
    this.range = range(picture);
  }

  /** How far each pixel departs from the paper towards the ink, less the noise, at least 0. */
  static Image of(Picture picture) {
    return new Contrast(picture).contrast();
  }

  private Image contrast() {
    int noise = NOISE * roughness();
    int[] departures = departures();
    if (uneven(departures, noise)) {
      Picture paper = LocalPaper.of(picture);
      if (range(paper) <= MOST_LIGHT_PART * range) {
        for (int i = 0; i < departures.length; i++) {
          departures[i] = (picture.pixels()[i] & 0xff) - (paper.pixels()[i] & 0xff);
        }
      }
    }
    long light = 0;
    long dark = 0;
    for (int d : departures) {
      if (d > 0) {
        light += d * d;
      } else {
        dark += d * d;
      }
    }
    int sign = light >= dark ? 1 : -1;
    byte[] contrast = new byte[departures.length];
    for (int i = 0; i < contrast.length; i++) {
      contrast[i] = (byte) Math.max(sign * departures[i] - noise, 0);
    }
    return new Image(rows, columns, contrast);
  }

  /** How much lighter than the paper each pixel is, -255 to 255. */
  private int[] departures() {
    Histogram top = Histogram.of(picture, 0, border, 0, columns);
    Histogram bottom = Histogram.of(picture, rows - border, rows, 0, columns);
    Histogram left = Histogram.of(picture, 0, rows, 0, border);
    Histogram right = Histogram.of(picture, 0, rows, columns - border, columns);
    int paper = top.plus(bottom).plus(left).plus(right).median();
    int most = range / MOST_SHADE_PART;
    int down = shade(top, bottom, most);
    int across = shade(left, right, most);
    int[] departures = new int[rows * columns];
    for (int row = 0; row < rows; row++) {
      double level = paper + down * ((row + 0.5) / rows - 0.5);
      for (int column = 0; column < columns; column++) {
        double there = level + across * ((column + 0.5) / columns - 0.5);
        int rounded = (int) Math.rint(Math.clamp(there, 0.0, 255.0));
        departures[row * columns + column] = picture.at(row, column) - rounded;
      }
    }
    return departures;
  }

  private static int range(Picture picture) {
    Histogram all = Histogram.of(picture.pixels());
    return all.quantile(1) - all.quantile(0);
  }

  /** Whether the border is not where the plane is: the light has an edge, or ink is there. */
  private boolean uneven(int[] departures, int noise) {
    int all = 0;
    int beyond = 0;
    for (int i = 0; i < departures.length; i++) {
      if (inBorder(i / columns, i % columns)) {
        all++;
        beyond += Math.abs(departures[i]) > noise ? 1 : 0;
      }
    }
    return beyond * EVEN_PART > all;
  }

  private boolean inBorder(int row, int column) {
    return Math.min(Math.min(row, rows - 1 - row), Math.min(column, columns - 1 - column)) < border;
  }

  /** How much lighter the paper is on the second side than on the first. */
  private static int shade(Histogram first, Histogram second, int most) {
    int shade = second.median() - first.median();
    return Math.abs(shade) <= most ? shade : 0;
  }

  /**
   * The median difference of neighbours in the border, along rows or along columns, whichever is
   * less: says how strong the noise is, but neither how uneven the light nor that strokes cross.
   */
  private int roughness() {
    return Math.min(differences(0, 1).median(), differences(1, 0).median());
  }

  /** Of border pixels from those so far below and to the right. */
  private Histogram differences(int below, int right) {
    int[] counts = new int[256];
    counts[0] = 1; // so that there is one, even in an image of one pixel
    for (int row = 0; row < rows - below; row++) {
      for (int column = 0; column < columns - right; column++) {
        if (inBorder(row, column)) {
          counts[Math.abs(picture.at(row, column) - picture.at(row + below, column + right))]++;
        }
      }
    }
    return new Histogram(counts);
  }
}
