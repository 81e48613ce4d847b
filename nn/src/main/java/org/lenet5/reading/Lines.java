package org.lenet5.reading;

import java.util.Arrays;
import org.lenet5.data.Image;

/**
 * Takes long straight lines out of ink: rules, squares, margins. A line is a row of short runs of
 * ink across it, found by counting them along each slope (Hough 1962). It is taken out column by
 * column, where the run across it is no longer than the line is thick; where a stroke crosses, the
 * run is longer, and stays.
 */
final class Lines {

  /** The steepest, in rows to a column. */
  private static final double STEEPEST = 0.16;

  /** Lines are at most this part of the shorter side thick. */
  private static final int THICKEST_PART = 16;

  /** A line has runs in at least this part of all columns: strokes and other lines cross it. */
  private static final double COVERED = 0.55;

  /** And in this part of its first and last columns: strokes end sooner. */
  private static final double ENDS = 0.4;

  /** A line in a corner is at least this part of the image's length. */
  private static final double SHORTEST = 0.3;

  private static final int MOST_LINES = 200;

  private final Image image;
  private final int rows;
  private final int columns;
  private final int edge;
  private final int thickest;

  private Lines(Image image, int edge) {
    this.image = image;
    this.edge = edge;
    rows = image.rows();
    columns = image.columns();
    thickest = Math.max(3, Math.min(rows, columns) / THICKEST_PART);
  }

  /**
   * The ink without lines across the image, along its rows or along its columns.
   *
   * @param edge ink is what is above it
   * @return the same image if there are none
   */
  static Image without(Image image, int edge) {
    Image level = new Lines(image, edge).without();
    Image upright = transposed(level);
    Image both = new Lines(upright, edge).without();
    return both == upright ? level : transposed(both);
  }

  private static Image transposed(Image image) {
    byte[] pixels = new byte[image.pixels().length];
    for (int row = 0; row < image.rows(); row++) {
      for (int column = 0; column < image.columns(); column++) {
        pixels[column * image.rows() + row] = image.pixels()[row * image.columns() + column];
      }
    }
    return new Image(image.columns(), image.rows(), pixels);
  }

  private Image without() {
    int rises = (int) (STEEPEST * columns / 2);
    int more = rises; // lines whose middle is above or below the image
    int[][] votes = new int[2 * rises + 1][rows + 2 * more];
    int[] starts = new int[rows / 2 + 1];
    for (int column = 0; column < columns; column++) {
      int runs = runs(column, starts);
      for (int i = 0; i < runs; i++) {
        for (int rise = -rises; rise <= rises; rise++) {
          votes[rise + rises][starts[i] - rise(rise, column) + more]++;
        }
      }
    }
    byte[] pixels = image.pixels().clone();
    boolean found = false;
    for (int line = 0; line < MOST_LINES; line++) {
      int bestRise = 0;
      int bestAt = -1;
      int most = (int) (COVERED * SHORTEST * columns);
      for (int rise = -rises; rise <= rises; rise++) {
        int[] there = votes[rise + rises];
        for (int at = 1; at < there.length - 1; at++) {
          int sum = there[at - 1] + there[at] + there[at + 1];
          if (sum > most && sum > COVERED * seen(rise, at - more)) {
            most = sum;
            bestRise = rise;
            bestAt = at;
          }
        }
      }
      if (bestAt < 0) {
        break;
      }
      found |= erase(bestRise, bestAt - more, pixels);
      for (int rise = -rises; rise <= rises; rise++) {
        int reach = 2 + Math.abs(rise - bestRise);
        Arrays.fill(
            votes[rise + rises],
            Math.max(bestAt - reach, 0),
            Math.min(bestAt + reach + 1, rows + 2 * more),
            0);
      }
    }
    return found ? new Image(rows, columns, pixels) : image;
  }

  /** How much lower a line is at a column than in the middle. */
  private int rise(int rise, int column) {
    return 2 * rise * column / columns - rise;
  }

  /** In how many columns a line is inside the image. */
  private int seen(int rise, int middle) {
    if (middle - Math.abs(rise) >= 0 && middle + Math.abs(rise) < rows) {
      return columns;
    }
    int seen = 0;
    for (int column = 0; column < columns; column++) {
      int row = middle + rise(rise, column);
      seen += row >= 0 && row < rows ? 1 : 0;
    }
    return seen;
  }

  private boolean isInk(int row, int column) {
    return image.at(row, column) > edge;
  }

  /** The middles of a column's short runs; how many. */
  private int runs(int column, int[] middles) {
    int runs = 0;
    int start = 0;
    for (int row = 0; row <= rows; row++) {
      if (row == rows || !isInk(row, column)) {
        int length = row - start;
        if (length > 0 && length <= thickest) {
          middles[runs++] = start + length / 2;
        }
        start = row + 1;
      }
    }
    return runs;
  }

  /** Takes a line out of {@code pixels}, if it is as long as the image. */
  private boolean erase(int rise, int from, byte[] pixels) {
    int[] tops = new int[columns];
    int[] bottoms = new int[columns];
    int[] lengths = new int[256];
    for (int column = 0; column < columns; column++) {
      int middle = from + rise(rise, column);
      int row = nearest(middle, column);
      tops[column] = row;
      bottoms[column] = row;
      if (row >= 0) {
        while (tops[column] > 0 && isInk(tops[column] - 1, column)) {
          tops[column]--;
        }
        while (bottoms[column] < rows && isInk(bottoms[column], column)) {
          bottoms[column]++;
        }
        lengths[Math.min(bottoms[column] - tops[column], 255)]++;
      }
    }
    int thick = new Histogram(lengths).median() + 2;
    int first = 0;
    while (first < columns && outside(from + rise(rise, first))) {
      first++;
    }
    int last = columns;
    while (last > first && outside(from + rise(rise, last - 1))) {
      last--;
    }
    int end = Math.max(3, (last - first) / 8);
    if (!reaches(tops, bottoms, first, Math.min(first + end, last), thick)
        || !reaches(tops, bottoms, Math.max(last - end, first), last, thick)) {
      return false;
    }
    for (int column = 0; column < columns; column++) {
      if (tops[column] >= 0 && bottoms[column] - tops[column] <= thick) {
        for (int row = Math.max(tops[column] - 2, 0);
            row < Math.min(bottoms[column] + 2, rows);
            row++) {
          pixels[row * columns + column] = 0;
        }
      }
    }
    return true;
  }

  private boolean outside(int row) {
    return row < 0 || row >= rows;
  }

  /** Whether enough of the columns where no stroke crosses have the line. */
  private static boolean reaches(int[] tops, int[] bottoms, int from, int to, int thick) {
    int line = 0;
    int none = 0;
    for (int column = from; column < to; column++) {
      if (tops[column] < 0) {
        none++;
      } else if (bottoms[column] - tops[column] <= thick) {
        line++;
      }
    }
    return line >= ENDS * (line + none);
  }

  /** The row of ink nearest to a row, at most 2 away, or -1. */
  private int nearest(int middle, int column) {
    for (int away = 0; away <= 2; away++) {
      for (int sign = -1; sign <= 1; sign += 2) {
        int row = middle + sign * away;
        if (row >= 0 && row < rows && isInk(row, column)) {
          return row;
        }
      }
    }
    return -1;
  }
}
