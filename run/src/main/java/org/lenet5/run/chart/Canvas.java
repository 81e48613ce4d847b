package org.lenet5.run.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.lenet5.data.Image;

/** A white sheet of pixels, and what text needs to know of fonts. */
final class Canvas implements Pen {
  private final BufferedImage image;
  private final Graphics2D graphics;

  /**
   * @param width in units
   * @param height in units
   * @param scale pixels for each unit
   * @throws ChartException if this machine has no fonts
   */
  Canvas(int width, int height, int scale) throws ChartException {
    requireFonts();
    image = new BufferedImage(scale * width, scale * height, BufferedImage.TYPE_INT_RGB);
    graphics = image.createGraphics();
    graphics.scale(scale, scale);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    fill(new Rectangle2D.Double(0, 0, width, height), Color.WHITE);
  }

  /**
   * Measures a word, the first call to fail on a bare machine. Seen on JDK 25: a RuntimeException
   * ("Fontconfig head is null") without fontconfig, a plain Error ("No physical fonts found") with
   * fontconfig but without any font.
   *
   * @throws ChartException if that happens
   */
  static void requireFonts() throws ChartException {
    if (System.getProperty("java.awt.headless") == null) {
      System.setProperty("java.awt.headless", "true"); // never look for a display
    }
    requireFonts(() -> width("font", Type.start(12)));
  }

  /** As above, with another first call. */
  static void requireFonts(Runnable measure) throws ChartException {
    try {
      measure.run();
    } catch (OutOfMemoryError | StackOverflowError e) {
      throw e;
    } catch (RuntimeException | Error e) {
      throw new ChartException(
          "pictures: got no fonts from this system, expected at least one"
              + " (install fontconfig and a font such as DejaVu Sans)",
          e);
    }
  }

  /** Width of a text in units. */
  static double width(String text, Type type) {
    return Measure.GRAPHICS
        .getFontMetrics(font(type))
        .getStringBounds(text, Measure.GRAPHICS)
        .getWidth();
  }

  /** Something to measure text with before the size of a sheet is known. */
  private static final class Measure {
    static final Graphics2D GRAPHICS =
        new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();

    static {
      GRAPHICS.setRenderingHint(
          RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    }
  }

  private static Font font(Type type) {
    return new Font(Font.SANS_SERIF, type.bold() ? Font.BOLD : Font.PLAIN, 1)
        .deriveFont((float) type.size());
  }

  /** The text, cut with an ellipsis where it is wider than {@code width} units. */
  static String fit(String text, Type type, double width) {
    if (width(text, type) <= width) {
      return text;
    }
    int end = text.length();
    while (end > 0 && width(text.substring(0, end) + "…", type) > width) {
      end = text.offsetByCodePoints(end, -1);
    }
    return text.substring(0, end) + "…";
  }

  @Override
  public void stroke(Shape shape, Color colour, double width, float... dashes) {
    graphics.setColor(colour);
    graphics.setStroke(
        new BasicStroke(
            (float) width,
            BasicStroke.CAP_ROUND,
            BasicStroke.JOIN_ROUND,
            1, // the miter limit, which round joins don't use
            dashes.length == 0 ? null : dashes,
            0));
    graphics.draw(shape);
  }

  @Override
  public void fill(Shape shape, Color colour) {
    graphics.setColor(colour);
    graphics.fill(shape);
  }

  @Override
  public void text(String text, double x, double y, Type type) {
    text(text, x, y, type, Colours.INK);
  }

  /** As above, in another colour. */
  void text(String text, double x, double y, Type type, Color colour) {
    AffineTransform before = graphics.getTransform();
    graphics.setColor(colour);
    graphics.setFont(font(type));
    graphics.translate(x, y);
    if (type.upwards()) {
      graphics.rotate(-Math.PI / 2);
    }
    graphics.drawString(text, (float) (-type.anchor() * width(text, type)), (float) type.drop());
    graphics.setTransform(before);
  }

  /** Sets a pixel of the sheet; its place is in pixels, whatever the scale. */
  void pixel(int x, int y, Color colour) {
    image.setRGB(x, y, colour.getRGB());
  }

  /**
   * Draws an image in a thin frame, ink black on white, as large as fits a square of {@code box}
   * pixels in the middle of it; each pixel is the one nearest. For sheets of scale 1.
   */
  void image(Image image, int left, int top, int box) {
    double scale = (double) box / Math.max(image.rows(), image.columns());
    int height = Math.max(1, (int) Math.round(scale * image.rows()));
    int width = Math.max(1, (int) Math.round(scale * image.columns()));
    int x0 = left + (box - width) / 2;
    int y0 = top + (box - height) / 2;
    fill(new Rectangle2D.Double(x0 - 1, y0 - 1, width + 2, height + 2), Colours.FRAME);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int row = (int) ((y + 0.5) * image.rows() / height);
        int column = (int) ((x + 0.5) * image.columns() / width);
        int grey = 255 - image.at(row, column);
        pixel(x0 + x, y0 + y, new Color(grey, grey, grey));
      }
    }
  }

  /** The sheet as a PNG file; nothing can be drawn on it afterwards. */
  byte[] png() {
    graphics.dispose();
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
