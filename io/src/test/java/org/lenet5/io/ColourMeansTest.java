package org.lenet5.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Random;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lenet5.reading.Picture;

class ColourMeansTest {
  private static final int ROWS = 60;
  private static final int COLUMNS = 50;

  private static Picture light(int rows, int columns, IntBinaryOperator colour) throws IOException {
    ColourMeans means = ColourMeans.of(null, columns, rows, Integer.MAX_VALUE);
    int[] row = new int[columns];
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        row[x] = colour.applyAsInt(y, x);
      }
      means.add(y, 0, 1, row, columns);
    }
    return means.picture();
  }

  /** A bar of ink on paper. */
  private static Picture bar(int paper, int ink) throws IOException {
    return light(ROWS, COLUMNS, (y, x) -> isBar(y, x) ? ink : paper);
  }

  private static boolean isBar(int y, int x) {
    return y >= 10 && y < 40 && x >= 20 && x < 26;
  }

  /** How much lighter the bar is. */
  private static int contrast(Picture picture) {
    int ink = picture.at(20, 22);
    int paper = picture.at(5, 5);
    for (int y = 0; y < ROWS; y++) {
      for (int x = 0; x < COLUMNS; x++) {
        assertThat(picture.at(y, x)).isEqualTo(isBar(y, x) ? ink : paper);
      }
    }
    return ink - paper;
  }

  @Test
  void ordinaryColoursHaveTheirLuminance() throws IOException {
    Random random = new Random(1);
    int[] colours = random.ints(ROWS * COLUMNS).toArray();
    Picture picture = light(ROWS, COLUMNS, (y, x) -> colours[y * COLUMNS + x] | 0xff000000);
    for (int i = 0; i < colours.length; i++) {
      int red = colours[i] >> 16 & 0xff;
      int green = colours[i] >> 8 & 0xff;
      int blue = colours[i] & 0xff;
      long luminance = (19595L * red + 38470L * green + 7471L * blue + 32768) / 65536;
      assertThat(picture.at(i / COLUMNS, i % COLUMNS)).isEqualTo((int) luminance);
    }
  }

  @Test
  void inkOnTransparentPaperIsOnWhite() throws IOException {
    assertThat(contrast(bar(0, 0xff000000))).isEqualTo(-255);
    assertThat(contrast(bar(0x00ffffff, 0xff3050a0))).isEqualTo(80 - 255);
    assertThat(contrast(bar(0, 0x80000000))).isEqualTo(127 - 255); // half transparent itself
  }

  @Test
  void whiteInkOnTransparentPaperIsOnBlack() throws IOException {
    for (int hidden : new int[] {0, 0x00ffffff, 0x00123456}) {
      assertThat(contrast(bar(hidden, 0xffffffff))).isEqualTo(255);
      assertThat(contrast(bar(hidden, 0xffffff90))).isEqualTo(242);
    }
  }

  @ParameterizedTest
  @CsvSource({
    // a pair of one luminance, and their distance
    "ff0000, 008200, 287",
    "4c4c4c, ff0000, 208",
    "7080a0, a07088, 56",
  })
  void coloursOfOneLuminanceAreToldApart(String paper, String ink, int distance)
      throws IOException {
    int first = Integer.parseInt(paper, 16) | 0xff000000;
    int second = Integer.parseInt(ink, 16) | 0xff000000;
    assertThat(Luminance.onWhite(first)).isCloseTo(Luminance.onWhite(second), within(3));
    assertThat(Math.abs(contrast(bar(first, second))))
        .isCloseTo(Math.min(distance, 255), within(2));
  }

  @Test
  void largePicturesOfOneLuminanceAreToldApartToo() throws IOException {
    Picture picture =
        light(
            1600,
            900,
            (y, x) -> y >= 400 && y < 1200 && x >= 300 && x < 500 ? 0xffff0000 : 0xff008200);
    assertThat(picture.rows()).isEqualTo(534); // squares of 3
    assertThat(picture.columns()).isEqualTo(300);
    assertThat(Math.abs(picture.at(266, 133) - picture.at(20, 20))).isEqualTo(255);
  }

  /** What hardly differs in colour either is left as it is. */
  @Test
  void paperWithoutInkStaysEven() throws IOException {
    Random random = new Random(2);
    Picture picture = light(ROWS, COLUMNS, (y, x) -> 0xff808080 + (random.nextInt(2) << 16));
    for (byte level : picture.pixels()) {
      assertThat(level & 0xff).isBetween(128, 129);
    }
  }
}
