package org.lenet5.engine;

import java.util.stream.IntStream;
import org.lenet5.base.Randomness;
import org.lenet5.data.Distortion;
import org.lenet5.data.Planar;
import org.lenet5.data.Preprocessing;
import org.lenet5.pixel.Bilinear;

/**
 * The distortions of one epoch for images of one size: draws each sample's map from (seed, epoch,
 * sample) and samples the stored image through it, straight into the network's input.
 *
 * <p>The map leads back, from the place of an input unit to a place in the stored image: the fit's
 * map, then the inverse of the distortion about the image's centre, all in one.
 */
final class Warp {
  /** Numbers drawn for a sample; each kind has its own, so that none depends on the others. */
  private static final int DRAWS = 8;

  private final Distortion distortion;
  private final long seed;
  private final int epoch;

  /** Null where each sample has a map of its own. */
  private final Planar common;

  private final int fromRows;
  private final int fromColumns;
  private final int rows;
  private final int columns;

  /** Along each axis, output i lies at {@code i step + start} in the stored image. */
  private final double rowStep;

  private final double rowStart;
  private final double columnStep;
  private final double columnStart;

  /** {@code [unit of the output]}, to compute all places in one loop. */
  private final int[] rowOf;

  private final int[] columnOf;

  /** Null without elastic deformation. */
  private final ElasticField field;

  /** The distortions of an epoch. */
  Warp(
      Distortion distortion,
      long seed,
      int epoch,
      Preprocessing preprocessing,
      int fromRows,
      int fromColumns) {
    this(distortion, seed, epoch, null, preprocessing, fromRows, fromColumns);
  }

  /** The same map for every sample. */
  Warp(Planar common, Preprocessing preprocessing, int fromRows, int fromColumns) {
    this(Distortion.NONE, 0, 0, common, preprocessing, fromRows, fromColumns);
  }

  private Warp(
      Distortion distortion,
      long seed,
      int epoch,
      Planar common,
      Preprocessing preprocessing,
      int fromRows,
      int fromColumns) {
    this.distortion = distortion;
    this.seed = seed;
    this.epoch = epoch;
    this.common = common;
    this.fromRows = fromRows;
    this.fromColumns = fromColumns;
    rows = preprocessing.rows();
    columns = preprocessing.columns();
    switch (preprocessing.fit()) {
      case BILINEAR -> {
        rowStep = (double) fromRows / rows;
        columnStep = (double) fromColumns / columns;
        rowStart = 0.5 * rowStep - 0.5;
        columnStart = 0.5 * columnStep - 0.5;
      }
      case PAD -> {
        rowStep = 1;
        columnStep = 1;
        rowStart = -((rows - fromRows) / 2);
        columnStart = -((columns - fromColumns) / 2);
      }
      default -> throw new AssertionError(preprocessing.fit());
    }
    rowOf = IntStream.range(0, rows * columns).map(i -> i / columns).toArray();
    columnOf = IntStream.range(0, rows * columns).map(i -> i % columns).toArray();
    field =
        distortion.elastic() == 0
            ? null
            : new ElasticField(
                distortion.elastic(), distortion.smooth(), rows, columns, rowStep, columnStep);
  }

  /**
   * Space for {@link #load}.
   *
   * @param image that is being distorted
   * @param field of the elastic deformation
   * @param down {@code [unit of the output]} where it lies in the image
   * @param across likewise
   */
  record Scratch(Bilinear image, float[] field, int[] down, int[] across) {}

  /** Space for one thread. */
  Scratch scratch() {
    int units = rows * columns;
    return new Scratch(
        new Bilinear(fromRows, fromColumns, units),
        new float[field == null ? 0 : field.scratch()],
        new int[units],
        new int[units]);
  }

  /** Whether a sample is left as it is in this epoch. */
  boolean spares(int sample) {
    return common == null && unit(sample, 0) < distortion.originals();
  }

  /**
   * Distorts one image.
   *
   * @param pixels stored images; the sample's is at {@code sample * rows * columns}
   * @param values the float of each byte
   * @param scratch from {@link #scratch}. Overwritten.
   * @param x {@code [row][column]} from {@code xAt}, so many values apart. Overwritten there.
   */
  void load(
      byte[] pixels, int sample, float[] values, Scratch scratch, float[] x, int xAt, int apart) {
    load(planar(sample), pixels, sample, values, scratch, x, xAt, apart);
  }

  /** What is drawn for a sample, elastic deformation and noise apart. */
  Planar planar(int sample) {
    if (common != null) {
      return common;
    }
    return new Planar(
        unit(sample, 7) < distortion.mirror(),
        1 + distortion.squeeze() * centred(sample, 1),
        1 + distortion.scale() * centred(sample, 2),
        distortion.shear() * centred(sample, 3),
        distortion.rotate() * centred(sample, 4),
        distortion.translate() * centred(sample, 5),
        distortion.translate() * centred(sample, 6));
  }

  /** As above, with a given planar distortion. */
  void load(
      Planar planar,
      byte[] pixels,
      int sample,
      float[] values,
      Scratch scratch,
      float[] x,
      int xAt,
      int apart) {
    // Back through rotation, shear, scale, squeeze and mirror; x goes across, y down.
    double angle = StrictMath.toRadians(planar.degrees());
    double cos = angle == 0 ? 1 : StrictMath.cos(angle);
    double sin = angle == 0 ? 0 : StrictMath.sin(angle);
    double xScale = (planar.mirrored() ? -1 : 1) / (planar.scale() * planar.squeeze());
    double yScale = planar.squeeze() / planar.scale();
    double xx = (cos + planar.shear() * sin) * xScale;
    double xy = (sin - planar.shear() * cos) * xScale;
    double yx = -sin * yScale;
    double yy = cos * yScale;

    double centreDown = 0.5 * (fromRows - 1);
    double centreAcross = 0.5 * (fromColumns - 1);
    double fromDown = rowStart - centreDown - planar.down();
    double fromAcross = columnStart - centreAcross - planar.across();
    int across = Bilinear.place(xx * fromAcross + xy * fromDown + centreAcross);
    int down = Bilinear.place(yx * fromAcross + yy * fromDown + centreDown);
    int acrossByColumn = Bilinear.place(xx * columnStep);
    int acrossByRow = Bilinear.place(xy * rowStep);
    int downByColumn = Bilinear.place(yx * columnStep);
    int downByRow = Bilinear.place(yy * rowStep);

    int[] downs = scratch.down;
    int[] acrosses = scratch.across;
    places(down, downByRow, downByColumn, downs);
    places(across, acrossByRow, acrossByColumn, acrosses);
    if (field != null) {
      field.displace(seed, Randomness.ELASTIC + epoch, sample, scratch.field, downs, acrosses);
    }
    scratch.image.set(pixels, sample * fromRows * fromColumns);
    int[] grey = scratch.image.sample(downs, acrosses);
    if (distortion.noise() > 0) {
      for (int i = 0; i < grey.length; i++) {
        grey[i] = inverts(sample, i) ? 255 - grey[i] : grey[i];
      }
    }
    for (int i = 0; i < grey.length; i++) {
      x[xAt + i * apart] = values[grey[i]];
    }
  }

  private void places(int start, int byRow, int byColumn, int[] places) {
    for (int i = 0; i < places.length; i++) {
      places[i] = start + rowOf[i] * byRow + columnOf[i] * byColumn;
    }
  }

  /** Whether noise turns a unit of the input to its opposite. */
  private boolean inverts(int sample, int unit) {
    long index = (long) sample * rows * columns + unit;
    return Randomness.unit(seed, Randomness.NOISE + epoch, index) < distortion.noise();
  }

  /** Uniform in [0, 1). */
  private double unit(int sample, int draw) {
    return Randomness.unit(seed, Randomness.DISTORTION + epoch, (long) sample * DRAWS + draw);
  }

  /** Uniform in [-1, 1). */
  private double centred(int sample, int draw) {
    return 2 * unit(sample, draw) - 1;
  }
}
