package org.lenet5.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What pictures cost, and who is stopped before it is spent. */
class PictureWorkTest {
  private static final LongSupplier STOPPED = () -> 0;

  private static byte[] encoded(int width, int height, String format, boolean progressive)
      throws IOException {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        picture.setRGB(x, y, (x * 3 & 0xff) << 16 | (y * 5 & 0xff) << 8 | (x * y >> 4 & 0xff));
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      ImageWriteParam param = writer.getDefaultWriteParam();
      if (progressive) {
        param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      }
      writer.write(null, new IIOImage(picture, null, null), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  // JPEGs of many scans.

  /**
   * A grey JPEG whose scans have no data. Each lets the decoder go through the whole picture.
   *
   * @param marker of its frame: c0 baseline, c2 progressive
   */
  private static byte[] jpeg(int marker, int width, int height, int scans) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xdb, 0, 67, 0});
    for (int i = 0; i < 64; i++) {
      out.write(1);
    }
    out.writeBytes(new byte[] {(byte) 0xff, (byte) marker, 0, 11, 8});
    out.writeBytes(new byte[] {(byte) (height >> 8), (byte) height});
    out.writeBytes(new byte[] {(byte) (width >> 8), (byte) width, 1, 1, 0x11, 0});
    for (int table : new int[] {0x00, 0x10}) { // one code of one bit: nothing
      out.writeBytes(new byte[] {(byte) 0xff, (byte) 0xc4, 0, 20, (byte) table, 1});
      out.writeBytes(new byte[16]);
    }
    for (int scan = 0; scan < scans; scan++) {
      int last = marker == 0xc0 ? 63 : 0;
      out.writeBytes(new byte[] {(byte) 0xff, (byte) 0xda, 0, 8, 1, 1, 0, 0, (byte) last, 0});
    }
    out.writeBytes(new byte[] {(byte) 0xff, (byte) 0xd9});
    return out.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({"500,500,4000", "8000,8000,100", "8000,8000,4", "8000,8000,1", "4000,3000,17"})
  void refusesWorkInManyScans(int width, int height, int scans) {
    AtomicInteger asked = new AtomicInteger();
    assertThatThrownBy(
            () ->
                PictureFile.read(
                    "f", jpeg(0xc2, width, height, scans), () -> asked.getAndIncrement()))
        .isInstanceOf(PictureException.class)
        .hasMessage(
            "f: got %d scans of %dx%d pixels, expected at most 200 million pixels in all scans and"
                    .formatted(scans, width, height)
                + " 100 MB between them; save it as baseline JPEG");
    assertThat(asked).hasValueLessThan(20); // blocks of the file: not a row was decoded
  }

  @Test
  void readsManyScansOfFewPixels() throws IOException {
    assertThat(PictureFile.read("f", jpeg(0xc2, 28, 28, 500), STOPPED).at(27, 27)).isEqualTo(128);
  }

  @Test
  void refusesPixelsWithoutData() {
    assertThatThrownBy(() -> PictureFile.read("f", jpeg(0xc0, 8000, 8000, 1), STOPPED))
        .isInstanceOf(PictureException.class)
        .hasMessage(
            "f: got a damaged picture (12 bytes for 8000x8000 pixels),"
                + " expected a PNG, JPEG, GIF or BMP picture");
  }

  /** The same coefficients, in one scan and in ten. */
  @Test
  void theLastScanCounts() throws IOException {
    byte[] progressive = encoded(203, 117, "jpeg", true);
    assertThat(JpegOutline.of(new BytesImageInput(progressive)).scans()).isEqualTo(10);
    assertThat(PictureFile.read("f", progressive, STOPPED).pixels())
        .isEqualTo(PictureFile.read("f", encoded(203, 117, "jpeg", false), STOPPED).pixels());
    byte[] large = encoded(2003, 1501, "jpeg", true);
    assertThat(PictureFile.read("f", large, STOPPED).pixels())
        .isEqualTo(PictureFile.read("f", encoded(2003, 1501, "jpeg", false), STOPPED).pixels());
  }

  @Test
  void ignoresColourProfiles() throws IOException {
    byte[] plain = encoded(64, 64, "jpeg", false);
    byte[] profile =
        java.awt.color.ICC_Profile.getInstance(java.awt.color.ColorSpace.CS_LINEAR_RGB).getData();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(plain, 0, 2);
    int length = 16 + profile.length;
    out.writeBytes(new byte[] {(byte) 0xff, (byte) 0xe2, (byte) (length >> 8), (byte) length});
    out.writeBytes("ICC_PROFILE\0\1\1".getBytes(ISO_8859_1));
    out.writeBytes(profile);
    out.write(plain, 2, plain.length - 2);
    assertThat(PictureFile.read("f", out.toByteArray(), STOPPED).pixels())
        .isEqualTo(PictureFile.read("f", plain, STOPPED).pixels());
  }

  // Time.

  /** Each look at the clock takes 10 ms: 3 seconds are over after 300 rows. */
  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "gif", "bmp"})
  void stopsWhenTimeIsOver(String format) throws IOException {
    for (boolean progressive : new boolean[] {false, true}) {
      if (progressive && format.equals("bmp")) {
        continue;
      }
      byte[] picture = encoded(16, 2000, format, progressive);
      AtomicInteger asked = new AtomicInteger();
      LongSupplier slow = () -> asked.getAndIncrement() * 10_000_000L;
      assertThatThrownBy(() -> PictureFile.read("f", picture, slow))
          .isInstanceOf(PictureException.class)
          .hasMessage(
              "f: got more than 3 s of work, expected less; scale it down or save it as baseline"
                  + " JPEG");
      assertThat(asked).hasValue(302); // at the start, 300 in time, one too late
      assertThat(PictureFile.read("f", picture, STOPPED).rows()).isEqualTo(1000);
    }
  }

  /** A file without pixels: what is skipped is looked at, block by block. */
  @Test
  void stopsInEndlessSmallChunks() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("\u0089PNG\r\n\u001a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1".getBytes(ISO_8859_1));
    out.writeBytes(new byte[] {8, 0, 0, 0, 0, 0, 0, 0, 0});
    byte[] chunk = "\0\0\0\0tEXt\0\0\0\0".getBytes(ISO_8859_1);
    for (int i = 0; i < 500_000; i++) {
      out.writeBytes(chunk);
    }
    AtomicInteger asked = new AtomicInteger();
    assertThatThrownBy(
            () ->
                PictureFile.read(
                    "f", out.toByteArray(), () -> asked.getAndIncrement() * 10_000_000L))
        .isInstanceOf(PictureException.class)
        .hasMessageContaining("more than 3 s");
  }
}
