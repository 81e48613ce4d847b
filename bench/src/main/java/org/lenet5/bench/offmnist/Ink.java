package org.lenet5.bench.offmnist;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/**
 * How much of each pixel is inked.
 *
 * @param rows at least 1
 * @param columns at least 1
 * @param parts {@code [row][column]}, 0 to 1; modified by none
 */
record Ink(int rows, int columns, double[] parts) {

  static Ink of(int rows, int columns, Shape shape) {
    BufferedImage image = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setColor(Color.WHITE);
    graphics.fill(shape);
    graphics.dispose();
    double[] parts = new double[rows * columns];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = (image.getRGB(i % columns, i / columns) & 0xff) / 255.0;
    }
    return new Ink(rows, columns, parts);
  }

  /** The shape of this height, its box's middle at a point. */
  static Shape place(Shape shape, double height, double x, double y) {
    Rectangle2D box = shape.getBounds2D();
    double scale = height / box.getHeight();
    return new AffineTransform(
            scale, 0, 0, scale, x - scale * box.getCenterX(), y - scale * box.getCenterY())
        .createTransformedShape(shape);
  }

  /** In two greys, 0 to 255. */
  BufferedImage picture(int paper, int ink) {
    BufferedImage picture = new BufferedImage(columns, rows, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < parts.length; i++) {
      picture.getRaster().setSample(i % columns, i / columns, 0, mix(paper, ink, parts[i]));
    }
    return picture;
  }

  /** In two colours. */
  BufferedImage picture(Color paper, Color ink) {
    BufferedImage picture = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < parts.length; i++) {
      int red = mix(paper.getRed(), ink.getRed(), parts[i]);
      int green = mix(paper.getGreen(), ink.getGreen(), parts[i]);
      int blue = mix(paper.getBlue(), ink.getBlue(), parts[i]);
      picture.setRGB(i % columns, i / columns, red << 16 | green << 8 | blue);
    }
    return picture;
  }

  private static int mix(int from, int to, double part) {
    return (int) Math.rint(from + part * (to - from));
  }
}
