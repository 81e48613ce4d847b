package org.lenet5.io;

import java.awt.Rectangle;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import org.lenet5.reading.Picture;

/** Decodes one picture that may be hostile, by the decoders of the JDK, within bounds of memory. */
final class PictureDecoder {
  static final String EXPECTED = "a PNG, JPEG, GIF or BMP picture";

  private static final Set<String> FORMATS = Set.of("png", "jpeg", "gif", "bmp");

  /** Decoders hold some rows whole. A4 at 600 dots per inch has 7,016. */
  private static final int LONGEST_SIDE = 30_000;

  /** The decoder of progressive JPEGs holds 6 bytes of each: 384 MB. */
  private static final long MOST_PIXELS = 64_000_000;

  /** Of a BMP: its decoder holds a compressed one whole, and the file's length is no bound. */
  private static final long MOST_BMP_PIXELS = 32_000_000;

  /** Beyond this, rows and columns are left out: each strip costs a start from the file's top. */
  private static final long MOST_DECODED = 32_000_000;

  /** Bytes of a strip, decoded and as grey levels. */
  private static final int STRIP = 32_000_000;

  /** Rows and columns of the result at most; digits need far fewer. */
  private static final int MOST_KEPT = 1500;

  private final String name;
  private final ImageInputStream in;

  /**
   * @param name what messages call the picture
   * @param in its bytes, from the first, with a known length; not closed
   */
  PictureDecoder(String name, ImageInputStream in) {
    this.name = name;
    this.in = in;
  }

  /**
   * The picture, as {@link PictureFile} describes it.
   *
   * @throws PictureException if there is none that can be used
   */
  Picture picture() throws PictureException {
    try {
      ImageReader reader = reader();
      try {
        checkLength(reader);
        reader.setInput(in, false, true);
        reader.addIIOReadWarningListener((source, warning) -> checkWhole(warning));
        return read(reader);
      } finally {
        reader.dispose();
      }
    } catch (PictureException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // The decoders answer damaged files with all sorts of runtime exceptions.
      throw damaged(name, e);
    }
  }

  /** What to throw if decoding has failed. */
  static PictureException damaged(String name, Exception e) {
    return new PictureException(name, "a damaged picture (" + reason(e) + ")", EXPECTED, e);
  }

  /** The deepest message: those above say "I/O error". */
  private static String reason(Throwable failure) {
    String reason = failure.getClass().getSimpleName();
    for (Throwable t = failure; t != null; t = t.getCause()) {
      reason = t.getMessage() == null ? reason : t.getMessage();
    }
    return reason;
  }

  /** Of the installed decoders, those of few formats: each is a door. */
  private ImageReader reader() throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if (FORMATS.contains(format(reader))) {
        return reader;
      }
      reader.dispose();
    }
    throw refuse(in.length() == 0 ? "an empty file" : "another format", EXPECTED);
  }

  private static String format(ImageReader reader) throws IOException {
    return reader.getFormatName().toLowerCase(Locale.ROOT);
  }

  /** The BMP decoder takes the end of a file for zeros; but the file's header has its length. */
  private void checkLength(ImageReader reader) throws IOException {
    if (format(reader).equals("bmp")) {
      in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
      in.seek(2);
      long length = in.readUnsignedInt();
      if (length > in.length()) {
        throw refuse(in.length() + " bytes", length + ", as its header says; a damaged copy?");
      }
      in.seek(0);
    }
  }

  /**
   * The JPEG decoder takes the end of a file for the end of the picture, and fills up with grey.
   */
  private static void checkWhole(String warning) {
    if (warning.startsWith("Truncated")) {
      throw new IllegalStateException(warning);
    }
  }

  private Picture read(ImageReader reader) throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    long most = format(reader).equals("bmp") ? MOST_BMP_PIXELS : MOST_PIXELS;
    if (Math.min(width, height) < 1
        || Math.max(width, height) > LONGEST_SIDE
        || (long) width * height > most) {
      throw refuse(
          "%dx%d pixels".formatted(width, height),
          "1 to %d each way and at most %d in all; scale it down".formatted(LONGEST_SIDE, most));
    }
    int skip = 1;
    while ((long) (width / skip) * (height / skip) > MOST_DECODED) {
      skip++;
    }
    int square = Math.ceilDiv(Math.ceilDiv(Math.max(width, height), skip), MOST_KEPT);
    int step = skip * square;
    Picture picture =
        new Picture(
            Math.ceilDiv(height, step),
            Math.ceilDiv(width, step),
            new byte[Math.ceilDiv(height, step) * Math.ceilDiv(width, step)]);
    int stripPixels = Math.toIntExact(STRIP * 8L / (bits(reader) + 8));
    int stripRows = Math.max(1, stripPixels / Math.ceilDiv(width, skip) / square) * step;
    for (int top = 0; top < height; top += stripRows) {
      ImageReadParam param = reader.getDefaultReadParam();
      param.setSourceRegion(new Rectangle(0, top, width, Math.min(stripRows, height - top)));
      param.setSourceSubsampling(skip, skip, 0, 0);
      average(Luminance.of(reader.read(0, param)), square, picture, top / step);
    }
    return picture;
  }

  /** Bits of a decoded pixel. Only JPEG has colours that Java has no picture for. */
  private int bits(ImageReader reader) throws IOException {
    Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
    if (!types.hasNext()) {
      throw refuse("colours for print (CMYK)", "grey or RGB; convert it");
    }
    return types.next().getColorModel().getPixelSize();
  }

  /** Overwrites rows of {@code to}, from {@code row}, with the means of the strip's squares. */
  private static void average(Picture strip, int square, Picture to, int row) {
    int rows = Math.ceilDiv(strip.rows(), square);
    for (int r = 0; r < rows; r++) {
      int bottom = Math.min((r + 1) * square, strip.rows());
      for (int c = 0; c < to.columns(); c++) {
        int right = Math.min((c + 1) * square, strip.columns());
        int sum = 0;
        for (int y = r * square; y < bottom; y++) {
          for (int x = c * square; x < right; x++) {
            sum += strip.at(y, x);
          }
        }
        int count = (bottom - r * square) * (right - c * square);
        to.pixels()[(row + r) * to.columns() + c] = (byte) ((sum + count / 2) / count);
      }
    }
  }

  private PictureException refuse(String got, String expected) {
    return new PictureException(name, got, expected);
  }
}
