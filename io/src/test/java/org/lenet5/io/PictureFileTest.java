package org.lenet5.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lenet5.reading.Picture;

class PictureFileTest {
  // Colour types of PNG.
  private static final int GREY = 0;
  private static final int RGB = 2;
  private static final int PALETTE = 3;
  private static final int GREY_ALPHA = 4;
  private static final int RGB_ALPHA = 6;

  /** Of tests that do not look at the time: as slow as their machine may be. */
  private static final LongSupplier STOPPED = () -> 0;

  @TempDir private Path folder;

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("picture"), bytes);
  }

  /** The same from a file and from its bytes. */
  private Picture read(byte[] bytes) throws IOException {
    Picture picture = PictureFile.read(file(bytes), STOPPED);
    Picture same = PictureFile.read("f", bytes, STOPPED);
    assertThat(same.rows()).isEqualTo(picture.rows());
    assertThat(same.pixels()).isEqualTo(picture.pixels());
    return picture;
  }

  private void assertRefused(byte[] bytes, String message) throws IOException {
    Path file = file(bytes);
    assertThatThrownBy(() -> PictureFile.read(file, STOPPED))
        .isInstanceOf(PictureException.class)
        .hasMessageMatching("\\Q" + file + "\\E: got " + message);
    assertThatThrownBy(() -> PictureFile.read("f", bytes, STOPPED))
        .isInstanceOf(PictureException.class)
        .hasMessageMatching("f: got " + message);
  }

  private int[] row(byte[] bytes) throws IOException {
    Picture image = read(bytes);
    assertThat(image.rows()).isEqualTo(1);
    return IntStream.range(0, image.columns()).map(column -> image.at(0, column)).toArray();
  }

  private static byte[] encoded(BufferedImage picture, String format, boolean progressive)
      throws IOException {
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

  /** A PNG byte by byte, row by row, so that a large one needs no memory. */
  private static byte[] png(
      int width, int height, int depth, int type, IntFunction<byte[]> rows, byte[]... chunks)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    out.write(
        chunk(
            "IHDR",
            ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) depth)
                .put((byte) type)
                .array()));
    for (byte[] chunk : chunks) {
      out.write(chunk);
    }
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    try (OutputStream deflater =
        new DeflaterOutputStream(data, new Deflater(Deflater.BEST_SPEED))) {
      for (int y = 0; rows != null && y < height; y++) {
        deflater.write(0);
        deflater.write(rows.apply(y));
      }
    }
    out.write(chunk("IDAT", data.toByteArray()));
    out.write(chunk("IEND", new byte[0]));
    return out.toByteArray();
  }

  private static byte[] chunk(String type, byte[] data) {
    CRC32 crc = new CRC32();
    crc.update(type.getBytes(ISO_8859_1));
    crc.update(data);
    return ByteBuffer.allocate(data.length + 12)
        .putInt(data.length)
        .put(type.getBytes(ISO_8859_1))
        .put(data)
        .putInt((int) crc.getValue())
        .array();
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static byte[] png(int depth, int type, int width, int... row) throws IOException {
    return png(width, 1, depth, type, y -> bytes(row));
  }

  private static int[] levels() {
    return IntStream.range(0, 256).toArray();
  }

  // Values.

  @Test
  void greyKeepsItsValues() throws IOException {
    assertThat(row(png(8, GREY, 256, levels()))).isEqualTo(levels());
    int[] wide = IntStream.range(0, 512).map(i -> i / 2).toArray(); // v * 257
    assertThat(row(png(16, GREY, 256, wide))).isEqualTo(levels());
    assertThat(row(png(1, GREY, 8, 0b10110001))).containsExactly(255, 0, 255, 255, 0, 0, 0, 255);
    assertThat(row(png(2, GREY, 4, 0b00011011))).containsExactly(0, 85, 170, 255);
    assertThat(row(png(4, GREY, 4, 0x05, 0xaf))).containsExactly(0, 85, 170, 255);
    int[] triple = IntStream.range(0, 768).map(i -> i / 3).toArray();
    assertThat(row(png(8, RGB, 256, triple))).isEqualTo(levels());
    assertThat(row(encoded(grey(256, 1, 10), "bmp", false))).isEqualTo(levels());
    assertThat(row(encoded(grey(256, 1, 10), "gif", false))).isEqualTo(levels());
  }

  /** A BufferedImage of a TYPE, whose columns are the levels 0 to 255 again and again. */
  private static BufferedImage grey(int width, int height, int type) {
    BufferedImage picture = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int band = 0; band < picture.getRaster().getNumBands(); band++) {
          picture.getRaster().setSample(x, y, band, x & 0xff);
        }
      }
    }
    return picture;
  }

  @Test
  void coloursHaveTheirLuminance() throws IOException {
    // 0.299, 0.587 and 0.114 times 255, rounded; 0.587 * 100 + 0.114 * 200 = 81.5
    int[] expected = {0, 76, 150, 29, 255, 82};
    int[] colours = {0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255, 0, 100, 200};
    assertThat(row(png(8, RGB, 6, colours))).isEqualTo(expected);
    int[] wide = Arrays.stream(colours).flatMap(c -> IntStream.of(c, c)).toArray();
    assertThat(row(png(16, RGB, 6, wide))).isEqualTo(expected);
    assertThat(
            row(png(6, 1, 8, PALETTE, y -> bytes(0, 1, 2, 3, 4, 5), chunk("PLTE", bytes(colours)))))
        .isEqualTo(expected);
    BufferedImage picture = new BufferedImage(6, 1, BufferedImage.TYPE_3BYTE_BGR);
    picture.getRaster().setPixels(0, 0, 6, 1, colours);
    assertThat(row(encoded(picture, "bmp", false))).isEqualTo(expected);
  }

  @Test
  void transparentIsWhite() throws IOException {
    // 255 - 128 * 255 / 255 = 127, and 100 of which half is paper: (100 * 128 + 255 * 127) / 255
    int[] expected = {255, 0, 127, 177, 255};
    assertThat(row(png(8, GREY_ALPHA, 5, 0, 0, 0, 255, 0, 128, 100, 128, 255, 7)))
        .isEqualTo(expected);
    assertThat(
            row(
                png(
                    8, RGB_ALPHA, 5, 0, 0, 0, 0, 0, 0, 0, 255, 0, 0, 0, 128, 100, 100, 100, 128,
                    255, 255, 255, 7)))
        .isEqualTo(expected);
    assertThat(row(png(16, GREY_ALPHA, 2, 0, 0, 0x80, 0x80, 100, 100, 0x80, 0x80)))
        .containsExactly(127, 177);
    byte[] palette = chunk("PLTE", bytes(0, 0, 0, 0, 0, 0, 0, 0, 0, 100, 100, 100, 255, 255, 255));
    byte[] alpha = chunk("tRNS", bytes(0, 255, 128, 128));
    assertThat(row(png(5, 1, 8, PALETTE, y -> bytes(0, 1, 2, 3, 4), palette, alpha)))
        .isEqualTo(expected);
  }

  @Test
  void oneTransparentColourIsWhite() throws IOException {
    byte[] grey = chunk("tRNS", bytes(0, 100));
    assertThat(row(png(3, 1, 8, GREY, y -> bytes(0, 100, 200), grey))).containsExactly(0, 255, 200);
    byte[] red = chunk("tRNS", bytes(0, 255, 0, 0, 0, 0));
    assertThat(row(png(2, 1, 8, RGB, y -> bytes(255, 0, 0, 0, 0, 255), red)))
        .containsExactly(255, 29);
    byte[] c = {0, 0, 100};
    IndexColorModel colours = new IndexColorModel(8, 3, c, c, c, 1);
    BufferedImage gif = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_INDEXED, colours);
    gif.getRaster().setPixels(0, 0, 3, 1, new int[] {0, 1, 2});
    assertThat(row(encoded(gif, "gif", false))).containsExactly(0, 255, 100);
  }

  @Test
  void rowsAndColumnsStayInPlace() throws IOException {
    byte[] pixels = new byte[7 * 5];
    Arrays.setAll(new int[35], i -> pixels[i] = (byte) (7 * i));
    byte[] png = png(7, 5, 8, GREY, y -> Arrays.copyOfRange(pixels, 7 * y, 7 * y + 7));
    Picture image = read(png);
    assertThat(image.rows()).isEqualTo(5);
    assertThat(image.columns()).isEqualTo(7);
    assertThat(image.pixels()).isEqualTo(pixels);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "gif"})
  void interlacedIsTheSame(String format) throws IOException {
    BufferedImage picture = grey(67, 53, BufferedImage.TYPE_BYTE_GRAY);
    Picture plain = read(encoded(picture, format, false));
    byte[] interlaced = encoded(picture, format, true);
    assertThat(read(interlaced).pixels()).isEqualTo(plain.pixels());
    assertThat(plain.at(52, 66)).isEqualTo(66);
  }

  /** At quality 0.75 a smooth ramp of 8x8 blocks is off by a few levels. */
  @ParameterizedTest
  @CsvSource({"10,false", "10,true", "5,false", "5,true"})
  void readsJpeg(int type, boolean progressive) throws IOException {
    Picture image = read(encoded(grey(256, 16, type), "jpeg", progressive));
    for (int x = 0; x < 256; x++) {
      assertThat(Math.abs(image.at(8, x) - x)).as("column %d", x).isLessThanOrEqualTo(6);
    }
  }

  // Large pictures.

  /** Black lines of one pixel, 8 bytes a pixel, 96 MB unpacked: they fade but stay. */
  @Test
  void thinLinesOfALargePictureStay() throws IOException {
    int width = 4000;
    byte[] paper = new byte[8 * width];
    Arrays.fill(paper, (byte) 255);
    byte[] line = paper.clone();
    byte[] upright = paper.clone();
    for (int x = 0; x < width; x++) {
      Arrays.fill(line, 8 * x, 8 * x + 6, (byte) 0);
    }
    for (int x : new int[] {1001, 3002}) {
      Arrays.fill(upright, 8 * x, 8 * x + 6, (byte) 0);
    }
    byte[] png = png(width, 3000, 16, RGB_ALPHA, y -> y == 1237 || y == 2999 ? line : upright);
    Picture image = PictureFile.read(file(png), STOPPED);
    assertThat(image.rows()).isEqualTo(1000);
    assertThat(image.columns()).isEqualTo(1334);
    int faint = 170; // two thirds of 255: one row or column of three
    int[] expected = new int[1334];
    Arrays.fill(expected, 255);
    expected[1001 / 3] = faint;
    expected[3002 / 3] = faint;
    for (int y = 0; y < 1000; y++) {
      boolean crossed = y == 1237 / 3 || y == 999;
      for (int x = 0; x < 1334; x++) {
        int there = crossed ? expected[x] == 255 ? faint : 113 : expected[x]; // 4 of 9
        if (image.at(y, x) != there) {
          assertThat(image.at(y, x)).as("row %d, column %d", y, x).isEqualTo(there);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "gif", "bmp", "png"})
  void meansAreThoseOfTheWholePicture(String format) throws IOException {
    // 3 rows or columns a pixel, the last ones alone or in pairs.
    BufferedImage picture = new BufferedImage(3002, 1501, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < 1501; y++) {
      for (int x = 0; x < 3002; x++) {
        picture.getRaster().setSample(x, y, 0, (x / 30 + y / 30) % 2 * 255);
      }
    }
    Picture image = read(encoded(picture, format, false));
    assertThat(image.rows()).isEqualTo(501);
    assertThat(image.columns()).isEqualTo(1001);
    for (int y = 0; y < 501; y++) {
      for (int x = 0; x < 1001; x++) {
        int expected = (x / 10 + y / 10) % 2 * 255;
        if (Math.abs(image.at(y, x) - expected) > (format.equals("jpeg") ? 40 : 0)) {
          assertThat(image.at(y, x)).as("row %d, column %d", y, x).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void everyPixelOfAHugePictureCounts() throws IOException {
    // 48 million pixels of 2 bits, 6 to 1: below the middle, every second row is black.
    byte[] black = new byte[2000];
    byte[] white = new byte[2000];
    Arrays.fill(white, (byte) 0xff);
    byte[] png = png(8000, 6000, 2, GREY, y -> y % 2 == 1 || y < 3000 ? white : black);
    Picture image = PictureFile.read(file(png), STOPPED);
    assertThat(image.rows()).isEqualTo(1000);
    assertThat(image.columns()).isEqualTo(1334);
    assertThat(image.at(499, 1333)).isEqualTo(255);
    assertThat(image.at(500, 0)).isEqualTo(128);
  }

  @Test
  void longAndThinIsFine() throws IOException {
    assertThat(row(png(30_000, 1, 8, GREY, y -> new byte[30_000]))).hasSize(1500).containsOnly(0);
  }

  // Hostile files.

  private static byte[] littleEndian(int length, Object... parts) {
    ByteBuffer out = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    for (Object part : parts) {
      switch (part) {
        case String text -> out.put(text.getBytes(ISO_8859_1));
        case Short number -> out.putShort(number);
        case Integer number -> out.putInt(number);
        case byte[] bytes -> out.put(bytes);
        default -> throw new IllegalArgumentException(part.toString());
      }
    }
    return out.array();
  }

  private static byte[] gif(int width, int height) {
    short w = (short) width;
    short h = (short) height;
    return littleEndian(
        64,
        "GIF89a",
        w,
        h,
        bytes(0x80, 0, 0, 0, 0, 0, 255, 255, 255, 0x2c, 0, 0, 0, 0),
        w,
        h,
        bytes(0, 2, 1, 0, 0));
  }

  private static byte[] bmp(int width, int height, int bits, int compression, int size) {
    return littleEndian(
        2000, "BM", 2000, 0, 1078, 40, width, height, (short) 1, (short) bits, compression, size);
  }

  @Test
  void refusesSizesBeforeDecoding() throws IOException {
    String most =
        " pixels, expected 1 to 30000 each way and at most 64000000 in all; scale it down";
    assertRefused(png(100_000, 100_000, 8, GREY, null), "100000x100000" + most);
    assertRefused(png(30_001, 1, 16, RGB_ALPHA, null), "30001x1" + most);
    assertRefused(png(1, Integer.MAX_VALUE, 1, GREY, null), "1x2147483647" + most);
    assertRefused(png(8_000, 8_001, 8, GREY, null), "8000x8001" + most);
    assertRefused(gif(65535, 65535), "65535x65535" + most);
    String mostOfBmp = most.replace("64000000", "32000000");
    assertRefused(bmp(100_000, 100_000, 24, 0, 0), "100000x100000" + mostOfBmp);
    assertRefused(bmp(30_001, 1, 24, 0, 0), "30001x1" + mostOfBmp);
    assertRefused(bmp(6000, 6000, 8, 1, 0), "6000x6000" + mostOfBmp);
    assertRefused(bmp(1, Integer.MIN_VALUE, 24, 0, 0), "[^\n]*");
    assertRefused(bmp(-1, 1, 24, 0, 0), "[^\n]*");
  }

  /** Small files that claim as much as they may: no data, but for what their headers say. */
  @Test
  void believesNoHeader() throws IOException {
    assertRefused(png(7_900, 7_900, 16, RGB_ALPHA, null), "a damaged picture [^\n]*");
    // The decoder lets a GIF's data end early and leaves the rest as it is.
    assertThat(read(gif(7_900, 7_900)).rows()).isEqualTo(1317);
    assertRefused(bmp(5000, 5000, 24, 0, 0), "a damaged picture \\(cut off\\)[^\n]*");
    for (int size : new int[] {0, 1, 1 << 30, Integer.MAX_VALUE, -1}) {
      readOrRefuse(bmp(5000, 5000, 8, 1, size));
      readOrRefuse(bmp(5000, 5000, 4, 2, size));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "bmp"})
  void refusesTruncatedLargePictures(String format) throws IOException {
    byte[] good = encoded(grey(4001, 4003, BufferedImage.TYPE_BYTE_GRAY), format, false);
    assertThat(read(good).rows()).isEqualTo(1335);
    assertRefused(Arrays.copyOf(good, good.length / 3), "[^\n]*, expected [^\n]*");
    assertRefused(Arrays.copyOf(good, good.length - 100), "[^\n]*, expected [^\n]*");
  }

  /** Nothing but a picture or a {@link PictureException} may come out. */
  private void readOrRefuse(byte[] bytes) throws IOException {
    Path file = file(bytes);
    try {
      byte[] pixels = PictureFile.read(file, STOPPED).pixels();
      assertThat(PictureFile.read("f", bytes, STOPPED).pixels()).isEqualTo(pixels);
    } catch (PictureException e) {
      assertThat(e).hasMessageContaining(", expected ");
      assertThatThrownBy(() -> PictureFile.read("f", bytes, STOPPED))
          .isInstanceOf(PictureException.class)
          .hasMessage("f" + e.getMessage().substring(file.toString().length()));
    }
  }

  // Streams.

  /** Of another file system: no {@link java.io.File}, and no telling what a channel costs. */
  @Test
  void readsFromArchives() throws IOException {
    Path archive = folder.resolve("pictures.zip");
    byte[] jpeg = encoded(grey(256, 16, BufferedImage.TYPE_BYTE_GRAY), "jpeg", false);
    try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", true))) {
      Files.write(zip.getPath("levels.png"), png(8, GREY, 256, levels()));
      Files.write(zip.getPath("levels.jpeg"), jpeg);
      Files.write(zip.getPath("cut.jpeg"), Arrays.copyOf(jpeg, 300));
      try (OutputStream bomb = Files.newOutputStream(zip.getPath("bomb.png"))) {
        bomb.write(png(8, GREY, 256, levels()));
        for (int i = 0; i < 31; i++) { // 32 kB in the archive
          bomb.write(new byte[1 << 20]);
        }
      }
    }
    try (FileSystem zip = FileSystems.newFileSystem(archive)) {
      Path root = zip.getPath("/");
      assertThat(PictureFile.read(root.resolve("levels.png")).at(0, 77)).isEqualTo(77);
      assertThat(PictureFile.read(root.resolve("levels.jpeg")).pixels())
          .isEqualTo(read(jpeg).pixels());
      Map<String, String> refused =
          Map.of(
              "/cut.jpeg", "a damaged picture (cut off: no end marker)",
              "/bomb.png", "more bytes, expected at most 32000000; scale it down",
              "/none.png", "no such file",
              "/", "a folder");
      refused.forEach(
          (name, got) ->
              assertThatThrownBy(() -> PictureFile.read(root.resolve(name)))
                  .isInstanceOf(PictureException.class)
                  .hasMessageStartingWith(name + ": got " + got));
    }
  }

  @Test
  void readsAStreamAndLeavesItOpen() throws IOException {
    AtomicBoolean closed = new AtomicBoolean();
    InputStream in =
        new ByteArrayInputStream(png(8, GREY, 256, levels())) {
          @Override
          public void close() {
            closed.set(true);
          }
        };
    Picture picture = PictureFile.read("camera", in);
    assertThat(picture.columns()).isEqualTo(256);
    assertThat(picture.at(0, 77)).isEqualTo(77);
    assertThat(closed).isFalse();
    assertThatThrownBy(() -> PictureFile.read("camera", in))
        .isInstanceOf(PictureException.class)
        .hasMessage("camera: got an empty file, expected a PNG, JPEG, GIF or BMP picture");
  }

  /** A stream of 16 EiB that starts like a picture, in a heap of 128 MB. */
  @Test
  void readsNoStreamWithoutEnd() throws IOException {
    byte[] start = png(8, GREY, 256, levels());
    InputStream endless =
        new SequenceInputStream(new ByteArrayInputStream(start), new EndlessZeros());
    assertThatThrownBy(() -> PictureFile.read("endless", endless))
        .isInstanceOf(PictureException.class)
        .hasMessage("endless: got more bytes, expected at most 32000000; scale it down");
  }

  /** Whose fault it is decides what a service answers. */
  @Test
  void aStreamThatFailsIsNoBadPicture() {
    IOException reset = new IOException("connection reset");
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw reset;
          }
        };
    assertThatThrownBy(() -> PictureFile.read("broken", broken)).isSameAs(reset);
  }

  /** Decoders quote what they can't read. */
  @Test
  void messagesAreSafeOnATerminal() {
    assertThat(new PictureException("f", "\u001b[31m" + "x".repeat(300), "a picture"))
        .hasMessage("f: got \\u001b[31m" + "x".repeat(190) + "..., expected a picture");
  }

  /** A palette makes the decoder look at texts: 256 MB of zeros, packed. */
  @Test
  void unpacksNoBombs() throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.write("key\0\0".getBytes(ISO_8859_1));
    try (OutputStream deflater = new DeflaterOutputStream(text)) {
      for (int i = 0; i < 256; i++) {
        deflater.write(new byte[1 << 20]);
      }
    }
    byte[] palette = chunk("PLTE", bytes(9, 9, 9));
    byte[] bomb = chunk("zTXt", text.toByteArray());
    byte[] png = png(1, 1, 8, PALETTE, y -> bytes(0), palette, bomb);
    assertThat(row(png)).containsExactly(9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "gif", "bmp"})
  void refusesTruncatedPictures(String format) throws IOException {
    BufferedImage noise = new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY);
    new Random(1998).nextBytes(((DataBufferByte) noise.getRaster().getDataBuffer()).getData());
    byte[] good = encoded(noise, format, false);
    assertThat(read(good).rows()).isEqualTo(64);
    for (int part = 1; part < 20; part++) {
      assertRefused(Arrays.copyOf(good, good.length * part / 20), "[^\n]*, expected [^\n]*");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "gif", "bmp"})
  void survivesMutations(String format) throws IOException {
    byte[] good = encoded(grey(64, 16, BufferedImage.TYPE_BYTE_GRAY), format, false);
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      byte[] bad = good.clone();
      for (int n = random.nextInt(4); n >= 0; n--) {
        bad[random.nextInt(random.nextBoolean() ? 64 : bad.length)] = (byte) random.nextInt();
      }
      try {
        readOrRefuse(bad);
      } catch (RuntimeException | Error e) {
        throw new AssertionError(format + ", seed " + seed, e);
      }
    }
  }

  @Test
  void refusesWhatIsNoPicture() throws IOException {
    String expected = ", expected a PNG, JPEG, GIF or BMP picture";
    assertRefused(new byte[0], "an empty file" + expected);
    assertRefused("some text, some more".getBytes(ISO_8859_1), "another format" + expected);
    assertRefused(new byte[1000], "another format" + expected);
    // Java can read these two, but each decoder is a door.
    BufferedImage picture = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_BINARY);
    assertRefused(encoded(picture, "wbmp", false), "another format" + expected);
    assertRefused(
        encoded(picture, "tiff", false), "a TIFF picture" + expected + "; save it as PNG");
    for (var at : List.of(folder, folder.resolve("none"))) {
      assertThatThrownBy(() -> PictureFile.read(at))
          .isInstanceOf(PictureException.class)
          .hasMessage(at + ": got " + (at == folder ? "a folder" : "no such file") + expected);
    }
  }

  @Test
  void namesWhatPeopleHave() throws IOException {
    String expected = ", expected a PNG, JPEG, GIF or BMP picture; save it as PNG";
    assertRefused("RIFF\u0010\0\0\0WEBPVP8 ".getBytes(ISO_8859_1), "a WebP picture" + expected);
    for (String brand : List.of("heic", "mif1")) {
      byte[] start = ("\0\0\0\u0018ftyp" + brand + "\0\0\0\0").getBytes(ISO_8859_1);
      assertRefused(start, "a HEIC picture" + expected);
    }
    assertRefused("\0\0\0 ftypavif".getBytes(ISO_8859_1), "an AVIF picture" + expected);
    assertRefused("MM\0*\0\0\0\u0008".getBytes(ISO_8859_1), "a TIFF picture" + expected);
    assertRefused("%PDF-1.7".getBytes(ISO_8859_1), "a PDF document" + expected);
  }

  @Test
  void leavesNoFiles() throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    Path file = file(encoded(grey(2000, 1000, BufferedImage.TYPE_BYTE_GRAY), "png", true));
    PictureFile.read(file);
    assertThat(folder).isDirectoryNotContaining(other -> !other.equals(file));
    try (Stream<Path> files = Files.list(temporary)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .noneMatch(f -> f.startsWith("imageio"));
    }
    Files.delete(file); // which Windows refuses while a file is open
  }
}
