package org.lenet5.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lenet5.data.Image;

class RegionsTest {
  private static final int EDGE = 9;

  private static Image random(Random random) {
    int rows = 1 + random.nextInt(12);
    int columns = 1 + random.nextInt(12);
    byte[] pixels = new byte[rows * columns];
    int odds = 2 + random.nextInt(3);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (random.nextInt(odds) == 0 ? EDGE + 1 + random.nextInt(200) : EDGE);
    }
    return new Image(rows, columns, pixels);
  }

  /** Numbers what is connected to each pixel that has no number, pixel by pixel. */
  private static int[] flooded(Image image) {
    int[] numbers = new int[image.pixels().length];
    Arrays.fill(numbers, -1);
    int count = 0;
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] < 0) {
        flood(image, i / image.columns(), i % image.columns(), count++, numbers);
      }
    }
    return numbers;
  }

  private static void flood(Image image, int row, int column, int number, int[] numbers) {
    boolean ink = image.at(row, column) > EDGE;
    numbers[row * image.columns() + column] = number;
    for (int r = Math.max(row - 1, 0); r <= Math.min(row + 1, image.rows() - 1); r++) {
      for (int c = Math.max(column - 1, 0); c <= Math.min(column + 1, image.columns() - 1); c++) {
        boolean near = ink || r == row || c == column;
        if (near && numbers[r * image.columns() + c] < 0 && image.at(r, c) > EDGE == ink) {
          flood(image, r, c, number, numbers);
        }
      }
    }
  }

  @Test
  void areWhatIsConnected() {
    Random random = new Random(1);
    for (int k = 0; k < 3000; k++) {
      Image image = random(random);
      int[] flooded = flooded(image);
      Regions regions = new Regions(image, EDGE);
      int[] numbers = new int[flooded.length];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = regions.at(i);
      }
      assertThat(numbers).as("image %d", k).isEqualTo(flooded);
      for (Region region : regions.all()) {
        assertThat(region).as("image %d", k).isEqualTo(counted(image, numbers, region.number()));
      }
    }
  }

  private static Region counted(Image image, int[] numbers, int number) {
    int pixels = 0;
    long mass = 0;
    double squares = 0;
    int peak = 0;
    int contact = 0;
    int first = -1;
    Box box = null;
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] == number) {
        int row = i / image.columns();
        int column = i % image.columns();
        int value = image.at(row, column);
        boolean ink = value > EDGE;
        first = first < 0 ? i : first;
        pixels++;
        mass += ink ? value : 0;
        squares += ink ? value * value : 0;
        peak = Math.max(peak, ink ? value : 0);
        boolean atBorder =
            row == 0 || column == 0 || row == image.rows() - 1 || column == image.columns() - 1;
        contact += atBorder ? 1 : 0;
        Box pixel = new Box(row, column, row + 1, column + 1);
        box = box == null ? pixel : box.union(pixel);
      }
    }
    boolean ink = image.at(first / image.columns(), first % image.columns()) > EDGE;
    int parent = contact > 0 ? Region.NONE : numbers[first - 1];
    return new Region(number, ink, parent, pixels, mass, squares, peak, box, contact);
  }

  /** A ring around a dot, and a bar beside it. */
  @Test
  void holdOneAnother() {
    String[] rows = {
      ".......", //
      ".###.#.", ".#.#.#.", ".###.#.", "......."
    };
    byte[] pixels = new byte[35];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (rows[i / 7].charAt(i % 7) == '#' ? 100 : 0);
    }
    Regions regions = new Regions(new Image(5, 7, pixels), EDGE);
    assertThat(regions.all()).hasSize(4);
    Region paper = regions.all().get(0);
    Region ring = regions.all().get(1);
    Region bar = regions.all().get(2);
    Region hole = regions.all().get(3);
    assertThat(regions.inside(paper)).containsExactlyInAnyOrder(ring, bar);
    assertThat(regions.inside(ring)).containsExactly(hole);
    assertThat(regions.filled(ring)).isEqualTo(9);
    assertThat(regions.filled(paper)).isEqualTo(35);
    assertThat(regions.within(java.util.List.of(ring))).containsExactly(false, true, false, true);
  }
}
