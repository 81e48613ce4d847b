package org.lenet5.paper.baseline;

import org.lenet5.base.Team;
import org.lenet5.data.Dataset;
import org.lenet5.eval.Evaluation;

/**
 * Functions of second degree in the leading principal components, one for each class, fitted by
 * least squares to 1 for the class and 0 for the others (LeCun et al. 1998, section III.C.3: 40
 * components). Immutable.
 *
 * <p>The features are the products {@code z_i z_j, i <= j}, the {@code z_i}, and 1. The components
 * are those of the whole training set; they see no labels. A small ridge is chosen on a sixth of
 * the training set, kept back, and the functions are then fitted to all of it.
 */
public final class QuadraticClassifier implements Baseline {
  private final PrincipalComponents components;
  private final int pixels;
  private final Features features;
  private final LinearFunctions functions;

  private QuadraticClassifier(PrincipalComponents components, Dataset train, Team team) {
    this.components = components;
    pixels = train.rows() * train.columns();
    features = new Products(components);
    functions = new NormalEquations.OfClasses(features, train.classes()).fit(train, team);
  }

  /**
   * Fits the functions.
   *
   * @param train at least 2 samples
   * @param components how many principal components to take, 1 to the number of pixels
   * @throws IllegalArgumentException if there are not as many
   */
  public static QuadraticClassifier of(Dataset train, int components, Team team) {
    return new QuadraticClassifier(PrincipalComponents.of(train, components, team), train, team);
  }

  /**
   * {@inheritDoc}
   *
   * <p>The probabilities are those of {@link LinearClassifier#evaluate}.
   */
  @Override
  public Evaluation evaluate(Dataset test, Team team) {
    Baseline.requireFit(test, pixels, functions.classes());
    return functions.evaluate(features, test, team);
  }

  @Override
  public long parameters() {
    long projection = (long) components.count() * (pixels + 1);
    return projection + (long) functions.classes() * features.size();
  }

  @Override
  public long multiplyAdds() {
    int count = components.count();
    return parameters() + (long) count * (count + 1) / 2;
  }

  /** All products of two components, the components, and 1. */
  record Products(PrincipalComponents components) implements Features {
    @Override
    public int size() {
      int count = components.count();
      return count * (count + 1) / 2 + count + 1;
    }

    @Override
    public void read(Dataset data, int sample, double[] x) {
      int count = components.count();
      double[] z = new double[count];
      components.project(data, sample, z);
      int at = 0;
      for (int i = 0; i < count; i++) {
        for (int j = 0; j <= i; j++) {
          x[at++] = z[i] * z[j];
        }
      }
      System.arraycopy(z, 0, x, at, count);
      x[at + count] = 1;
    }
  }
}
