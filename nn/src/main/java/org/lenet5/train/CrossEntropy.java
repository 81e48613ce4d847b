package org.lenet5.train;

import org.lenet5.nn.Outputs;
import org.lenet5.nn.Softmax;
import org.lenet5.nn.kernel.Kernels;

/** The mean of {@code -log p[label]}, p the softmax of the network's outputs. */
final class CrossEntropy {
  private final Outputs outputs;
  private final double[] probabilities;

  CrossEntropy(Outputs outputs, int classes) {
    this.outputs = outputs;
    probabilities = new double[classes];
  }

  /**
   * The loss of one sample and, where a gradient is wanted, {@code scale (p - onehot)}, its
   * negative where the outputs are distances.
   *
   * @param output the network's {@code [class][16]}. Not modified.
   * @param lane which sample
   * @param scale 1 over the number of samples in the batch
   * @param gradient {@code [class][16]}, this lane overwritten
   */
  double gradient(float[] output, int lane, int label, double scale, float[] gradient) {
    double logSum = Softmax.probabilities(outputs, output, lane, probabilities);
    for (int c = 0; c < probabilities.length; c++) {
      double target = c == label ? 1 : 0;
      gradient[c * Kernels.LANES + lane] =
          (float) (outputs.sign() * scale * (probabilities[c] - target));
    }
    return logSum - outputs.sign() * output[label * Kernels.LANES + lane];
  }
}
