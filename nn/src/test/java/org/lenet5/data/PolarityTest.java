package org.lenet5.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolarityTest {

  @Test
  void mnistIsOfLightInkAndInvertedOfDark() throws IOException {
    Dataset digits = Mnist.test().slice(0, 500);
    assertThat(Polarity.of(digits)).contains(Polarity.LIGHT_INK);
    Dataset inverted = digits.inverted();
    assertThat(inverted.pixels()[0] & 0xff).isEqualTo(255);
    assertThat(Polarity.of(inverted)).contains(Polarity.DARK_INK);
    assertThat(inverted.inverted().pixels()).isEqualTo(digits.pixels());
    // Grey paper, and ink that is not black; or 0 and 1.
    assertThat(Polarity.of(scaled(inverted, 0.3, 20))).contains(Polarity.DARK_INK);
    assertThat(Polarity.of(scaled(digits, 0.3, 150))).contains(Polarity.LIGHT_INK);
    assertThat(Polarity.of(scaled(digits, 1 / 255.0, 0))).contains(Polarity.LIGHT_INK);
  }

  private static Dataset scaled(Dataset data, double factor, int more) {
    return data.mapped(
        "scaled",
        (from, at, to) -> {
          for (int i = at; i < at + data.rows() * data.columns(); i++) {
            to[i] = (byte) (more + factor * (from[i] & 0xff));
          }
        });
  }

  /** Of ten images: so many have light borders, so many are blank. */
  @ParameterizedTest
  @CsvSource({
    "10, 0, DARK_INK",
    "9, 0, DARK_INK",
    "8, 0, ",
    "6, 0, ",
    "5, 0, LIGHT_INK",
    "0, 0, LIGHT_INK",
    "0, 10, LIGHT_INK",
    "3, 7, DARK_INK",
    "2, 7, ",
  })
  void nearlyAllBordersMustBeLight(int light, int blank, Polarity expected) {
    byte[] pixels = new byte[10 * 9];
    for (int i = 0; i < 10; i++) {
      byte border = (byte) (i < light ? 200 : 10);
      Arrays.fill(pixels, 9 * i, 9 * i + 9, border);
      pixels[9 * i + 4] = i >= 10 - blank ? border : (byte) 100;
      pixels[9 * i + 8] = pixels[9 * i + 4]; // ink may touch it
    }
    Dataset ten = new Dataset("ten", 3, 3, pixels, new byte[10], List.of("0"));
    assertThat(Polarity.of(ten).orElse(null)).isEqualTo(expected);
  }
}
