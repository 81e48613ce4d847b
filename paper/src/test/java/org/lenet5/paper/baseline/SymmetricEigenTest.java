package org.lenet5.paper.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetricEigenTest {

  @Test
  void knowsAMatrixByHand() {
    SymmetricEigen eigen = SymmetricEigen.of(new double[][] {{2, -1}, {-1, 2}});
    double half = Math.sqrt(0.5);
    assertThat(eigen.values()).containsExactly(new double[] {3, 1}, within(1e-15));
    assertThat(eigen.vectors()[1]).containsExactly(new double[] {half, half}, within(1e-15));
    // The entries are of one magnitude but for rounding: either may be the positive one.
    assertThat(Math.abs(eigen.vectors()[0][0])).isCloseTo(half, within(1e-15));
    assertThat(eigen.vectors()[0][0]).isCloseTo(-eigen.vectors()[0][1], within(1e-15));
  }

  /** The second difference with fixed ends has the eigenvalues 2 + 2 cos(i pi / (n + 1)). */
  @Test
  void knowsTheSecondDifference() {
    int n = 40;
    double[][] a = new double[n][n];
    for (int i = 0; i < n; i++) {
      a[i][i] = 2;
      if (i > 0) {
        a[i][i - 1] = -1;
        a[i - 1][i] = -1;
      }
    }
    double[] expected = new double[n];
    Arrays.setAll(expected, i -> 2 + 2 * Math.cos((i + 1) * Math.PI / (n + 1)));
    assertThat(SymmetricEigen.of(a).values())
        .containsExactly(expected, within(n * 0x1p-52 * 4)); // n roundings of the largest, 4
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 65, 120})
  void decomposesAnything(int n) {
    SplittableRandom random = new SplittableRandom(n);
    double[][] a = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        a[i][j] = random.nextDouble(-1, 1);
        a[j][i] = a[i][j];
      }
    }
    assertDecomposes(a);
  }

  /** Eigenvalues that coincide, vanish, and lie many orders apart. */
  @Test
  void decomposesWhatIsDegenerate() {
    int n = 30;
    double[][] zero = new double[n][n];
    assertDecomposes(zero);
    double[][] ones = new double[n][n];
    double[][] graded = new double[n][n];
    double[][] coupled = new double[n][n];
    for (int i = 0; i < n; i++) {
      Arrays.fill(ones[i], 1);
      for (int j = 0; j < n; j++) {
        graded[i][j] = StrictMath.pow(10, -(i + j) / 2.0);
      }
      coupled[i][i] = i % 3;
      coupled[i][n - 1 - i] = 1;
    }
    assertDecomposes(ones);
    assertDecomposes(graded);
    assertDecomposes(coupled);
  }

  private static void assertDecomposes(double[][] a) {
    int n = a.length;
    double norm = 0;
    for (double[] row : a) {
      norm = Math.max(norm, Arrays.stream(row).map(Math::abs).sum());
    }
    // Backward stable: a few roundings of the norm for each of n reflections.
    double roundings = 4 * n * 0x1p-53;
    SymmetricEigen eigen =
        SymmetricEigen.of(Arrays.stream(a).map(double[]::clone).toArray(double[][]::new));
    for (int i = 0; i < n; i++) {
      double[] v = eigen.vectors()[i];
      if (i > 0) {
        assertThat(eigen.values()[i]).isLessThanOrEqualTo(eigen.values()[i - 1]);
      }
      for (int r = 0; r < n; r++) {
        assertThat(Vectors.dot(a[r], v, n))
            .as("row %d of A v[%d]", r, i)
            .isCloseTo(eigen.values()[i] * v[r], within(roundings * norm));
        assertThat(Vectors.dot(v, eigen.vectors()[r], n))
            .as("v[%d] v[%d]", i, r)
            .isCloseTo(i == r ? 1 : 0, within(roundings));
      }
      double largest = Arrays.stream(v).map(Math::abs).max().getAsDouble();
      assertThat(Arrays.stream(v).max().getAsDouble()).isEqualTo(largest);
    }
  }

  @Test
  void refusesWhatIsNotFinite() {
    assertThatThrownBy(() -> SymmetricEigen.of(new double[][] {{1, Double.NaN}, {Double.NaN, 1}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("eigenvalues: got a value that is not finite");
  }
}
