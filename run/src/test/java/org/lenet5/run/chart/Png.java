package org.lenet5.run.chart;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.BitSet;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** What tests ask of a PNG: its decoded pixels. */
final class Png {
  private Png() {}

  static BufferedImage decode(byte[] png) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  static int colours(BufferedImage image) {
    BitSet seen = new BitSet(1 << 24);
    for (int rgb :
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth())) {
      seen.set(rgb & 0xffffff);
    }
    return seen.cardinality();
  }

  static int rgb(BufferedImage image, int x, int y) {
    return image.getRGB(x, y) & 0xffffff;
  }

  /** Number of pixels of exactly this colour. */
  static long count(BufferedImage image, int rgb) {
    return IntStream.range(0, image.getWidth() * image.getHeight())
        .filter(i -> rgb(image, i % image.getWidth(), i / image.getWidth()) == rgb)
        .count();
  }

  /** The middle row of this colour in a column, of the rows from {@code top} on; NaN for none. */
  static double row(BufferedImage image, int x, int top, int rgb) {
    return IntStream.range(top, image.getHeight())
        .filter(y -> rgb(image, x, y) == rgb)
        .average()
        .orElse(Double.NaN);
  }
}
