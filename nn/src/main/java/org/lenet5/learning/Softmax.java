package org.lenet5.learning;

import org.lenet5.layer.Outputs;

/**
 * {@code p[i] = exp(x[i]) / sum of exp(x[j])} of scores x, or of minus the distances, in double and
 * by {@link StrictMath}, whose bits are the same on every machine. One sample's 10 exponentials are
 * 1/500 of its training time.
 */
public final class Softmax {
  private Softmax() {}

  /**
   * The probabilities of one sample.
   *
   * @param outputs what {@code y} are; x is y or -y
   * @param y a network's outputs {@code [class]}. Not modified.
   * @param probabilities {@code [class]}. Overwritten.
   * @return the log of the sum of exp(x[j]); that minus x[i] is {@code -log p[i]}
   */
  public static double probabilities(Outputs outputs, float[] y, double[] probabilities) {
    return probabilities(outputs, y, 1, probabilities);
  }

  /**
   * The same with all x divided by a temperature.
   *
   * @param temperature above 0; 1 changes no bit
   * @return the log of the sum of exp(x[j] / temperature)
   */
  public static double probabilities(
      Outputs outputs, float[] y, double temperature, double[] probabilities) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < probabilities.length; c++) {
      probabilities[c] = outputs.sign() * y[c] / temperature;
      largest = Math.max(largest, probabilities[c]);
    }
    double sum = 0;
    for (int c = 0; c < probabilities.length; c++) {
      probabilities[c] = StrictMath.exp(probabilities[c] - largest);
      sum += probabilities[c];
    }
    for (int c = 0; c < probabilities.length; c++) {
      probabilities[c] /= sum;
    }
    return largest + StrictMath.log(sum);
  }
}
