package org.lenet5.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WidthNormalizationTest {
  private static final int SIZE = 28;

  /** A black box in rows 5 to 22. */
  private static Image box(int left, int width) {
    byte[] pixels = new byte[SIZE * SIZE];
    for (int row = 5; row < 23; row++) {
      for (int column = left; column < left + width; column++) {
        pixels[row * SIZE + column] = (byte) 255;
      }
    }
    return new Image(SIZE, SIZE, pixels);
  }

  /** Ink in a row, in whole pixels. */
  private static double ink(Image image, int row) {
    double sum = 0;
    for (int column = 0; column < SIZE; column++) {
      sum += image.at(row, column) / 255.0;
    }
    return sum;
  }

  /** The mean column of a row's ink. */
  private static double middle(Image image, int row) {
    double sum = 0;
    for (int column = 0; column < SIZE; column++) {
      sum += column * image.at(row, column) / 255.0;
    }
    return sum / ink(image, row);
  }

  /** The last two are as wide as the limits allow, not as asked. */
  @ParameterizedTest
  @CsvSource({
    "3, 12, 18, 18",
    "7, 20, 18, 18",
    "12, 10, 10, 10",
    "13, 4, 18, 7.2",
    "2, 24, 12, 16.8"
  })
  void inkBecomesAsWideAsAskedAndComesToTheMiddle(int left, int width, int asked, double expected) {
    Image normalized = WidthNormalization.apply(box(left, width), asked);
    for (int row = 0; row < SIZE; row++) {
      if (row < 5 || row >= 23) {
        assertThat(ink(normalized, row)).isZero();
      } else {
        // Sampling between pixels may lose or gain half a pixel of the stretched edge.
        assertThat(ink(normalized, row)).isBetween(expected - 1, expected + 1);
        assertThat(middle(normalized, row)).isBetween(13.4, 13.6);
      }
    }
  }

  @Test
  void faintPixelsAreNoInk() {
    Image box = box(9, 10);
    byte[] pixels = box.pixels().clone();
    pixels[0] = WidthNormalization.INK - 1;
    Image normalized = WidthNormalization.apply(new Image(SIZE, SIZE, pixels), 10);
    assertThat(Arrays.copyOfRange(normalized.pixels(), 5 * SIZE, SIZE * SIZE))
        .isEqualTo(
            Arrays.copyOfRange(WidthNormalization.apply(box, 10).pixels(), 5 * SIZE, SIZE * SIZE));
    byte[] faint = {0, 9, 50, 0};
    assertThat(WidthNormalization.apply(new Image(1, 4, faint), 3).pixels()).isEqualTo(faint);
  }

  @Test
  void normalizesEveryImageOfADataSet() {
    Image a = box(3, 12);
    Image b = box(9, 16);
    byte[] pixels = new byte[2 * SIZE * SIZE];
    System.arraycopy(a.pixels(), 0, pixels, 0, SIZE * SIZE);
    System.arraycopy(b.pixels(), 0, pixels, SIZE * SIZE, SIZE * SIZE);
    Dataset data = new Dataset("boxes", SIZE, SIZE, pixels, new byte[] {1, 0}, List.of("x", "y"));
    byte[] before = pixels.clone();
    Dataset normalized = WidthNormalization.apply(data, 18);
    assertThat(pixels).isEqualTo(before);
    assertThat(normalized.image(0).pixels()).isEqualTo(WidthNormalization.apply(a, 18).pixels());
    assertThat(normalized.image(1).pixels()).isEqualTo(WidthNormalization.apply(b, 18).pixels());
    assertThat(normalized.labels()).isEqualTo(data.labels());
    assertThat(normalized.name()).isEqualTo("boxes of width 18");
  }

  /** After deslanting, before fitting; in data sets and single images alike. */
  @Test
  void preprocessingNormalizesTheWidthOfUprightImages() {
    byte[] pixels = new byte[SIZE * SIZE];
    for (int row = 5; row < 23; row++) {
      int left = 6 + row / 3;
      for (int column = left; column < left + 4; column++) {
        pixels[row * SIZE + column] = (byte) 255;
      }
    }
    Image slanted = new Image(SIZE, SIZE, pixels);
    Dataset data = new Dataset("bar", SIZE, SIZE, pixels, new byte[1], List.of("x"));
    Preprocessing plain = Preprocessing.review();
    Preprocessing both = plain.withDeslant(true).withInkWidth(12);
    byte[] expected = plain.apply(WidthNormalization.apply(Deslant.apply(slanted), 12)).pixels();
    assertThat(both.apply(slanted).pixels())
        .isEqualTo(expected)
        .isNotEqualTo(plain.withDeslant(true).apply(slanted).pixels());
    assertThat(both.apply(data).pixels()).isEqualTo(expected);
    assertThat(new Blocks(both, data).data().pixels()).isEqualTo(expected);
    assertThat(both.with(Preprocessing.Fit.PAD).inkWidth()).isEqualTo(12);
    assertThatThrownBy(() -> plain.withInkWidth(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("preprocessing: got an ink width of -1, expected 0 or more");
  }
}
