package org.lenet5.reading;

/**
 * Paper that is a plane through the medians of the picture's four sides, so the light may come from
 * one side. Where the picture's border departs from that plane, the light is not that simple, or
 * what is there is not paper.
 */
final class BorderPaper {

  /** The border is this part of the shorter side wide. */
  private static final int BORDER_PART = 32;

  /** Opposite sides that differ by more than this part of all contrast are inked, not shaded. */
  private static final int MOST_SHADE_PART = 2;

  /**
   * Noise is below so many median differences of neighbours: 4 standard deviations if it is
   * Gaussian, whose median difference is 0.95 of one.
   */
  private static final int NOISE = 4;

  /** The light is even if at most this part of the border departs from a plane, */
  private static final int EVEN_PART = 50;

  /** by more than this part of all contrast. */
  private static final int SHADE_PART = 16;

  private final Picture picture;
  private final int rows;
  private final int columns;
  private final int border;
  private final int range;

  private BorderPaper(Picture picture) {
    this.picture = picture;
    rows = picture.rows();
    columns = picture.columns();
    border = Math.max(1, Math.min(rows, columns) / BORDER_PART);
    range = Histogram.of(picture.pixels()).range();
  }

  /**
   * The ink on such paper.
   *
   * @param noise departures up to this are none, even if the border is calmer
   */
  static InkMap ink(Picture picture, int noise) {
    BorderPaper paper = new BorderPaper(picture);
    int[] departures = paper.departures();
    int most = Math.max(noise, NOISE * paper.roughness());
    return InkMap.of(paper.rows, paper.columns, departures, most, !paper.uneven(departures, most));
  }

  /** How strong the border's noise is: what departs by less is none. */
  static int noise(Picture picture) {
    return NOISE * new BorderPaper(picture).roughness();
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

  /** How much lighter the paper is on the second side than on the first. */
  private static int shade(Histogram first, Histogram second, int most) {
    int shade = second.median() - first.median();
    return Math.abs(shade) <= most ? shade : 0;
  }

  /** Whether the border is not where the plane is. */
  private boolean uneven(int[] departures, int noise) {
    int level = Math.max(noise, range / SHADE_PART);
    int all = 0;
    int beyond = 0;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column = next(row, column)) {
        all++;
        beyond += Math.abs(departures[row * columns + column]) > level ? 1 : 0;
      }
    }
    return beyond * EVEN_PART > all;
  }

  /** The next column of a row's border pixels. */
  private int next(int row, int column) {
    boolean whole = row < border || row >= rows - border;
    return whole || column + 1 != border ? column + 1 : Math.max(border, columns - border);
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
      for (int column = 0; column < columns - right; column = next(row, column)) {
        counts[Math.abs(picture.at(row, column) - picture.at(row + below, column + right))]++;
      }
    }
    return new Histogram(counts);
  }
}
