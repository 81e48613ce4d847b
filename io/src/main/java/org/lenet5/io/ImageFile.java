package org.lenet5.io;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.lenet5.data.Image;

/**
 * Reads pictures that people have: PNG, JPEG, GIF, BMP. Sizes are checked before anything is
 * decoded, and large pictures are thinned out while they are read, so that memory stays bounded.
 */
public final class ImageFile {
  /** More pixels than any camera takes. */
  private static final long MOST_PIXELS = 200_000_000;

  /** Rows and columns to keep; digits need far fewer. */
  private static final int MOST_KEPT = 1500;

  private ImageFile() {}

  /**
   * Reads a picture as grey levels, transparent parts as white.
   *
   * @return the luminance of each pixel, 0 black to 255 white; of a large picture, every second or
   *     n-th
   * @throws ModelFileException if the file can't be read, is no picture, or is too large
   */
  public static Image read(Path file) throws ModelFileException {
    if (!Files.isRegularFile(file)) {
      throw error(file, Files.exists(file) ? "a folder or device" : "no such file", "a picture");
    }
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      Iterator<ImageReader> readers =
          in == null ? Collections.emptyIterator() : ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw error(file, "an unknown format", "PNG, JPEG, GIF or BMP");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        return grey(thinned(file, reader));
      } finally {
        reader.dispose();
      }
    } catch (ModelFileException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // The decoders answer damaged files with all sorts of runtime exceptions.
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw error(file, "a damaged picture (" + reason + ")", "PNG, JPEG, GIF or BMP");
    }
  }

  private static BufferedImage thinned(Path file, ImageReader reader) throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    if ((long) width * height > MOST_PIXELS) {
      throw error(
          file,
          "%dx%d pixels".formatted(width, height),
          "at most %,d in all".formatted(MOST_PIXELS));
    }
    ImageReadParam param = reader.getDefaultReadParam();
    int step = Math.ceilDiv(Math.max(width, height), MOST_KEPT);
    param.setSourceSubsampling(step, step, 0, 0);
    return reader.read(0, param);
  }

  private static Image grey(BufferedImage picture) {
    int width = picture.getWidth();
    int height = picture.getHeight();
    if (picture.getRaster().getNumBands() == 2) {
      return transparentGrey(picture);
    }
    BufferedImage onWhite = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = onWhite.createGraphics();
    graphics.drawImage(picture, 0, 0, Color.WHITE, null);
    graphics.dispose();
    byte[] pixels = new byte[width * height];
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      onWhite.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        pixels[y * width + x] = (byte) luminance(row[x]);
      }
    }
    return new Image(height, width, pixels);
  }

  /**
   * Grey with an alpha channel, which Java would take for linear light: levels off by up to 73 of
   * 255 from those of the same picture without alpha.
   */
  private static Image transparentGrey(BufferedImage picture) {
    int width = picture.getWidth();
    int height = picture.getHeight();
    double full = (1 << picture.getColorModel().getComponentSize(0)) - 1;
    byte[] pixels = new byte[width * height];
    int[] row = new int[2 * width];
    for (int y = 0; y < height; y++) {
      picture.getRaster().getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++) {
        double ink = (full - row[2 * x]) / full * row[2 * x + 1] / full;
        pixels[y * width + x] = (byte) Math.round(255 * (1 - ink));
      }
    }
    return new Image(height, width, pixels);
  }

  /** ITU-R BT.601 in 16 bits of fraction; the three weights add up to 1. */
  private static int luminance(int rgb) {
    int red = rgb >> 16 & 0xff;
    int green = rgb >> 8 & 0xff;
    int blue = rgb & 0xff;
    return (19595 * red + 38470 * green + 7471 * blue + 0x8000) >> 16;
  }

  private static ModelFileException error(Path file, String got, String expected) {
    return new ModelFileException(file.toString(), ModelFileException.NOWHERE, got, expected);
  }
}
