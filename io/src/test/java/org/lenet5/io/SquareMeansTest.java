package org.lenet5.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lenet5.reading.Picture;

class SquareMeansTest {

  /** Rows one by one, and pixels in the seven passes of an interlaced PNG, last pass first. */
  @ParameterizedTest
  @CsvSource({"1,1,1", "7,5,1", "1500,3,1", "1501,4,2", "4,4501,4", "3002,11,3", "29999,1,20"})
  void areMeansInAnyOrder(int width, int height, int square) throws IOException {
    byte[] pixels = new byte[width * height];
    new Random(width * 31L + height).nextBytes(pixels);
    PictureInput in =
        new PictureInput("f", new BytesImageInput(new byte[0]), new Deadline(() -> 0));
    SquareMeans rows = SquareMeans.of(in, width, height, 64_000_000);
    for (int y = 0; y < height; y++) {
      byte[] row = java.util.Arrays.copyOfRange(pixels, y * width, (y + 1) * width);
      rows.add(y, 0, 1, row, width);
    }
    Picture picture = rows.picture();
    assertThat(picture.rows()).isEqualTo(Math.ceilDiv(height, square));
    assertThat(picture.columns()).isEqualTo(Math.ceilDiv(width, square));
    for (int r = 0; r < picture.rows(); r++) {
      for (int c = 0; c < picture.columns(); c++) {
        long sum = 0;
        int count = 0;
        for (int y = r * square; y < Math.min(height, (r + 1) * square); y++) {
          for (int x = c * square; x < Math.min(width, (c + 1) * square); x++) {
            sum += pixels[y * width + x] & 0xff;
            count++;
          }
        }
        assertThat(picture.at(r, c)).isEqualTo((int) ((sum + count / 2) / count));
      }
    }
    SquareMeans passes = SquareMeans.of(in, width, height, 64_000_000);
    int[][] adam7 = {
      {0, 1, 1, 2},
      {1, 0, 2, 2},
      {0, 2, 2, 4},
      {2, 0, 4, 4},
      {0, 4, 4, 8},
      {4, 0, 8, 8},
      {0, 0, 8, 8}
    };
    for (int[] pass : adam7) {
      byte[] some = new byte[width];
      for (int y = pass[1]; y < height; y += pass[3]) {
        int count = 0;
        for (int x = pass[0]; x < width; x += pass[2]) {
          some[count++] = pixels[y * width + x];
        }
        passes.add(y, pass[0], pass[2], some, count);
      }
    }
    assertThat(passes.picture().pixels()).isEqualTo(picture.pixels());
  }
}
