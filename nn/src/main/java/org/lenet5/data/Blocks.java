package org.lenet5.data;

import org.lenet5.nn.kernel.Kernels;

/**
 * A data set ready to be fed to a network: images fitted to its input, and the float of each byte.
 * Turns samples into blocks of 16, one sample per lane.
 */
public final class Blocks {
  private static final int LANES = Kernels.LANES;

  /** Pixels to finish in all lanes before the next ones: 4 kB of floats stay in the first cache. */
  private static final int CHUNK = 64;

  private final Dataset data;
  private final float[] values;

  /** Fits all images once; a byte for each input unit stays in memory. */
  public Blocks(Preprocessing preprocessing, Dataset data) {
    this.data = preprocessing.apply(data);
    values = preprocessing.values();
  }

  /** The fitted data set. */
  public Dataset data() {
    return data;
  }

  /** Number of samples. */
  public int size() {
    return data.size();
  }

  /**
   * Loads the samples {@code order[from]} to {@code order[from + count - 1]} into lanes 0 to {@code
   * count - 1}; the other lanes become zero.
   *
   * @param order sample numbers
   * @param count 1 to 16
   * @param x {@code [row][column][16]}. Overwritten.
   */
  public void load(int[] order, int from, int count, float[] x) {
    byte[] pixels = data.pixels();
    int size = data.rows() * data.columns();
    for (int start = 0; start < size; start += CHUNK) {
      int end = Math.min(size, start + CHUNK);
      for (int lane = 0; lane < LANES; lane++) {
        if (lane < count) {
          int at = order[from + lane] * size;
          for (int i = start; i < end; i++) {
            x[i * LANES + lane] = values[pixels[at + i] & 0xff];
          }
        } else {
          for (int i = start; i < end; i++) {
            x[i * LANES + lane] = 0;
          }
        }
      }
    }
  }
}
