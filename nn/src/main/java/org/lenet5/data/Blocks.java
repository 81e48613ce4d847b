package org.lenet5.data;

/**
 * A data set ready to be fed to a network: images fitted to its input, and the float of each byte.
 * Turns samples into blocks of 16, one sample per lane.
 */
public final class Blocks {
  private static final int LANES = 16;

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
    for (int lane = 0; lane < LANES; lane++) {
      if (lane < count) {
        int at = order[from + lane] * size;
        for (int i = 0; i < size; i++) {
          x[i * LANES + lane] = values[pixels[at + i] & 0xff];
        }
      } else {
        for (int i = 0; i < size; i++) {
          x[i * LANES + lane] = 0;
        }
      }
    }
  }
}
