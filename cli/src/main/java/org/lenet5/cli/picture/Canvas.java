package org.lenet5.cli.picture;

import java.awt.AWTError;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A white sheet to draw on, and the few text and file helpers that all pictures share. */
final class Canvas {
  static final Color INK = new Color(0x222222);
  static final Color FAINT = new Color(0xd9d9d9);

  private final BufferedImage image;
  final Graphics2D graphics;

  /**
   * @throws PictureException if this machine has no fonts
   */
  Canvas(int width, int height) throws PictureException {
    requireFonts();
    image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
    graphics.setColor(INK);
  }

  static Font plain(double size) {
    return new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont((float) size);
  }

  static Font bold(double size) {
    return new Font(Font.SANS_SERIF, Font.BOLD, 1).deriveFont((float) size);
  }

  /**
   * Measures a word. On a machine without fontconfig or without any font this is the first call to
   * fail, and it does so with whatever came up inside the JDK.
   *
   * @throws PictureException if that happens
   */
  static void requireFonts() throws PictureException {
    if (System.getProperty("java.awt.headless") == null) {
      System.setProperty("java.awt.headless", "true"); // never look for a display
    }
    try {
      width(plain(12), "font");
    } catch (RuntimeException | InternalError | LinkageError | AWTError e) {
      throw new PictureException(
          "pictures: got no fonts from this system, expected at least one"
              + " (install fontconfig and a font such as DejaVu Sans)",
          e);
    }
  }

  /** Width of a text in pixels. */
  static double width(Font font, String text) {
    return Metrics.GRAPHICS.getFontMetrics(font).getStringBounds(text, Metrics.GRAPHICS).getWidth();
  }

  /** Something to measure text with before the size of the sheet is known. */
  private static final class Metrics {
    static final Graphics2D GRAPHICS =
        new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
  }

  /** A text without control characters, cut with an ellipsis where it is too wide. */
  static String fit(Font font, String text, double width) {
    String clean = clean(text);
    if (width(font, clean) <= width) {
      return clean;
    }
    int end = clean.length();
    while (end > 0 && width(font, clean.substring(0, end) + "…") > width) {
      end = clean.offsetByCodePoints(end, -1);
    }
    return clean.substring(0, end) + "…";
  }

  /** A text with a replacement character for each control character, which no font or XML has. */
  static String clean(String text) {
    return text.replaceAll("[\\p{Cntrl}\\p{Cs}\\uFFFE\\uFFFF]", "\uFFFD");
  }

  /**
   * Draws a text with its middle line at {@code y}.
   *
   * @param anchor where {@code x} lies in the text: 0 its left end, 0.5 its middle, 1 its right end
   */
  void text(Font font, String text, double x, double y, double anchor) {
    graphics.setFont(font);
    float left = (float) (x - anchor * width(font, text));
    // The middle of a digit lies 0.36 em above the base line in the usual fonts.
    graphics.drawString(text, left, (float) (y + 0.36 * font.getSize2D()));
  }

  byte[] png() {
    graphics.dispose();
    return png(image);
  }

  static byte[] png(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    // Not ImageIO.write, which makes a temporary file.
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(image);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // nothing outside memory was touched
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
