package org.lenet5.pixel;

import java.util.Arrays;

/**
 * Bilinear resize of byte images, equal bit for bit to Pillow's {@code Image.resize(size,
 * BILINEAR)} for grey images, and so to torchvision's {@code Resize} on PIL images.
 *
 * <p>Along rows first, then along columns, each rounded to a byte. On either axis, output i is the
 * average of the inputs x weighted by {@code 1 - |x + 0.5 - (i + 0.5) s| / max(s, 1)} where that is
 * positive, s = from / to: interpolation when growing, an average over all that an output covers
 * when shrinking. Weights are fixed-point numbers of 22 fractional bits (Pillow's {@code
 * Resample.c}).
 */
public final class BilinearResize implements Fitter {

  private static final int FRACTION_BITS = 22;
  private static final int HALF = 1 << (FRACTION_BITS - 1);

  private final int fromRows;
  private final int fromColumns;
  private final Axis rows;
  private final Axis columns;

  /**
   * @throws IllegalArgumentException if a size is below 1
   */
  public BilinearResize(int fromRows, int fromColumns, int toRows, int toColumns) {
    if (fromRows < 1 || fromColumns < 1 || toRows < 1 || toColumns < 1) {
      throw new IllegalArgumentException(
          "resize: got %dx%d to %dx%d, expected sizes of at least 1"
              .formatted(fromRows, fromColumns, toRows, toColumns));
    }
    this.fromRows = fromRows;
    this.fromColumns = fromColumns;
    this.rows = Axis.of(fromRows, toRows);
    this.columns = Axis.of(fromColumns, toColumns);
  }

  /**
   * An image in another size.
   *
   * @param pixels {@code [rows][columns]}. Not modified.
   * @return {@code [toRows][toColumns]}
   */
  public static byte[] of(byte[] pixels, int rows, int columns, int toRows, int toColumns) {
    byte[] resized = new byte[toRows * toColumns];
    new BilinearResize(rows, columns, toRows, toColumns).fit(pixels, 0, resized, 0);
    return resized;
  }

  /**
   * Allocates the image between the two steps and one row of sums. Rows without ink stay without,
   * so that digits take two thirds of the work.
   */
  @Override
  public void fit(byte[] from, int fromAt, byte[] to, int toAt) {
    int width = columns.first().length;
    byte[] between = new byte[Math.multiplyExact(fromRows, width)];
    boolean[] blank = new boolean[fromRows];
    int[] sums = new int[width];
    for (int row = 0; row < fromRows; row++) {
      int at = fromAt + row * fromColumns;
      blank[row] = isBlank(from, at, at + fromColumns);
      if (!blank[row]) {
        Arrays.fill(sums, HALF);
        for (int k = 0; k < columns.taps(); k++) {
          addColumns(columns.weights()[k], columns.first(), from, at + k, sums);
        }
        toBytes(sums, between, row * width);
      }
    }
    for (int row = 0; row < rows.first().length; row++) {
      Arrays.fill(sums, HALF);
      for (int k = 0; k < rows.taps(); k++) {
        int source = rows.first()[row] + k;
        if (!blank[source]) {
          addRow(rows.weights()[k][row], between, source * width, sums);
        }
      }
      toBytes(sums, to, toAt + row * width);
    }
  }

  private static boolean isBlank(byte[] pixels, int from, int to) {
    int any = 0;
    for (int i = from; i < to; i++) {
      any |= pixels[i];
    }
    return any == 0;
  }

  /** Adds to each of {@code sums} its weight times the pixel {@code first} from {@code fromAt}. */
  private static void addColumns(int[] weights, int[] first, byte[] from, int fromAt, int[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += weights[i] * (from[fromAt + first[i]] & 0xff);
    }
  }

  /** Reads a row of {@code from}, adds {@code weight} times it to {@code sums}. */
  private static void addRow(int weight, byte[] from, int fromAt, int[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += weight * (from[fromAt + i] & 0xff);
    }
  }

  private static void toBytes(int[] sums, byte[] to, int toAt) {
    for (int i = 0; i < sums.length; i++) {
      to[toAt + i] = toByte(sums[i]);
    }
  }

  private static byte toByte(int sum) {
    // Rounded weights may add up to slightly more than 1.
    return (byte) Math.min(sum >> FRACTION_BITS, 255);
  }

  /**
   * The weights along one axis.
   *
   * @param taps how many inputs an output averages, zero weights included
   * @param first {@code [output]} the first of them
   * @param weights {@code [tap][output]}
   */
  private record Axis(int taps, int[] first, int[][] weights) {

    static Axis of(int from, int to) {
      double scale = (double) from / to;
      double support = Math.max(scale, 1);
      int taps = Math.min((int) Math.ceil(2 * support), from);
      int[] first = new int[to];
      int[][] weights = new int[taps][to];
      double[] w = new double[taps];
      for (int i = 0; i < to; i++) {
        double centre = (i + 0.5) * scale;
        first[i] = Math.clamp((int) (centre - support + 0.5), 0, from - taps);
        double sum = 0;
        for (int k = 0; k < taps; k++) {
          // A reciprocal and a product, not a quotient: the last bit counts.
          w[k] = Math.max(1 - Math.abs((k + first[i] - centre + 0.5) * (1 / support)), 0);
          sum += w[k];
        }
        for (int k = 0; k < taps; k++) {
          weights[k][i] = (int) (0.5 + w[k] / sum * (1 << FRACTION_BITS));
        }
      }
      return new Axis(taps, first, weights);
    }
  }
}
