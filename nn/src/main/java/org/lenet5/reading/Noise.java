package org.lenet5.reading;

import java.util.Arrays;

/**
 * A picture without its noise, and what is left of it. Specks, lone pixels unlike all around them,
 * take the median of their neighbours. Grain is measured, and averaged away as far as the contrast
 * asks for.
 *
 * @param picture calm
 * @param left the standard deviation of the noise that is left, if it was averaged; 0 if not
 */
record Noise(Picture picture, double left) {

  /** A speck differs from its neighbours by more. */
  private static final int SPECK = 40;

  /** Of so many tiles each way, at most so many are without specks. */
  private static final int TILES = 4;

  private static final int MOST_EMPTY = 2;

  /** Specks are at least this part of all pixels. */
  private static final double LEAST_SPECKS_PART = 0.003;

  /** Of the second differences, least first: so many are taken for noise alone. */
  private static final double SMOOTH_PART = 0.3;

  /**
   * What that quantile is of a standard deviation: of the absolute value of a normal variable with
   * variance 1 + 1/4 + 1/4.
   */
  private static final double QUANTILE = 0.385 * 1.2247;

  /** So many standard deviations of noise may be at most this part of the contrast. */
  private static final double DEVIATIONS = 4;

  private static final double MOST_PART = 1 / 3.0;

  /** How often neighbours are averaged: each time adds a variance of 1/2. */
  private static final int[] AVERAGES = {1, 2, 4, 8, 16};

  /** So many pixels are looked at, at least, to measure: each n-th of each n-th row. */
  private static final int SAMPLES = 1 << 14;

  /** Fractional bits while averaging. */
  private static final int BITS = 8;

  /** Beyond this nothing is noise. */
  int most() {
    return (int) Math.ceil(DEVIATIONS * left);
  }

  static Noise calmed(Picture given) {
    Picture picture = withoutSpecks(given);
    double deviation = deviation(picture);
    if (deviation == 0 || DEVIATIONS * deviation <= MOST_PART * contrast(picture)) {
      return new Noise(picture, 0);
    }
    int[] values = new int[picture.pixels().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (picture.pixels()[i] & 0xff) << BITS;
    }
    int done = 0;
    Picture calm = picture;
    double left = deviation;
    for (int averages : AVERAGES) {
      while (done < averages) {
        average(values, picture.rows(), picture.columns());
        done++;
      }
      calm = bytes(values, picture.rows(), picture.columns());
      left = deviation / Math.sqrt(2 * Math.PI * done);
      if (DEVIATIONS * left <= MOST_PART * contrast(calm)) {
        break;
      }
    }
    return new Noise(calm, left);
  }

  private static int step(Picture picture) {
    return Math.max(1, (int) Math.sqrt((double) picture.pixels().length / SAMPLES));
  }

  /** How far apart the means of the two classes are. */
  private static double contrast(Picture picture) {
    Histogram all = Histogram.of(picture.pixels());
    int between = all.otsu();
    return all.above(between).mean() - all.upTo(between).mean();
  }

  /** The standard deviation of the noise, by second differences along rows. */
  private static double deviation(Picture picture) {
    int[] counts = new int[512];
    int step = step(picture);
    for (int row = 0; row < picture.rows(); row += step) {
      for (int column = 1; column < picture.columns() - 1; column += step) {
        int second =
            2 * picture.at(row, column) - picture.at(row, column - 1) - picture.at(row, column + 1);
        counts[Math.abs(second)]++;
      }
    }
    long all = 0;
    for (int count : counts) {
      all += count;
    }
    // Between whole differences, interpolated: noise of less than a level is none.
    long enough = (long) (SMOOTH_PART * all);
    long sum = 0;
    for (int difference = 0; difference < counts.length; difference++) {
      if (sum + counts[difference] > enough) {
        return difference / 2.0 / QUANTILE;
      }
      sum += counts[difference];
    }
    return 0;
  }

  /** Of each pixel with its eight neighbours, by the weights 1 2 1 both ways. */
  private static void average(int[] values, int rows, int columns) {
    int[] line = new int[columns];
    for (int row = 0; row < rows; row++) {
      int at = row * columns;
      System.arraycopy(values, at, line, 0, columns);
      for (int column = 0; column < columns; column++) {
        int before = line[Math.max(column - 1, 0)];
        int after = line[Math.min(column + 1, columns - 1)];
        values[at + column] = (before + 2 * line[column] + after + 2) >> 2;
      }
    }
    int[] above = new int[columns];
    System.arraycopy(values, 0, above, 0, columns);
    for (int row = 0; row < rows; row++) {
      int at = row * columns;
      int below = Math.min(row + 1, rows - 1) * columns;
      for (int column = 0; column < columns; column++) {
        int here = values[at + column];
        values[at + column] = (above[column] + 2 * here + values[below + column] + 2) >> 2;
        above[column] = here;
      }
    }
  }

  private static Picture bytes(int[] values, int rows, int columns) {
    byte[] pixels = new byte[values.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) ((values[i] + (1 << BITS - 1)) >> BITS);
    }
    return new Picture(rows, columns, pixels);
  }

  /** Specks are everywhere, or it is a hairline that is looked at. */
  private static Picture withoutSpecks(Picture picture) {
    int step = step(picture);
    int[] specks = new int[TILES * TILES];
    int looked = 0;
    int all = 0;
    for (int row = 1; row < picture.rows() - 1; row += step) {
      for (int column = 1; column < picture.columns() - 1; column += step) {
        looked++;
        if (isSpeck(picture, row, column, 0)) {
          specks[row * TILES / picture.rows() * TILES + column * TILES / picture.columns()]++;
          all++;
        }
      }
    }
    int empty = 0;
    for (int count : specks) {
      empty += count == 0 ? 1 : 0;
    }
    if (empty > MOST_EMPTY || all < LEAST_SPECKS_PART * looked) {
      return picture;
    }
    return cleaned(cleaned(picture));
  }

  private static Picture cleaned(Picture picture) {
    byte[] pixels = picture.pixels().clone();
    int[] around = new int[8];
    for (int row = 0; row < picture.rows(); row++) {
      for (int column = 0; column < picture.columns(); column++) {
        if (isSpeck(picture, row, column, 1)) {
          int n = 0;
          for (int r = Math.max(row - 1, 0); r <= Math.min(row + 1, picture.rows() - 1); r++) {
            for (int c = Math.max(column - 1, 0);
                c <= Math.min(column + 1, picture.columns() - 1);
                c++) {
              if (r != row || c != column) {
                around[n++] = picture.at(r, c);
              }
            }
          }
          Arrays.sort(around, 0, n);
          pixels[row * picture.columns() + column] = (byte) around[n / 2];
        }
      }
    }
    return new Picture(picture.rows(), picture.columns(), pixels);
  }

  /** Whether at most so many of the neighbours are like a pixel. */
  private static boolean isSpeck(Picture picture, int row, int column, int most) {
    int value = picture.at(row, column);
    int like = 0;
    for (int r = Math.max(row - 1, 0); r <= Math.min(row + 1, picture.rows() - 1); r++) {
      for (int c = Math.max(column - 1, 0); c <= Math.min(column + 1, picture.columns() - 1); c++) {
        if ((r != row || c != column) && Math.abs(picture.at(r, c) - value) <= SPECK) {
          like++;
          if (like > most) {
            return false;
          }
        }
      }
    }
    return true;
  }
}
