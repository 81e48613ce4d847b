package org.lenet5.bench.offmnist;

import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.Random;
import org.lenet5.base.Randomness;
import org.lenet5.data.Dataset;
import org.lenet5.data.Image;

/**
 * A digit of MNIST's test set on plain paper, scaled up, some with thinner or thicker strokes. Each
 * kind of trouble befalls the same hundred of these, and so tells what the trouble costs.
 *
 * @param digit 28x28
 * @param rows of the picture
 * @param columns of the picture
 * @param height of the digit, in pixels
 * @param x the middle of the digit's box
 * @param y the middle of the digit's box
 * @param turn in radians, clockwise
 * @param growth of strokes to each side, in pixels; negative: thinner
 * @param paper grey, 0 to 255
 * @param pen grey, 0 to 255
 */
record Twin(
    Image digit,
    int rows,
    int columns,
    double height,
    double x,
    double y,
    double turn,
    double growth,
    double paper,
    double pen) {

  /** Apart from the streams of {@link Kind} and {@link Trouble}. */
  private static final long STREAM = 1000;

  /** The {@code number}-th of a digit, the same for the same arguments. */
  static Twin of(Dataset test, long seed, int digit, int number) {
    Random random = new Random(Randomness.bits(seed, STREAM, digit * 1000L + number));
    int sample;
    do {
      sample = random.nextInt(test.size());
    } while (test.label(sample) != digit);
    double height = random.nextDouble(40, 130);
    int rows = (int) (height * random.nextDouble(1.5, 2.6));
    int columns = (int) (height * random.nextDouble(1.5, 2.6));
    double free = 0.5 * height + 8;
    boolean darkPaper = random.nextInt(4) == 0;
    double growth = random.nextInt(3) == 0 ? height * random.nextDouble(-0.012, 0.03) : 0;
    double light = random.nextDouble(170, 255);
    double dark = random.nextDouble(0, 90);
    return new Twin(
        test.image(sample),
        rows,
        columns,
        height,
        random.nextDouble(free, columns - free),
        random.nextDouble(free, rows - free),
        0,
        growth,
        darkPaper ? dark : light,
        darkPaper ? light : dark);
  }

  boolean darkPaper() {
    return paper < pen;
  }

  Twin turned(double radians) {
    return new Twin(digit, rows, columns, height, x, y, radians, growth, paper, pen);
  }

  Twin grown(double pixels) {
    return new Twin(digit, rows, columns, height, x, y, turn, pixels, paper, pen);
  }

  Twin inGreys(double newPaper, double newPen) {
    return new Twin(digit, rows, columns, height, x, y, turn, growth, newPaper, newPen);
  }

  /** The same on paper that is larger on each side by so many pixels. */
  Twin wider(int top, int right, int bottom, int left) {
    return new Twin(
        digit,
        rows + top + bottom,
        columns + left + right,
        height,
        x + left,
        y + top,
        turn,
        growth,
        paper,
        pen);
  }

  /** The same with all lengths multiplied. */
  Twin scaled(double by) {
    return new Twin(
        digit,
        (int) Math.ceil(rows * by),
        (int) Math.ceil(columns * by),
        height * by,
        x * by,
        y * by,
        turn,
        growth * by,
        paper,
        pen);
  }

  /** Around the digit, before it is turned. */
  Rectangle2D box() {
    Rectangle2D inked = inked();
    double scale = height / inked.getHeight();
    double width = scale * inked.getWidth();
    return new Rectangle2D.Double(x - width / 2, y - height / 2, width, height);
  }

  /** Around the digit's pixels, in those of MNIST. */
  private Rectangle2D inked() {
    Rectangle2D box = null;
    for (int row = 0; row < digit.rows(); row++) {
      for (int column = 0; column < digit.columns(); column++) {
        if (digit.at(row, column) > 127) {
          Rectangle2D pixel = new Rectangle2D.Double(column, row, 1, 1);
          box = box == null ? pixel : box.createUnion(pixel);
        }
      }
    }
    return box;
  }

  /** From the picture's places to those of MNIST's pixels. */
  private AffineTransform toDigit() {
    Rectangle2D inked = inked();
    double scale = inked.getHeight() / height;
    AffineTransform to = new AffineTransform();
    to.translate(inked.getCenterX(), inked.getCenterY());
    to.scale(scale, scale);
    to.rotate(-turn);
    to.translate(-x, -y);
    return to;
  }

  Ink ink() {
    AffineTransform to = toDigit();
    double[] parts = new double[rows * columns];
    double[] at = new double[2];
    for (int i = 0; i < parts.length; i++) {
      at[0] = i % columns + 0.5;
      at[1] = i / columns + 0.5;
      to.transform(at, 0, at, 0, 1);
      parts[i] = sample(at[0] - 0.5, at[1] - 0.5);
    }
    if (Math.abs(growth) >= 0.5) {
      parts = grow(parts, (int) Math.rint(Math.abs(growth)), growth > 0 ? 1 : -1);
    }
    return new Ink(rows, columns, parts);
  }

  /** Between four of MNIST's pixels. */
  private double sample(double column, double row) {
    int left = (int) Math.floor(column);
    int top = (int) Math.floor(row);
    double right = column - left;
    double above = (1 - right) * part(top, left) + right * part(top, left + 1);
    double below = (1 - right) * part(top + 1, left) + right * part(top + 1, left + 1);
    return above + (row - top) * (below - above);
  }

  private double part(int row, int column) {
    boolean inside = row >= 0 && row < digit.rows() && column >= 0 && column < digit.columns();
    return inside ? digit.at(row, column) / 255.0 : 0;
  }

  /** The most within a disk, or the least. */
  private double[] grow(double[] parts, int radius, int sign) {
    double[] grown = parts.clone();
    for (int row = radius; row < rows - radius; row++) {
      for (int column = radius; column < columns - radius; column++) {
        double most = sign * parts[row * columns + column];
        for (int r = -radius; r <= radius; r++) {
          for (int c = -radius; c <= radius; c++) {
            if (r * r + c * c <= radius * radius) {
              most = Math.max(most, sign * parts[(row + r) * columns + column + c]);
            }
          }
        }
        grown[row * columns + column] = sign * most;
      }
    }
    return grown;
  }
}
