package org.lenet5.data;

import org.lenet5.nn.Randomness;

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
    field =
        distortion.elastic() == 0
            ? null
            : new ElasticField(
                distortion.elastic(), distortion.smooth(), rows, columns, rowStep, columnStep);
  }

  /** Scratch space for {@link #load}, for one thread. */
  float[] scratch() {
    return new float[field == null ? 0 : field.scratch()];
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
   * @param x {@code [row][column][lanes]}; one lane is overwritten
   */
  void load(
      byte[] pixels, int sample, float[] values, float[] scratch, float[] x, int lane, int lanes) {
    load(planar(sample), pixels, sample, values, scratch, x, lane, lanes);
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
      float[] scratch,
      float[] x,
      int lane,
      int lanes) {
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

    int fromAt = sample * fromRows * fromColumns;
    if (field != null) {
      field.draw(seed, Randomness.ELASTIC + epoch, sample, scratch);
    }
    boolean noisy = distortion.noise() > 0;
    int to = lane;
    for (int row = 0; row < rows; row++) {
      if (field != null) {
        field.enter(row, scratch);
      }
      int d = down + row * downByRow;
      int a = across + row * acrossByRow;
      for (int column = 0; column < columns; column++) {
        int dd = field == null ? d : d + field.down(column, scratch);
        int aa = field == null ? a : a + field.across(column, scratch);
        int grey = Bilinear.at(pixels, fromAt, fromRows, fromColumns, dd, aa);
        x[to] = values[noisy && inverts(sample, row * columns + column) ? 255 - grey : grey];
        to += lanes;
        d += downByColumn;
        a += acrossByColumn;
      }
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
