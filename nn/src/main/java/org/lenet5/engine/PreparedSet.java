package org.lenet5.engine;

import java.util.Arrays;
import org.lenet5.data.Dataset;
import org.lenet5.data.Distortion;
import org.lenet5.data.Image;
import org.lenet5.data.Planar;
import org.lenet5.data.Preprocessing;
import org.lenet5.kernel.Lanes;
import org.lenet5.layer.Shape;
import org.lenet5.network.Network;

/**
 * A data set ready to be fed to a network: images fitted to its input, and the float of each byte.
 */
public final class PreparedSet {
  private static final int LANES = Lanes.LANES;

  private final Preprocessing preprocessing;

  /** What distortions start from: as stored but upright, or fitted where that is smaller. */
  private final Dataset stored;

  private final Dataset data;
  private final float[] values;

  /** Null without distortion. */
  private final Warp warp;

  /**
   * Deslants and fits all images once, as they need; a byte for each input unit stays in memory
   * beside the data set.
   *
   * @throws IllegalArgumentException if the fit is PAD and the images are larger than the input
   */
  public PreparedSet(Preprocessing preprocessing, Dataset data) {
    this.preprocessing = preprocessing;
    Dataset upright = preprocessing.upright(data);
    this.data = preprocessing.fit(upright);
    // Sampling a larger image would skip pixels where fitting averages them.
    boolean larger = data.rows() > preprocessing.rows() || data.columns() > preprocessing.columns();
    stored = larger ? this.data : upright;
    values = preprocessing.values();
    warp = null;
  }

  private PreparedSet(PreparedSet plain, float[] values, Warp warp) {
    preprocessing = plain.preprocessing;
    stored = plain.stored;
    data = plain.data;
    this.values = values;
    this.warp = warp;
  }

  /**
   * The same samples as an epoch of training sees them; shares their memory. {@link #data} stays
   * undistorted.
   */
  public PreparedSet distorted(Distortion distortion, long seed, int epoch) {
    Warp other =
        distortion.isNone()
            ? null
            : new Warp(distortion, seed, epoch, preprocessing, stored.rows(), stored.columns());
    return new PreparedSet(this, values, other);
  }

  /**
   * The same samples, all through one map, with background beyond the edge of the stored images;
   * shares their memory. {@link #data} stays as it is.
   */
  public PreparedSet mapped(Planar planar) {
    return new PreparedSet(
        this, values, new Warp(planar, preprocessing, stored.rows(), stored.columns()));
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
   * The right class of a sample.
   *
   * @throws IndexOutOfBoundsException if there is no such sample
   */
  public int label(int sample) {
    return data.label(sample);
  }

  /**
   * Checks that samples can be fed to a network.
   *
   * @throws IllegalArgumentException if the images have another size than the network's input, or
   *     the data set another number of classes than the network has outputs
   */
  public void requireFit(Network network) {
    Shape input = network.input();
    if (data.rows() != input.rows() || data.columns() != input.columns()) {
      throw new IllegalArgumentException(
          "%s: got images of %dx%d, expected the network's %dx%d"
              .formatted(data.name(), data.rows(), data.columns(), input.rows(), input.columns()));
    }
    if (data.classes() != network.output().size()) {
      throw new IllegalArgumentException(
          "%s: got %d classes, expected the network's %d"
              .formatted(data.name(), data.classes(), network.output().size()));
    }
  }

  /**
   * One sample's image as it is loaded, before bytes become floats.
   *
   * @throws IndexOutOfBoundsException if there is no such sample
   */
  public Image image(int sample) {
    data.label(sample);
    float[] bytes = new float[256];
    for (int p = 0; p < bytes.length; p++) {
      bytes[p] = p;
    }
    float[] x = new float[data.rows() * data.columns()];
    new PreparedSet(this, bytes, warp).load(sample, x);
    byte[] pixels = new byte[x.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) x[i];
    }
    return new Image(data.rows(), data.columns(), pixels);
  }

  /**
   * Loads the samples {@code order[from]} to {@code order[from + count - 1]} into lanes 0 to {@code
   * count - 1}; the other lanes become zero.
   *
   * @param order sample numbers
   * @param count 1 to 16
   * @param x {@code [row][column][16]} from {@code xAt}. Overwritten.
   */
  void load(int[] order, int from, int count, float[] x, int xAt) {
    if (count < LANES) {
      Arrays.fill(x, xAt, xAt + data.rows() * data.columns() * LANES, 0);
    }
    if (warp == null) {
      loadOriginals(order, from, count, x, xAt);
      return;
    }
    Warp.Scratch scratch = warp.scratch();
    for (int lane = 0; lane < count; lane++) {
      load(order[from + lane], scratch, x, xAt + lane, LANES);
    }
  }

  /**
   * Loads one sample by itself.
   *
   * @param x {@code [row][column]}. Overwritten.
   */
  public void load(int sample, float[] x) {
    load(sample, warp == null ? null : warp.scratch(), x, 0, 1);
  }

  /** Loads one sample from {@code xAt}, its pixels so many values apart. */
  private void load(int sample, Warp.Scratch scratch, float[] x, int xAt, int apart) {
    if (warp == null || warp.spares(sample)) {
      loadOriginal(sample, x, xAt, apart);
    } else {
      warp.load(stored.pixels(), sample, values, scratch, x, xAt, apart);
    }
  }

  /**
   * Four images at a time: their pixels come from four places in memory at once, each read from its
   * start to its end, as a processor foresees. 8 us a block in random order; 13 with 64 pixels of
   * each image in turn.
   */
  private void loadOriginals(int[] order, int from, int count, float[] x, int xAt) {
    int lane = 0;
    for (; lane <= count - 4; lane += 4) {
      loadFour(order, from + lane, x, xAt + lane);
    }
    for (; lane < count; lane++) {
      loadOriginal(order[from + lane], x, xAt + lane, LANES);
    }
  }

  private void loadFour(int[] order, int from, float[] x, int xAt) {
    byte[] pixels = data.pixels();
    int size = data.rows() * data.columns();
    int a = order[from] * size;
    int b = order[from + 1] * size;
    int c = order[from + 2] * size;
    int d = order[from + 3] * size;
    for (int i = 0; i < size; i++) {
      int at = xAt + i * LANES;
      x[at] = values[pixels[a + i] & 0xff];
      x[at + 1] = values[pixels[b + i] & 0xff];
      x[at + 2] = values[pixels[c + i] & 0xff];
      x[at + 3] = values[pixels[d + i] & 0xff];
    }
  }

  /** One sample as it is. */
  private void loadOriginal(int sample, float[] x, int xAt, int apart) {
    byte[] pixels = data.pixels();
    int size = data.rows() * data.columns();
    int at = sample * size;
    for (int i = 0; i < size; i++) {
      x[xAt + i * apart] = values[pixels[at + i] & 0xff];
    }
  }
}
