package org.lenet5.bench.offmnist;

import java.awt.Shape;
import java.awt.geom.FlatteningPathIterator;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Random;

/**
 * What a camera makes of a sheet of paper: seen aslant, unevenly lit, often with the edge of a
 * shadow, grained, some of it ruled or squared; blurred, and with the sensor's noise.
 */
final class Photograph {
  private static final int ROWS = 200;
  private static final int COLUMNS = 240;

  /** The finest and the coarsest grain of paper, in pixels. */
  private static final int FINE = 3;

  private static final int COARSE = 40;

  private final Random random;
  private final double aslantX;
  private final double aslantY;

  Photograph(Random random) {
    this.random = random;
    aslantX = between(-0.15, 0.15);
    aslantY = between(-0.15, 0.15);
  }

  private double between(double least, double most) {
    return least + (most - least) * random.nextDouble();
  }

  /**
   * Of a digit in dark ink.
   *
   * @param digit of any size
   * @param ruling 0: blank, 1: ruled, 2: squared
   * @return grey
   */
  BufferedImage of(Shape digit, int ruling) {
    double height = between(70, 130);
    Rectangle2D box = digit.getBounds2D();
    double halfWidth = height * box.getWidth() / box.getHeight() / 2;
    Shape placed =
        Ink.place(
            digit,
            height,
            between(halfWidth + 24, COLUMNS - halfWidth - 24),
            between(height / 2 + 24, ROWS - height / 2 - 24));
    double[] ink = Ink.of(ROWS, COLUMNS, aslant(placed)).parts();
    double[] lines = Ink.of(ROWS, COLUMNS, aslant(lines(ruling))).parts();
    double[] fine = grain(FINE);
    double[] coarse = grain(COARSE);
    double[] light = light();
    double paper = between(190, 235);
    double pen = between(0.08, 0.4);
    double faint = between(0.04, 0.12);
    double roughness = between(0.01, 0.03);
    double noise = between(2, 6);
    double[] seen = new double[ROWS * COLUMNS];
    for (int i = 0; i < seen.length; i++) {
      double reflected =
          (1 - faint * lines[i])
              * (1 + roughness * (fine[i] + coarse[i]))
              * (1 - ink[i] * (1 - pen));
      seen[i] = paper * reflected * light[i];
    }
    blur(seen, ROWS, COLUMNS, between(0.6, 1.6));
    BufferedImage photograph = new BufferedImage(COLUMNS, ROWS, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < seen.length; i++) {
      double value = seen[i] + noise * random.nextGaussian();
      int grey = (int) Math.rint(Math.clamp(value, 0.0, 255.0));
      photograph.getRaster().setSample(i % COLUMNS, i / COLUMNS, 0, grey);
    }
    return photograph;
  }

  /** In the plane's perspective, the picture's middle in its place. */
  private Path2D aslant(Shape shape) {
    Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO);
    double[] at = new double[6];
    for (PathIterator i = new FlatteningPathIterator(shape.getPathIterator(null), 0.1);
        !i.isDone();
        i.next()) {
      int segment = i.currentSegment(at);
      double x = at[0] - COLUMNS / 2.0;
      double y = at[1] - ROWS / 2.0;
      double distance = 1 + aslantX * x / COLUMNS + aslantY * y / ROWS;
      switch (segment) {
        case PathIterator.SEG_MOVETO ->
            path.moveTo(COLUMNS / 2.0 + x / distance, ROWS / 2.0 + y / distance);
        case PathIterator.SEG_LINETO ->
            path.lineTo(COLUMNS / 2.0 + x / distance, ROWS / 2.0 + y / distance);
        default -> path.closePath();
      }
    }
    return path;
  }

  private Path2D lines(int ruling) {
    Path2D lines = new Path2D.Double(Path2D.WIND_NON_ZERO);
    double step = ruling == 1 ? between(36, 60) : between(18, 30);
    double first = between(0, step);
    for (double y = first - step; y < 2 * ROWS && ruling > 0; y += step) {
      lines.append(new Rectangle2D.Double(-COLUMNS, y, 3 * COLUMNS, 1.5), false);
    }
    for (double x = first - COLUMNS; x < 2 * COLUMNS && ruling > 1; x += step) {
      lines.append(new Rectangle2D.Double(x, -ROWS, 1.5, 3 * ROWS), false);
    }
    return lines;
  }

  /** Smooth noise of about standard deviation 1/2: random values on a grid, and between them. */
  private double[] grain(int size) {
    int width = COLUMNS / size + 2;
    double[] grid = new double[width * (ROWS / size + 2)];
    for (int i = 0; i < grid.length; i++) {
      grid[i] = random.nextGaussian();
    }
    double[] grain = new double[ROWS * COLUMNS];
    for (int i = 0; i < grain.length; i++) {
      double x = (double) (i % COLUMNS) / size;
      double y = (double) (i / COLUMNS) / size;
      int at = (int) y * width + (int) x;
      double right = x - (int) x;
      double above = (1 - right) * grid[at] + right * grid[at + 1];
      double below = (1 - right) * grid[at + width] + right * grid[at + width + 1];
      grain[i] = above + (y - (int) y) * (below - above);
    }
    return grain;
  }

  /** The light's share: falls off to one side and to the corners; two in three have a shadow. */
  private double[] light() {
    double down = between(-0.25, 0.25);
    double across = between(-0.25, 0.25);
    double corners = between(0, 0.25);
    double angle = between(0, 2 * StrictMath.PI);
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    double edge = between(-0.35, 0.35);
    double softness = between(0.03, 0.2);
    double shadow = random.nextInt(3) == 0 ? 0 : between(0.15, 0.45);
    double[] light = new double[ROWS * COLUMNS];
    for (int i = 0; i < light.length; i++) {
      double x = (double) (i % COLUMNS) / COLUMNS - 0.5;
      double y = (double) (i / COLUMNS) / ROWS - 0.5;
      double beyond = x * cos + y * sin - edge;
      double shaded = Math.clamp(0.5 + beyond / softness, 0.0, 1.0);
      shaded = shaded * shaded * (3 - 2 * shaded);
      light[i] =
          (1 + down * y + across * x - 2 * corners * (x * x + y * y)) * (1 - shadow * shaded);
    }
    return light;
  }

  /** Overwrites {@code values [rows][columns]} with the averages by a Gaussian. */
  static void blur(double[] values, int rows, int columns, double deviation) {
    blur(values, rows, columns, 1, deviation);
    blur(values, columns, 1, columns, deviation);
  }

  /**
   * Along one axis: {@code lines} of them, {@code next} from one to the next, {@code step} within.
   */
  private static void blur(double[] values, int lines, int next, int step, double deviation) {
    int length = values.length / lines;
    int reach = (int) Math.ceil(3 * deviation);
    double[] line = new double[length];
    for (int l = 0; l < lines; l++) {
      for (int i = 0; i < length; i++) {
        line[i] = values[l * next + i * step];
      }
      for (int i = 0; i < length; i++) {
        double sum = 0;
        double weights = 0;
        for (int j = Math.max(i - reach, 0); j <= Math.min(i + reach, length - 1); j++) {
          double weight = StrictMath.exp(-(i - j) * (i - j) / (2 * deviation * deviation));
          sum += weight * line[j];
          weights += weight;
        }
        values[l * next + i * step] = sum / weights;
      }
    }
  }
}
