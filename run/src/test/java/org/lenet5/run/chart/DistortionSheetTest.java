package org.lenet5.run.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lenet5.data.Image;
import org.lenet5.run.chart.DistortionSheet.Row;

class DistortionSheetTest {
  private static final int LEFT = 28;
  private static final int TOP = 96;
  private static final int BOX = 96;
  private static final int STEP = BOX + 8;
  private static final int FIRST = LEFT + BOX + 28;

  private static Image grey(int level) {
    return new Image(1, 1, new byte[] {(byte) level});
  }

  @Test
  void originalsStandBeforeWhatBecameOfThem() throws Exception {
    List<Row> rows =
        List.of(
            new Row(grey(10), List.of(grey(20), grey(30), grey(40))),
            new Row(grey(50), List.of(grey(60))));
    BufferedImage sheet = Png.decode(DistortionSheet.png("test", "", rows));
    int middle = TOP + BOX / 2;
    assertThat(grey(sheet, LEFT, middle)).isEqualTo(10);
    assertThat(grey(sheet, FIRST, middle)).isEqualTo(20);
    assertThat(grey(sheet, FIRST + STEP, middle)).isEqualTo(30);
    assertThat(grey(sheet, FIRST + 2 * STEP, middle)).isEqualTo(40);
    assertThat(grey(sheet, LEFT, middle + STEP)).isEqualTo(50);
    assertThat(grey(sheet, FIRST, middle + STEP)).isEqualTo(60);
    assertThat(grey(sheet, FIRST + STEP, middle + STEP)).isZero();
    assertThat(sheet.getWidth()).isEqualTo(FIRST + 3 * STEP - 8 + 28);
    assertThat(sheet.getHeight()).isEqualTo(TOP + 2 * STEP - 8 + 28);
  }

  /** The level of a square of one colour that begins at x. */
  private static int grey(BufferedImage sheet, int x, int y) {
    int level = 255 - (Png.rgb(sheet, x, y) & 0xff);
    assertThat(Png.rgb(sheet, x + BOX - 1, y)).isEqualTo(Png.rgb(sheet, x, y));
    return level;
  }

  @Test
  void allRowsFit() throws Exception {
    Row row = new Row(new Image(32, 32, new byte[1024]), Collections.nCopies(10, grey(1)));
    BufferedImage sheet = Png.decode(DistortionSheet.png("x", "", Collections.nCopies(26, row)));
    assertThat(sheet.getWidth()).isEqualTo(FIRST + 10 * STEP - 8 + 28);
    assertThat(sheet.getHeight()).isEqualTo(TOP + 26 * STEP - 8 + 28);
  }

  @Test
  void sameDataSameBytes() throws Exception {
    List<Row> rows = List.of(new Row(grey(1), List.of()));
    assertThat(DistortionSheet.png("x", "", rows)).isEqualTo(DistortionSheet.png("x", "", rows));
  }
}
