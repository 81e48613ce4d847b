package org.lenet5.pixel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BilinearTest {
  private static final int HALF = 1 << (Bilinear.PLACE_BITS - 1);

  /** The image 100 200 / 40 255 between guards that no place may reach. */
  private static final byte[] FROM = {77, 77, 77, 100, (byte) 200, 40, (byte) 255, 77, 77, 77};

  private static int at(int down, int across) {
    Bilinear image = new Bilinear(2, 2, 1);
    image.set(FROM, 3);
    return image.sample(new int[] {down}, new int[] {across})[0];
  }

  @Test
  void aPixelsOwnPlaceIsThePixel() {
    int one = 2 * HALF;
    assertThat(new int[] {at(0, 0), at(0, one), at(one, 0), at(one, one)})
        .containsExactly(100, 200, 40, 255);
  }

  @Test
  void placesBetweenAreAverages() {
    assertThat(at(0, HALF)).isEqualTo(150);
    assertThat(at(HALF, 0)).isEqualTo(70);
    assertThat(at(HALF, HALF)).isEqualTo(149); // 148.75
    assertThat(at(HALF / 2, 0)).isEqualTo(85);
  }

  @Test
  void beyondTheEdgeIsBackground() {
    int one = 2 * HALF;
    assertThat(at(-HALF, 0)).isEqualTo(50);
    assertThat(at(0, one + HALF)).isEqualTo(100);
    assertThat(at(one + HALF, one + HALF)).isEqualTo(64); // 255 / 4
    for (int far : new int[] {-one, -one - 1, 2 * one, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      assertThat(at(far, 0)).as("%d down", far).isZero();
      assertThat(at(0, far)).as("%d across", far).isZero();
    }
  }

  /** From beyond one edge to beyond the other, at every fraction that counts. */
  @Test
  void aShiftedRowIsThatSampledThere() {
    Bilinear image = new Bilinear(1, 4, 4);
    image.set(FROM, 3);
    for (int shift = -6 * 2 * HALF; shift <= 6 * 2 * HALF; shift += 31) {
      int[] across = new int[4];
      for (int column = 0; column < 4; column++) {
        across[column] = column * 2 * HALF + shift;
      }
      byte[] row = new byte[FROM.length];
      Bilinear.shift(FROM, 3, 4, shift, row);
      int[] expected = image.sample(new int[4], across);
      for (int column = 0; column < 4; column++) {
        assertThat(row[3 + column] & 0xff).as("shift %d", shift).isEqualTo(expected[column]);
      }
    }
  }

  @Test
  void placesAreRounded() {
    assertThat(Bilinear.place(1.5)).isEqualTo(3 * HALF);
    assertThat(Bilinear.place(-1.5)).isEqualTo(-3 * HALF);
    assertThat(Bilinear.place(0x1.8p-17)).isEqualTo(1);
    assertThat(Bilinear.place(0x0.8p-17)).isZero();
  }
}
