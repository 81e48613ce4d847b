package org.lenet5.run.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lenet5.data.Image;

class MistakeSheetTest {
  /** Where the first image begins. */
  private static final int LEFT = 28;

  private static final int TOP = 76;
  private static final int BOX = 140;

  private static Mistake mistake(Image image) {
    return new Mistake(image, "4", "9", 0.99);
  }

  @Test
  void everyPixelBecomesASquareOfInk() throws Exception {
    // 2x2, so 70x70 each: grey levels in reading order.
    Image image = new Image(2, 2, new byte[] {0, (byte) 255, 100, (byte) 200});
    BufferedImage sheet = Png.decode(MistakeSheet.png("test", List.of(mistake(image))));
    int[] expected = {0xffffff, 0x000000, 0x9b9b9b, 0x373737};
    for (int y = 0; y < BOX; y++) {
      for (int x = 0; x < BOX; x++) {
        assertThat(Png.rgb(sheet, LEFT + x, TOP + y))
            .as("row %d column %d", y, x)
            .isEqualTo(expected[y / 70 * 2 + x / 70]);
      }
    }
  }

  @Test
  void otherShapesAreCentred() throws Exception {
    byte[] ink = new byte[4 * 8];
    Arrays.fill(ink, (byte) 255);
    BufferedImage sheet =
        Png.decode(MistakeSheet.png("test", List.of(mistake(new Image(4, 8, ink)))));
    assertThat(Png.rgb(sheet, LEFT + BOX / 2, TOP + 20)).isEqualTo(0xffffff);
    assertThat(Png.rgb(sheet, LEFT + BOX / 2, TOP + 40)).isEqualTo(0x000000);
    assertThat(Png.rgb(sheet, LEFT + BOX / 2, TOP + 120)).isEqualTo(0xffffff);
  }

  @Test
  void imagesLargerThanTheBoxAreReduced() throws Exception {
    byte[] png = MistakeSheet.png("test", List.of(mistake(new Image(1, 3000, new byte[3000]))));
    assertThat(Png.decode(png).getWidth()).isLessThan(1000);
  }

  @Test
  void manyFillRows() throws Exception {
    Image image = new Image(28, 28, new byte[784]);
    BufferedImage sheet =
        Png.decode(MistakeSheet.png("test", Collections.nCopies(25, mistake(image))));
    assertThat(sheet.getWidth()).isEqualTo(2 * 28 + 7 * 164 - 24); // ceil(sqrt(1.6 * 25)) columns
    assertThat(sheet.getHeight()).isGreaterThan(4 * BOX);
  }

  @Test
  void noMistakesStillMakeASheet() throws Exception {
    BufferedImage sheet = Png.decode(MistakeSheet.png("test", List.of()));
    assertThat(sheet.getWidth()).isGreaterThan(200);
    assertThat(Png.colours(sheet)).isGreaterThan(5);
  }

  @Test
  void sameDataSameBytes() throws Exception {
    List<Mistake> mistakes = List.of(mistake(new Image(1, 1, new byte[1])));
    assertThat(MistakeSheet.png("test", mistakes)).isEqualTo(MistakeSheet.png("test", mistakes));
  }

  @Test
  void aMistakeIsNotRoundedToCertainty() {
    Image image = new Image(1, 1, new byte[1]);
    assertThat(new Mistake(image, "4", "9", 0.9).percent()).isEqualTo("90%");
    assertThat(new Mistake(image, "4", "9", 0.9949).percent()).isEqualTo("99%");
    assertThat(new Mistake(image, "4", "9", 0.99999).percent()).isEqualTo(">99%");
    assertThat(new Mistake(image, "4", "9", 1).percent()).isEqualTo("100%");
    assertThatThrownBy(() -> new Mistake(image, "4", "9", Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got a probability of NaN");
  }
}
