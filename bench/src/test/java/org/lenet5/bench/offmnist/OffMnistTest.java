package org.lenet5.bench.offmnist;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OffMnistTest {
  private static final Path KEPT = Path.of("images-off-mnist");

  /** Fonts may be missing here, and JPEG loses bits. */
  @ParameterizedTest
  @EnumSource(names = {"DRAWINGS", "STROKES", "OFF_CENTRE"})
  void theKeptPicturesAreThoseOfTheProgram(Kind kind) throws IOException {
    for (int digit = 0; digit < 10; digit++) {
      int number = digit % kind.pictures();
      Path file = KEPT.resolve(kind.folder()).resolve("%d-%d.png".formatted(digit, number));
      BufferedImage kept = ImageIO.read(file.toFile());
      BufferedImage made = OffMnist.picture(OffMnist.SEED, kind, digit, number);
      assertThat(pixels(made)).as(file.toString()).isEqualTo(pixels(kept));
    }
  }

  @Test
  void everyDigitIsThereEquallyOften() throws IOException {
    for (Kind kind : Kind.values()) {
      try (Stream<Path> files = Files.list(KEPT.resolve(kind.folder()))) {
        assertThat(files.map(file -> file.getFileName().toString().charAt(0)))
            .hasSize(10 * kind.pictures())
            .allSatisfy(digit -> assertThat(digit).isBetween('0', '9'));
      }
    }
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }
}
