package org.lenet5.paper.baseline;

import org.lenet5.base.Team;
import org.lenet5.data.Dataset;
import org.lenet5.eval.Evaluation;

/** A classifier to compare networks with. Immutable; any thread may use it. */
public sealed interface Baseline permits NearestNeighbours, LinearClassifier, QuadraticClassifier {

  /**
   * Answers for every sample. The bits do not depend on the threads.
   *
   * @param test images of the training set's size
   * @param team threads to work on
   * @throws IllegalArgumentException if the images have another size, or the data set another
   *     number of classes, than the training set
   */
  Evaluation evaluate(Dataset test, Team team);

  /** Numbers that an answer depends on: stored pixels or coefficients (figure 12). */
  long parameters();

  /** Multiply-adds of one answer, those by zero counted too (figure 11). */
  long multiplyAdds();

  /** Checks at the door what {@link #evaluate} documents. */
  static void requireFit(Dataset test, int pixels, int classes) {
    if (test.rows() * test.columns() != pixels) {
      throw new IllegalArgumentException(
          "%s: got images of %d pixels, expected the training set's %d"
              .formatted(test.name(), test.rows() * test.columns(), pixels));
    }
    if (test.classes() != classes) {
      throw new IllegalArgumentException(
          "%s: got %d classes, expected the training set's %d"
              .formatted(test.name(), test.classes(), classes));
    }
  }
}
