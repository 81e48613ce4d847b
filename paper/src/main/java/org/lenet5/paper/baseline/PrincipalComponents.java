package org.lenet5.paper.baseline;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.lenet5.base.Team;
import org.lenet5.data.Dataset;

/**
 * The directions in which a data set's pixels vary most: the leading eigenvectors of their
 * covariance, pixels counted from 0 to 1. Immutable.
 *
 * <p>The sums behind the covariance are integers, and exact up to 372,000 samples.
 */
final class PrincipalComponents {
  private static final double INK = 255;

  private final double[] variances;
  private final double[][] components;
  private final double[][] weights; // [pixel][component], of pixels from 0 to 255
  private final double[] origin; // [component], what the mean image projects to

  private PrincipalComponents(double[] variances, double[][] components, double[] mean) {
    this.variances = variances;
    this.components = components;
    weights = new double[mean.length][components.length];
    origin = new double[components.length];
    for (int p = 0; p < mean.length; p++) {
      for (int c = 0; c < components.length; c++) {
        weights[p][c] = components[c][p] / INK;
        origin[c] += mean[p] * weights[p][c];
      }
    }
  }

  /**
   * The leading components of a data set.
   *
   * @param count how many, 1 to the number of pixels
   * @throws IllegalArgumentException if there are not as many
   */
  public static PrincipalComponents of(Dataset data, int count, Team team) {
    int pixels = data.rows() * data.columns();
    if (count < 1 || count > pixels) {
      throw new IllegalArgumentException(
          "%s: got %d components, expected 1 to %d, the number of pixels"
              .formatted(data.name(), count, pixels));
    }
    Gram gram = new Gram(pixels + 1);
    gram.add(Features.pixels(pixels), data, IntStream.range(0, data.size()).toArray(), team);
    double n = data.size();
    double[] sums = gram.rows[pixels];
    double[][] covariance = new double[pixels][pixels];
    for (int i = 0; i < pixels; i++) {
      for (int j = 0; j <= i; j++) {
        double value = (n * gram.rows[i][j] - sums[i] * sums[j]) / (n * n * INK * INK);
        covariance[i][j] = value;
        covariance[j][i] = value;
      }
    }
    double[] mean = IntStream.range(0, pixels).mapToDouble(p -> sums[p] / n).toArray();
    SymmetricEigen eigen = SymmetricEigen.of(covariance);
    return new PrincipalComponents(
        Arrays.copyOf(eigen.values(), count), Arrays.copyOf(eigen.vectors(), count), mean);
  }

  /** Number of components. */
  public int count() {
    return components.length;
  }

  /** {@code [component]}, the data set's variance along each, largest first. */
  public double[] variances() {
    return variances.clone();
  }

  /**
   * {@code [pixel]}, the unit vector of one component; its entry of the largest magnitude, the
   * first of equals, is positive.
   */
  public double[] component(int number) {
    return components[number].clone();
  }

  /**
   * Overwrites {@code z [component]} by a sample's distance from the mean along each component.
   *
   * @throws IllegalArgumentException if the images have another size than those of the data set
   *     that the components were made of
   */
  public void project(Dataset data, int sample, double[] z) {
    if (data.rows() * data.columns() != weights.length) {
      throw new IllegalArgumentException(
          "%s: got images of %d pixels, expected the components' %d"
              .formatted(data.name(), data.rows() * data.columns(), weights.length));
    }
    for (int c = 0; c < components.length; c++) {
      z[c] = -origin[c];
    }
    int at = sample * weights.length;
    for (int p = 0; p < weights.length; p++) {
      int pixel = data.pixels()[at + p] & 0xff;
      if (pixel != 0) {
        double[] w = weights[p];
        for (int c = 0; c < w.length; c++) {
          z[c] += pixel * w[c];
        }
      }
    }
  }
}
