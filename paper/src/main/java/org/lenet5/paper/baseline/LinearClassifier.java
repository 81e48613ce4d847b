package org.lenet5.paper.baseline;

import org.lenet5.base.Team;
import org.lenet5.data.Dataset;
import org.lenet5.eval.Evaluation;

/**
 * Linear units on the pixels, fitted by least squares (LeCun et al. 1998, section III.C.1).
 * Immutable.
 *
 * <p>A small ridge keeps the weights of pixels without ink at 0. It is chosen on a sixth of the
 * training set, kept back, and the units are then fitted to all of it.
 */
public final class LinearClassifier implements Baseline {
  private final Features features;
  private final LinearFunctions functions;

  private LinearClassifier(NormalEquations equations, Dataset train, Team team) {
    features = equations.features;
    functions = equations.fit(train, team);
  }

  /**
   * One unit for each class, fitted to 1 for the class and 0 for the others; the largest wins.
   *
   * @param train at least 2 samples
   * @throws IllegalArgumentException if there is only one
   */
  public static LinearClassifier of(Dataset train, Team team) {
    return new LinearClassifier(
        new NormalEquations.OfClasses(pixels(train), train.classes()), train, team);
  }

  /**
   * One unit for each pair of classes a, b, fitted to 1 for a and -1 for b on the samples of these
   * two alone. Each unit votes for one of its classes; equal votes are settled by the sums of the
   * outputs, cut off at 1.
   *
   * <p>The paper adds the outputs up. Fitted by least squares, outputs for digits of neither class
   * are large and drown the others: on 10,000 digits kept back from MNIST's training set, with a
   * ridge of 0.01, the sums of the outputs are wrong in 16.0%, of the outputs cut off at 1 in 9.8%,
   * of their signs in 7.4%.
   *
   * @param train at least 2 samples, and one of each class or more
   * @throws IllegalArgumentException if there is only one, or two classes have no samples
   */
  public static LinearClassifier pairwise(Dataset train, Team team) {
    return new LinearClassifier(
        new NormalEquations.OfPairs(pixels(train), train.classes()), train, team);
  }

  private static Features pixels(Dataset train) {
    return Features.pixels(train.rows() * train.columns());
  }

  /**
   * {@inheritDoc}
   *
   * <p>The probabilities are the softmax of the classes' scores, times the number that gave the
   * least loss on the samples kept back (Guo et al. 2017, "On calibration of modern neural
   * networks").
   */
  @Override
  public Evaluation evaluate(Dataset test, Team team) {
    Baseline.requireFit(test, features.size() - 1, functions.classes());
    return functions.evaluate(features, test, team);
  }

  @Override
  public long parameters() {
    return (long) functions.weights().length * features.size();
  }

  @Override
  public long multiplyAdds() {
    return parameters();
  }
}
