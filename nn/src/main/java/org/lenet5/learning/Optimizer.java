package org.lenet5.learning;

import org.lenet5.kernel.FusedMultiplyAdd;

/**
 * How a gradient changes the parameters. State of its own, the moments, is handed in, as many
 * arrays as {@link #moments} says, each laid out as the parameters and zero at the start.
 */
public sealed interface Optimizer
    permits Optimizer.Adam,
        Optimizer.Sgd,
        Optimizer.DiagonalLevenbergMarquardt,
        Optimizer.Averaged {

  /** Number of moment arrays. */
  int moments();

  /**
   * The weights to use after at least one step: the parameters, or what the moments hold in their
   * place. Not a copy.
   */
  default float[] result(float[][] moments, float[] parameters) {
    return parameters;
  }

  /**
   * Updates the parameters {@code from} (inclusive) to {@code to} (exclusive).
   *
   * @param rate learning rate
   * @param step number of this step, from 1
   * @param gradient by the parameters. Not modified.
   * @param moments {@code [moments()][parameters]}. Modified.
   * @param parameters modified
   */
  void update(
      double rate,
      long step,
      int from,
      int to,
      float[] gradient,
      float[][] moments,
      float[] parameters);

  /**
   * Adam (Kingma and Ba 2015, algorithm 1), computed as PyTorch does: {@code m += (1-b1)(g-m)},
   * {@code v = b2 v + (1-b2) g g}, {@code w -= rate/(1-b1^t) m / (sqrt(v)/sqrt(1-b2^t) + e)}.
   * Parameters may decay apart from the gradient (Loshchilov and Hutter 2019, AdamW): {@code w *= 1
   * - rate decay} before each step, biases too.
   *
   * @param beta1 decay of the mean gradient, in [0, 1)
   * @param beta2 decay of the mean square, in [0, 1)
   * @param epsilon added to the root, above 0
   * @param decay share of the parameters, times the rate, that each step takes, 0 to 1
   */
  record Adam(double beta1, double beta2, double epsilon, double decay) implements Optimizer {

    public Adam {
      if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1 && epsilon > 0)) {
        throw new IllegalArgumentException(
            "adam: got betas %s and %s and epsilon %s, expected betas in [0, 1) and epsilon above 0"
                .formatted(beta1, beta2, epsilon));
      }
      if (!(decay >= 0 && decay <= 1)) {
        throw new IllegalArgumentException(
            "weight decay: got %s, expected 0 to 1".formatted(decay));
      }
    }

    /** Betas 0.9 and 0.999, epsilon 1e-8, no decay. */
    public Adam() {
      this(0);
    }

    /** Betas 0.9 and 0.999, epsilon 1e-8, and a decay of the parameters. */
    public Adam(double decay) {
      this(0.9, 0.999, 1e-8, decay);
    }

    @Override
    public int moments() {
      return 2;
    }

    @Override
    public void update(
        double rate,
        long step,
        int from,
        int to,
        float[] gradient,
        float[][] moments,
        float[] parameters) {
      float stepSize = (float) (rate / (1 - StrictMath.pow(beta1, step)));
      float rootCorrection = (float) Math.sqrt(1 - StrictMath.pow(beta2, step));
      float perCorrection = 1 / rootCorrection;
      float decay1 = (float) (1 - beta1);
      float keep2 = (float) beta2;
      float decay2 = (float) (1 - beta2);
      float e = (float) epsilon;
      float kept = (float) (1 - rate * decay);
      float[] m = moments[0];
      float[] v = moments[1];
      for (int i = from; i < to; i++) {
        float g = gradient[i];
        m[i] += decay1 * (g - m[i]);
        v[i] = keep2 * v[i] + decay2 * g * g;
        float root = quotient((float) Math.sqrt(v[i]), rootCorrection, perCorrection);
        parameters[i] = kept * parameters[i] - stepSize * m[i] / (root + e);
      }
    }

    /**
     * {@code x / y} without the division, which takes a processor as long as a dozen products: the
     * product with 1/y, corrected by its remainder (Markstein 1990, "Computation of elementary
     * functions on the IBM RISC System/6000 processor"). For the corrections {@code sqrt(1 -
     * 0.999^step)} of all steps and every mantissa of x these are a division's bits; an infinite x
     * gives NaN.
     *
     * @param perY {@code 1 / y}
     */
    static float quotient(float x, float y, float perY) {
      float near = x * perY;
      return FusedMultiplyAdd.fma(FusedMultiplyAdd.fma(-y, near, x), perY, near);
    }
  }

  /**
   * Stochastic gradient descent with momentum, computed as PyTorch does: {@code v = momentum v +
   * g}, {@code w -= rate v}.
   *
   * @param momentum in [0, 1)
   */
  record Sgd(double momentum) implements Optimizer {

    public Sgd {
      if (!(momentum >= 0 && momentum < 1)) {
        throw new IllegalArgumentException(
            "momentum: got %s, expected 0 up to but not including 1".formatted(momentum));
      }
    }

    @Override
    public int moments() {
      return 1;
    }

    @Override
    public void update(
        double rate,
        long step,
        int from,
        int to,
        float[] gradient,
        float[][] moments,
        float[] parameters) {
      float keep = (float) momentum;
      float r = (float) rate;
      float[] v = moments[0];
      for (int i = from; i < to; i++) {
        v[i] = keep * v[i] + gradient[i];
        parameters[i] -= r * v[i];
      }
    }
  }

  /**
   * Stochastic diagonal Levenberg-Marquardt (LeCun et al. 1998, appendix C): each weight has a rate
   * of its own, {@code w -= rate g / (mu + h)}, h its mean second derivative in the Gauss-Newton
   * approximation, which the trainer measures before each epoch.
   *
   * @param mu bounds the rates where h is small, above 0; the paper has 0.02
   * @param samples number of training samples to measure h on, at least 1; the paper has 500
   */
  record DiagonalLevenbergMarquardt(double mu, int samples) implements Optimizer {

    public DiagonalLevenbergMarquardt {
      if (!(mu > 0 && mu <= 1e3) || samples < 1) {
        throw new IllegalArgumentException(
            "sdlm: got mu %s and %d samples, expected mu above 0 and up to 1000, and at least 1 sample"
                .formatted(mu, samples));
      }
    }

    /** The paper's: mu 0.02, 500 samples. */
    public DiagonalLevenbergMarquardt() {
      this(0.02, 500);
    }

    /** One: {@code 1 / (mu + h)}. */
    @Override
    public int moments() {
      return 1;
    }

    @Override
    public void update(
        double rate,
        long step,
        int from,
        int to,
        float[] gradient,
        float[][] moments,
        float[] parameters) {
      float r = (float) rate;
      float[] each = moments[0];
      for (int i = from; i < to; i++) {
        parameters[i] -= r * each[i] * gradient[i];
      }
    }

    /**
     * Turns second derivatives into rates.
     *
     * @param curvature summed over so many samples, laid out as the parameters. Not modified.
     * @param rates overwritten by {@code 1 / (mu + mean)}
     */
    public void rates(float[] curvature, int count, float[] rates) {
      for (int i = 0; i < rates.length; i++) {
        rates[i] = (float) (1 / (mu + curvature[i] / count));
      }
    }
  }

  /**
   * Another optimizer, and beside it a running average of the weights, which is what it results in:
   * {@code a += (1 - d) (w - a)} after each step, {@code d = min(decay, (step - 1) / (step + 9))},
   * so that the first weights are soon forgotten. The average is the last of the moments.
   *
   * @param base makes the steps; one whose moments are not rates measured by the trainer
   * @param decay share of the average that a step leaves, in (0, 1)
   */
  record Averaged(Optimizer base, double decay) implements Optimizer {

    public Averaged {
      if (!(decay > 0 && decay < 1)) {
        throw new IllegalArgumentException(
            "average: got %s, expected above 0 and below 1".formatted(decay));
      }
      if (!(base instanceof Adam || base instanceof Sgd)) {
        throw new IllegalArgumentException(
            "average: got weights of %s, expected those of adam or sgd".formatted(base));
      }
    }

    @Override
    public int moments() {
      return base.moments() + 1;
    }

    @Override
    public float[] result(float[][] moments, float[] parameters) {
      return moments[base.moments()];
    }

    @Override
    public void update(
        double rate,
        long step,
        int from,
        int to,
        float[] gradient,
        float[][] moments,
        float[] parameters) {
      base.update(rate, step, from, to, gradient, moments, parameters);
      float take = (float) (1 - Math.min(decay, (step - 1.0) / (step + 9.0)));
      float[] average = moments[base.moments()];
      for (int i = from; i < to; i++) {
        average[i] += take * (parameters[i] - average[i]);
      }
    }
  }
}
