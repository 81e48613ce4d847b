package org.lenet5.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lenet5.reading.Picture;

class OrientationTest {
  private static final int SHORT = 3;
  private static final int LONG = 4;

  /** A letter is a square of light, so large that a JPEG keeps it as it is. */
  private static final int SIDE = 8;

  private static BufferedImage picture(String... rows) {
    int width = SIDE * rows[0].length();
    int height = SIDE * rows.length;
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        picture.getRaster().setSample(x, y, 0, 40 * (rows[y / SIDE].charAt(x / SIDE) - 'a'));
      }
    }
    return picture;
  }

  private static byte[] encoded(BufferedImage picture, String format, byte[] exif)
      throws IOException {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    ImageIO.write(picture, format, plain);
    return with(plain.toByteArray(), format, exif);
  }

  /** A picture with Exif before its pixels. */
  private static byte[] with(byte[] picture, String format, byte[] exif) {
    boolean jpeg = format.equals("jpeg");
    byte[] name = (jpeg ? "Exif\0\0" : "eXIf").getBytes(ISO_8859_1);
    ByteBuffer segment = ByteBuffer.allocate(name.length + exif.length + (jpeg ? 4 : 8));
    if (jpeg) {
      segment.putShort((short) 0xffe1).putShort((short) (segment.capacity() - 2));
      segment.put(name).put(exif);
    } else {
      CRC32 crc = new CRC32();
      crc.update(name);
      crc.update(exif);
      segment.putInt(exif.length).put(name).put(exif).putInt((int) crc.getValue());
    }
    int at = jpeg ? 2 : 33; // behind the first marker, behind the header
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(picture, 0, at);
    out.writeBytes(segment.array());
    out.write(picture, at, picture.length - at);
    return out.toByteArray();
  }

  private static byte[] exif(ByteOrder order, int tag, int type, int count, int value) {
    ByteBuffer out = ByteBuffer.allocate(62).order(order);
    out.put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(ISO_8859_1));
    out.putShort((short) 42).putInt(20); // the directory: behind 12 bytes of something
    out.position(20).putShort((short) 3);
    out.putShort((short) 0x010f).putShort((short) 2).putInt(4).putInt(0x61626300); // a maker
    out.putShort((short) tag).putShort((short) type).putInt(count).putShort((short) value);
    out.position(46).putShort((short) 0x011a).putShort((short) 5).putInt(1).putInt(8);
    return out.putInt(20).array(); // the next directory: this one again
  }

  private static byte[] exif(int number) {
    return exif(ByteOrder.BIG_ENDIAN, 0x0112, SHORT, 1, number);
  }

  private static Picture read(byte[] bytes) throws IOException {
    return PictureFile.read("f", bytes, () -> 0);
  }

  /** Where the first row and column of what is stored belong: Exif's table of the eight. */
  @ParameterizedTest
  @CsvSource({
    "1,abc/def",
    "2,cba/fed", // top, right
    "3,fed/cba", // bottom, right
    "4,def/abc", // bottom, left
    "5,ad/be/cf", // left, top
    "6,cf/be/ad", // right, top
    "7,fc/eb/da", // right, bottom
    "8,da/eb/fc" // left, bottom
  })
  void allEightAreOnePicture(int number, String stored) throws IOException {
    BufferedImage upright = picture("abc", "def");
    byte[] expected = new byte[48 * SIDE];
    upright.getRaster().getDataElements(0, 0, 3 * SIDE, 2 * SIDE, expected);
    BufferedImage turned = picture(stored.split("/"));
    for (String format : new String[] {"jpeg", "png"}) {
      for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
        byte[] exif = exif(order, 0x0112, SHORT, 1, number);
        Picture picture = read(encoded(turned, format, exif));
        assertThat(picture.rows()).isEqualTo(2 * SIDE);
        assertThat(picture.columns()).isEqualTo(3 * SIDE);
        assertThat(picture.pixels()).as("%s, %s", format, order).isEqualTo(expected);
      }
    }
  }

  @Test
  void isAppliedToWhatIsScaledDown() throws IOException {
    BufferedImage wide = new BufferedImage(3004, 6, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < 6; y++) {
      for (int x = 0; x < 3004; x++) {
        wide.getRaster().setSample(x, y, 0, y / 3 * 100 + x / 1502);
      }
    }
    Picture upright = read(encoded(wide, "png", exif(6)));
    assertThat(upright.rows()).isEqualTo(1002); // means of 3 x 3
    assertThat(upright.columns()).isEqualTo(2);
    assertThat(upright.at(0, 0)).isEqualTo(100);
    assertThat(upright.at(0, 1)).isEqualTo(0);
    assertThat(upright.at(1001, 0)).isEqualTo(101);
    assertThat(upright.at(1001, 1)).isEqualTo(1);
  }

  // Damaged: upright, and never a reason to refuse.

  private static byte[] changed(int at, int... bytes) {
    byte[] exif = exif(6);
    for (int i = 0; i < bytes.length; i++) {
      exif[at + i] = (byte) bytes[i];
    }
    return exif;
  }

  private static byte[][] damaged() {
    return new byte[][] {
      {},
      {'M', 'M'},
      {'M', 'M', 0, 42, 0, 0, 0},
      {'M', 'M', 0, 42, 0, 0, 0, 8},
      {'M', 'M', 0, 42, 0, 0, 0, 0},
      changed(0, 'M', 'I'),
      changed(0, 'X', 'X'),
      changed(0, 'I', 'I'),
      changed(2, 0, 43),
      changed(4, 0xff, 0xff, 0xff, 0xff), // the directory outside
      changed(4, 0x7f, 0xff, 0xff, 0xff),
      changed(4, 0, 0, 0, 61),
      changed(4, 0, 0, 0, 60), // at the end, with two entries: 20
      changed(4, 0, 0, 0, 0), // in the header
      changed(20, 0, 0), // no entry
      changed(20, 0, 1), // one too few
      Arrays.copyOf(exif(6), 45), // cut off in the entry
      exif(ByteOrder.BIG_ENDIAN, 0x0113, SHORT, 1, 6),
      exif(ByteOrder.BIG_ENDIAN, 0x0112, LONG, 1, 6),
      exif(ByteOrder.BIG_ENDIAN, 0x0112, 0, 1, 6),
      exif(ByteOrder.BIG_ENDIAN, 0x0112, SHORT, 0, 6),
      exif(ByteOrder.BIG_ENDIAN, 0x0112, SHORT, 2, 6),
      exif(ByteOrder.BIG_ENDIAN, 0x0112, SHORT, -1, 6),
      exif(0),
      exif(9),
      exif(-1),
      exif(0x106)
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png"})
  void damagedExifIsIgnored(String format) throws IOException {
    BufferedImage picture = picture("abc", "def");
    byte[] pixels = read(encoded(picture, format, exif(1))).pixels();
    int number = 0;
    for (byte[] exif : damaged()) {
      assertThat(Orientation.ofExif(exif)).as("%d", number).isEqualTo(Orientation.UPRIGHT);
      assertThat(read(encoded(picture, format, exif)).pixels())
          .as("%d", number++)
          .isEqualTo(pixels);
    }
    assertThat(Orientation.ofExif(changed(20, 0xff, 0xff))).isEqualTo(new Orientation(6));
  }

  @Test
  void bytesAtRandomAreNoReasonToFail() {
    int known = 0;
    for (int seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      byte[] exif = Arrays.copyOf(exif(6), random.nextInt(8, 70));
      for (int n = random.nextInt(4); n > 0; n--) {
        exif[random.nextInt(exif.length)] = (byte) random.nextInt();
      }
      known += Orientation.ofExif(exif).number() == 1 ? 0 : 1;
    }
    assertThat(known).isBetween(1000, 19_000);
  }

  /** Segments too short for a name, others of the same marker, a second one. */
  @Test
  void theFirstExifCounts() throws IOException {
    byte[] plain = encoded(picture("abc", "def"), "jpeg", new byte[0]);
    byte[] turned = with(with(plain, "jpeg", exif(3)), "jpeg", exif(6));
    assertThat(JpegOutline.of(new BytesImageInput(turned)).orientation().number()).isEqualTo(6);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(turned, 0, 2);
    out.writeBytes("\u00ff\u00e1\0\2\u00ff\u00e1\0\5Exi".getBytes(ISO_8859_1));
    out.writeBytes("\u00ff\u00e1\0\fhttp://ns.".getBytes(ISO_8859_1));
    out.write(turned, 2, turned.length - 2);
    assertThat(JpegOutline.of(new BytesImageInput(out.toByteArray())).orientation().number())
        .isEqualTo(6);
    assertThat(read(out.toByteArray()).rows()).isEqualTo(3 * SIDE);
  }
}
