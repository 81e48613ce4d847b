package org.lenet5.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class BilinearResizeTest {

  /** {@code resize_golden.py} wrote so many. */
  private static final int CASES = 41;

  @Test
  void equalsPillowToTheBit() throws IOException {
    int cases = 0;
    try (DataInputStream in =
        new DataInputStream(
            new GZIPInputStream(getClass().getResourceAsStream("resize.golden.gz")))) {
      for (; cases < CASES; cases++) {
        int fromRows = in.readUnsignedShort();
        int fromColumns = in.readUnsignedShort();
        int toRows = in.readUnsignedShort();
        int toColumns = in.readUnsignedShort();
        byte[] from = in.readNBytes(fromRows * fromColumns);
        byte[] expected = in.readNBytes(toRows * toColumns);
        byte[] to = new byte[toRows * toColumns];
        new BilinearResize(fromRows, fromColumns, toRows, toColumns).fit(from, 0, to, 0);
        assertThat(to)
            .as("case %d: %dx%d to %dx%d", cases, fromRows, fromColumns, toRows, toColumns)
            .isEqualTo(expected);
      }
      assertThat(in.read()).as("bytes after the last case").isEqualTo(-1);
    }
  }

  @Test
  void readsAndWritesOnlyItsImage() {
    byte[] from = new byte[3 + 4 + 3];
    Arrays.fill(from, (byte) 99);
    Arrays.fill(from, 3, 7, (byte) 200);
    byte[] to = new byte[2 + 9 + 2];
    new BilinearResize(2, 2, 3, 3).fit(from, 3, to, 2);
    assertThat(Arrays.copyOfRange(to, 2, 11)).containsOnly((byte) 200);
    assertThat(new byte[] {to[0], to[1], to[11], to[12]}).containsOnly((byte) 0);
  }

  @Test
  void whiteStaysWhite() {
    byte[] from = new byte[30_001];
    Arrays.fill(from, (byte) 255);
    byte[] to = new byte[3];
    new BilinearResize(1, 30_001, 1, 3).fit(from, 0, to, 0);
    assertThat(to).containsOnly((byte) 255);
  }

  @Test
  void refusesSizesOfZero() {
    assertThatThrownBy(() -> new BilinearResize(28, 28, 0, 32))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("resize: got 28x28 to 0x32, expected sizes of at least 1");
  }
}
