package org.lenet5.bench.offmnist;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.Locale;
import java.util.Random;
import org.lenet5.base.Randomness;
import org.lenet5.data.Dataset;
import org.lenet5.data.Image;

/** What befalls a picture of a digit; each is drawn from the easy end to the hard one. */
enum Trouble {
  CLEAN {
    @Override
    Drawn draw(Twin twin, Random random) {
      return png(Page.of(twin));
    }
  },

  /** A sheet, turned a little, on a desk that shows on all sides; one in five is a slate. */
  SHEET_ON_DESK {
    @Override
    Drawn draw(Twin twin, Random random) {
      boolean slate = random.nextInt(5) == 0;
      Twin sheet = slate ? dark(twin) : light(twin);
      double side = Math.max(twin.rows(), twin.columns());
      int[] around = new int[4];
      for (int i = 0; i < 4; i++) {
        around[i] = (int) (side * random.nextDouble(0.12, 0.5));
      }
      Twin wide = sheet.wider(around[0], around[1], around[2], around[3]);
      Rectangle2D paper = new Rectangle2D.Double(around[3], around[0], twin.columns(), twin.rows());
      double turn = random.nextDouble(-0.2, 0.2);
      Shape turned = Page.turned(paper, turn, paper.getCenterX(), paper.getCenterY());
      double desk = slate ? random.nextDouble(170, 250) : random.nextDouble(5, 100);
      return maybeJpeg(
          Page.of(turnedWith(wide, turn, paper))
              .surround(turned, desk, random.nextDouble(0, 8), random)
              .blurred(random.nextDouble(0.3, 1.2))
              .noisy(random.nextDouble(0, 4), random),
          random);
    }
  },

  /** Black where the scanner's lid was: on one to four sides, a little aslant. */
  SCAN_BORDER {
    @Override
    Drawn draw(Twin twin, Random random) {
      double side = Math.max(twin.rows(), twin.columns());
      int[] around = new int[4];
      int sides = 1 + random.nextInt(15);
      for (int i = 0; i < 4; i++) {
        around[i] = (sides >> i & 1) * (int) (side * random.nextDouble(0.015, 0.2));
      }
      Twin wide = light(twin).wider(around[0], around[1], around[2], around[3]);
      double far = 4 * side;
      double left = around[3] == 0 ? -far : around[3];
      double top = around[0] == 0 ? -far : around[0];
      double right = around[1] == 0 ? far : wide.columns() - around[1];
      double bottom = around[2] == 0 ? far : wide.rows() - around[2];
      Shape lit =
          Page.turned(
              new Rectangle2D.Double(left, top, right - left, bottom - top),
              random.nextDouble(-0.03, 0.03),
              wide.columns() / 2.0,
              wide.rows() / 2.0);
      return maybeJpeg(
          Page.of(wide)
              .surround(lit, random.nextDouble(0, 50), random.nextDouble(0, 3), random)
              .blurred(random.nextDouble(0.3, 1)),
          random);
    }
  },

  /** A line of 1 to 9 pixels around the picture, at its edge or a few pixels from it. */
  FRAME {
    @Override
    Drawn draw(Twin twin, Random random) {
      int inset = random.nextBoolean() ? 0 : random.nextInt(8);
      int width = 1 + random.nextInt(9);
      int margin = inset + width;
      Twin wide = twin.wider(margin, margin, margin, margin);
      double grey = random.nextBoolean() ? twin.pen() : towards(twin, random.nextDouble(0.4, 1));
      Area line = new Area(within(wide, inset));
      line.subtract(new Area(within(wide, margin)));
      return png(Page.of(wide).cover(line, grey));
    }
  },

  /** Bars above and below, or at both sides; one in four is light around dark paper. */
  LETTERBOX {
    @Override
    Drawn draw(Twin twin, Random random) {
      boolean white = random.nextInt(4) == 0;
      Twin paper = white ? dark(twin) : light(twin);
      boolean upright = random.nextBoolean();
      double side = upright ? twin.columns() : twin.rows();
      int first = (int) (side * random.nextDouble(0.05, 0.6));
      int second = random.nextInt(3) == 0 ? (int) (side * random.nextDouble(0, 0.6)) : first;
      Twin wide = upright ? paper.wider(0, first, 0, second) : paper.wider(first, 0, second, 0);
      double bar = white ? random.nextDouble(200, 256) : random.nextDouble(0, 45);
      Rectangle2D shown =
          upright
              ? new Rectangle2D.Double(second, 0, twin.columns(), twin.rows())
              : new Rectangle2D.Double(0, first, twin.columns(), twin.rows());
      return maybeJpeg(Page.of(wide).surround(shown, bar, 0, random), random);
    }
  },

  /** A box of lines around the digit, near or far, turned a little, some with round corners. */
  BOX {
    @Override
    Drawn draw(Twin twin, Random random) {
      double gap = twin.height() * random.nextDouble(0.08, 0.5);
      double width = random.nextDouble(1, 0.05 * twin.height() + 2);
      int more = (int) (gap + width + 0.4 * twin.height());
      Twin wide = twin.wider(more, more, more, more);
      double round = random.nextInt(3) == 0 ? 0.3 * twin.height() : 0;
      Area box = new Area(around(wide.box(), gap + width, round));
      box.subtract(new Area(around(wide.box(), gap, Math.max(round - width, 0))));
      Shape turned = Page.turned(box, random.nextDouble(-0.06, 0.06), wide.x(), wide.y());
      return png(Page.of(wide).cover(turned, towards(twin, random.nextDouble(0.6, 1))));
    }
  },

  /** Paper squared in lines as dark as the pen, or half. */
  SQUARES {
    @Override
    Drawn draw(Twin twin, Random random) {
      double step = Math.max(10, twin.height() * random.nextDouble(0.18, 0.6));
      double width = random.nextDouble(1, Math.max(1.2, 0.03 * twin.height()));
      Shape lines = lines(twin, step, width, random.nextDouble(-0.05, 0.05), true, random);
      double grey = towards(twin, random.nextDouble(0.4, 1));
      return png(below(twin, lines, grey));
    }
  },

  /** Ruled paper, the lines as dark as the pen, or half. */
  RULES {
    @Override
    Drawn draw(Twin twin, Random random) {
      double step = twin.height() * random.nextDouble(0.4, 1.3);
      double width = random.nextDouble(1, Math.max(1.2, 0.05 * twin.height()));
      Shape lines = lines(twin, step, width, random.nextDouble(-0.08, 0.08), false, random);
      double grey = towards(twin, random.nextDouble(0.4, 1));
      return png(below(twin, lines, grey));
    }
  },

  UNDERLINE {
    @Override
    Drawn draw(Twin twin, Random random) {
      Rectangle2D box = twin.box();
      int more = (int) (0.5 * twin.height());
      Twin wide = twin.wider(more, more, more, more);
      double length = box.getWidth() * random.nextDouble(1.1, 2.6);
      double below = twin.height() * random.nextDouble(0.02, 0.25);
      double width = random.nextDouble(1, 0.07 * twin.height() + 1);
      double left = wide.x() - length * random.nextDouble(0.4, 0.6);
      Shape line =
          Page.turned(
              new Rectangle2D.Double(left, wide.box().getMaxY() + below, length, width),
              random.nextDouble(-0.06, 0.06),
              wide.x(),
              wide.box().getMaxY() + below);
      return png(Page.of(wide).cover(line, towards(twin, random.nextDouble(0.6, 1))));
    }
  },

  /** A line from top to bottom, at the left or right of the digit. */
  MARGIN_LINE {
    @Override
    Drawn draw(Twin twin, Random random) {
      int more = (int) (0.4 * twin.height());
      Twin wide = twin.wider(0, more, 0, more);
      double side = random.nextBoolean() ? 1 : -1;
      double away = wide.box().getWidth() / 2 + twin.height() * random.nextDouble(0.06, 0.3);
      double width = random.nextDouble(1, 0.05 * twin.height() + 1);
      Shape line =
          Page.turned(
              new Rectangle2D.Double(
                  wide.x() + side * away - width / 2, -wide.rows(), width, 3 * wide.rows()),
              random.nextDouble(-0.05, 0.05),
              wide.x() + side * away,
              wide.y());
      return png(Page.of(wide).cover(line, towards(twin, random.nextDouble(0.5, 1))));
    }
  },

  /** Light falls off to one side, to a third or to a fourteenth. */
  GRADIENT {
    @Override
    Drawn draw(Twin twin, Random random) {
      double angle = random.nextDouble(0, 2 * Math.PI);
      double cos = StrictMath.cos(angle);
      double sin = StrictMath.sin(angle);
      double reach = (Math.abs(cos) + Math.abs(sin)) / 2;
      double least = random.nextDouble(0.07, 0.35);
      boolean straight = random.nextBoolean();
      return png(
          Page.of(light(twin))
              .lit(
                  (x, y) -> {
                    double t = (x * cos + y * sin) / reach / 2 + 0.5;
                    return straight ? 1 - (1 - least) * t : StrictMath.pow(least, t);
                  })
              .noisy(random.nextDouble(0, 2.5), random));
    }
  },

  /** A lamp's spot on the paper, the rest nearly dark. */
  SPOTLIGHT {
    @Override
    Drawn draw(Twin twin, Random random) {
      double x0 = random.nextDouble(-0.3, 0.3);
      double y0 = random.nextDouble(-0.3, 0.3);
      double width = random.nextDouble(0.22, 0.5);
      double least = random.nextDouble(0.08, 0.3);
      return png(
          Page.of(light(twin))
              .lit(
                  (x, y) -> {
                    double square = (x - x0) * (x - x0) + (y - y0) * (y - y0);
                    return least + (1 - least) * StrictMath.exp(-square / (2 * width * width));
                  })
              .noisy(random.nextDouble(0, 2.5), random));
    }
  },

  /** Dark corners. */
  VIGNETTE {
    @Override
    Drawn draw(Twin twin, Random random) {
      double corner = random.nextDouble(0.06, 0.35);
      double power = random.nextDouble(1, 2);
      return png(
          Page.of(light(twin))
              .lit((x, y) -> 1 - (1 - corner) * StrictMath.pow(2 * (x * x + y * y), power))
              .noisy(random.nextDouble(0, 2.5), random));
    }
  },

  NOISE_60 {
    @Override
    Drawn draw(Twin twin, Random random) {
      double paper = twin.darkPaper() ? random.nextDouble(0, 70) : random.nextDouble(180, 256);
      double pen = twin.darkPaper() ? random.nextDouble(180, 256) : random.nextDouble(0, 70);
      return png(Page.of(twin.inGreys(paper, pen)).noisy(60, random));
    }
  },

  /** Ten to fourteen levels between paper and pen. */
  CONTRAST_12 {
    @Override
    Drawn draw(Twin twin, Random random) {
      double paper = random.nextDouble(30, 225);
      double pen = paper + (twin.darkPaper() ? 1 : -1) * random.nextDouble(10, 14);
      return maybeJpeg(
          Page.of(twin.inGreys(paper, pen)).noisy(random.nextDouble(0, 1), random), random);
    }
  },

  /** Two colours of the same luminance, told apart by hue alone. */
  EQUAL_LUMINANCE {
    @Override
    Drawn draw(Twin twin, Random random) {
      double[] paper;
      double[] pen;
      double least = random.nextDouble(60, 160);
      double distance;
      do {
        paper = colour(random);
        pen = colour(random);
        double by = luminance(paper) - luminance(pen);
        distance = 0;
        for (int i = 0; i < 3; i++) {
          pen[i] += by;
          distance += (pen[i] - paper[i]) * (pen[i] - paper[i]);
        }
      } while (distance < least * least || outside(pen));
      Ink ink = twin.ink();
      BufferedImage picture = ink.picture(rounded(paper), rounded(pen));
      return new Drawn(picture, random.nextInt(3) == 0 ? 0.9f : 0);
    }
  },

  /** Ink of one colour on nothing; what the colours are where nothing is, nobody sees. */
  TRANSPARENT {
    @Override
    Drawn draw(Twin twin, Random random) {
      int[] inks = {0xffffff, 0, random.nextInt(1 << 24), 0xffffff};
      int pen = inks[random.nextInt(4)];
      int hidden = inks[random.nextInt(4)];
      Ink ink = twin.ink();
      BufferedImage picture =
          new BufferedImage(twin.columns(), twin.rows(), BufferedImage.TYPE_INT_ARGB);
      for (int i = 0; i < ink.parts().length; i++) {
        int alpha = (int) Math.rint(255 * ink.parts()[i]);
        picture.setRGB(
            i % twin.columns(), i / twin.columns(), alpha << 24 | (alpha == 0 ? hidden : pen));
      }
      return new Drawn(picture, 0);
    }
  },

  /** Hairlines, one side of the digit pressed thick. */
  HAIRLINES {
    @Override
    Drawn draw(Twin twin, Random random) {
      double height = random.nextDouble(110, 230);
      Twin large = twin.grown(0).scaled(height / twin.height());
      double[] thin = large.grown(-height * random.nextDouble(0.03, 0.045)).ink().parts();
      double[] thick = large.grown(height * random.nextDouble(0, 0.02)).ink().parts();
      double[] fine = large.ink().parts();
      double angle = random.nextDouble(0, 2 * Math.PI);
      for (int i = 0; i < fine.length; i++) {
        double x = i % large.columns() - large.x();
        double y = i / large.columns() - large.y();
        double across = x * StrictMath.cos(angle) + y * StrictMath.sin(angle);
        double part = Math.clamp(0.5 + across / (0.2 * height), 0.0, 1.0);
        fine[i] = Math.max(part * thick[i], thin[i]);
      }
      Ink ink = new Ink(large.rows(), large.columns(), fine);
      return new Drawn(ink.picture((int) twin.paper(), (int) twin.pen()), 0);
    }
  },

  /** In the paper's colour on a box of the pen's. */
  FILLED_BOX {
    @Override
    Drawn draw(Twin twin, Random random) {
      double gap = twin.height() * random.nextDouble(0.12, 0.5);
      int more = (int) (gap + twin.height() * random.nextDouble(0.1, 0.5));
      Twin wide = twin.inGreys(twin.pen(), twin.paper()).wider(more, more, more, more);
      double round = random.nextInt(3) == 0 ? 0.3 * twin.height() : 0;
      Shape box =
          Page.turned(
              around(wide.box(), gap, round), random.nextDouble(-0.06, 0.06), wide.x(), wide.y());
      return png(Page.of(wide).surround(box, twin.paper(), 0, random));
    }
  },

  VERY_THICK {
    @Override
    Drawn draw(Twin twin, Random random) {
      return png(Page.of(twin.grown(twin.height() * random.nextDouble(0.04, 0.065))));
    }
  },

  SEVEN_HIGH {
    @Override
    Drawn draw(Twin twin, Random random) {
      return png(Page.of(twin.grown(0).scaled(7.5 / twin.height()).wider(2, 2, 2, 2)));
    }
  },

  TURNED_30 {
    @Override
    Drawn draw(Twin twin, Random random) {
      int more = (int) (twin.height() * 0.2);
      double turn = random.nextBoolean() ? Math.PI / 6 : -Math.PI / 6;
      return png(Page.of(twin.wider(more, more, more, more).turned(turn)));
    }
  },

  SALT_5 {
    @Override
    Drawn draw(Twin twin, Random random) {
      return png(Page.of(twin).salted(0.05, random));
    }
  },

  SALT_2 {
    @Override
    Drawn draw(Twin twin, Random random) {
      return png(Page.of(twin).salted(0.02, random));
    }
  },

  SALT_20 {
    @Override
    Drawn draw(Twin twin, Random random) {
      return png(Page.of(twin).salted(0.2, random));
    }
  },

  NOISE_25 {
    @Override
    Drawn draw(Twin twin, Random random) {
      return png(Page.of(twin).noisy(25, random));
    }
  },

  JPEG_3 {
    @Override
    Drawn draw(Twin twin, Random random) {
      return new Drawn(Page.of(twin).picture(), 0.03f);
    }
  },

  GREY_16 {
    @Override
    Drawn draw(Twin twin, Random random) {
      return new Drawn(Page.of(twin).picture(BufferedImage.TYPE_USHORT_GRAY, 257), 0);
    }
  },

  PALETTE {
    @Override
    Drawn draw(Twin twin, Random random) {
      byte[] red = new byte[16];
      byte[] green = new byte[16];
      byte[] blue = new byte[16];
      for (int i = 0; i < 16; i++) {
        red[i] = (byte) (17 * i);
        green[i] = (byte) (15 * i);
        blue[i] = (byte) (12 * i + 20);
      }
      IndexColorModel palette = new IndexColorModel(4, 16, red, green, blue);
      BufferedImage picture =
          new BufferedImage(twin.columns(), twin.rows(), BufferedImage.TYPE_BYTE_BINARY, palette);
      int[] greys = Page.of(twin).greys();
      for (int i = 0; i < greys.length; i++) {
        picture.getRaster().setSample(i % twin.columns(), i / twin.columns(), 0, greys[i] / 16);
      }
      return new Drawn(picture, 0);
    }
  },

  ONE_BIT {
    @Override
    Drawn draw(Twin twin, Random random) {
      BufferedImage picture =
          new BufferedImage(twin.columns(), twin.rows(), BufferedImage.TYPE_BYTE_BINARY);
      double[] parts = twin.ink().parts();
      for (int i = 0; i < parts.length; i++) {
        int white = parts[i] > 0.5 == twin.darkPaper() ? 1 : 0;
        picture.getRaster().setSample(i % twin.columns(), i / twin.columns(), 0, white);
      }
      return new Drawn(picture, 0);
    }
  },

  COLOURED_PAPER {
    @Override
    Drawn draw(Twin twin, Random random) {
      int[] paper = {random.nextInt(130, 256), random.nextInt(130, 256), random.nextInt(130, 256)};
      int[] pen = {random.nextInt(70), random.nextInt(70), random.nextInt(70)};
      Color light = new Color(paper[0], paper[1], paper[2]);
      Color dark = new Color(pen[0], pen[1], pen[2]);
      Ink ink = twin.ink();
      return new Drawn(
          twin.darkPaper() ? ink.picture(dark, light) : ink.picture(light, dark),
          random.nextInt(3) == 0 ? 0.8f : 0);
    }
  },

  BLUR {
    @Override
    Drawn draw(Twin twin, Random random) {
      return png(Page.of(twin).blurred(twin.height() * random.nextDouble(0.02, 0.05)));
    }
  },

  MILD_GRADIENT {
    @Override
    Drawn draw(Twin twin, Random random) {
      double down = random.nextDouble(-0.35, 0.35);
      double across = random.nextDouble(-0.35, 0.35);
      return png(Page.of(twin.inGreys(210, 50)).lit((x, y) -> 1 + down * y + across * x));
    }
  },

  PERSPECTIVE {
    @Override
    Drawn draw(Twin twin, Random random) {
      return png(Page.of(twin).aslant(random.nextDouble(-0.3, 0.3), random.nextDouble(-0.3, 0.3)));
    }
  },

  /** Cut so that the digit's box is at the picture's edge, on one side or all. */
  TOUCHING {
    @Override
    Drawn draw(Twin twin, Random random) {
      return png(cut(twin, 1 + random.nextInt(15), 0));
    }
  },

  /** Without the tenth of the digit that is at one side. */
  TENTH_CUT_OFF {
    @Override
    Drawn draw(Twin twin, Random random) {
      return png(cut(twin, 1 << random.nextInt(4), 0.1));
    }
  },

  DUST {
    @Override
    Drawn draw(Twin twin, Random random) {
      Page page = Page.of(twin);
      int specks = random.nextInt(5, 60);
      for (int i = 0; i < specks; i++) {
        double size = random.nextDouble(1, 3);
        page.cover(
            new Rectangle2D.Double(
                random.nextDouble(twin.columns()), random.nextDouble(twin.rows()), size, size),
            twin.pen());
      }
      return png(page);
    }
  },

  TEN_HIGH {
    @Override
    Drawn draw(Twin twin, Random random) {
      return png(Page.of(twin.grown(0).scaled(10.5 / twin.height()).wider(2, 2, 2, 2)));
    }
  },

  /** Strokes of two pixels. */
  TWO_PIXEL_STROKES {
    @Override
    Drawn draw(Twin twin, Random random) {
      double height = random.nextDouble(80, 130);
      Twin large = twin.grown(0).scaled(height / twin.height());
      return png(Page.of(large.grown(1 - 0.05 * height)));
    }
  },

  SMALL_IN_LARGE {
    @Override
    Drawn draw(Twin twin, Random random) {
      Twin small = twin.grown(0).scaled(random.nextDouble(20, 40) / twin.height());
      return png(
          Page.of(
              small.wider(
                  random.nextInt(500),
                  random.nextInt(500),
                  random.nextInt(500),
                  random.nextInt(500))));
    }
  },

  PALE_RULES {
    @Override
    Drawn draw(Twin twin, Random random) {
      double step = twin.height() * random.nextDouble(0.3, 1);
      double grey = towards(twin, random.nextDouble(0.03, 0.1));
      boolean squared = random.nextBoolean();
      return png(below(twin, lines(twin, step, 1.5, 0, squared, random), grey));
    }
  },

  TURNED_15 {
    @Override
    Drawn draw(Twin twin, Random random) {
      int more = (int) (twin.height() * 0.12);
      double turn = random.nextBoolean() ? Math.PI / 12 : -Math.PI / 12;
      return png(Page.of(twin.wider(more, more, more, more).turned(turn)));
    }
  },

  /** As MNIST has it. */
  MNIST {
    @Override
    Drawn draw(Twin twin, Random random) {
      Image digit = twin.digit();
      BufferedImage picture =
          new BufferedImage(digit.columns(), digit.rows(), BufferedImage.TYPE_BYTE_GRAY);
      for (int i = 0; i < digit.pixels().length; i++) {
        int grey = digit.pixels()[i] & 0xff;
        picture.getRaster().setSample(i % digit.columns(), i / digit.columns(), 0, grey);
      }
      return new Drawn(picture, 0);
    }
  };

  /**
   * @param quality of the JPEG, 0 to 1; 0 for a PNG
   */
  record Drawn(BufferedImage picture, float quality) {}

  String folder() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  abstract Drawn draw(Twin twin, Random random);

  private static Drawn png(Page page) {
    return new Drawn(page.picture(), 0);
  }

  /** One in three, of a good quality. */
  private static Drawn maybeJpeg(Page page, Random random) {
    return new Drawn(page.picture(), random.nextInt(3) == 0 ? random.nextFloat(0.6f, 0.95f) : 0);
  }

  private static Twin light(Twin twin) {
    return twin.darkPaper() ? twin.inGreys(twin.pen(), twin.paper()) : twin;
  }

  private static Twin dark(Twin twin) {
    return twin.darkPaper() ? twin : twin.inGreys(twin.pen(), twin.paper());
  }

  /** From the paper's grey towards the pen's. */
  private static double towards(Twin twin, double part) {
    return twin.paper() + part * (twin.pen() - twin.paper());
  }

  /** The digit turned with its sheet. */
  private static Twin turnedWith(Twin twin, double turn, Rectangle2D sheet) {
    double[] at = {twin.x(), twin.y()};
    AffineTransform.getRotateInstance(turn, sheet.getCenterX(), sheet.getCenterY())
        .transform(at, 0, at, 0, 1);
    return new Twin(
        twin.digit(),
        twin.rows(),
        twin.columns(),
        twin.height(),
        at[0],
        at[1],
        turn,
        twin.growth(),
        twin.paper(),
        twin.pen());
  }

  private static Rectangle2D within(Twin twin, int inset) {
    return new Rectangle2D.Double(
        inset, inset, twin.columns() - 2 * inset, twin.rows() - 2 * inset);
  }

  private static Shape around(Rectangle2D box, double gap, double round) {
    return new RoundRectangle2D.Double(
        box.getX() - gap,
        box.getY() - gap,
        box.getWidth() + 2 * gap,
        box.getHeight() + 2 * gap,
        round,
        round);
  }

  private static Shape lines(
      Twin twin, double step, double width, double turn, boolean squared, Random random) {
    double first = random.nextDouble(step);
    double far = 3 * (twin.rows() + twin.columns());
    Path2D lines = new Path2D.Double(Path2D.WIND_NON_ZERO);
    for (double y = first - twin.rows(); y < 2 * twin.rows(); y += step) {
      lines.append(new Rectangle2D.Double(-far, y, 2 * far, width), false);
    }
    for (double x = first - twin.columns(); x < 2 * twin.columns() && squared; x += step) {
      lines.append(new Rectangle2D.Double(x, -far, width, 2 * far), false);
    }
    return Page.turned(lines, turn, twin.columns() / 2.0, twin.rows() / 2.0);
  }

  /** Printed lines, and the pen over them. */
  private static Page below(Twin twin, Shape lines, double grey) {
    return Page.of(twin.inGreys(twin.paper(), twin.paper()))
        .cover(lines, grey)
        .cover(twin.ink(), twin.pen());
  }

  /**
   * Cut at some sides of the digit.
   *
   * @param sides a bit for each: top, right, bottom, left
   * @param part of the digit that is lost at each
   */
  private static Page cut(Twin twin, int sides, double part) {
    Rectangle2D box = twin.box();
    int down = (int) Math.rint(part * box.getHeight());
    int across = (int) Math.rint(part * box.getWidth());
    int top = (sides & 1) == 0 ? 0 : Math.max((int) box.getMinY(), 0) + down;
    int right = Math.min((int) Math.ceil(box.getMaxX()), twin.columns());
    right = (sides & 2) == 0 ? twin.columns() : right - across;
    int bottom = Math.min((int) Math.ceil(box.getMaxY()), twin.rows());
    bottom = (sides & 4) == 0 ? twin.rows() : bottom - down;
    int left = (sides & 8) == 0 ? 0 : Math.max((int) box.getMinX(), 0) + across;
    return Page.of(twin).cut(top, left, bottom - top, right - left);
  }

  private static double[] colour(Random random) {
    return new double[] {random.nextDouble(255), random.nextDouble(255), random.nextDouble(255)};
  }

  private static double luminance(double[] colour) {
    return 0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2];
  }

  private static boolean outside(double[] colour) {
    for (double part : colour) {
      if (part < 0 || part > 255) {
        return true;
      }
    }
    return false;
  }

  private static Color rounded(double[] colour) {
    return new Color(
        (int) Math.rint(colour[0]), (int) Math.rint(colour[1]), (int) Math.rint(colour[2]));
  }

  /** The picture of a digit, the same for the same arguments. */
  Drawn of(Dataset test, long seed, int digit, int number) {
    long bits = Randomness.bits(seed, 100 + ordinal(), digit * 1000L + number);
    return draw(Twin.of(test, seed, digit, number), new Random(bits));
  }
}
