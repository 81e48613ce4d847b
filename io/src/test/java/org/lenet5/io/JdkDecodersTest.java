package org.lenet5.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lenet5.reading.Picture;

/** Our own decoders of PNG and BMP against those of the JDK, on pixels at random. */
class JdkDecodersTest {

  private static Picture read(byte[] bytes) throws IOException {
    return PictureFile.read("f", bytes, () -> 0);
  }

  /** The light of the pixels that the JDK finds. */
  private static void assertSame(byte[] bytes, String what) throws IOException {
    BufferedImage jdk = ImageIO.read(new ByteArrayInputStream(bytes));
    ColourMeans means = ColourMeans.of(null, jdk.getWidth(), jdk.getHeight(), Integer.MAX_VALUE);
    int[] colours = new int[jdk.getWidth()];
    for (int y = 0; y < jdk.getHeight(); y++) {
      for (int x = 0; x < colours.length; x++) {
        colours[x] = colour(jdk, y, x);
      }
      means.add(y, 0, 1, colours, colours.length);
    }
    Picture expected = means.picture();
    Picture own = read(bytes);
    assertThat(own.rows()).isEqualTo(expected.rows());
    assertThat(own.columns()).isEqualTo(expected.columns());
    assertThat(own.pixels()).as(what).isEqualTo(expected.pixels());
  }

  private static int colour(BufferedImage picture, int y, int x) {
    int[] samples = picture.getRaster().getPixel(x, y, (int[]) null);
    if (picture.getColorModel() instanceof IndexColorModel palette) {
      return palette.getRGB(samples[0]);
    }
    for (int band = 0; band < samples.length; band++) {
      long most = (1L << picture.getColorModel().getComponentSize(band)) - 1;
      samples[band] = (int) ((samples[band] * 255L + most / 2) / most);
    }
    return switch (samples.length) {
      case 1 -> Luminance.argb(255, samples[0], samples[0], samples[0]);
      case 2 -> Luminance.argb(samples[1], samples[0], samples[0], samples[0]);
      case 3 -> Luminance.argb(255, samples[0], samples[1], samples[2]);
      default -> Luminance.argb(samples[3], samples[0], samples[1], samples[2]);
    };
  }

  // PNG.

  private static void chunk(ByteArrayOutputStream out, String type, byte[] data, int length) {
    CRC32 crc = new CRC32();
    crc.update(type.getBytes(ISO_8859_1));
    crc.update(data, 0, length);
    out.writeBytes(ByteBuffer.allocate(4).putInt(length).array());
    out.writeBytes(type.getBytes(ISO_8859_1));
    out.write(data, 0, length);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }

  /** Bytes at random behind filters at random, in small IDAT chunks, some of them empty. */
  private static byte[] png(
      Random random, int depth, int colour, boolean interlaced, boolean clear) {
    int width = 1 + random.nextInt(40);
    int height = 1 + random.nextInt(20);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("\u0089PNG\r\n\u001a\n".getBytes(ISO_8859_1));
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
    header.put((byte) depth).put((byte) colour).put((byte) 0).put((byte) 0);
    chunk(out, "IHDR", header.put((byte) (interlaced ? 1 : 0)).array(), 13);
    if (colour == 3) {
      byte[] palette = new byte[3 << depth];
      random.nextBytes(palette);
      chunk(out, "PLTE", palette, palette.length);
    }
    int samples = new int[] {1, 0, 3, 1, 2, 0, 4}[colour];
    if (clear) { // of few values, so that some pixels have it
      byte[] key = colour == 3 ? new byte[1 + random.nextInt(1 << depth)] : new byte[2 * samples];
      if (colour == 3) {
        random.nextBytes(key);
      }
      chunk(out, "tRNS", key, key.length);
    }
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    int[][] passes = {
      {0, 0, 8, 8},
      {4, 0, 8, 8},
      {0, 4, 4, 8},
      {2, 0, 4, 4},
      {0, 2, 2, 4},
      {1, 0, 2, 2},
      {0, 1, 1, 2}
    };
    for (int[] pass : interlaced ? passes : new int[][] {{0, 0, 1, 1}}) {
      int columns = Math.ceilDiv(width - pass[0], pass[2]);
      for (int y = pass[1]; columns > 0 && y < height; y += pass[3]) {
        byte[] row = new byte[Math.ceilDiv(columns * samples * depth, 8)];
        for (int i = 0; i < row.length; i++) {
          row[i] = (byte) (random.nextInt(3) == 0 ? random.nextInt() : 0);
        }
        rows.write(random.nextInt(5));
        rows.writeBytes(row);
      }
    }
    byte[] packed = new byte[rows.size() + 1000];
    int length;
    try (Deflater deflater = new Deflater()) {
      deflater.setInput(rows.toByteArray());
      deflater.finish();
      length = deflater.deflate(packed);
    }
    for (int at = 0; at < length; ) {
      int some = Math.min(random.nextInt(200), length - at);
      byte[] data = java.util.Arrays.copyOfRange(packed, at, at + some);
      chunk(out, "IDAT", data, some);
      at += some;
    }
    chunk(out, "IEND", new byte[0], 0);
    return out.toByteArray();
  }

  private static byte[] png(int width, int height, int depth, int colour, byte[] rows) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("\u0089PNG\r\n\u001a\n".getBytes(ISO_8859_1));
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
    chunk(out, "IHDR", header.put((byte) depth).put((byte) colour).array(), 13);
    byte[] packed = new byte[rows.length + 1000];
    try (Deflater deflater = new Deflater()) {
      deflater.setInput(rows);
      deflater.finish();
      chunk(out, "IDAT", packed, deflater.deflate(packed));
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({
    "1,0", "2,0", "4,0", "8,0", "16,0", "8,2", "16,2", "1,3", "2,3", "4,3", "8,3", "8,4", "16,4",
    "8,6", "16,6"
  })
  void readsPng(int depth, int colour) throws IOException {
    for (int seed = 0; seed < 40; seed++) {
      boolean interlaced = seed % 2 == 1;
      // The JDK scales grey of few bits before it looks for the transparent one: 0 stays 0.
      boolean clear = seed % 4 >= 2 && colour < 4;
      byte[] png = png(new Random(seed), depth, colour, interlaced, clear);
      assertSame(png, "%d bits, colour %d, seed %d".formatted(depth, colour, seed));
    }
  }

  @Test
  void scalesEachValueOf16Bits() throws IOException {
    ByteBuffer rows = ByteBuffer.allocate(256 * 513);
    for (int value = 0; value < 1 << 16; value++) {
      if (value % 256 == 0) {
        rows.put((byte) 0);
      }
      rows.putShort((short) value);
    }
    Picture picture = read(png(256, 256, 16, 0, rows.array()));
    for (int value = 0; value < 1 << 16; value++) {
      assertThat(picture.at(value / 256, value % 256)).isEqualTo(Luminance.scaled(value, 65535));
    }
  }

  // BMP.

  private static byte[] bmp(
      int header, int width, int height, int bits, int compression, int[] extra, byte[] pixels) {
    int at = 14 + header + (header == 40 ? 4 * extra.length : 0);
    ByteBuffer out = ByteBuffer.allocate(at + pixels.length);
    out.order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) 'B').put((byte) 'M').putInt(out.capacity()).putInt(0).putInt(at);
    out.putInt(header).putInt(width).putInt(height).putShort((short) 1).putShort((short) bits);
    out.putInt(compression);
    out.position(54);
    for (int number : extra) { // masks, or the palette
      out.putInt(number);
    }
    out.position(at);
    out.put(pixels);
    return out.array();
  }

  private static byte[] random(Random random, int width, int height, int bits) {
    byte[] pixels = new byte[Math.ceilDiv(width * bits, 32) * 4 * height];
    random.nextBytes(pixels);
    return pixels;
  }

  @ParameterizedTest
  @CsvSource({"1", "4", "8"})
  void readsBmpWithPalette(int bits) throws IOException {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      int width = 1 + random.nextInt(40);
      int height = 1 + random.nextInt(20);
      int[] palette = random.ints(1 << bits).toArray();
      byte[] pixels = random(random, width, height, bits);
      int signed = seed % 2 == 0 ? height : -height;
      assertSame(bmp(40, width, signed, bits, 0, palette, pixels), "seed " + seed);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "40,16,0,,,,",
    "40,24,0,,,,",
    "40,32,0,,,,",
    "40,16,3,f800,7e0,1f,",
    "40,16,3,f00,f0,f,",
    "40,32,3,ff,ff00,ff0000,",
    "108,32,3,ff0000,ff00,ff,ff000000",
    "124,32,3,3ff00000,ffc00,3ff,40000000",
    "108,32,0,1,2,4,ff000000",
    "56,32,3,ff,ff00,ff0000,",
    "52,16,3,7c00,3e0,1f,"
  })
  void readsBmpOfColours(
      int header, int bits, int compression, String r, String g, String b, String a)
      throws IOException {
    int[] masks = new int[r == null ? 0 : a == null ? 3 : 4];
    for (int i = 0; i < masks.length; i++) {
      masks[i] = Integer.parseUnsignedInt(new String[] {r, g, b, a}[i], 16);
    }
    for (int seed = 0; seed < 10; seed++) {
      Random random = new Random(seed);
      int width = 1 + random.nextInt(40);
      int height = 1 + random.nextInt(20);
      byte[] pixels = random(random, width, height, bits);
      int signed = seed % 2 == 0 ? height : -height;
      assertSame(bmp(header, width, signed, bits, compression, masks, pixels), "seed " + seed);
    }
  }

  /** Runs and literals at random; the JDK writes and reads some of those of 4 bits wrongly. */
  @ParameterizedTest
  @CsvSource({"8,1", "4,2"})
  void readsPackedBmp(int bits, int compression) throws IOException {
    int[] palette = new int[1 << bits];
    for (int i = 0; i < palette.length; i++) {
      palette[i] = i * 0x010101;
    }
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      int width = 1 + random.nextInt(600);
      int height = 1 + random.nextInt(9);
      byte[] expected = new byte[width * height];
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      for (int y = height - 1; y >= 0; y--) {
        for (int x = 0; x < width; ) {
          int count = Math.min(1 + random.nextInt(255), width - x);
          boolean literal = random.nextBoolean() && count > 2;
          byte[] bytes = new byte[literal ? Math.ceilDiv(count * bits, 16) * 2 : 1];
          random.nextBytes(bytes);
          packed.write(literal ? 0 : count);
          if (literal) {
            packed.write(count);
          }
          packed.writeBytes(bytes);
          for (int i = 0; i < count; i++) {
            int value = bytes[!literal ? 0 : bits == 8 ? i : i / 2] & 0xff;
            int nibble = i % 2 == 0 ? value >> 4 : value & 0xf;
            expected[y * width + x++] = (byte) (bits == 8 ? value : nibble);
          }
        }
        packed.writeBytes(new byte[2]);
      }
      byte[] bmp = bmp(40, width, height, bits, compression, palette, packed.toByteArray());
      assertThat(read(bmp).pixels()).as("seed %d", seed).isEqualTo(expected);
    }
  }

  /** Steps, rows left out, runs over the edge, an early end. */
  @Test
  void readsEscapesOfPackedBmp() throws IOException {
    int[] palette = new int[256];
    for (int i = 0; i < 256; i++) {
      palette[i] = i * 0x010101;
    }
    byte[] pixels = {
      2, 9, 0, 3, 1, 2, 3, 0, 9, 7, 0, 0, // 9 9 1 2 3 7
      0, 2, 1, 2, 1, 5, 0, 0, // two rows up, one to the right: 0 5
      1, 8, 0, 1
    };
    Picture picture = read(bmp(40, 6, 5, 8, 1, palette, pixels));
    assertThat(picture.pixels())
        .isEqualTo(
            new byte[] {
              8, 0, 0, 0, 0, 0, //
              0, 5, 0, 0, 0, 0, //
              0, 0, 0, 0, 0, 0, //
              0, 0, 0, 0, 0, 0, //
              9, 9, 1, 2, 3, 7
            });
    byte[] cut = {2, 9, 0, 0};
    assertThatThrownBy(() -> read(bmp(40, 6, 5, 8, 1, palette, cut)))
        .hasMessageContaining("a damaged picture (cut off)");
  }

  /** Behind the 2 GB that a Java array can have. */
  @Test
  void refusesPixelsFarBehindTheEnd() {
    byte[] bmp = bmp(40, 6, 5, 24, 0, new int[0], new byte[0]);
    ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(10, 0xd3000000);
    assertThatThrownBy(() -> read(bmp)).hasMessageContaining("a damaged picture (cut off)");
  }

  @Test
  void refusesOtherMasksAndHeaders() {
    for (int[] masks : new int[][] {{0xf0f, 0xf0, 0xf}, {0, 0xf0, 0xf}, {-1, 0xf0, 0xf}}) {
      assertThatThrownBy(() -> read(bmp(40, 1, 1, 32, 3, masks, new byte[4])))
          .hasMessageContaining("a damaged picture (mask ");
    }
    // Of 4 and 5, a JPEG or a PNG is within.
    for (int compression : new int[] {1, 2, 4, 5, 6}) {
      assertThatThrownBy(() -> read(bmp(40, 1, 1, 24, compression, new int[0], new byte[4])))
          .hasMessageContaining("a damaged picture (24 bits, compression " + compression);
    }
    assertThatThrownBy(() -> read(bmp(64, 1, 1, 24, 0, new int[0], new byte[4])))
        .hasMessageContaining("a damaged picture (a header of 64 bytes)");
  }
}
