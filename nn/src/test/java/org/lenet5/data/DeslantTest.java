package org.lenet5.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lenet5.engine.PreparedSet;

class DeslantTest {
  private static final int SIZE = 28;

  /** A bar two pixels wide in rows 5 to 22, whose middle moves by {@code slant} for each row. */
  private static Image bar(double slant) {
    byte[] pixels = new byte[SIZE * SIZE];
    for (int row = 5; row < 23; row++) {
      double left = 13 + slant * (row - 13.5);
      for (int column = 0; column < SIZE; column++) {
        double covered = Math.min(column + 1, left + 2) - Math.max(column, left);
        pixels[row * SIZE + column] = (byte) Math.round(255 * Math.clamp(covered, 0, 1));
      }
    }
    return new Image(SIZE, SIZE, pixels);
  }

  /** The mean column of a row's ink. */
  private static double middle(Image image, int row) {
    double mass = 0;
    double sum = 0;
    for (int column = 0; column < image.columns(); column++) {
      mass += image.at(row, column);
      sum += column * image.at(row, column);
    }
    return sum / mass;
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.7, -0.3, 0.1, 0.25, 0.5})
  void aShearedBarStandsUpright(double slant) {
    Image sheared = bar(slant);
    assertThat(middle(sheared, 22) - middle(sheared, 5)).isCloseTo(17 * slant, within(0.05));
    Image upright = Deslant.apply(sheared);
    for (int row = 5; row < 23; row++) {
      // Grey levels are rounded: 1/255 of two pixels.
      assertThat(middle(upright, row)).as("row %d", row).isCloseTo(13.5, within(0.02));
    }
    assertThat(upright.at(4, 13)).isZero();
    assertThat(upright.at(23, 13)).isZero();
  }

  @Test
  void uprightAndEmptyImagesStayAsTheyAre() {
    assertThat(Deslant.apply(bar(0)).pixels()).isEqualTo(bar(0).pixels());
    assertThat(Deslant.apply(new Image(3, 4, new byte[12])).pixels()).containsOnly(0);
    byte[] line = {0, 9, (byte) 200, 0};
    assertThat(Deslant.apply(new Image(1, 4, line)).pixels()).isEqualTo(line);
  }

  @Test
  void deslantsEveryImageOfADataSet() {
    Image a = bar(0.4);
    Image b = bar(-0.2);
    byte[] pixels = new byte[2 * SIZE * SIZE];
    System.arraycopy(a.pixels(), 0, pixels, 0, SIZE * SIZE);
    System.arraycopy(b.pixels(), 0, pixels, SIZE * SIZE, SIZE * SIZE);
    Dataset data = new Dataset("bars", SIZE, SIZE, pixels, new byte[] {1, 0}, List.of("x", "y"));
    byte[] before = pixels.clone();
    Dataset deslanted = Deslant.apply(data);
    assertThat(pixels).isEqualTo(before);
    assertThat(deslanted.image(0).pixels()).isEqualTo(Deslant.apply(a).pixels());
    assertThat(deslanted.image(1).pixels()).isEqualTo(Deslant.apply(b).pixels());
    assertThat(deslanted.label(0)).isEqualTo(1);
    assertThat(deslanted.classNames()).isEqualTo(data.classNames());
    assertThat(deslanted.name()).isEqualTo("bars deslanted");
  }

  /** A deslanting network sees the upright image, fitted; its distortions start from there too. */
  @Test
  void preprocessingDeslantsBeforeItFits() {
    Image slanted = bar(0.5);
    Image upright = Deslant.apply(slanted);
    Preprocessing plain = Preprocessing.paper();
    Preprocessing deslanting = plain.withDeslant(true);
    assertThat(deslanting.apply(slanted).pixels())
        .isEqualTo(plain.apply(upright).pixels())
        .isNotEqualTo(plain.apply(slanted).pixels());
    PreparedSet expected = new PreparedSet(plain, dataset(upright));
    PreparedSet blocks = new PreparedSet(deslanting, dataset(slanted));
    assertThat(blocks.data().pixels()).isEqualTo(expected.data().pixels());
    Distortion distortion = Distortion.parse("shear=0.3,originals=0");
    assertThat(blocks.distorted(distortion, 1, 0).image(0).pixels())
        .isEqualTo(expected.distorted(distortion, 1, 0).image(0).pixels());
    // Without a change of size too.
    assertThat(deslanting.with(SIZE).apply(dataset(slanted)).pixels()).isEqualTo(upright.pixels());
  }

  private static Dataset dataset(Image image) {
    return new Dataset("bar", SIZE, SIZE, image.pixels(), new byte[1], List.of("x"));
  }
}
