package org.lenet5.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PixelOrderTest {
  /** Pixel i of sample s is 12 s + i: every pixel of all is another one. */
  private static final Dataset DATA = data();

  private static Dataset data() {
    byte[] pixels = new byte[5 * 12];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) i;
    }
    return new Dataset("numbers", 3, 4, pixels, new byte[] {0, 1, 0, 1, 1}, List.of("a", "b"));
  }

  @Test
  void allImagesHaveOneOrder() {
    Dataset shuffled = PixelOrder.shuffle(DATA, 7);
    byte[] order = shuffled.image(0).pixels();
    assertThat(order).isNotEqualTo(DATA.image(0).pixels());
    assertThat(order).containsExactlyInAnyOrder(DATA.image(0).pixels());
    for (int s = 1; s < 5; s++) {
      for (int i = 0; i < 12; i++) {
        assertThat(shuffled.pixels()[12 * s + i]).isEqualTo((byte) (12 * s + order[i]));
      }
    }
    assertThat(shuffled.name()).isEqualTo("numbers permuted");
    assertThat(IntStream.range(0, 5).map(shuffled::label)).containsExactly(0, 1, 0, 1, 1);
    assertThat(shuffled.rows()).isEqualTo(3);
  }

  @Test
  void theSeedDecides() {
    assertThat(PixelOrder.shuffle(DATA, 7).pixels())
        .isEqualTo(PixelOrder.shuffle(DATA, 7).pixels())
        .isNotEqualTo(PixelOrder.shuffle(DATA, 8).pixels());
  }
}
