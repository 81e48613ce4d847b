package org.lenet5.paper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.lenet5.base.Team;
import org.lenet5.data.Dataset;
import org.lenet5.data.Deslant;
import org.lenet5.data.Mnist;
import org.lenet5.network.Architecture;
import org.lenet5.network.Network;
import org.lenet5.paper.baseline.Baseline;
import org.lenet5.paper.baseline.LinearClassifier;
import org.lenet5.paper.baseline.NearestNeighbours;
import org.lenet5.paper.baseline.QuadraticClassifier;
import org.lenet5.run.Settings;

/**
 * Figure 9: test errors of several methods, with parameters and multiply-adds (figures 11 and 12).
 * All choices, such as k and the ridge, are made on a hold-out of the training set.
 *
 * @param methods in the order of the table
 */
public record Figure9(List<Method> methods) implements Report {
  private static final int DIGITS = 10;
  private static final int QUICK_TRAIN = 3000;
  private static final int QUICK_TEST = 1000;
  private static final int COMPONENTS = 40;
  private static final int LARGEST_K = 10;
  private static final int HOLDOUT_SHARE = 6;

  /**
   * How a method does.
   *
   * @param published the paper's test error in percent
   * @param error the test error in percent measured here
   * @param parameters numbers that an answer depends on
   * @param multiplyAdds of one answer
   */
  public record Method(
      String name, double published, double error, long parameters, long multiplyAdds) {}

  /**
   * Fits the {@linkplain org.lenet5.paper.baseline methods that are computed} and trains the
   * networks, LeNet-5 as in figure 5 and the others by Adam: an hour in all, unless quick.
   *
   * @throws IOException if data can't be read, or a run can't be written or is one of other
   *     settings
   */
  public static Figure9 measure(Experiments experiments) throws IOException {
    List<Method> methods = computed(experiments);
    methods.add(compared(experiments, 12.0, Architecture.LINEAR, false));
    methods.add(compared(experiments, 4.7, Architecture.MLP_300, false));
    methods.add(compared(experiments, 3.6, Architecture.MLP_300, true));
    methods.add(compared(experiments, 4.5, Architecture.MLP_1000, false));
    methods.add(compared(experiments, 3.8, Architecture.MLP_1000, true));
    methods.add(compared(experiments, 3.05, Architecture.MLP_300_100, false));
    methods.add(compared(experiments, 2.5, Architecture.MLP_300_100, true));
    methods.add(compared(experiments, 2.95, Architecture.MLP_500_150, false));
    methods.add(compared(experiments, 2.45, Architecture.MLP_500_150, true));
    methods.add(compared(experiments, 1.7, Architecture.LENET1, false));
    methods.add(compared(experiments, 1.1, Architecture.LENET4, false));
    methods.add(trained(experiments, 0.95, experiments.original(false)));
    methods.add(trained(experiments, 0.8, experiments.original(true)));
    BoostedLeNet4 boosted = BoostedLeNet4.measure(experiments);
    methods.add(
        new Method(
            "boosted LeNet-4, distortions",
            BoostedLeNet4.PUBLISHED,
            100 * (1 - boosted.inTurn().accuracy()),
            boosted.parameters(),
            boosted.multiplyAdds()));
    return new Figure9(methods);
  }

  private static List<Method> computed(Experiments experiments) throws IOException {
    boolean quick = experiments.quick();
    Dataset train = quick ? Mnist.train().slice(0, QUICK_TRAIN) : Mnist.train();
    Dataset test = quick ? Mnist.test().slice(0, QUICK_TEST) : Mnist.test();
    List<Method> methods = new ArrayList<>();
    try (Team team = new Team(experiments.engine().threads())) {
      Fitting on = new Fitting(experiments, train, test, team);
      methods.add(on.measured("linear, least squares", 12.0, LinearClassifier::of));
      methods.add(on.measured("pairwise linear", 7.6, LinearClassifier::pairwise));
      methods.add(on.measured("k-NN", 5.0, Figure9::nearest));
      methods.add(on.measured("40 PCA + quadratic", 3.3, Figure9::quadratic));
      train = Deslant.apply(train); // the slanted ones are not kept: 47 MB
      test = Deslant.apply(test);
      on = new Fitting(experiments, train, test, team);
      methods.add(on.measured("linear, least squares, deslanted", 8.4, LinearClassifier::of));
      methods.add(on.measured("k-NN, deslanted", 2.4, Figure9::nearest));
    }
    return methods;
  }

  private static NearestNeighbours nearest(Dataset train, Team team) {
    int kept = train.size() / HOLDOUT_SHARE;
    return NearestNeighbours.of(train, NearestNeighbours.chooseK(train, kept, LARGEST_K, team));
  }

  private static QuadraticClassifier quadratic(Dataset train, Team team) {
    return QuadraticClassifier.of(train, COMPONENTS, team);
  }

  /** Data to fit methods to and to measure them on. */
  private record Fitting(Experiments experiments, Dataset train, Dataset test, Team team) {
    /** Fits a method to a training set. */
    interface Fit {
      Baseline to(Dataset train, Team team);
    }

    Method measured(String name, double published, Fit fit) {
      experiments.listener().note(name + " ...");
      Baseline baseline = fit.to(train, team);
      double error = 100 * (1 - baseline.evaluate(test, team).accuracy());
      return new Method(name, published, error, baseline.parameters(), baseline.multiplyAdds());
    }
  }

  private static Method compared(
      Experiments experiments, double published, Architecture architecture, boolean distort)
      throws IOException {
    return trained(experiments, published, experiments.compared(architecture, distort));
  }

  private static Method trained(Experiments experiments, double published, NamedSettings training)
      throws IOException {
    Settings settings = training.settings();
    double error = Errors.testAfter(experiments.history(training).getLast());
    Network network = settings.architecture().network(DIGITS);
    boolean distorted = !settings.options().distortion().isNone();
    return new Method(
        settings.architecture().title() + (distorted ? ", distortions" : ""),
        published,
        error,
        network.parameterCount(),
        network.multiplyAdds());
  }

  @Override
  public String name() {
    return "fig9";
  }

  @Override
  public Table table() {
    Table table =
        new Table(
            "Figure 9: test error in percent",
            "method",
            "paper",
            "here",
            "parameters",
            "multiply-adds");
    methods.forEach(m -> table.add(m.name, m.published, m.error, m.parameters, m.multiplyAdds));
    return table;
  }
}
