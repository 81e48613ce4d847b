package org.lenet5.paper.baseline;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix: Householder reflections make it tridiagonal,
 * QL steps with implicit shifts make that diagonal (Golub and Van Loan, Matrix Computations,
 * section 8.3). Only +, -, x, / and square roots in a fixed order: the bits are the same on every
 * machine.
 *
 * @param values {@code [n]}, largest first
 * @param vectors {@code [n][n]}, row i the unit eigenvector of value i; its entry of the largest
 *     magnitude, the first of equals, is positive
 */
record SymmetricEigen(double[] values, double[][] vectors) {
  /** QL steps for one eigenvalue; two are usual. */
  private static final int MOST_STEPS = 60;

  /**
   * @param matrix {@code [n][n]}, symmetric. Overwritten.
   * @throws IllegalArgumentException if a value is not finite
   */
  static SymmetricEigen of(double[][] matrix) {
    int n = matrix.length;
    double[] diagonal = new double[n];
    double[] below = new double[n]; // below[i] couples i and i + 1
    double[][] q = tridiagonalise(matrix, diagonal, below);
    diagonalise(diagonal, below, q);
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -diagonal[i]))
            .mapToInt(i -> i)
            .toArray();
    double[] values = Arrays.stream(order).mapToDouble(i -> diagonal[i]).toArray();
    double[][] vectors = Arrays.stream(order).mapToObj(i -> q[i]).toArray(double[][]::new);
    for (double[] vector : vectors) {
      fixSign(vector);
    }
    return new SymmetricEigen(values, vectors);
  }

  /**
   * Finds {@code q}, orthogonal, with {@code q a q'} tridiagonal. Step k reflects the coordinates
   * after k so that column k vanishes below k + 1: {@code a <- H a H = a - v w' - w v'} with {@code
   * H = 1 - v v' / c}, {@code c = v'v / 2}, {@code p = a v / c}, {@code w = p - v (v'p) / 2c}.
   */
  private static double[][] tridiagonalise(double[][] a, double[] diagonal, double[] below) {
    int n = a.length;
    double[][] q = new double[n][n];
    for (int i = 0; i < n; i++) {
      q[i][i] = 1;
    }
    double[][] reflectors = new double[n][];
    double[] halfSquares = new double[n];
    for (int k = 0; k < n - 1; k++) {
      double tail = 0;
      for (int i = k + 2; i < n; i++) {
        tail += a[k][i] * a[k][i];
      }
      below[k] = a[k][k + 1];
      if (!Double.isFinite(tail + below[k] + a[k][k])) {
        throw new IllegalArgumentException("eigenvalues: got a value that is not finite");
      }
      if (tail == 0) {
        continue;
      }
      double length = Math.sqrt(below[k] * below[k] + tail);
      double alpha = below[k] > 0 ? -length : length; // away from the entry: no cancellation
      double[] v = new double[n];
      System.arraycopy(a[k], k + 1, v, k + 1, n - k - 1);
      v[k + 1] -= alpha;
      double c = length * length - alpha * below[k];
      below[k] = alpha;
      double[] w = new double[n];
      for (int i = k + 1; i < n; i++) {
        Vectors.add(w, v[i] / c, a[i], k + 1);
      }
      double vp = 0;
      for (int i = k + 1; i < n; i++) {
        vp += v[i] * w[i];
      }
      Vectors.add(w, -vp / (2 * c), v, k + 1);
      for (int i = k + 1; i < n; i++) {
        Vectors.add(a[i], -v[i], w, k + 1);
        Vectors.add(a[i], -w[i], v, k + 1);
      }
      reflectors[k] = v;
      halfSquares[k] = c;
    }
    for (int i = 0; i < n; i++) {
      diagonal[i] = a[i][i];
    }
    // q = H(n-2) ... H(0), the last first: the rows up to k are then still those of the identity.
    for (int k = n - 2; k >= 0; k--) {
      if (reflectors[k] != null) {
        for (int i = k + 1; i < n; i++) {
          double dot = 0;
          for (int j = k + 1; j < n; j++) {
            dot += q[i][j] * reflectors[k][j];
          }
          Vectors.add(q[i], -dot / halfSquares[k], reflectors[k], k + 1);
        }
      }
    }
    return q;
  }

  /**
   * Rotates the tridiagonal matrix, and the rows of {@code q} with it, until it is diagonal. The
   * block from {@code low} on loses its first coupling; where couplings vanish it ends.
   */
  private static void diagonalise(double[] d, double[] e, double[][] q) {
    int n = d.length;
    double largest = 0;
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, Math.abs(d[i]) + Math.abs(e[i]));
    }
    double negligible = largest * 0x1p-53; // a rounding error of the largest eigenvalue
    for (int low = 0; low < n; low++) {
      for (int step = 0; ; step++) {
        int high = low;
        while (high < n - 1 && Math.abs(e[high]) > negligible) {
          high++;
        }
        if (high == low) {
          break;
        }
        if (step == MOST_STEPS) {
          throw new IllegalArgumentException("eigenvalues: got no convergence");
        }
        chase(d, e, q, low, high);
      }
    }
  }

  /** One QL step with Wilkinson's shift on the block {@code low} to {@code high}. */
  private static void chase(double[] d, double[] e, double[][] q, int low, int high) {
    double half = (d[low + 1] - d[low]) / 2;
    double root = Math.sqrt(half * half + e[low] * e[low]);
    double shift = d[low] - e[low] * e[low] / (half + (half < 0 ? -root : root));
    // A rotation of high - 1 and high that would end an explicit step; the bulge it makes is then
    // chased up to low.
    double x = d[high] - shift;
    double z = e[high - 1];
    for (int i = high - 1; i >= low; i--) {
      double r = Math.sqrt(x * x + z * z);
      if (r == 0) {
        return;
      }
      double c = x / r;
      double s = z / r;
      if (i < high - 1) {
        e[i + 1] = r;
      }
      // [i+1; i] <- [c s; -s c] [i+1; i] on both sides.
      double upper = d[i + 1];
      double lower = d[i];
      double off = e[i];
      d[i + 1] = c * c * upper + 2 * c * s * off + s * s * lower;
      d[i] = s * s * upper - 2 * c * s * off + c * c * lower;
      e[i] = (c * c - s * s) * off + c * s * (lower - upper);
      x = e[i];
      if (i > low) {
        z = s * e[i - 1];
        e[i - 1] *= c;
      }
      rotate(q[i + 1], q[i], c, s);
    }
  }

  private static void rotate(double[] x, double[] y, double c, double s) {
    for (int j = 0; j < x.length; j++) {
      double old = x[j];
      x[j] = c * old + s * y[j];
      y[j] = c * y[j] - s * old;
    }
  }

  private static void fixSign(double[] vector) {
    double largest = 0;
    for (double entry : vector) {
      largest = Math.abs(entry) > Math.abs(largest) ? entry : largest;
    }
    if (largest < 0) {
      for (int j = 0; j < vector.length; j++) {
        vector[j] = -vector[j];
      }
    }
  }
}
