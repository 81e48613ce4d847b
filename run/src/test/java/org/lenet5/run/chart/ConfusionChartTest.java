package org.lenet5.run.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfusionChartTest {
  private static final int RIGHT = 0xc6dbef;
  private static final int TENTH = 0xe6550d;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 62, 65, 256})
  void drawsAnyNumberOfClasses(int n) throws Exception {
    int[][] counts = new int[n][n];
    for (int i = 0; i < n; i++) {
      counts[i][i] = 900;
      counts[i][(i + 1) % n] += 100;
    }
    List<String> classes = IntStream.range(0, n).mapToObj(i -> "class " + i).toList();
    BufferedImage image = Png.decode(ConfusionChart.png("test", classes, counts));
    assertThat(image.getWidth()).isBetween(300, 2400);
    assertThat(image.getHeight()).isBetween(300, 2400);
    assertThat(Png.colours(image)).isGreaterThan(50);
  }

  @Test
  void rowsAreActualAndColumnsPredicted() throws Exception {
    List<String> classes = List.of("a", "b", "c");
    int[][] counts = {{100, 0, 0}, {0, 100, 0}, {10, 0, 90}}; // a tenth of c taken for a
    BufferedImage image = Png.decode(ConfusionChart.png("test", classes, counts));
    double[] diagonal = centre(image, RIGHT);
    double[] error = centre(image, TENTH);
    assertThat(error[0]).as("to the left").isLessThan(diagonal[0] - 50);
    assertThat(error[1]).as("and below").isGreaterThan(diagonal[1] + 50);
  }

  /** The middle of all pixels of a colour, x and y. */
  private static double[] centre(BufferedImage image, int rgb) {
    int w = image.getWidth();
    int[] at =
        IntStream.range(0, w * image.getHeight() - 130 * w) // above the key
            .filter(i -> Png.rgb(image, i % w, i / w) == rgb)
            .toArray();
    assertThat(at).as("pixels of %06x", rgb).hasSizeGreaterThan(1000);
    return new double[] {
      Arrays.stream(at).map(i -> i % w).average().orElseThrow(),
      Arrays.stream(at).map(i -> i / w).average().orElseThrow()
    };
  }

  @Test
  void oneErrorInAThousandShows() throws Exception {
    int[][] counts = {{999, 1}, {0, 1000}};
    BufferedImage image = Png.decode(ConfusionChart.png("test", List.of("a", "b"), counts));
    assertThat(Png.count(image, 0xfee6ce)).isGreaterThan(10_000); // a cell is 160x160
  }

  @Test
  void aClassWithoutSamplesIsBlank() throws Exception {
    byte[] png = ConfusionChart.png("test", List.of("a", "b"), new int[2][2]);
    assertThat(Png.count(Png.decode(png), RIGHT)).isZero();
  }

  @Test
  void longNamesAndTitlesAreCut() throws Exception {
    byte[] png =
        ConfusionChart.png("t".repeat(1000), List.of("n".repeat(500), "\u0007"), new int[2][2]);
    assertThat(Png.decode(png).getWidth()).isLessThan(2100);
  }

  @Test
  void sameDataSameBytes() throws Exception {
    int[][] counts = {{5, 1}, {2, 7}};
    assertThat(ConfusionChart.png("test", List.of("a", "b"), counts))
        .isEqualTo(ConfusionChart.png("test", List.of("a", "b"), counts));
  }

  @Test
  void refusesWhatIsNoMatrix() {
    assertThatThrownBy(() -> ConfusionChart.png("t", List.of("a"), new int[2][2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got 2 rows for 1 classes");
    assertThatThrownBy(() -> ConfusionChart.png("t", List.of(), new int[0][]))
        .hasMessageContaining("at least 1");
    assertThatThrownBy(() -> ConfusionChart.png("t", List.of("a", "b"), new int[][] {{1, 2}, {3}}))
        .hasMessageContaining("got a row of [3], expected 2 counts");
    assertThatThrownBy(() -> ConfusionChart.png("t", List.of("a"), new int[][] {{-1}}))
        .hasMessageContaining("got a row of [-1]");
  }
}
