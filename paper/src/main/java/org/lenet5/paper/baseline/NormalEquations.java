package org.lenet5.paper.baseline;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.lenet5.base.Team;
import org.lenet5.data.Dataset;
import org.lenet5.data.Holdout;

/** What the samples of a training set say about linear units: sums of products of features. */
abstract sealed class NormalEquations {
  /** Shares of the mean square of a feature that are tried as ridge. */
  private static final double[] RIDGES = {1e-4, 1e-3, 1e-2, 1e-1, 1};

  final Units units;
  final Features features;
  final int classes;

  private NormalEquations(Units units, Features features, int classes) {
    this.units = units;
    this.features = features;
    this.classes = classes;
  }

  /** Adds the samples of a data set. */
  abstract void add(Dataset data, Team team);

  /**
   * The weights {@code [unit][feature]} of the least squared error plus ridge on the samples added
   * so far.
   */
  abstract double[][] solve(double ridge, Team team);

  /**
   * Fits units to a training set. A sixth is kept back first, to choose the ridge, the one of
   * {@link #RIDGES} that makes the fewest mistakes on it, the least of equals, and the sharpness
   * that gives the least loss.
   */
  LinearFunctions fit(Dataset train, Team team) {
    Holdout holdout = Holdout.of(train, Math.ceilDiv(train.size(), 6));
    Dataset valid = holdout.valid();
    add(holdout.train(), team);
    LinearFunctions best = null;
    int most = -1;
    for (double ridge : RIDGES) {
      LinearFunctions functions = new LinearFunctions(units, classes, solve(ridge, team), ridge, 1);
      int correct = functions.evaluate(features, valid, team).correct();
      if (correct > most) {
        most = correct;
        best = functions;
      }
    }
    double ridge = best.ridge();
    double sharpness = best.calibrated(features, valid, team).sharpness();
    add(valid, team);
    return new LinearFunctions(units, classes, solve(ridge, team), ridge, sharpness);
  }

  /** For {@link Units#ONE_FOR_EACH_CLASS}. */
  static final class OfClasses extends NormalEquations {
    private final Gram gram;

    OfClasses(Features features, int classes) {
      super(Units.ONE_FOR_EACH_CLASS, features, classes);
      gram = new Gram(features.size() + classes);
    }

    @Override
    void add(Dataset data, Team team) {
      gram.add(new WithTargets(), data, IntStream.range(0, data.size()).toArray(), team);
    }

    @Override
    double[][] solve(double ridge, Team team) {
      int size = features.size();
      return Cholesky.solve(
          Arrays.copyOf(gram.rows, size),
          ridge,
          size - 1,
          Arrays.copyOfRange(gram.rows, size, size + classes));
    }

    /** The features, then the targets: the last rows of X'X are then the right sides. */
    private final class WithTargets implements Features {
      @Override
      public int size() {
        return features.size() + classes;
      }

      @Override
      public void read(Dataset data, int sample, double[] x) {
        features.read(data, sample, x);
        Arrays.fill(x, features.size(), x.length, 0);
        x[features.size() + data.label(sample)] = 1;
      }
    }
  }

  /** For {@link Units#ONE_FOR_EACH_PAIR}: a unit sees the samples of its two classes alone. */
  static final class OfPairs extends NormalEquations {
    private final Gram[] grams; // [class]

    OfPairs(Features features, int classes) {
      super(Units.ONE_FOR_EACH_PAIR, features, classes);
      grams = new Gram[classes];
      Arrays.setAll(grams, c -> new Gram(features.size()));
    }

    @Override
    void add(Dataset data, Team team) {
      for (int c = 0; c < classes; c++) {
        int number = c;
        int[] own = IntStream.range(0, data.size()).filter(i -> data.label(i) == number).toArray();
        grams[c].add(features, data, own, team);
      }
    }

    @Override
    double[][] solve(double ridge, Team team) {
      Gram[][] pairs =
          IntStream.range(0, classes)
              .boxed()
              .flatMap(
                  a ->
                      IntStream.range(a + 1, classes)
                          .mapToObj(b -> new Gram[] {grams[a], grams[b]}))
              .toArray(Gram[][]::new);
      double[][] weights = new double[pairs.length][];
      team.run(
          pairs.length,
          (unit, worker) -> weights[unit] = solve(pairs[unit][0], pairs[unit][1], ridge));
      return weights;
    }

    /** One unit; the last feature is 1, so that the last rows are the sums of the features. */
    private double[] solve(Gram a, Gram b, double ridge) {
      int last = features.size() - 1;
      double[][] sums = new double[last + 1][];
      for (int i = 0; i <= last; i++) {
        sums[i] = a.rows[i].clone();
        Vectors.add(sums[i], 1, b.rows[i], 0);
      }
      double[] right = a.rows[last].clone();
      Vectors.add(right, -1, b.rows[last], 0);
      return Cholesky.solve(sums, ridge, last, new double[][] {right})[0];
    }
  }
}
