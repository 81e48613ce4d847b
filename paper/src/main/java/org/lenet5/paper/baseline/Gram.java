package org.lenet5.paper.baseline;

import java.util.Arrays;
import org.lenet5.base.Team;
import org.lenet5.data.Dataset;

/**
 * Sums over samples of the products of every two features: the lower triangle of {@code X'X},
 * {@code rows [i][j], j <= i}. Each sum takes its samples in the order in which they come, whatever
 * the threads.
 */
final class Gram {
  /** Samples whose features are held at once; those of 871 features are 0.4 MB. */
  private static final int CHUNK = 64;

  /** Samples added in one pass over a row, so that a sum is loaded and stored once in eight. */
  private static final int PASS = 8;

  /** Rows in one piece of work. */
  private static final int ROWS = 8;

  final double[][] rows;

  Gram(int size) {
    rows = new double[size][];
    for (int i = 0; i < size; i++) {
      rows[i] = new double[i + 1];
    }
  }

  /** Adds the given samples, in the given order. */
  void add(Features features, Dataset data, int[] samples, Team team) {
    int size = features.size();
    double[][] x = new double[CHUNK][size];
    for (int from = 0; from < samples.length; from += CHUNK) {
      int first = from;
      int count = Math.min(CHUNK, samples.length - from);
      int padded = Math.ceilDiv(count, PASS) * PASS;
      team.run(
          padded,
          (s, worker) -> {
            if (s < count) {
              features.read(data, samples[first + s], x[s]);
            } else {
              Arrays.fill(x[s], 0);
            }
          });
      int items = Math.ceilDiv(size, ROWS);
      team.run(
          items,
          (item, worker) -> {
            int last = items - 1 - item; // long rows first, so that the threads end together
            for (int s = 0; s < padded; s += PASS) {
              for (int i = last * ROWS; i < Math.min(size, (last + 1) * ROWS); i++) {
                addPass(x, s, i);
              }
            }
          });
    }
  }

  /** The features' arrays are read from 0: HotSpot makes vector instructions of this loop. */
  private void addPass(double[][] x, int s, int i) {
    double[] xa = x[s];
    double[] xb = x[s + 1];
    double[] xc = x[s + 2];
    double[] xd = x[s + 3];
    double[] xe = x[s + 4];
    double[] xf = x[s + 5];
    double[] xg = x[s + 6];
    double[] xh = x[s + 7];
    double a = xa[i];
    double b = xb[i];
    double c = xc[i];
    double d = xd[i];
    double e = xe[i];
    double f = xf[i];
    double g = xg[i];
    double h = xh[i];
    if (a == 0 && b == 0 && c == 0 && d == 0 && e == 0 && f == 0 && g == 0 && h == 0) {
      return; // most pixels of most images
    }
    double[] sums = rows[i];
    for (int j = 0; j < sums.length; j++) {
      sums[j] =
          sums[j] + a * xa[j] + b * xb[j] + c * xc[j] + d * xd[j] + e * xe[j] + f * xf[j]
              + g * xg[j] + h * xh[j];
    }
  }
}
