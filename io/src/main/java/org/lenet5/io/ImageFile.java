package org.lenet5.io;

import java.awt.Rectangle;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import org.lenet5.data.Image;

/**
 * Reads pictures that people have: PNG, JPEG, GIF (its first frame), BMP. Sizes are checked before
 * anything is decoded, and large pictures are read in strips and scaled down on the way, so that
 * memory stays bounded. Colour profiles and EXIF orientation are ignored: a photo that was only
 * marked as turned is to be saved upright first. Needs no display, and writes no temporary files.
 */
public final class ImageFile {
  private static final Set<String> FORMATS = Set.of("png", "jpeg", "gif", "bmp");
  private static final String EXPECTED = "a PNG, JPEG, GIF or BMP picture";

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

  private ImageFile() {}

  /**
   * Reads a picture as grey levels, transparent parts as white. A picture of more than 1500 rows or
   * columns is scaled down by a whole number: each pixel is the mean of a square, so that thin
   * lines fade but do not vanish. Beyond 32 million pixels, the mean is of every second or n-th row
   * and column.
   *
   * @return the luminance of each pixel (ITU-R BT.601), 0 black to 255 white
   * @throws ModelFileException if the file can't be read, is no picture, is damaged or cut off, or
   *     has a side of more than 30,000 or more than 64 million pixels (BMP: 32 million)
   */
  public static Image read(Path file) throws ModelFileException {
    checkReadable(file);
    // Not ImageIO.createImageInputStream, which asks a cache folder and all plug-ins first.
    try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
      ImageReader reader = reader(file, in);
      try {
        checkLength(file, reader, in);
        reader.setInput(in, false, true);
        reader.addIIOReadWarningListener((source, warning) -> checkWhole(warning));
        return read(file, reader);
      } finally {
        reader.dispose();
      }
    } catch (ModelFileException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // The decoders answer damaged files with all sorts of runtime exceptions.
      throw new ModelFileException(
          file.toString(),
          ModelFileException.NOWHERE,
          "a damaged picture (" + reason(e) + ")",
          EXPECTED,
          e);
    }
  }

  /** The deepest message: those above say "I/O error". */
  private static String reason(Throwable failure) {
    String reason = failure.getClass().getSimpleName();
    for (Throwable t = failure; t != null; t = t.getCause()) {
      reason = t.getMessage() == null ? reason : t.getMessage();
    }
    return reason;
  }

  private static void checkReadable(Path file) throws ModelFileException {
    if (!Files.exists(file)) {
      throw error(file, "no such file", EXPECTED);
    }
    if (!Files.isRegularFile(file)) {
      throw error(file, Files.isDirectory(file) ? "a folder" : "a device", EXPECTED);
    }
    if (!Files.isReadable(file)) {
      throw error(file, "no permission", EXPECTED);
    }
  }

  /** Of the installed decoders, those of few formats: each is a door. */
  private static ImageReader reader(Path file, ImageInputStream in) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if (FORMATS.contains(format(reader))) {
        return reader;
      }
      reader.dispose();
    }
    throw error(file, in.length() == 0 ? "an empty file" : "another format", EXPECTED);
  }

  private static String format(ImageReader reader) throws IOException {
    return reader.getFormatName().toLowerCase(Locale.ROOT);
  }

  /** The BMP decoder takes the end of a file for zeros; but the file's header has its length. */
  private static void checkLength(Path file, ImageReader reader, ImageInputStream in)
      throws IOException {
    if (format(reader).equals("bmp")) {
      in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
      in.seek(2);
      long length = in.readUnsignedInt();
      if (length > in.length()) {
        throw error(file, in.length() + " bytes", length + ", as its header says; a damaged copy?");
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

  private static Image read(Path file, ImageReader reader) throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    long most = format(reader).equals("bmp") ? MOST_BMP_PIXELS : MOST_PIXELS;
    if (Math.min(width, height) < 1
        || Math.max(width, height) > LONGEST_SIDE
        || (long) width * height > most) {
      throw error(
          file,
          "%dx%d pixels".formatted(width, height),
          "1 to %d each way and at most %d in all; scale it down".formatted(LONGEST_SIDE, most));
    }
    int skip = 1;
    while ((long) (width / skip) * (height / skip) > MOST_DECODED) {
      skip++;
    }
    int square = Math.ceilDiv(Math.ceilDiv(Math.max(width, height), skip), MOST_KEPT);
    int step = skip * square;
    Image picture =
        new Image(
            Math.ceilDiv(height, step),
            Math.ceilDiv(width, step),
            new byte[Math.ceilDiv(height, step) * Math.ceilDiv(width, step)]);
    int stripPixels = Math.toIntExact(STRIP * 8L / (bits(file, reader) + 8));
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
  private static int bits(Path file, ImageReader reader) throws IOException {
    Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
    if (!types.hasNext()) {
      throw error(file, "colours for print (CMYK)", "grey or RGB; convert it");
    }
    return types.next().getColorModel().getPixelSize();
  }

  /** Overwrites rows of {@code to}, from {@code row}, with the means of the strip's squares. */
  private static void average(Image strip, int square, Image to, int row) {
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

  private static ModelFileException error(Path file, String got, String expected) {
    return new ModelFileException(file.toString(), ModelFileException.NOWHERE, got, expected);
  }
}
