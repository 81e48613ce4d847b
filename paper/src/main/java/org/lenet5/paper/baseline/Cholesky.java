package org.lenet5.paper.baseline;

/** Ridge regression by Cholesky's factors of the normal equations. */
final class Cholesky {
  private Cholesky() {}

  /**
   * Solves {@code (A + r m D) w = b}: m is the mean of A's diagonal but for the constant feature's
   * entry, D the identity without that entry, so that the constant is not held back.
   *
   * @param lower {@code [n]} rows of A's lower triangle, {@code [i][j], j <= i}. Not modified.
   * @param ridge r, at least 0
   * @param constant index of the constant feature
   * @param right {@code [m]} right sides, {@code [n]} or longer. Not modified.
   * @return {@code [m][n]}
   * @throws IllegalArgumentException if a feature is a linear combination of those before it
   */
  static double[][] solve(double[][] lower, double ridge, int constant, double[][] right) {
    int n = lower.length;
    double mean = 0;
    for (int i = 0; i < n; i++) {
      mean += i == constant ? 0 : lower[i][i] / (n - 1);
    }
    double[][] r = new double[n][n]; // A = R'R, upper triangle
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        r[j][i] = lower[i][j];
      }
      r[i][i] += i == constant ? 0 : ridge * mean;
    }
    for (int k = 0; k < n; k++) {
      // A pivot is a difference of numbers of the diagonal's size, n roundings off.
      if (!(r[k][k] > n * 0x1p-52 * lower[k][k])) {
        throw new IllegalArgumentException(
            "least squares: got feature %d that depends on others, expected a larger ridge than %s"
                .formatted(k, ridge));
      }
      double root = Math.sqrt(r[k][k]);
      for (int j = k; j < n; j++) {
        r[k][j] /= root;
      }
      for (int i = k + 1; i < n; i++) {
        if (r[k][i] != 0) {
          Vectors.add(r[i], -r[k][i], r[k], i);
        }
      }
    }
    double[][] solutions = new double[right.length][n];
    for (int m = 0; m < right.length; m++) {
      double[] w = solutions[m];
      System.arraycopy(right[m], 0, w, 0, n);
      for (int k = 0; k < n; k++) {
        w[k] /= r[k][k];
        Vectors.add(w, -w[k], r[k], k + 1);
      }
      for (int k = n - 1; k >= 0; k--) {
        double sum = w[k];
        for (int j = k + 1; j < n; j++) {
          sum -= r[k][j] * w[j];
        }
        w[k] = sum / r[k][k];
      }
    }
    return solutions;
  }
}
