package org.lenet5.bench.offmnist;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.FlatteningPathIterator;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Writes digits, no two alike: points are shaken, then the whole is slanted, turned, squeezed. */
final class Hand {

  /** Standard deviation of points, of the digit's height. */
  private static final double SHAKE = 0.02;

  /** Largest turn, in radians: 8 degrees. */
  private static final double TURN = 0.14;

  private static final double FLATNESS = 0.002;

  private final Random random;

  Hand(Random random) {
    this.random = random;
  }

  double between(double least, double most) {
    return least + (most - least) * random.nextDouble();
  }

  /**
   * Writes a digit around (0, 0), of about height 1.
   *
   * @param way as {@link Numerals} has it
   * @param width of the pen
   * @param pressure by how much of it the width swings, 0 to 1
   * @return the inked area
   */
  Shape write(String way, double width, double pressure) {
    double turn = between(-TURN, TURN);
    double slant = between(-0.1, 0.3);
    double squeeze = between(0.6, 0.9);
    double cos = StrictMath.cos(turn);
    double sin = StrictMath.sin(turn);
    AffineTransform whole = new AffineTransform(cos, sin, -sin, cos, 0, 0);
    whole.concatenate(new AffineTransform(squeeze, 0, -slant, 1, 0, 0));
    return ink(whole.createTransformedShape(line(way)), width, pressure);
  }

  /** The pen's way: smooth between corners. */
  private Path2D line(String way) {
    Path2D line = new Path2D.Double();
    for (String stroke : way.split(" \\| ")) {
      List<double[]> curve = new ArrayList<>();
      for (String word : stroke.split(" ")) {
        if (word.equals("^")) {
          double[] corner = curve.getLast();
          smooth(curve, line);
          curve = new ArrayList<>(List.of(corner));
        } else {
          String[] xy = word.split(",");
          curve.add(new double[] {shaken(xy[0]), shaken(xy[1])});
        }
      }
      smooth(curve, line);
    }
    return line;
  }

  private double shaken(String percent) {
    return Integer.parseInt(percent) / 100.0 - 0.5 + SHAKE * random.nextGaussian();
  }

  /** Appends a spline of Catmull and Rom through points, as Bezier curves. */
  private static void smooth(List<double[]> points, Path2D line) {
    line.moveTo(points.getFirst()[0], points.getFirst()[1]);
    for (int i = 1; i < points.size(); i++) {
      double[] before = points.get(Math.max(i - 2, 0));
      double[] from = points.get(i - 1);
      double[] to = points.get(i);
      double[] after = points.get(Math.min(i + 1, points.size() - 1));
      line.curveTo(
          from[0] + (to[0] - before[0]) / 6,
          from[1] + (to[1] - before[1]) / 6,
          to[0] - (after[0] - from[0]) / 6,
          to[1] - (after[1] - from[1]) / 6,
          to[0],
          to[1]);
    }
  }

  /** Dabs of the pen along a line. */
  private Shape ink(Shape line, double width, double pressure) {
    double phase = between(0, 2 * StrictMath.PI);
    double step = width / 8;
    double length = 0;
    double[] at = new double[6];
    double x = 0;
    double y = 0;
    Path2D ink = new Path2D.Double(Path2D.WIND_NON_ZERO);
    for (PathIterator i = new FlatteningPathIterator(line.getPathIterator(null), FLATNESS);
        !i.isDone();
        i.next()) {
      if (i.currentSegment(at) == PathIterator.SEG_LINETO) {
        double distance = StrictMath.hypot(at[0] - x, at[1] - y);
        int dabs = (int) Math.ceil(distance / step);
        for (int dab = 0; dab <= dabs && dabs > 0; dab++) {
          double part = (double) dab / dabs;
          double swing = StrictMath.sin(phase + 5 * (length + part * distance));
          double d = width * (1 + pressure * swing);
          ink.append(
              new Ellipse2D.Double(
                  x + part * (at[0] - x) - d / 2, y + part * (at[1] - y) - d / 2, d, d),
              false);
        }
        length += distance;
      }
      x = at[0];
      y = at[1];
    }
    return ink;
  }
}
