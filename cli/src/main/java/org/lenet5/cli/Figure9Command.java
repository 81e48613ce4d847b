package org.lenet5.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.lenet5.baseline.Baseline;
import org.lenet5.baseline.LinearClassifier;
import org.lenet5.baseline.NearestNeighbours;
import org.lenet5.baseline.QuadraticClassifier;
import org.lenet5.data.Dataset;
import org.lenet5.data.Deslant;
import org.lenet5.data.Mnist;
import org.lenet5.nn.Architecture;
import org.lenet5.nn.Network;
import org.lenet5.nn.Team;
import org.lenet5.train.EpochResult;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The test errors of several methods. */
@Command(
    name = "fig9",
    mixinStandardHelpOptions = true,
    description = {
      "Figure 9: test errors of several methods, with parameters and multiply-adds (figures 11 and 12).",
      "All choices, such as k and the ridge, are made on a hold-out of the training set. LeNet-5 is trained as in figure 5, the other networks by Adam, all in all for about an hour."
    })
final class Figure9Command implements Callable<Integer> {
  private static final int QUICK_TRAIN = 3000;
  private static final int QUICK_TEST = 1000;
  private static final int COMPONENTS = 40;
  private static final int LARGEST_K = 10;
  private static final int HOLDOUT_SHARE = 6;

  @Mixin private ReproduceCommand.Experiment experiment;

  @Override
  public Integer call() throws IOException {
    Table table = new Table("Figure 9: test error in percent");
    try (Team team = new Team(experiment.threads())) {
      Dataset train = part(Mnist.train(), QUICK_TRAIN);
      Dataset test = part(Mnist.test(), QUICK_TEST);
      add(table, "linear, least squares", 12.0, LinearClassifier.of(train, team), test, team);
      add(table, "pairwise linear", 7.6, LinearClassifier.pairwise(train, team), test, team);
      add(table, "k-NN", 5.0, nearest(train, team), test, team);
      Baseline quadratic = QuadraticClassifier.of(train, COMPONENTS, team);
      add(table, "40 PCA + quadratic", 3.3, quadratic, test, team);
      train = Deslant.apply(train);
      test = Deslant.apply(test);
      add(
          table,
          "linear, least squares, deslanted",
          8.4,
          LinearClassifier.of(train, team),
          test,
          team);
      add(table, "k-NN, deslanted", 2.4, nearest(train, team), test, team);
    }
    add(table, 12.0, Architecture.LINEAR, false);
    add(table, 4.7, Architecture.MLP_300, false);
    add(table, 3.6, Architecture.MLP_300, true);
    add(table, 4.5, Architecture.MLP_1000, false);
    add(table, 3.8, Architecture.MLP_1000, true);
    add(table, 3.05, Architecture.MLP_300_100, false);
    add(table, 2.5, Architecture.MLP_300_100, true);
    add(table, 2.95, Architecture.MLP_500_150, false);
    add(table, 2.45, Architecture.MLP_500_150, true);
    add(table, 1.7, Architecture.LENET1, false);
    add(table, 1.1, Architecture.LENET4, false);
    addOriginal(table, 0.95, false);
    addOriginal(table, 0.8, true);
    BoostedLeNet4 boosted = BoostedLeNet4.of(experiment);
    table.add(
        row(
            "boosted LeNet-4, distortions",
            BoostedCommand.PUBLISHED,
            100 * (1 - boosted.inTurn().accuracy()),
            boosted.parameters(),
            boosted.multiplyAdds()));
    experiment.report("fig9", table);
    return CommandLine.ExitCode.OK;
  }

  private Dataset part(Dataset data, int size) {
    return experiment.quick() ? data.slice(0, size) : data;
  }

  private static NearestNeighbours nearest(Dataset train, Team team) {
    int kept = train.size() / HOLDOUT_SHARE;
    return NearestNeighbours.of(train, NearestNeighbours.chooseK(train, kept, LARGEST_K, team));
  }

  private void add(
      Table table, String method, double published, Baseline baseline, Dataset test, Team team) {
    experiment.note(method + " ...");
    double error = 100 * (1 - baseline.evaluate(test, team).accuracy());
    table.add(row(method, published, error, baseline.parameters(), baseline.multiplyAdds()));
  }

  /** LeNet-5, whose runs are figure 5's. */
  private void addOriginal(Table table, double published, boolean distort) throws IOException {
    String run = (distort ? "fig5-distorted" : "fig5") + "/seed-42";
    add(table, published, run, Figure5Command.settings(experiment, "42", distort));
  }

  private void add(Table table, double published, Architecture architecture, boolean distort)
      throws IOException {
    String run = "fig9/" + architecture.id() + (distort ? "-distorted" : "");
    Map<String, String> options = Map.of("distort", distort ? "default" : "none");
    add(table, published, run, experiment.compared(architecture, options));
  }

  private void add(Table table, double published, String run, TrainSettings settings)
      throws IOException {
    EpochResult last = experiment.run(run, settings).history().getLast();
    Network network = settings.architecture().network(Mnist.test().classNames());
    boolean distorted = !settings.options().distortion().isNone();
    table.add(
        row(
            settings.architecture().title() + (distorted ? ", distortions" : ""),
            published,
            100 * (1 - last.validAccuracy()),
            network.parameterCount(),
            network.multiplyAdds()));
  }

  private static Map<String, Object> row(
      String method, double published, double error, long parameters, long multiplyAdds) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("method", method);
    row.put("paper", published);
    row.put("here", error);
    row.put("parameters", parameters);
    row.put("multiply-adds", multiplyAdds);
    return row;
  }
}
