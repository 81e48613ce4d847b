package org.lenet5.engine;

import org.lenet5.base.Randomness;
import org.lenet5.pixel.Bilinear;

/**
 * Smooth random displacements of pixels (Simard, Steinkraus and Platt 2003: independent noise,
 * smoothed by a Gaussian). Here the noise lies on a coarse grid and the smoothing is a cubic
 * B-spline over it, whose standard deviation is the grid's step / sqrt(3): nearly the same bell,
 * for 8 multiplications a pixel and no square of its width.
 *
 * <p>Immutable; the field of one sample lives in scratch space of the caller.
 */
final class ElasticField {
  private static final int TAPS = 4;

  private final double amplitude;
  private final Axis rows;
  private final Axis columns;

  /**
   * @param rms root mean square of the displacements on each axis, in pixels of the stored image
   * @param smooth standard deviation of the bell, in the same pixels
   * @param rows of the output
   * @param columns of the output
   * @param rowStep pixels of the stored image from one row of the output to the next
   * @param columnStep the same for columns
   */
  ElasticField(
      double rms, double smooth, int rows, int columns, double rowStep, double columnStep) {
    double grid = smooth * Math.sqrt(3);
    this.rows = Axis.of(rows, rowStep / grid);
    this.columns = Axis.of(columns, columnStep / grid);
    // Noise in [-a, a] has variance a^2/3; a cubic B-spline has a mean square of 151/315 an axis.
    amplitude = rms * Math.sqrt(3) * 315 / 151 * (1 << Bilinear.PLACE_BITS);
  }

  /** Floats of scratch space: the grid {@code [2][rows][columns]}, one row of it {@code [2]...}. */
  int scratch() {
    return 2 * (rows.nodes() + 1) * columns.nodes();
  }

  /**
   * Moves the places of all units of the output by the field of one sample.
   *
   * @param scratch overwritten
   * @param down {@code [row][column]} places as {@link Bilinear} has them. Added to.
   * @param across likewise
   */
  void displace(long seed, long stream, int sample, float[] scratch, int[] down, int[] across) {
    draw(seed, stream, sample, scratch);
    int width = columns.nodes();
    int downAt = 2 * rows.nodes() * width;
    int[] first = columns.first();
    float[] weights = columns.weights();
    for (int row = 0; row < rows.first().length; row++) {
      smooth(row, width, scratch);
      int at = row * first.length;
      for (int column = 0; column < first.length; column++) {
        int w = column * TAPS;
        float w0 = weights[w];
        float w1 = weights[w + 1];
        float w2 = weights[w + 2];
        float w3 = weights[w + 3];
        int d = downAt + first[column];
        int a = d + width;
        down[at + column] +=
            (int)
                (w0 * scratch[d] + w1 * scratch[d + 1] + w2 * scratch[d + 2] + w3 * scratch[d + 3]);
        across[at + column] +=
            (int)
                (w0 * scratch[a] + w1 * scratch[a + 1] + w2 * scratch[a + 2] + w3 * scratch[a + 3]);
      }
    }
  }

  /** Draws the noise of one sample. Overwrites the grid. */
  private void draw(long seed, long stream, int sample, float[] scratch) {
    int nodes = rows.nodes() * columns.nodes();
    long first = (long) sample << 32;
    for (int i = 0; i < 2 * nodes; i++) {
      double unit = Randomness.unit(seed, stream, first + i);
      scratch[i] = (float) ((2 * unit - 1) * amplitude);
    }
  }

  /** Smooths along rows for one row of the output. Reads the grid, overwrites the row. */
  private void smooth(int row, int width, float[] scratch) {
    int grid = rows.nodes() * width;
    int w = row * TAPS;
    float[] weights = rows.weights();
    for (int axis = 0; axis < 2; axis++) {
      int from = axis * grid + rows.first()[row] * width;
      int to = 2 * grid + axis * width;
      for (int i = 0; i < width; i++) {
        scratch[to + i] =
            weights[w] * scratch[from + i]
                + weights[w + 1] * scratch[from + width + i]
                + weights[w + 2] * scratch[from + 2 * width + i]
                + weights[w + 3] * scratch[from + 3 * width + i];
      }
    }
  }

  /**
   * The spline along one axis.
   *
   * @param nodes number of grid points
   * @param first {@code [output]} the first of the four points that count
   * @param weights {@code [output][4]}
   */
  private record Axis(int nodes, int[] first, float[] weights) {

    static Axis of(int outputs, double step) {
      int[] first = new int[outputs];
      float[] weights = new float[outputs * TAPS];
      for (int i = 0; i < outputs; i++) {
        first[i] = (int) (i * step);
        double t = i * step - first[i];
        double s = 1 - t;
        weights[i * TAPS] = (float) (s * s * s / 6);
        weights[i * TAPS + 1] = (float) ((3 * t * t * t - 6 * t * t + 4) / 6);
        weights[i * TAPS + 2] = (float) ((3 * s * s * s - 6 * s * s + 4) / 6);
        weights[i * TAPS + 3] = (float) (t * t * t / 6);
      }
      return new Axis(first[outputs - 1] + TAPS, first, weights);
    }
  }
}
