package org.lenet5.learning;

import org.lenet5.layer.Outputs;

/**
 * What training makes small: the mean over the samples of a function of the network's outputs y and
 * the right class D.
 *
 * <p>Equations 8 and 9 of the paper are taken of half the distances, as in the authors' own later
 * code: the second derivative of half a squared distance by each unit of F6 is then 1.
 */
public sealed interface Loss permits Loss.CrossEntropy, Loss.SquaredError, Loss.MaximumAPosteriori {

  /** Whether the loss has a meaning for such outputs. */
  default boolean fits(Outputs outputs) {
    return true;
  }

  /**
   * The loss of one sample, and its gradient by the outputs, times {@code scale}.
   *
   * @param outputs what the outputs mean
   * @param output the network's {@code [class]}. Not modified.
   * @param label the right class
   * @param scale 1 over the number of samples in the batch
   * @param scratch {@code [class]}, of no meaning before or after
   * @param gradient {@code [class]}. Overwritten.
   */
  double gradient(
      Outputs outputs, float[] output, int label, double scale, double[] scratch, float[] gradient);

  /**
   * The second derivative of one sample's loss by each output, in the Gauss-Newton approximation:
   * never negative.
   *
   * @param scratch {@code [class]}, of no meaning before or after
   * @param curvature {@code [class]}. Overwritten.
   */
  void curvature(Outputs outputs, float[] output, double[] scratch, float[] curvature);

  /** {@code -log p[D]}, p the softmax of the scores, or of the negatives of the distances. */
  record CrossEntropy() implements Loss {

    @Override
    public double gradient(
        Outputs outputs,
        float[] output,
        int label,
        double scale,
        double[] scratch,
        float[] gradient) {
      double logSum = Softmax.probabilities(outputs, output, scratch);
      for (int c = 0; c < scratch.length; c++) {
        double target = c == label ? 1 : 0;
        gradient[c] = (float) (outputs.sign() * scale * (scratch[c] - target));
      }
      return logSum - outputs.sign() * output[label];
    }

    /** {@code p (1 - p)}. */
    @Override
    public void curvature(Outputs outputs, float[] output, double[] scratch, float[] curvature) {
      Softmax.probabilities(outputs, output, scratch);
      for (int c = 0; c < scratch.length; c++) {
        curvature[c] = (float) (scratch[c] * (1 - scratch[c]));
      }
    }
  }

  /**
   * Of scores: half the sum of {@code (y - t)^2}, t 1 for the right class and 0 for the others. Of
   * distances: {@code y[D]/2}, half the squared error of F6 against the right class's code (LeCun
   * et al. 1998, eq. 8).
   */
  record SquaredError() implements Loss {

    @Override
    public double gradient(
        Outputs outputs,
        float[] output,
        int label,
        double scale,
        double[] scratch,
        float[] gradient) {
      double loss = 0;
      for (int c = 0; c < scratch.length; c++) {
        double target = c == label ? 1 : 0;
        if (outputs == Outputs.DISTANCES) {
          loss += 0.5 * target * output[c];
          gradient[c] = (float) (0.5 * scale * target);
        } else {
          double error = output[c] - target;
          loss += 0.5 * error * error;
          gradient[c] = (float) (scale * error);
        }
      }
      return loss;
    }

    /** 1 by each score; 0 by each distance, in which the loss is linear. */
    @Override
    public void curvature(Outputs outputs, float[] output, double[] scratch, float[] curvature) {
      for (int c = 0; c < scratch.length; c++) {
        curvature[c] = outputs == Outputs.DISTANCES ? 0 : 1;
      }
    }
  }

  /**
   * {@code y[D]/2 + log(e^-j + sum of e^(-y[i]/2))} of distances (LeCun et al. 1998, eq. 9): also
   * pushes the other classes' codes away, those nearer than about j.
   *
   * @param j above 0; the constant of the rubbish class
   */
  record MaximumAPosteriori(double j) implements Loss {

    public MaximumAPosteriori {
      if (!(j > 0 && j < 1e6)) {
        throw new IllegalArgumentException(
            "j: got %s, expected above 0 and below 1e6".formatted(j));
      }
    }

    @Override
    public boolean fits(Outputs outputs) {
      return outputs == Outputs.DISTANCES;
    }

    @Override
    public double gradient(
        Outputs outputs,
        float[] output,
        int label,
        double scale,
        double[] scratch,
        float[] gradient) {
      double logSum = logSum(output);
      for (int c = 0; c < scratch.length; c++) {
        double target = c == label ? 1 : 0;
        gradient[c] = (float) (0.5 * scale * (target - StrictMath.exp(-0.5 * output[c] - logSum)));
      }
      return 0.5 * output[label] + logSum;
    }

    /** {@code q (1 - q) / 4}, {@code q = e^(-y/2) / (e^-j + sum)}. */
    @Override
    public void curvature(Outputs outputs, float[] output, double[] scratch, float[] curvature) {
      double logSum = logSum(output);
      for (int c = 0; c < scratch.length; c++) {
        double q = StrictMath.exp(-0.5 * output[c] - logSum);
        curvature[c] = (float) (0.25 * q * (1 - q));
      }
    }

    /** The log of {@code e^-j + sum of e^(-y[i]/2)}, without overflow. */
    private double logSum(float[] output) {
      double largest = -j;
      for (int c = 0; c < output.length; c++) {
        largest = Math.max(largest, -0.5 * output[c]);
      }
      double sum = StrictMath.exp(-j - largest);
      for (int c = 0; c < output.length; c++) {
        sum += StrictMath.exp(-0.5 * output[c] - largest);
      }
      return largest + StrictMath.log(sum);
    }
  }
}
