package org.lenet5.paper;

import org.lenet5.data.Blocks;
import org.lenet5.data.Dataset;
import org.lenet5.nn.Architecture;
import org.lenet5.nn.Network;
import org.lenet5.nn.kernel.Kernels;
import org.lenet5.train.Trainer;
import org.lenet5.train.TrainingOptions;
import org.lenet5.train.TrainingState;

/**
 * Figure 5: the original network's error on training and test set after each of 20 passes of
 * stochastic diagonal Levenberg-Marquardt, {@link TrainingOptions#paper}.
 */
public final class Figure5 {
  /** Percent after each pass; the paper says of passes 13 to 20 that they hardly differ. */
  private static final double[] TEST = {
    2.65, 2.24, 1.48, 1.43, 1.43, 1.09, 1.04, 1.07, 0.99, 0.96, 0.96, 0.99
  };

  private static final double[] TRAIN = {
    4.89, 3.04, 1.77, 1.48, 1.22, 0.91, 0.78, 0.70, 0.57, 0.49, 0.47, 0.44
  };

  /** The smallest and the largest effective rate of the first pass, as the paper reports them. */
  public static final Rates PUBLISHED_RATES = new Rates(7e-5, 0.016);

  private Figure5() {}

  /**
   * The test error in percent that the paper gives after a pass, from 1; NaN where it gives none.
   */
  public static double publishedTestError(int pass) {
    return pass <= TEST.length ? TEST[pass - 1] : Double.NaN;
  }

  /**
   * The training error in percent that the paper gives after a pass, from 1; NaN where it gives
   * none.
   */
  public static double publishedTrainError(int pass) {
    return pass <= TRAIN.length ? TRAIN[pass - 1] : Double.NaN;
  }

  /** The bounds of all weights' effective rates, eta / (mu + h). */
  public record Rates(double smallest, double largest) {}

  /**
   * The effective rates of a run's first pass.
   *
   * @param options those of the run, whose optimizer is the paper's
   * @throws IllegalArgumentException if the optimizer is another one
   */
  public static Rates firstRates(
      Architecture architecture, Dataset train, TrainingOptions options, Kernels kernels) {
    Network network = architecture.network(train.classNames());
    TrainingState state = TrainingState.start(network, options);
    Blocks samples = new Blocks(architecture.preprocessing(), train);
    try (Trainer trainer = new Trainer(network, options, kernels, 1)) {
      trainer.measureCurvature(state, samples);
    }
    double eta = options.learningRate().at(0, 0);
    double smallest = Double.POSITIVE_INFINITY;
    double largest = 0;
    for (float rate : state.moments()[0]) {
      smallest = Math.min(smallest, eta * rate);
      largest = Math.max(largest, eta * rate);
    }
    return new Rates(smallest, largest);
  }
}
