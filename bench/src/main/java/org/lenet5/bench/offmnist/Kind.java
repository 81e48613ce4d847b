package org.lenet5.bench.offmnist;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Kinds of pictures. */
enum Kind {
  /** Written on a screen, dark on light and light on dark in turns, half of them in colours. */
  DRAWINGS(6) {
    @Override
    BufferedImage picture(int digit, int number, Random random) {
      Hand hand = new Hand(random);
      Shape shape = hand.write(way(digit, number), hand.between(0.06, 0.13), hand.between(0, 0.35));
      int size = (int) hand.between(120, 240);
      Ink ink = alone(shape, size, size, hand.between(0.5, 0.8) * size, hand);
      return random.nextBoolean()
          ? ink.picture(grey(number, random), grey(number + 1, random))
          : ink.picture(colour(number, random), colour(number + 1, random));
    }
  },

  /** Photographs of paper. */
  PHOTOGRAPHS(6) {
    @Override
    BufferedImage picture(int digit, int number, Random random) {
      Hand hand = new Hand(random);
      Shape shape = hand.write(way(digit, number), hand.between(0.05, 0.12), hand.between(0, 0.3));
      return new Photograph(random).of(shape, (digit + number) % 3);
    }
  },

  /** Very thin and very thick strokes in turns. */
  STROKES(6) {
    @Override
    BufferedImage picture(int digit, int number, Random random) {
      Hand hand = new Hand(random);
      double width = number % 2 == 0 ? hand.between(0.008, 0.02) : hand.between(0.17, 0.24);
      Shape shape = hand.write(way(digit, number), width, 0.2);
      int size = (int) hand.between(160, 260);
      return alone(shape, size, size, hand.between(0.6, 0.8) * size, hand).picture(255, 0);
    }
  },

  /** A small digit anywhere in a large picture. */
  OFF_CENTRE(4) {
    @Override
    BufferedImage picture(int digit, int number, Random random) {
      Hand hand = new Hand(random);
      Shape shape = hand.write(way(digit, number), hand.between(0.07, 0.13), hand.between(0, 0.3));
      return alone(shape, 400, 560, hand.between(24, 72), hand)
          .picture(grey(number, random), grey(number + 1, random));
    }
  },

  /** Printed, dark on light and light on dark in turns. */
  FONTS(6) {
    @Override
    BufferedImage picture(int digit, int number, Random random) {
      Hand hand = new Hand(random);
      Shape shape = Faces.outline(digit, digit * 6 + number);
      return alone(shape, 120, 120, hand.between(40, 90), hand)
          .picture(grey(number, random), grey(number + 1, random));
    }
  };

  /** Pixels between a digit and the picture's edge, at least. */
  private static final int MARGIN = 6;

  private final int pictures;

  Kind(int pictures) {
    this.pictures = pictures;
  }

  /** How many there are of each digit. */
  int pictures() {
    return pictures;
  }

  String folder() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Draws a picture of a digit, the {@code number}-th of its kind. */
  abstract BufferedImage picture(int digit, int number, Random random);

  /** Ways take turns; the kind shifts them, so that every way meets every polarity. */
  String way(int digit, int number) {
    List<String> ways = Numerals.ways(digit);
    return ways.get((number + number / ways.size() + ordinal()) % ways.size());
  }

  /** A shape of a height somewhere in a picture. */
  private static Ink alone(Shape shape, int rows, int columns, double height, Hand hand) {
    Rectangle2D box = shape.getBounds2D();
    double fitting = Math.min(height, (columns - 2.0 * MARGIN) * box.getHeight() / box.getWidth());
    double halfWidth = fitting * box.getWidth() / box.getHeight() / 2 + MARGIN;
    double halfHeight = fitting / 2 + MARGIN;
    return Ink.of(
        rows,
        columns,
        Ink.place(
            shape,
            fitting,
            hand.between(halfWidth, columns - halfWidth),
            hand.between(halfHeight, rows - halfHeight)));
  }

  /** Light if the number is even, dark otherwise. */
  private static int grey(int number, Random random) {
    return number % 2 == 0 ? 200 + random.nextInt(56) : random.nextInt(80);
  }

  /** As above. */
  private static Color colour(int number, Random random) {
    int least = number % 2 == 0 ? 170 : 0;
    return new Color(
        least + random.nextInt(86), least + random.nextInt(86), least + random.nextInt(86));
  }
}
