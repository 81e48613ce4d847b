package org.lenet5.paper.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.lenet5.base.Team;
import org.lenet5.data.Dataset;
import org.lenet5.eval.Evaluation;

/** {@link LinearClassifier} and {@link QuadraticClassifier}. */
class LeastSquaresTest {

  /** One pixel: slope = covariance / variance, and the line passes through the means. */
  @Test
  void fitsAStraightLine() {
    int[] labels = {0, 0, 1, 0, 1, 2};
    int[][] pixels = {{1}, {2}, {4}, {5}, {7}, {11}};
    double mean = 5;
    double variance = 66; // times 6: 16 + 9 + 1 + 0 + 4 + 36
    double[] covariances = {-4 - 3 + 0, -1 + 2, 6}; // times 6, of pixel and target
    double[] shares = {3 / 6.0, 2 / 6.0, 1 / 6.0};
    try (Team team = new Team(1)) {
      NormalEquations equations = new NormalEquations.OfClasses(Features.pixels(1), 3);
      equations.add(Samples.rows(3, labels, pixels), team);
      double[][] weights = equations.solve(0, team);
      for (int c = 0; c < 3; c++) {
        double slope = covariances[c] / variance;
        assertThat(weights[c])
            .containsExactly(new double[] {slope, shares[c] - slope * mean}, within(1e-14));
      }
    }
  }

  /** A unit of two classes with one pixel value each passes through 1 and -1 there. */
  @Test
  void fitsEachPairAlone() {
    try (Team team = new Team(2)) {
      NormalEquations equations = new NormalEquations.OfPairs(Features.pixels(1), 3);
      Dataset first = Samples.rows(3, new int[] {0, 2, 1}, new int[][] {{10}, {50}, {20}});
      equations.add(first, team);
      equations.add(Samples.rows(3, new int[] {1, 0}, new int[][] {{20}, {10}}), team);
      double[][] weights = equations.solve(0, team);
      assertThat(weights).hasDimensions(3, 2);
      assertThat(weights[0]).containsExactly(new double[] {-2 / 10.0, 3}, within(1e-12));
      assertThat(weights[1]).containsExactly(new double[] {-2 / 40.0, 1.5}, within(1e-12));
      assertThat(weights[2]).containsExactly(new double[] {-2 / 30.0, 7 / 3.0}, within(1e-12));
    }
  }

  @Test
  void pairsVote() {
    double[] scores = {9, 9, 9};
    Units.ONE_FOR_EACH_PAIR.score(new double[] {0.2, 30, -4}, scores);
    assertThat(scores)
        .containsExactly(new double[] {2 + 0.4, -2 - 1.2 / 3, 0}, within(1e-15)); // 2 beats 1
    // 0 beats 1, 1 beats 2, 2 beats 0: the outputs settle it, the largest cut off at 1.
    Units.ONE_FOR_EACH_PAIR.score(new double[] {0.5, -0.25, 7}, scores);
    assertThat(scores).containsExactly(new double[] {0.25 / 3, 0.5 / 3, -0.75 / 3}, within(1e-15));
  }

  /** Four corners in two classes, each on a diagonal: no line tells them apart, a product does. */
  @Test
  void productsTellDiagonalsApart() {
    int n = 400;
    int[] labels = new int[n];
    int[][] pixels = new int[n][];
    for (int i = 0; i < n; i++) {
      boolean right = i % 2 == 1;
      boolean top = i / 2 % 2 == 1;
      labels[i] = right == top ? 1 : 0;
      pixels[i] = new int[] {(right ? 200 : 50) + i % 7, (top ? 180 : 60) + i % 11};
    }
    Dataset data = Samples.rows(2, labels, pixels);
    try (Team team = new Team(2)) {
      QuadraticClassifier quadratic = QuadraticClassifier.of(data, 2, team);
      Evaluation evaluation = quadratic.evaluate(data, team);
      assertThat(evaluation.correct()).isEqualTo(n);
      assertThat(evaluation.loss()).isLessThan(0.01);
      assertThat(quadratic.parameters()).isEqualTo(2 * 3 + 2 * 6);
      assertThat(quadratic.multiplyAdds()).isEqualTo(2 * 3 + 3 + 2 * 6);
      assertThat(LinearClassifier.of(data, team).evaluate(data, team).accuracy()).isLessThan(0.8);
    }
  }

  @Test
  void knowsDigitsWithAnyThreads() throws IOException {
    Dataset train = Samples.train(3000);
    Dataset test = Samples.test(1000);
    List<BiFunction<Dataset, Team, Baseline>> ways =
        List.of(
            LinearClassifier::of,
            LinearClassifier::pairwise,
            (data, team) -> QuadraticClassifier.of(data, 20, team));
    double[] floors = {0.80, 0.87, 0.90};
    long[] parameters = {10 * 197, 45 * 197, 20 * 197 + 10 * 231};
    for (int way = 0; way < ways.size(); way++) {
      Evaluation expected = null;
      for (int threads = 1; threads <= 3; threads++) {
        try (Team team = new Team(threads)) {
          Baseline classifier = ways.get(way).apply(train, team);
          Evaluation evaluation = classifier.evaluate(test, team);
          expected = expected == null ? evaluation : expected;
          assertThat(evaluation.accuracy()).isGreaterThan(floors[way]);
          assertThat(evaluation.losses()).isEqualTo(expected.losses());
          assertThat(evaluation.confidences()).isEqualTo(expected.confidences());
          assertThat(evaluation.predictions()).isEqualTo(expected.predictions());
          assertThat(classifier.parameters()).isEqualTo(parameters[way]);
        }
      }
    }
  }

  /** Sums of whole pixels are exact, so that the order in which samples come does not matter. */
  @Test
  void fitsToAllSamplesInTheEnd() throws IOException {
    Dataset data = Samples.train(300);
    Features features = Features.pixels(196);
    try (Team team = new Team(1)) {
      LinearFunctions functions = new NormalEquations.OfClasses(features, 10).fit(data, team);
      NormalEquations equations = new NormalEquations.OfClasses(features, 10);
      equations.add(data, team);
      assertThat(functions.weights()).isDeepEqualTo(equations.solve(functions.ridge(), team));
    }
  }

  @Test
  void calibratesToTheLeastLoss() throws IOException {
    Dataset data = Samples.train(400);
    Features features = Features.pixels(196);
    NormalEquations equations = new NormalEquations.OfClasses(features, 10);
    try (Team team = new Team(1)) {
      equations.add(data, team);
      LinearFunctions plain =
          new LinearFunctions(Units.ONE_FOR_EACH_CLASS, 10, equations.solve(0.1, team), 0.1, 1);
      LinearFunctions best = plain.calibrated(features, data, team);
      double loss = best.evaluate(features, data, team).loss();
      assertThat(loss).isLessThan(plain.evaluate(features, data, team).loss());
      for (double factor : new double[] {0.99, 1.01}) {
        LinearFunctions other =
            new LinearFunctions(best.units(), 10, best.weights(), 0.1, factor * best.sharpness());
        assertThat(other.evaluate(features, data, team).loss()).isGreaterThan(loss);
      }
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    Dataset train = Samples.noise(1, 30, 2, 3, 0, false);
    Dataset wide = Samples.noise(1, 4, 2, 4, 0, false);
    try (Team team = new Team(1)) {
      for (Baseline classifier :
          List.of(LinearClassifier.of(train, team), QuadraticClassifier.of(train, 2, team))) {
        assertThatThrownBy(() -> classifier.evaluate(wide, team))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("noise: got images of 8 pixels, expected the training set's 6");
      }
    }
  }
}
