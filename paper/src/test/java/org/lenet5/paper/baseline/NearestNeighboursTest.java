package org.lenet5.paper.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lenet5.base.Team;
import org.lenet5.data.Dataset;
import org.lenet5.eval.Evaluation;

class NearestNeighboursTest {

  /** Sizes around a pass of 8, a group of 256 test images, and the 256 products a float holds. */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 5, 3, 1, 0, true",
    "2, 7, 40, 9, 3, 0, true",
    "4, 4, 30, 256, 2, 0, false",
    "3, 3, 90, 257, 5, 0, true",
    "16, 16, 12, 5, 4, 254, false",
    "16, 17, 60, 20, 7, 253, false",
    "32, 33, 40, 11, 3, 250, false",
  })
  void findsTheNearestExactly(
      int rows, int columns, int trained, int asked, int k, int darkest, boolean sparse) {
    Dataset train = Samples.noise(1, trained, rows, columns, darkest, sparse);
    Dataset test = Samples.noise(2, asked, rows, columns, darkest, sparse);
    int[] expected = new int[asked * k];
    for (int i = 0; i < asked; i++) {
      long[] distances = new long[trained];
      for (int t = 0; t < trained; t++) {
        for (int p = 0; p < rows * columns; p++) {
          int difference =
              (train.pixels()[t * rows * columns + p] & 0xff)
                  - (test.pixels()[i * rows * columns + p] & 0xff);
          distances[t] += (long) difference * difference;
        }
      }
      int[] order =
          IntStream.range(0, trained)
              .boxed()
              .sorted(Comparator.comparingLong(t -> distances[t])) // stable: lower index first
              .mapToInt(t -> t)
              .toArray();
      System.arraycopy(order, 0, expected, i * k, k);
    }
    for (int threads = 1; threads <= 3; threads++) {
      try (Team team = new Team(threads)) {
        assertThat(NearestNeighbours.of(train, k).nearest(test, team)).isEqualTo(expected);
      }
    }
  }

  @Test
  void equalVotesGoToTheNearest() {
    Dataset train =
        Samples.rows(3, new int[] {2, 0, 1, 1, 0}, new int[][] {{50}, {40}, {100}, {102}, {110}});
    Dataset test = Samples.rows(3, new int[] {0, 1, 0}, new int[][] {{101}, {46}, {0}});
    assertThat(predictions(train, 1, test)).containsExactly(1, 2, 0); // 100 and 102: index 2 first
    assertThat(predictions(train, 2, test)).containsExactly(1, 2, 0);
    assertThat(predictions(train, 4, test)).containsExactly(1, 1, 1); // 46: 2, 0, 1, 1
    assertThat(predictions(train, 5, test)).containsExactly(1, 0, 0); // two 0, two 1, one 2
  }

  @Test
  void votesMakeProbabilities() {
    Dataset train = Samples.rows(3, new int[] {0, 1, 1}, new int[][] {{10}, {12}, {13}});
    Dataset test = Samples.rows(3, new int[] {0, 2}, new int[][] {{11}, {11}});
    try (Team team = new Team(1)) {
      Evaluation evaluation = NearestNeighbours.of(train, 3).evaluate(test, team);
      assertThat(evaluation.predictions()).containsExactly(1, 1);
      assertThat(evaluation.confidences()[0]).isCloseTo((2 + 1 / 3.0) / 4, within(1e-15));
      assertThat(evaluation.losses()[0]).isCloseTo(-Math.log((1 + 1 / 3.0) / 4), within(1e-15));
      assertThat(evaluation.losses()[1]).isCloseTo(-Math.log(1 / 3.0 / 4), within(1e-15));
    }
  }

  @Test
  void choosesTheLeastOfTheBestK() {
    // Three runs of forty equal labels: whatever is kept back, its neighbours know.
    int[] labels = IntStream.range(0, 120).map(i -> i / 40).toArray();
    int[][] pixels = IntStream.range(0, 120).mapToObj(i -> new int[] {2 * i}).toArray(int[][]::new);
    try (Team team = new Team(2)) {
      assertThat(NearestNeighbours.chooseK(Samples.rows(3, labels, pixels), 20, 7, team))
          .isEqualTo(1);
      for (int i = 3; i < 120; i += 7) {
        labels[i] = (labels[i] + 1) % 3; // a wrong label is outvoted by three
      }
      assertThat(NearestNeighbours.chooseK(Samples.rows(3, labels, pixels), 40, 7, team))
          .isBetween(2, 7);
    }
  }

  @Test
  void knowsDigits() throws IOException {
    try (Team team = new Team(2)) {
      NearestNeighbours classifier = NearestNeighbours.of(Samples.train(3000), 3);
      Evaluation evaluation = classifier.evaluate(Samples.test(1000), team);
      assertThat(evaluation.accuracy()).isGreaterThan(0.9);
      assertThat(classifier.parameters()).isEqualTo(3000 * 196);
      assertThat(classifier.multiplyAdds()).isEqualTo(3000 * 196);
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    Dataset train = Samples.noise(1, 4, 2, 3, 0, false);
    assertThatThrownBy(() -> NearestNeighbours.of(train, 0))
        .hasMessage("noise: got k = 0, expected 1 to 4");
    assertThatThrownBy(() -> NearestNeighbours.of(train, 5))
        .hasMessage("noise: got k = 5, expected 1 to 4");
    assertThatThrownBy(() -> NearestNeighbours.of(Samples.noise(1, 1, 1, 33_026, 0, false), 1))
        .hasMessage("noise: got images of 33026 pixels, expected at most 33025");
    try (Team team = new Team(1)) {
      NearestNeighbours classifier = NearestNeighbours.of(train, 1);
      assertThatThrownBy(() -> classifier.evaluate(Samples.noise(1, 4, 2, 4, 0, false), team))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("noise: got images of 8 pixels, expected the training set's 6");
      Dataset two = Samples.rows(2, new int[] {0}, new int[][] {{1, 2, 3, 4, 5, 6}});
      assertThatThrownBy(() -> classifier.evaluate(two, team))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("rows: got 2 classes, expected the training set's 3");
    }
  }

  private static int[] predictions(Dataset train, int k, Dataset test) {
    try (Team team = new Team(1)) {
      return NearestNeighbours.of(train, k).evaluate(test, team).predictions();
    }
  }
}
