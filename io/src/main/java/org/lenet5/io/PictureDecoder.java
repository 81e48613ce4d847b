package org.lenet5.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.function.LongSupplier;
import javax.imageio.stream.ImageInputStream;
import org.lenet5.reading.Picture;

/** Decodes one picture that may be hostile, within bounds of memory and time. */
final class PictureDecoder {
  static final String EXPECTED = "a PNG, JPEG, GIF or BMP picture";

  /** A phone's 50 million, and some. Their number bounds time; memory, but for JPEGs, a row. */
  private static final int MOST_PIXELS = 64_000_000;

  /** Of a BMP, which has none or little compression: a file of 128 MB. */
  private static final int MOST_BMP_PIXELS = 32_000_000;

  private static final String PNG = "\u0089PNG\r\n\u001a\n";

  /** Of the file types in ISO base media (HEIF), the first that it names. */
  private static final List<String> HEIC =
      List.of("heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1");

  private PictureDecoder() {}

  /**
   * The picture, as {@link PictureFile} describes it.
   *
   * @param name what messages call it
   * @param source its bytes, from the first, with a known length; not closed
   * @param clock nanoseconds, as {@link System#nanoTime}
   * @throws PictureException if there is none that can be used
   */
  static Picture read(String name, ImageInputStream source, LongSupplier clock)
      throws PictureException {
    try (PictureInput in = new PictureInput(name, source, new Deadline(clock))) {
      return read(in);
    } catch (PictureException e) {
      throw e;
    } catch (Deadline.Passed e) {
      throw new PictureException(
          name,
          "more than %d s of work".formatted(Deadline.SECONDS),
          "less; scale it down or save it as baseline JPEG",
          e);
    } catch (IOException | RuntimeException e) {
      // The decoders answer damaged files with all sorts of runtime exceptions.
      throw damaged(name, e);
    }
  }

  private static Picture read(PictureInput in) throws IOException {
    byte[] start = new byte[12];
    int length = Math.max(0, in.read(start));
    String head = new String(start, 0, length, ISO_8859_1);
    if (head.startsWith(PNG)) {
      return PngPicture.read(in, MOST_PIXELS);
    }
    if (head.startsWith("\u00ff\u00d8")) {
      return JpegPicture.read(in, MOST_PIXELS);
    }
    if (head.startsWith("GIF87a") || head.startsWith("GIF89a")) {
      in.seek(0);
      return GifPicture.read(in, MOST_PIXELS);
    }
    if (head.startsWith("BM")) {
      return BmpPicture.read(in, MOST_BMP_PIXELS);
    }
    if (head.isEmpty()) {
      throw in.refuse("an empty file", EXPECTED);
    }
    String other = other(head);
    throw other == null
        ? in.refuse("another format", EXPECTED)
        : in.refuse(other, EXPECTED + "; save it as PNG");
  }

  /** What people have that is not read, by its first 12 bytes; or null. */
  private static String other(String head) {
    String brand = head.startsWith("ftyp", 4) && head.length() == 12 ? head.substring(8) : "";
    if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) {
      return "a WebP picture";
    }
    if (HEIC.contains(brand)) {
      return "a HEIC picture";
    }
    if (brand.equals("avif") || brand.equals("avis")) {
      return "an AVIF picture";
    }
    if (head.startsWith("II*\0") || head.startsWith("MM\0*")) {
      return "a TIFF picture";
    }
    return head.startsWith("%PDF") ? "a PDF document" : null;
  }

  /** What to throw if decoding has failed. */
  static PictureException damaged(String name, Exception e) {
    return new PictureException(name, "a damaged picture (" + reason(e) + ")", EXPECTED, e);
  }

  /** The deepest message: those above say "I/O error". */
  private static String reason(Throwable failure) {
    String reason =
        failure instanceof EOFException ? "cut off" : failure.getClass().getSimpleName();
    for (Throwable t = failure; t != null; t = t.getCause()) {
      reason = t.getMessage() == null ? reason : t.getMessage();
    }
    return reason;
  }
}
