package org.lenet5.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lenet5.data.Dataset;
import org.lenet5.data.Image;
import org.lenet5.data.Mnist;
import org.lenet5.data.Preprocessing;

class DigitFinderTest {

  private static final int DIGITS = 30;

  /** MNIST's digits are nearly fixed points: all but the rounding of a stretch from 254 to 255. */
  private static final double SAME = 0.4;

  /** A digit blown up 5 times and shrunk again is softer: measured 8 of 255 on average. */
  private static final double LIKE = 15;

  /** Two different digits of MNIST differ by about 50. */
  private static final double UNLIKE = 30;

  private static Dataset test;

  @BeforeAll
  static void read() throws IOException {
    test = Mnist.test();
  }

  @Test
  void mnistStaysAsItIs() {
    assertThat(meanDifference(image -> image)).isLessThan(SAME);
  }

  @Test
  void polarityDoesNotMatter() {
    for (int i = 0; i < DIGITS; i++) {
      Image image = onto(300, 200, 40, 30, enlarge(test.image(i), 5));
      assertThat(found(inverse(image)).pixels()).as("digit %d", i).isEqualTo(found(image).pixels());
    }
  }

  @Test
  void placeDoesNotMatter() {
    for (int i = 0; i < DIGITS; i++) {
      Image image = enlarge(test.image(i), 3);
      assertThat(found(onto(200, 300, 116, 216, image)).pixels())
          .as("digit %d", i)
          .isEqualTo(found(onto(200, 300, 3, 8, image)).pixels());
    }
  }

  @Test
  void strangersDiffer() {
    // What the other tests measure would not pass for any digit.
    double sum = 0;
    for (int i = 1; i < DIGITS; i++) {
      sum += difference(test.image(i), test.image(i - 1));
    }
    assertThat(sum / (DIGITS - 1)).isGreaterThan(UNLIKE);
  }

  @ParameterizedTest
  @CsvSource({"2", "3", "5", "10"})
  void sizeHardlyMatters(int times) {
    assertThat(meanDifference(image -> enlarge(image, times))).isLessThan(LIKE);
  }

  @ParameterizedTest
  @CsvSource({
    // paper, ink, deviation of noise, shade down and across
    "200, 60, 8, 40, -30",
    "60, 220, 8, -40, 30",
    "160, 20, 3, 90, 80",
    "128, 90, 1, 0, 0",
  })
  void findsDigitsInPhotographs(int paper, int ink, double deviation, int down, int across) {
    Random random = new Random(5);
    assertThat(
            meanDifference(
                image ->
                    photograph(
                        onto(300, 400, 33, 211, enlarge(image, 5)),
                        paper,
                        ink,
                        deviation,
                        down,
                        across,
                        random)))
        .isLessThan(LIKE);
  }

  @ParameterizedTest
  @CsvSource({
    // paper, ink, how the shadow's edge runs, and how much darker it is there
    "220, 50, 0, 1, 70",
    "210, 60, 1, 0, 90",
    "200, 40, 1, 1, 60",
    "40, 230, 1, -1, -60",
  })
  void findsDigitsUnderTheEdgeOfAShadow(int paper, int ink, int down, int across, int shadow) {
    Random random = new Random(7);
    assertThat(
            meanDifference(
                image -> {
                  Image sheet =
                      photograph(
                          onto(300, 400, 80, 130, enlarge(image, 5)), paper, ink, 2, 0, 0, random);
                  for (int i = 0; i < sheet.pixels().length; i++) {
                    int beyond = down * (i / 400 - 150) + across * (i % 400 - 200);
                    int grey = (sheet.pixels()[i] & 0xff) - (beyond > 0 ? shadow : 0);
                    sheet.pixels()[i] = (byte) Math.clamp(grey, 0, 255);
                  }
                  return sheet;
                }))
        .isLessThan(LIKE);
  }

  /** Ink at the picture's border is not taken for uneven light. */
  @Test
  void aTightCropIsLikeTheWhole() {
    double sum = 0;
    for (int i = 0; i < DIGITS; i++) {
      sum += difference(found(enlarge(inkBox(test.image(i)), 5)), test.image(i));
    }
    assertThat(sum / DIGITS).isLessThan(LIKE);
  }

  @Test
  void overlooksSpecks() {
    Image clean = onto(300, 400, 33, 211, enlarge(test.image(0), 5));
    Image specked = new Image(300, 400, clean.pixels().clone());
    for (int at = 777; at < specked.pixels().length; at += 7777) {
      specked.pixels()[at] = (byte) (255 - clean.pixels()[at]);
    }
    specked.pixels()[1] = (byte) 255;
    assertThat(difference(found(specked), found(clean))).isLessThan(SAME);
  }

  @Test
  void keepsTheBoxAndTheCentreOfMass() {
    // A stroke of 40x10 and a bar that pulls the centre to the left of the box.
    Image image = new Image(100, 100, new byte[10_000]);
    fill(image, 30, 70, 20, 30, 255);
    fill(image, 60, 70, 20, 50, 255);
    Image found = found(image);
    assertThat(found.rows()).isEqualTo(28);
    assertThat(found.columns()).isEqualTo(28);
    int inked = 0;
    double down = 0;
    double across = 0;
    double mass = 0;
    for (int row = 0; row < 28; row++) {
      for (int column = 0; column < 28; column++) {
        int value = found.at(row, column);
        inked += value > 127 ? 1 : 0;
        mass += value;
        down += row * value;
        across += column * value;
      }
    }
    // 40x10 + 10x20 pixels at half the size.
    assertThat(inked).isEqualTo(150);
    assertThat(down / mass).isBetween(13.5, 14.5);
    assertThat(across / mass).isBetween(13.5, 14.5);
  }

  @ParameterizedTest
  @CsvSource({"1, 200", "200, 1", "1, 4", "9, 1000"})
  void thinLinesStayLines(int rows, int columns) {
    Image image = new Image(rows + 60, columns + 60, new byte[(rows + 60) * (columns + 60)]);
    fill(image, 30, 30 + rows, 30, 30 + columns, 180);
    Image found = found(image);
    int ink = 0;
    for (byte pixel : found.pixels()) {
      ink += pixel == 0 ? 0 : 1;
      assertThat(pixel & 0xff).isIn(0, 252, 255); // 9 lines of 1000 average to a little less
    }
    assertThat(ink).isEqualTo(rows == 1 && columns == 4 ? 100 : 20);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 50", "50, 1", "28, 28", "2000, 1500"})
  void refusesEmptyImages(int rows, int columns) {
    for (int value : new int[] {0, 77, 255}) {
      byte[] pixels = new byte[rows * columns];
      Arrays.fill(pixels, (byte) value);
      assertThatExceptionOfType(NoInkException.class)
          .isThrownBy(() -> found(new Image(rows, columns, pixels)))
          .withMessage("image: got no ink (a contrast of 0), expected a contrast of at least 5");
    }
  }

  @Test
  void refusesNoiseAndShadeAlone() {
    Image paper = new Image(200, 200, new byte[40_000]);
    for (double deviation : new double[] {1, 4, 16}) {
      Image image = photograph(paper, 150, 0, deviation, 20, 20, new Random(6));
      assertThatExceptionOfType(NoInkException.class)
          .isThrownBy(() -> found(image))
          .withMessageStartingWith("image: got no ink");
    }
  }

  @Test
  void refusesASinglePixel() {
    Image image = new Image(28, 28, new byte[784]);
    fill(image, 9, 10, 9, 10, 255);
    assertThatExceptionOfType(NoInkException.class)
        .isThrownBy(() -> found(image))
        .withMessage("image: got no ink but specks, expected a stroke of at least 4 pixels");
  }

  @Test
  void takesLargePhotographs() {
    Image large = inverse(onto(3000, 4000, 700, 1200, enlarge(test.image(3), 50)));
    assertThat(difference(found(large), test.image(3))).isLessThan(LIKE);
  }

  /** What is found in pixels taken as light. */
  private static Image found(Image light) {
    return DigitFinder.find(new Picture(light.rows(), light.columns(), light.pixels()));
  }

  /** Between what is found in changed digits and the digits. */
  private static double meanDifference(UnaryOperator<Image> change) {
    double sum = 0;
    for (int i = 0; i < DIGITS; i++) {
      sum += difference(found(change.apply(test.image(i))), test.image(i));
    }
    return sum / DIGITS;
  }

  /** Mean absolute difference of pixels. */
  private static double difference(Image a, Image b) {
    double sum = 0;
    for (int i = 0; i < a.pixels().length; i++) {
      sum += Math.abs((a.pixels()[i] & 0xff) - (b.pixels()[i] & 0xff));
    }
    return sum / a.pixels().length;
  }

  private static Image enlarge(Image image, int times) {
    return new Preprocessing(
            Preprocessing.Fit.BILINEAR, image.rows() * times, image.columns() * times, 0, 1)
        .apply(image);
  }

  private static Image inverse(Image image) {
    byte[] pixels = image.pixels().clone();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) ~pixels[i];
    }
    return new Image(image.rows(), image.columns(), pixels);
  }

  /** Without the rows and columns around a digit that are all 0. */
  private static Image inkBox(Image image) {
    int top = 28;
    int bottom = 0;
    int left = 28;
    int right = 0;
    for (int i = 0; i < image.pixels().length; i++) {
      if (image.pixels()[i] != 0) {
        top = Math.min(top, i / 28);
        bottom = i / 28 + 1;
        left = Math.min(left, i % 28);
        right = Math.max(right, i % 28 + 1);
      }
    }
    byte[] pixels = new byte[(bottom - top) * (right - left)];
    for (int row = top; row < bottom; row++) {
      System.arraycopy(
          image.pixels(), row * 28 + left, pixels, (row - top) * (right - left), right - left);
    }
    return new Image(bottom - top, right - left, pixels);
  }

  private static Image onto(int rows, int columns, int top, int left, Image image) {
    byte[] pixels = new byte[rows * columns];
    for (int row = 0; row < image.rows(); row++) {
      System.arraycopy(
          image.pixels(),
          row * image.columns(),
          pixels,
          (top + row) * columns + left,
          image.columns());
    }
    return new Image(rows, columns, pixels);
  }

  private static Image photograph(
      Image drawing, int paper, int ink, double deviation, int down, int across, Random random) {
    byte[] pixels = drawing.pixels().clone();
    for (int i = 0; i < pixels.length; i++) {
      double row = (double) (i / drawing.columns()) / drawing.rows() - 0.5;
      double column = (double) (i % drawing.columns()) / drawing.columns() - 0.5;
      double value =
          paper
              + (ink - paper) * (pixels[i] & 0xff) / 255.0
              + down * row
              + across * column
              + deviation * random.nextGaussian();
      pixels[i] = (byte) Math.clamp(Math.round(value), 0, 255);
    }
    return new Image(drawing.rows(), drawing.columns(), pixels);
  }

  private static void fill(
      Image image, int fromRow, int toRow, int fromColumn, int toColumn, int value) {
    for (int row = fromRow; row < toRow; row++) {
      int at = row * image.columns();
      Arrays.fill(image.pixels(), at + fromColumn, at + toColumn, (byte) value);
    }
  }
}
