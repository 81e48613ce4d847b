package org.lenet5.paper.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CholeskyTest {

  /** A = R'R with whole numbers: every step is exact. */
  @Test
  void solvesExactly() {
    double[][] lower = {{4}, {2, 10}, {6, 9, 29}};
    // A (1, -2, 3) and A (0, 1, 0)
    double[][] right = {{18, 9, 75}, {2, 10, 9}};
    double[][] w = Cholesky.solve(lower, 0, 2, right);
    assertThat(w[0]).containsExactly(1, -2, 3);
    assertThat(w[1]).containsExactly(0, 1, 0);
    assertThat(right[0]).containsExactly(18, 9, 75);
  }

  /** The ridge, a share of the mean of 4 and 10, spares the constant. */
  @Test
  void addsTheRidge() {
    double ridge = 0.5 * (4 + 10) / 2;
    double[] w = Cholesky.solve(new double[][] {{4}, {2, 10}, {6, 9, 29}}, 0.5, 2, right())[0];
    assertThat((4 + ridge) * w[0] + 2 * w[1] + 6 * w[2]).isCloseTo(18, within(1e-13));
    assertThat(2 * w[0] + (10 + ridge) * w[1] + 9 * w[2]).isCloseTo(9, within(1e-13));
    assertThat(6 * w[0] + 9 * w[1] + 29 * w[2]).isCloseTo(75, within(1e-13));
  }

  @Test
  void solvesLargerSystems() {
    int n = 70;
    SplittableRandom random = new SplittableRandom(3);
    double[][] x = new double[2 * n][n];
    double[] expected = new double[n];
    double[][] lower = new double[n][];
    for (int i = 0; i < n; i++) {
      lower[i] = new double[i + 1];
      expected[i] = random.nextDouble(-1, 1);
    }
    for (double[] row : x) {
      for (int i = 0; i < n; i++) {
        row[i] = random.nextDouble(-1, 1);
        Vectors.add(lower[i], row[i], row, 0);
      }
    }
    double[][] right = new double[1][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        right[0][i] += lower[Math.max(i, j)][Math.min(i, j)] * expected[j];
      }
    }
    // The condition of X'X, X twice as high as wide, is about 40: far below 2^30.
    assertThat(Cholesky.solve(lower, 0, n - 1, right)[0])
        .containsExactly(expected, within(n * 0x1p-52 * 0x1p10));
  }

  @Test
  void refusesDependentFeatures() {
    double[][] lower = {{1}, {2, 4}, {1, 2, 3}};
    assertThatThrownBy(() -> Cholesky.solve(lower, 0, 2, right()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "least squares: got feature 1 that depends on others, expected a larger ridge than"
                + " 0.0");
    assertThat(Cholesky.solve(lower, 1e-6, 2, right())[0]).doesNotContain(Double.NaN);
  }

  private static double[][] right() {
    return new double[][] {{18, 9, 75}};
  }
}
