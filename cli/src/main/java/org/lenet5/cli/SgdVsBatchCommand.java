package org.lenet5.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.lenet5.cli.picture.ChartSheet;
import org.lenet5.cli.picture.LineChart;
import org.lenet5.data.Mnist;
import org.lenet5.eval.Evaluator;
import org.lenet5.train.EpochResult;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stochastic against batch gradient descent. */
@Command(
    name = "sgd-vs-batch",
    mixinStandardHelpOptions = true,
    description = {
      "Section I.B and appendix B: stochastic gradient descent, a step for each pattern, learns in far fewer passes than batch gradient descent, a step for each pass.",
      "Trains the modern LeNet-5 by plain gradient descent with steps of 1, 32 and all patterns, each at three rates, and shows the rate of the least loss on a hold-out of 5,000 training images."
    })
final class SgdVsBatchCommand implements Callable<Integer> {
  private static final int HOLDOUT = 5000;
  private static final int QUICK_HOLDOUT = 1000;

  /** One pass of so many in a quick version. */
  private static final int QUICK_SHARE = 4;

  /**
   * A size of steps.
   *
   * @param batchSize more than any training set has for all patterns
   * @param rates to choose from
   */
  private record Method(String name, int batchSize, int passes, List<String> rates) {}

  private static final List<Method> METHODS =
      List.of(
          new Method("1 pattern", 1, 16, List.of("0.003", "0.01", "0.03")),
          new Method("32 patterns", 32, 16, List.of("0.1", "0.3", "1")),
          new Method("all patterns", 65_536, 128, List.of("0.1", "0.3", "1")));

  /** A method at its best rate. */
  private record Outcome(Method method, String rate, Path run, List<EpochResult> history) {
    double loss() {
      return history.getLast().validLoss();
    }
  }

  @Mixin private ReproduceCommand.Experiment experiment;

  @Override
  public Integer call() throws IOException {
    List<Outcome> outcomes = new ArrayList<>();
    for (Method method : METHODS) {
      outcomes.add(best(method));
    }
    experiment.report("sgd-vs-batch", table(outcomes));
    experiment.draw(
        "sgd-vs-batch",
        new ChartSheet(
            "Plain gradient descent by patterns per step",
            List.of(
                chart(outcomes, "loss", "", EpochResult::validLoss),
                chart(outcomes, "error", "%", SgdVsBatchCommand::error))));
    return CommandLine.ExitCode.OK;
  }

  private Outcome best(Method method) throws IOException {
    Outcome best = null;
    for (String rate : method.rates) {
      Outcome outcome = train(method, rate);
      best = best == null || outcome.loss() < best.loss() ? outcome : best;
    }
    return best;
  }

  private int holdout() {
    return experiment.quick() ? QUICK_HOLDOUT : HOLDOUT;
  }

  private Outcome train(Method method, String rate) throws IOException {
    int passes = experiment.quick() ? method.passes / QUICK_SHARE : method.passes;
    TrainSettings settings =
        experiment.review(
            Map.of(
                "optimizer",
                "sgd",
                "momentum",
                "0",
                "batch-size",
                Integer.toString(method.batchSize),
                "learning-rate",
                rate,
                "epochs",
                Integer.toString(passes),
                "validation",
                "holdout:" + holdout()));
    String run = "sgd-vs-batch/%s-rate-%s".formatted(method.name.replace(' ', '-'), rate);
    List<EpochResult> history = experiment.run(run, settings).history();
    return new Outcome(method, rate, experiment.runs().resolve(run), history);
  }

  /** After 1, 2, 4, 8 passes and so on. */
  private Table table(List<Outcome> outcomes) throws IOException {
    Table table =
        new Table(
            "Errors in percent on a hold-out of %,d after passes of plain gradient descent"
                .formatted(holdout()));
    int most = outcomes.stream().mapToInt(outcome -> outcome.history.size()).max().orElseThrow();
    for (int pass = 1; pass <= most; pass *= 2) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("passes", pass);
      for (Outcome outcome : outcomes) {
        boolean trained = pass <= outcome.history.size();
        row.put(outcome.method.name, trained ? error(outcome.history.get(pass - 1)) : Double.NaN);
      }
      table.add(row);
    }
    for (Outcome outcome : outcomes) {
      table.note(outcome.method.name + ", rate chosen on the hold-out", outcome.rate);
      double accuracy =
          Evaluator.evaluate(
                  ModelPath.read(outcome.run),
                  Mnist.test(),
                  KernelChoice.kernels(),
                  experiment.threads())
              .accuracy();
      table.note(outcome.method.name + ", test error in percent", 100 * (1 - accuracy));
    }
    return table;
  }

  private static LineChart chart(
      List<Outcome> outcomes, String what, String unit, ToDoubleFunction<EpochResult> value) {
    List<LineChart.Series> series = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      double[] passes = outcome.history.stream().mapToDouble(e -> e.epoch() + 1).toArray();
      double[] values = outcome.history.stream().mapToDouble(value).toArray();
      String name = "%s, rate %s".formatted(outcome.method.name, outcome.rate);
      series.add(new LineChart.Series(name, passes, values, false));
    }
    return LineChart.logarithmic(
        "LeNet-5 (modern): hold-out " + what, "passes", "hold-out " + what, unit, series);
  }

  private static double error(EpochResult epoch) {
    return 100 * (1 - epoch.validAccuracy());
  }
}
