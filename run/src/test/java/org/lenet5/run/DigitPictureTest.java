package org.lenet5.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lenet5.engine.Engine;
import org.lenet5.engine.Engines;

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

  /** An archive has no {@link java.io.File}, and its top no name. */
  @Test
  void setsMayLieInAnArchive() throws IOException {
    Path archive = temp.resolve("set.zip");
    try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", true));
        Engine engine = Engines.best(1)) {
      Files.createDirectory(zip.getPath("/pen"));
      Files.write(zip.getPath("/pen/1-0.png"), png(0x101010));
      PictureSet set = PictureSet.evaluate(zip.getPath("/"), NamedModel.pretrained(), engine);
      assertThat(set.name()).isEqualTo("/");
      assertThat(set.failures()).isEmpty();
      assertThat(set.answers()).singleElement().matches(PictureSet.Answer::isRight);
    }
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
