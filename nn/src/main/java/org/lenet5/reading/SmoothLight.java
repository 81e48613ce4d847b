package org.lenet5.reading;

import java.util.Arrays;

/**
 * The paper's level at each pixel under light that changes slowly, however much: a lamp, a window
 * at one side, dark corners. Light multiplies, so that its logarithm adds to that of the paper and
 * the ink; and where the picture changes suddenly, it is not the light (Land and McCann 1971; Horn
 * 1974). So the light is what has the picture's differences of neighbours where those are small,
 * and none elsewhere: a system of linear equations, solved by conjugate gradients.
 */
final class SmoothLight {

  /** Longer sides are scaled down to this first: bounds the time. */
  private static final int LONGEST = 96;

  /** Light less than this is noise. */
  private static final double DARKEST = 4;

  /** The light doubles in no fewer than 1 / this pixels, about: faster is an edge. */
  private static final double MOST_SLOPE = 0.11;

  /**
   * How much a place counts where the picture has an edge: it is flat for want of anything else.
   */
  private static final double EDGE_WEIGHT = 0.01;

  private static final int MOST_STEPS = 200;
  private static final double ENOUGH = 1e-5;

  private final int rows;
  private final int columns;

  /** {@code [row][column]} the logarithm of the picture. */
  private final double[] logs;

  /** {@code [row][column]} differences to the right and down, and what they count. */
  private final double[] right;

  private final double[] rightWeight;
  private final double[] down;
  private final double[] downWeight;

  private SmoothLight(Picture small) {
    rows = small.rows();
    columns = small.columns();
    int n = rows * columns;
    double[] logOf = new double[256];
    for (int level = 0; level < 256; level++) {
      logOf[level] = StrictMath.log(level + DARKEST);
    }
    logs = new double[n];
    for (int i = 0; i < n; i++) {
      logs[i] = logOf[small.pixels()[i] & 0xff];
    }
    right = new double[n];
    rightWeight = new double[n];
    down = new double[n];
    downWeight = new double[n];
    boolean[] edge = edges();
    for (int i = 0; i < n; i++) {
      if (i % columns < columns - 1) {
        boolean slow = !edge[i] && !edge[i + 1];
        right[i] = slow ? logs[i + 1] - logs[i] : 0;
        rightWeight[i] = slow ? 1 : EDGE_WEIGHT;
      }
      if (i / columns < rows - 1) {
        boolean slow = !edge[i] && !edge[i + columns];
        down[i] = slow ? logs[i + columns] - logs[i] : 0;
        downWeight[i] = slow ? 1 : EDGE_WEIGHT;
      }
    }
  }

  /** A picture of the same size, without ink. */
  static Picture paper(Picture picture) {
    Picture small = picture.atMost(LONGEST);
    byte[] paper = new SmoothLight(small).paper();
    return new Picture(small.rows(), small.columns(), paper)
        .resized(picture.rows(), picture.columns());
  }

  private boolean[] edges() {
    boolean[] edge = new boolean[logs.length];
    for (int i = 0; i < edge.length; i++) {
      if (i % columns < columns - 1 && Math.abs(logs[i + 1] - logs[i]) > MOST_SLOPE) {
        edge[i] = true;
        edge[i + 1] = true;
      }
      if (i / columns < rows - 1 && Math.abs(logs[i + columns] - logs[i]) > MOST_SLOPE) {
        edge[i] = true;
        edge[i + columns] = true;
      }
    }
    return edge;
  }

  private byte[] paper() {
    double[] light = solved();
    double offset = commonest(light);
    byte[] paper = new byte[light.length];
    for (int i = 0; i < paper.length; i++) {
      double level = StrictMath.exp(light[i] + offset) - DARKEST;
      paper[i] = (byte) Math.round(Math.clamp(level, 0.0, 255.0));
    }
    return paper;
  }

  /** The commonest difference of the picture from its light: most of it is paper. */
  private double commonest(double[] light) {
    int bins = 400;
    double step = 0.03;
    int[] counts = new int[bins];
    for (int i = 0; i < light.length; i++) {
      counts[Math.clamp((int) Math.floor((logs[i] - light[i]) / step) + bins / 2, 1, bins - 2)]++;
    }
    int best = 1;
    int most = 0;
    for (int bin = 1; bin < bins - 1; bin++) {
      int sum = counts[bin - 1] + 2 * counts[bin] + counts[bin + 1];
      if (sum > most) {
        most = sum;
        best = bin;
      }
    }
    double sum = 0;
    int count = 0;
    for (int i = 0; i < light.length; i++) {
      double difference = logs[i] - light[i];
      if (Math.abs(difference - (best - bins / 2 + 0.5) * step) < 2 * step) {
        sum += difference;
        count++;
      }
    }
    return count == 0 ? 0 : sum / count;
  }

  /** The light whose differences are nearest to the slow ones, but for a constant. */
  private double[] solved() {
    double[] light = logs.clone();
    double[] residual = new double[logs.length];
    double[] direction = new double[logs.length];
    double[] product = new double[logs.length];
    times(light, product);
    for (int i = 0; i < logs.length; i++) {
      residual[i] = -product[i];
    }
    for (int i = 0; i < logs.length - 1; i++) {
      residual[i] -= rightWeight[i] * right[i];
      residual[i + 1] += rightWeight[i] * right[i];
    }
    for (int i = 0; i < logs.length - columns; i++) {
      residual[i] -= downWeight[i] * down[i];
      residual[i + columns] += downWeight[i] * down[i];
    }
    System.arraycopy(residual, 0, direction, 0, logs.length);
    double square = dot(residual, residual);
    double enough = ENOUGH * ENOUGH * logs.length;
    for (int step = 0; step < MOST_STEPS && square > enough; step++) {
      times(direction, product);
      double along = square / dot(direction, product);
      for (int i = 0; i < light.length; i++) {
        light[i] += along * direction[i];
        residual[i] -= along * product[i];
      }
      double next = dot(residual, residual);
      for (int i = 0; i < light.length; i++) {
        direction[i] = residual[i] + next / square * direction[i];
      }
      square = next;
    }
    return light;
  }

  /** The weighted Laplacian. Overwrites {@code y}. */
  private void times(double[] x, double[] y) {
    Arrays.fill(y, 0);
    for (int i = 0; i < x.length - 1; i++) { // weights are 0 where a row ends
      double d = rightWeight[i] * (x[i + 1] - x[i]);
      y[i] -= d;
      y[i + 1] += d;
    }
    for (int i = 0; i < x.length - columns; i++) {
      double d = downWeight[i] * (x[i + columns] - x[i]);
      y[i] -= d;
      y[i + columns] += d;
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
