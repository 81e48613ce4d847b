package org.lenet5.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import org.lenet5.reading.Picture;

/**
 * Reads pictures that people have: PNG, JPEG, GIF (its first frame), BMP. Sizes and work are
 * checked before anything is decoded, and large pictures are scaled down on the way, row by row, so
 * that memory and time stay bounded. Pictures that Exif marks as turned or mirrored are made
 * upright; colour profiles are ignored. Needs no display, and writes no temporary files.
 *
 * <p>The result is light as a camera sees it, 0 black to 255 white: the luminance of each pixel
 * (ITU-R BT.601), transparent parts white, inks (CMYK) on white paper. A picture of more than 1500
 * rows or columns is scaled down by a whole number: each pixel is the mean of a square, so that
 * thin lines fade but do not vanish.
 *
 * <p>Refused are pictures that are damaged or cut off; of more than 30,000 pixels each way or 64
 * million in all (BMP: 32 million); JPEGs of several scans, as progressive ones are, if these add
 * up to more than 200 million pixels or their coefficients to 100 MB, which 16 million pixels in
 * ten scans do not; and whatever takes longer than 3 seconds to decode.
 */
public final class PictureFile {

  /** Several photos' worth: a stream is held whole, and twice while it is read. */
  private static final int MOST_STREAMED = 32_000_000;

  private PictureFile() {}

  /**
   * Reads a file. One in an archive, or in another file system that is not the system's own, is
   * read as a stream: it may have 32 million bytes.
   *
   * @throws PictureException if it can't be read, or holds no picture that can be used
   */
  public static Picture read(Path file) throws PictureException {
    return read(file, System::nanoTime);
  }

  /** By another clock, of nanoseconds. */
  static Picture read(Path file, LongSupplier clock) throws PictureException {
    String name = file.toString();
    checkReadable(file);
    try {
      if (file.getFileSystem() == FileSystems.getDefault()) {
        // Not ImageIO.createImageInputStream, which asks a cache folder and all plug-ins first.
        try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
          return PictureDecoder.read(name, in, clock);
        }
      }
      // A channel would do, but that of a zip unpacks all at once, whatever it comes to.
      try (InputStream in = Files.newInputStream(file)) {
        return read(name, in, clock);
      }
    } catch (PictureException e) {
      throw e;
    } catch (IOException e) {
      throw PictureDecoder.damaged(name, e);
    }
  }

  /**
   * Reads the bytes of a file.
   *
   * @param name what messages call it
   * @param bytes the whole file. Not modified.
   * @throws PictureException if they are no picture that can be used
   */
  public static Picture read(String name, byte[] bytes) throws PictureException {
    return read(name, bytes, System::nanoTime);
  }

  /** By another clock, of nanoseconds. */
  static Picture read(String name, byte[] bytes, LongSupplier clock) throws PictureException {
    try (ImageInputStream in = new BytesImageInput(bytes)) {
      return PictureDecoder.read(name, in, clock);
    } catch (PictureException e) {
      throw e;
    } catch (IOException e) {
      throw PictureDecoder.damaged(name, e);
    }
  }

  /**
   * Reads a stream to its end, at most 32 million bytes of it. Does not close it.
   *
   * @param name what messages call it
   * @throws PictureException if it holds more, or no picture that can be used
   * @throws IOException if {@code in} can't be read
   */
  public static Picture read(String name, InputStream in) throws IOException {
    return read(name, in, System::nanoTime);
  }

  private static Picture read(String name, InputStream in, LongSupplier clock) throws IOException {
    byte[] bytes = in.readNBytes(MOST_STREAMED + 1); // grows with what is there
    if (bytes.length > MOST_STREAMED) {
      throw new PictureException(
          name, "more bytes", "at most %d; scale it down".formatted(MOST_STREAMED));
    }
    return read(name, bytes, clock);
  }

  private static void checkReadable(Path file) throws PictureException {
    if (!Files.exists(file)) {
      throw refuse(file, "no such file");
    }
    if (!Files.isRegularFile(file)) {
      throw refuse(file, Files.isDirectory(file) ? "a folder" : "a device");
    }
    if (!Files.isReadable(file)) {
      throw refuse(file, "no permission");
    }
  }

  private static PictureException refuse(Path file, String got) {
    return new PictureException(file.toString(), got, PictureDecoder.EXPECTED);
  }
}
