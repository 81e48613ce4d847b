package org.lenet5.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PreprocessorTest {

  /** What is kept for one size is not taken for another. */
  @ParameterizedTest
  @EnumSource
  void imagesOfAllSizesAreFittedAsByThePreprocessing(Preprocessing.Fit fit) {
    Preprocessing preprocessing = Preprocessing.review().with(fit);
    Preprocessor preprocessor = new Preprocessor(preprocessing);
    int[][] sizes = {{28, 28}, {28, 28}, {20, 28}, {28, 20}, {32, 32}, {28, 28}};
    for (int[] size : sizes) {
      Image image = image(size[0], size[1]);
      assertThat(preprocessor.apply(image).pixels()).isEqualTo(preprocessing.apply(image).pixels());
    }
  }

  @Test
  void deslantsIfItIsTo() {
    Preprocessing upright = Preprocessing.review().withDeslant(true);
    Image image = image(28, 28);
    assertThat(new Preprocessor(upright).apply(image).pixels())
        .isEqualTo(upright.apply(image).pixels())
        .isNotEqualTo(Preprocessing.review().apply(image).pixels());
  }

  private static Image image(int rows, int columns) {
    byte[] pixels = new byte[rows * columns];
    new Random(rows * 100 + columns).nextBytes(pixels);
    return new Image(rows, columns, pixels);
  }
}
