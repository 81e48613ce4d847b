package org.lenet5.bench.offmnist;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;

/** A grey picture while it is made: what befalls paper, light and film, one call each. */
final class Page {
  private final int rows;
  private final int columns;

  /** {@code [row][column]}, 0 to 255 once it is a picture. */
  private final double[] light;

  private Page(int rows, int columns, double[] light) {
    this.rows = rows;
    this.columns = columns;
    this.light = light;
  }

  static Page of(Twin twin) {
    Page page = new Page(twin.rows(), twin.columns(), new double[twin.rows() * twin.columns()]);
    Arrays.fill(page.light, twin.paper());
    return page.cover(twin.ink(), twin.pen());
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  /** Paints over. */
  Page cover(Ink shape, double grey) {
    for (int i = 0; i < light.length; i++) {
      light[i] += shape.parts()[i] * (grey - light[i]);
    }
    return this;
  }

  Page cover(Shape shape, double grey) {
    return cover(Ink.of(rows, columns, shape), grey);
  }

  /** Paints over all but a shape, in a grey with a grain. */
  Page surround(Shape shape, double grey, double grain, Random random) {
    Ink inside = Ink.of(rows, columns, shape);
    double[] grains = new double[light.length];
    for (int i = 0; i < grains.length; i++) {
      grains[i] = random.nextGaussian();
    }
    Photograph.blur(grains, rows, columns, 1.5);
    for (int i = 0; i < light.length; i++) {
      double there = grey + 4 * grain * grains[i];
      light[i] = there + inside.parts()[i] * (light[i] - there);
    }
    return this;
  }

  /**
   * Multiplies.
   *
   * @param share by x and y, each -0.5 to 0.5 across the picture
   */
  Page lit(DoubleBinaryOperator share) {
    for (int i = 0; i < light.length; i++) {
      double x = (i % columns + 0.5) / columns - 0.5;
      double y = (i / columns + 0.5) / rows - 0.5;
      light[i] *= share.applyAsDouble(x, y);
    }
    return this;
  }

  Page blurred(double deviation) {
    Photograph.blur(light, rows, columns, deviation);
    return this;
  }

  Page noisy(double deviation, Random random) {
    for (int i = 0; i < light.length; i++) {
      light[i] += deviation * random.nextGaussian();
    }
    return this;
  }

  /** Makes a part of all pixels black or white. */
  Page salted(double part, Random random) {
    for (int i = 0; i < light.length; i++) {
      if (random.nextDouble() < part) {
        light[i] = random.nextBoolean() ? 255 : 0;
      }
    }
    return this;
  }

  /** The part of it from a row and a column on. */
  Page cut(int top, int left, int newRows, int newColumns) {
    double[] part = new double[newRows * newColumns];
    for (int row = 0; row < newRows; row++) {
      System.arraycopy(light, (top + row) * columns + left, part, row * newColumns, newColumns);
    }
    return new Page(newRows, newColumns, part);
  }

  /** As if seen aslant: each place shows what was at another, nearest to it. */
  Page aslant(double down, double across) {
    double[] seen = new double[light.length];
    for (int i = 0; i < seen.length; i++) {
      double x = (i % columns + 0.5) / columns - 0.5;
      double y = (i / columns + 0.5) / rows - 0.5;
      double distance = 1 / (1 - across * x - down * y);
      int column = Math.clamp((int) ((x * distance + 0.5) * columns), 0, columns - 1);
      int row = Math.clamp((int) ((y * distance + 0.5) * rows), 0, rows - 1);
      seen[i] = light[row * columns + column];
    }
    return new Page(rows, columns, seen);
  }

  /** Grey levels, 0 to 255. */
  int[] greys() {
    int[] greys = new int[light.length];
    for (int i = 0; i < greys.length; i++) {
      greys[i] = (int) Math.rint(Math.clamp(light[i], 0.0, 255.0));
    }
    return greys;
  }

  BufferedImage picture() {
    return picture(BufferedImage.TYPE_BYTE_GRAY, 1);
  }

  /** Of a grey type of {@link BufferedImage}, its levels {@code step} apart. */
  BufferedImage picture(int type, int step) {
    BufferedImage picture = new BufferedImage(columns, rows, type);
    int[] greys = greys();
    for (int i = 0; i < greys.length; i++) {
      picture.getRaster().setSample(i % columns, i / columns, 0, greys[i] * step);
    }
    return picture;
  }

  /** A shape turned about a point. */
  static Shape turned(Shape shape, double radians, double x, double y) {
    return AffineTransform.getRotateInstance(radians, x, y).createTransformedShape(shape);
  }
}
