package org.lenet5.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lenet5.reading.Picture;

/** JPEGs in four inks. */
class InkMeansTest {
  private static final int NO_MARK = -1;
  private static final int CMYK = 0;
  private static final int YCCK = 2;

  /** A colour fills a block of a JPEG, which keeps its mean. */
  private static final int SIDE = 8;

  /**
   * A JPEG whose components are what is given.
   *
   * @param stored of each colour, four values. They follow each other from left to right.
   * @param transform of Adobe's mark
   */
  private static byte[] jpeg(int[][] stored, int transform, boolean progressive)
      throws IOException {
    int bands = stored[0].length;
    WritableRaster raster =
        Raster.createInterleavedRaster(
            DataBuffer.TYPE_BYTE, SIDE * stored.length, SIDE, bands, null);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < raster.getWidth(); x++) {
        raster.setPixel(x, y, stored[x / SIDE]);
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(1);
      if (progressive) {
        param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      }
      writer.write(null, new IIOImage(raster, null, null), param);
    } finally {
      writer.dispose();
    }
    return transform == NO_MARK ? bytes.toByteArray() : marked(bytes.toByteArray(), transform);
  }

  private static byte[] marked(byte[] jpeg, int transform) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    out.writeBytes("\u00ff\u00ee\0\u000eAdobe\0d\0\0\0\0".getBytes(ISO_8859_1));
    out.write(transform);
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }

  /** Light of each colour. */
  private static int[] read(byte[] jpeg) throws IOException {
    Picture picture = PictureFile.read("f", jpeg, () -> 0);
    assertThat(picture.rows()).isEqualTo(SIDE);
    int[] light = new int[picture.columns() / SIDE];
    Arrays.setAll(light, i -> picture.at(SIDE / 2, i * SIDE + SIDE / 2));
    return light;
  }

  /** The luminance of inks from 0 to 1 on white paper. */
  private static double light(double c, double m, double y, double k) {
    return 255 * (1 - k) * (0.299 * (1 - c) + 0.587 * (1 - m) + 0.114 * (1 - y));
  }

  private static int[][] random(int count) {
    Random random = new Random(1994);
    int[][] colours = new int[count][];
    Arrays.setAll(colours, i -> random.ints(4, 0, 256).toArray());
    return colours;
  }

  private static int[][] inverted(int[][] colours) {
    return Arrays.stream(colours)
        .map(colour -> Arrays.stream(colour).map(value -> 255 - value).toArray())
        .toArray(int[][]::new);
  }

  /** White; black of K, of C, M and Y, of all; cyan, magenta, yellow; half of K. */
  private static final int[][] INKS = {
    {0, 0, 0, 0},
    {0, 0, 0, 255},
    {255, 255, 255, 0},
    {255, 255, 255, 255},
    {255, 0, 0, 0},
    {0, 255, 0, 0},
    {0, 0, 255, 0},
    {0, 0, 0, 128}
  };

  // 255 less 0.299, 0.587 and 0.114 times 255
  private static final int[] LIGHT = {255, 0, 0, 0, 179, 105, 226, 127};

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void marked(boolean progressive) throws IOException {
    assertThat(read(jpeg(inverted(INKS), CMYK, progressive))).isEqualTo(LIGHT);
    int[][] inks = random(180);
    int[] light = read(jpeg(inverted(inks), CMYK, progressive));
    for (int i = 0; i < inks.length; i++) {
      int[] ink = inks[i];
      double expected = light(ink[0] / 255., ink[1] / 255., ink[2] / 255., ink[3] / 255.);
      assertThat((double) light[i]).isCloseTo(expected, within(1.0)); // rounded twice
    }
  }

  /** A mark is believed, of whatever is more. */
  @Test
  void markedAndDark() throws IOException {
    int[][] black = {{0, 0, 0, 0}, {0, 0, 0, 0}, {0, 0, 0, 0}, {255, 255, 255, 255}};
    assertThat(read(jpeg(black, CMYK, false))).containsExactly(0, 0, 0, 255);
  }

  /** Luma and chroma of what, from inks inverted, are the primaries' complements. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void markedAsLumaAndChroma(boolean progressive) throws IOException {
    int[][] stored = random(180);
    stored[0] = new int[] {0, 128, 128, 255}; // white
    stored[1] = new int[] {255, 128, 128, 255}; // black
    stored[2] = new int[] {0, 128, 128, 0}; // black, too
    int[] light = read(jpeg(stored, YCCK, progressive));
    assertThat(light).startsWith(255, 0, 0);
    for (int i = 0; i < stored.length; i++) {
      double luma = stored[i][0];
      double blue = stored[i][1] - 128;
      double red = stored[i][2] - 128;
      double expected =
          light(
              clamped(luma + 1.402 * red),
              clamped(luma - 0.344136 * blue - 0.714136 * red),
              clamped(luma + 1.772 * blue),
              (255 - stored[i][3]) / 255.);
      // Each ink is rounded, the light of each, and their sum.
      assertThat((double) light[i]).as("colour %d", i).isCloseTo(expected, within(1.5));
    }
  }

  private static double clamped(double value) {
    return Math.clamp(value / 255, 0, 1);
  }

  /** Both ways are met; that of less ink is the right one. */
  @Test
  void withoutMark() throws IOException {
    assertThat(read(jpeg(INKS, NO_MARK, false))).isEqualTo(LIGHT);
    assertThat(read(jpeg(inverted(INKS), NO_MARK, false))).isEqualTo(LIGHT);
    assertThat(read(jpeg(inverted(INKS), NO_MARK, true))).isEqualTo(LIGHT);
    // White on black of K alone.
    int[][] dark = {{0, 0, 0, 255}, {0, 0, 0, 255}, {0, 0, 0, 0}, {0, 0, 0, 255}};
    assertThat(read(jpeg(dark, NO_MARK, false))).containsExactly(0, 0, 255, 0);
    assertThat(read(jpeg(inverted(dark), NO_MARK, false))).containsExactly(0, 0, 255, 0);
  }

  @ParameterizedTest
  @CsvSource({"2,-1", "3,2", "4,1"})
  void refusesColoursThatNobodyKnows(int components, int transform) throws IOException {
    byte[] jpeg = jpeg(new int[][] {new int[components]}, transform, false);
    assertThatThrownBy(() -> read(jpeg))
        .isInstanceOf(PictureException.class)
        .hasMessage(
            "f: got %d components of unknown colours, expected grey, RGB or CMYK; convert it"
                .formatted(components));
  }
}
