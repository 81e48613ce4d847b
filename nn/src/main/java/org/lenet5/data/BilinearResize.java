package org.lenet5.data;

/**
 * Bilinear resize of byte images, equal bit for bit to Pillow's {@code Image.resize(size,
 * BILINEAR)} for grey images, and so to torchvision's {@code Resize} on PIL images.
 *
 * <p>Rows first, then columns, each rounded to a byte. Along one axis, output i is the average of
 * the inputs x weighted by {@code 1 - |x + 0.5 - (i + 0.5) s| / max(s, 1)} where that is positive,
 * s = from / to: interpolation when growing, an average over all that an output covers when
 * shrinking. Weights are fixed-point numbers of 22 fractional bits (Pillow's {@code Resample.c}).
 */
final class BilinearResize implements Fitter {

  private static final int FRACTION_BITS = 22;
  private static final int HALF = 1 << (FRACTION_BITS - 1);

  private final int fromRows;
  private final int fromColumns;
  private final Axis rows;
  private final Axis columns;

  /**
   * @throws IllegalArgumentException if a size is below 1
   */
  BilinearResize(int fromRows, int fromColumns, int toRows, int toColumns) {
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

  @Override
  public void fit(byte[] from, int fromAt, byte[] to, int toAt) {
    int width = columns.to();
    byte[] narrowed = new byte[Math.multiplyExact(fromRows, width)];
    for (int row = 0; row < fromRows; row++) {
      for (int column = 0; column < width; column++) {
        narrowed[row * width + column] =
            columns.average(from, fromAt + row * fromColumns, 1, column);
      }
    }
    for (int row = 0; row < rows.to(); row++) {
      for (int column = 0; column < width; column++) {
        to[toAt + row * width + column] = rows.average(narrowed, column, width, row);
      }
    }
  }

  /**
   * The weights along one axis: output i averages the inputs from {@code first[i]} with {@code
   * weights[starts[i]]} to {@code weights[starts[i + 1] - 1]}.
   *
   * @param first the first input of each output
   * @param starts where each output's weights start, and where the last one's end
   * @param weights all weights, one output after the other
   */
  private record Axis(int[] first, int[] starts, int[] weights) {

    static Axis of(int from, int to) {
      double scale = (double) from / to;
      double support = Math.max(scale, 1);
      int[] first = new int[to];
      int[] starts = new int[to + 1];
      int[] weights = new int[Math.multiplyExact(to, 2 * (int) Math.ceil(support) + 1)];
      double[] w = new double[2 * (int) Math.ceil(support) + 1];
      for (int i = 0; i < to; i++) {
        double centre = (i + 0.5) * scale;
        first[i] = Math.max((int) (centre - support + 0.5), 0);
        int count = Math.min((int) (centre + support + 0.5), from) - first[i];
        double sum = 0;
        for (int k = 0; k < count; k++) {
          // A reciprocal and a product, not a quotient: the last bit counts.
          w[k] = Math.max(1 - Math.abs((k + first[i] - centre + 0.5) * (1 / support)), 0);
          sum += w[k];
        }
        starts[i + 1] = starts[i] + count;
        for (int k = 0; k < count; k++) {
          weights[starts[i] + k] = (int) (0.5 + w[k] / sum * (1 << FRACTION_BITS));
        }
      }
      return new Axis(first, starts, weights);
    }

    int to() {
      return first.length;
    }

    /** Output i of the line of bytes that starts at {@code at} and has {@code stride}. */
    byte average(byte[] line, int at, int stride, int i) {
      int sum = HALF;
      int x = at + first[i] * stride;
      for (int k = starts[i]; k < starts[i + 1]; k++) {
        sum += weights[k] * (line[x] & 0xff);
        x += stride;
      }
      // Rounded weights may add up to slightly more than 1.
      return (byte) Math.min(sum >> FRACTION_BITS, 255);
    }
  }
}
