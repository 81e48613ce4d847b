package org.lenet5.paper.baseline;

/** Sums in a stated order, without fused operations. */
final class Vectors {
  private Vectors() {}

  /** {@code y += f x} from index {@code from} to the end of y. */
  static void add(double[] y, double f, double[] x, int from) {
    for (int j = from; j < y.length; j++) {
      y[j] += f * x[j];
    }
  }

  /** {@code sum of x[i] y[i]}, i from 0 to n - 1. */
  static double dot(double[] x, double[] y, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }
}
