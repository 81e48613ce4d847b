package org.lenet5.io;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import org.lenet5.reading.Picture;

/**
 * Grey levels of a decoded picture on white paper: {@code Y = 0.299 R + 0.587 G + 0.114 B} (ITU-R
 * BT.601) of the values as stored, scaled to 0 to 255. Grey pictures keep their values. {@link
 * BufferedImage#getRGB} would not do: it takes grey for linear light, so that 100 becomes 168.
 */
final class Luminance {

  private Luminance() {}

  /** The luminance of each pixel: 0 black to 255 white. */
  static Picture of(BufferedImage picture) {
    int width = picture.getWidth();
    int height = picture.getHeight();
    byte[] pixels = new byte[width * height];
    if (picture.getColorModel() instanceof IndexColorModel palette) {
      readIndices(picture.getRaster(), palette, pixels);
    } else {
      readSamples(picture.getRaster(), picture.getColorModel(), pixels);
    }
    return new Picture(height, width, pixels);
  }

  private static void readIndices(Raster raster, IndexColorModel palette, byte[] pixels) {
    byte[] grey = new byte[palette.getMapSize()];
    for (int i = 0; i < grey.length; i++) {
      int luminance = luminance(palette.getRed(i), palette.getGreen(i), palette.getBlue(i));
      grey[i] = (byte) onWhite(luminance, palette.getAlpha(i));
    }
    int width = raster.getWidth();
    int[] row = new int[width];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getSamples(0, y, width, 1, 0, row);
      for (int x = 0; x < width; x++) {
        pixels[y * width + x] = grey[row[x]];
      }
    }
  }

  private static void readSamples(Raster raster, ColorModel colors, byte[] pixels) {
    int bands = raster.getNumBands();
    int colorBands = colors.getNumColorComponents();
    if ((colorBands != 1 && colorBands != 3) || bands != colorBands + (colors.hasAlpha() ? 1 : 0)) {
      throw new IllegalArgumentException("%d channels".formatted(bands));
    }
    int[] most = new int[bands];
    for (int band = 0; band < bands; band++) {
      most[band] = (1 << colors.getComponentSize(band)) - 1;
    }
    int width = raster.getWidth();
    int[] row = new int[width * bands];
    int[] pixel = new int[bands];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++) {
        for (int band = 0; band < bands; band++) {
          pixel[band] = (row[x * bands + band] * 255 + most[band] / 2) / most[band];
        }
        int luminance = colorBands == 1 ? pixel[0] : luminance(pixel[0], pixel[1], pixel[2]);
        pixels[y * width + x] =
            (byte) (colors.hasAlpha() ? onWhite(luminance, pixel[bands - 1]) : luminance);
      }
    }
  }

  /** In 16 bits of fraction; the three weights add up to 1, so that grey stays as it is. */
  private static int luminance(int red, int green, int blue) {
    return (19595 * red + 38470 * green + 7471 * blue + 0x8000) >> 16;
  }

  /** Ink of which {@code alpha / 255} covers the paper. */
  private static int onWhite(int luminance, int alpha) {
    return (luminance * alpha + 255 * (255 - alpha) + 127) / 255;
  }
}
