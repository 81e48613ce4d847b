package org.lenet5.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigitPictureTest {
  @TempDir private Path temp;

  @Test
  void bytesAreReadAsTheirFile() throws IOException {
    byte[] bytes = png(0x101010);
    Path file = Files.write(temp.resolve("one.png"), bytes);
    assertThat(DigitPicture.read("one", bytes).pixels())
        .isEqualTo(DigitPicture.read(file).pixels())
        .contains(255);
  }

  @Test
  void whatShowsNothingIsCalledByItsName() throws IOException {
    byte[] blank = png(0xffffff);
    assertThatThrownBy(() -> DigitPicture.read("a letter", blank))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("a letter: ");
  }

  /** White paper with an upright stroke of a colour. */
  private static byte[] png(int stroke) throws IOException {
    BufferedImage image = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 40; y++) {
      for (int x = 0; x < 40; x++) {
        boolean ink = y >= 8 && y < 32 && x >= 18 && x < 22;
        image.setRGB(x, y, ink ? stroke : 0xffffff);
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }
}
