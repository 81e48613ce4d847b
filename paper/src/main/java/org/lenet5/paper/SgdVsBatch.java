package org.lenet5.paper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.lenet5.data.Holdout;
import org.lenet5.data.Mnist;
import org.lenet5.eval.Evaluator;
import org.lenet5.learning.LearningRate;
import org.lenet5.learning.Optimizer;
import org.lenet5.run.Recipe;
import org.lenet5.run.Settings;
import org.lenet5.run.chart.ChartSheet;
import org.lenet5.run.chart.LineChart;
import org.lenet5.train.EpochResult;
import org.lenet5.train.TrainingOptions;

/**
 * Section I.B and appendix B: stochastic gradient descent, a step for each pattern, learns in far
 * fewer passes than batch gradient descent, a step for each pass.
 *
 * @param holdout how many training images were kept back to choose the rates and to compare by
 * @param outcomes one for each size of steps
 */
public record SgdVsBatch(int holdout, List<Outcome> outcomes) implements Report {
  private static final int HOLDOUT = 5000;
  private static final int QUICK_HOLDOUT = 1000;

  /** One pass of so many in a quick version. */
  private static final int QUICK_SHARE = 4;

  private static final List<Method> METHODS =
      List.of(
          new Method("1 pattern", 1, 16, List.of("0.003", "0.01", "0.03")),
          new Method("32 patterns", 32, 16, List.of("0.1", "0.3", "1")),
          new Method("all patterns", 65_536, 128, List.of("0.1", "0.3", "1")));

  /**
   * A size of steps.
   *
   * @param batchSize more than any training set has for all patterns
   * @param rates to choose from
   */
  private record Method(String name, int batchSize, int passes, List<String> rates) {}

  /**
   * A size of steps at its best rate, which has the least loss on the hold-out at the end.
   *
   * @param steps how many patterns a step has: {@code 32 patterns}
   * @param rate of learning
   * @param history every pass, validated on the hold-out
   * @param testError at the end, in percent
   */
  public record Outcome(String steps, String rate, List<EpochResult> history, double testError) {}

  /** A run that may be the best of a method. */
  private record Trial(String rate, NamedSettings training, List<EpochResult> history) {
    double loss() {
      return history.getLast().validLoss();
    }
  }

  /**
   * Trains the modern LeNet-5 by plain gradient descent with steps of 1, 32 and all patterns, each
   * at three rates.
   *
   * @throws IOException if data can't be read, or a run can't be written or is one of other
   *     settings
   */
  public static SgdVsBatch measure(Experiments experiments) throws IOException {
    int holdout = experiments.quick() ? QUICK_HOLDOUT : HOLDOUT;
    List<Outcome> outcomes = new ArrayList<>();
    for (Method method : METHODS) {
      outcomes.add(best(experiments, method, holdout));
    }
    return new SgdVsBatch(holdout, outcomes);
  }

  private static Outcome best(Experiments experiments, Method method, int holdout)
      throws IOException {
    Trial best = null;
    for (String rate : method.rates) {
      NamedSettings training = training(experiments, method, rate, holdout);
      Trial trial = new Trial(rate, training, experiments.history(training));
      best = best == null || trial.loss() < best.loss() ? trial : best;
    }
    double accuracy =
        Evaluator.evaluate(experiments.model(best.training), Mnist.test(), experiments.engine())
            .accuracy();
    return new Outcome(method.name, best.rate, best.history, 100 * (1 - accuracy));
  }

  private static NamedSettings training(
      Experiments experiments, Method method, String rate, int holdout) {
    Settings review = experiments.sized(Recipe.REVIEW.settings());
    TrainingOptions options =
        new TrainingOptions(
            new Optimizer.Sgd(0),
            new LearningRate.Constant(Double.parseDouble(rate)),
            experiments.quick() ? method.passes / QUICK_SHARE : method.passes,
            method.batchSize,
            review.options().seed(),
            0);
    return new NamedSettings(
        "sgd-vs-batch/%s-rate-%s".formatted(method.name.replace(' ', '-'), rate),
        review.with(options).withHoldout(Optional.of(new Holdout.Part(holdout, 1))));
  }

  @Override
  public String name() {
    return "sgd-vs-batch";
  }

  /** After 1, 2, 4, 8 passes and so on. */
  @Override
  public Table table() {
    List<String> columns = new ArrayList<>(List.of("passes"));
    outcomes.forEach(outcome -> columns.add(outcome.steps));
    Table table =
        new Table(
            String.format(
                Locale.ROOT,
                "Errors in percent on a hold-out of %,d after passes of plain gradient descent",
                holdout),
            columns);
    int most = outcomes.stream().mapToInt(outcome -> outcome.history.size()).max().orElseThrow();
    for (int pass = 1; pass <= most; pass *= 2) {
      List<Object> row = new ArrayList<>(List.of(pass));
      for (Outcome outcome : outcomes) {
        boolean trained = pass <= outcome.history.size();
        row.add(trained ? Errors.testAfter(outcome.history.get(pass - 1)) : Double.NaN);
      }
      table.add(row.toArray());
    }
    for (Outcome outcome : outcomes) {
      table.note(outcome.steps + ", rate chosen on the hold-out", outcome.rate);
      table.note(outcome.steps + ", test error in percent", outcome.testError);
    }
    return table;
  }

  @Override
  public List<Illustration> pictures() {
    return List.of(
        new Illustration.OfNumbers(
            "sgd-vs-batch",
            new ChartSheet(
                "Plain gradient descent by patterns per step",
                List.of(
                    chart("loss", "", EpochResult::validLoss),
                    chart("error", "%", Errors::testAfter)))));
  }

  private LineChart chart(String what, String unit, ToDoubleFunction<EpochResult> value) {
    List<LineChart.Series> series = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      double[] passes = outcome.history.stream().mapToDouble(e -> e.epoch() + 1).toArray();
      double[] values = outcome.history.stream().mapToDouble(value).toArray();
      String name = "%s, rate %s".formatted(outcome.steps, outcome.rate);
      series.add(new LineChart.Series(name, passes, values, false));
    }
    return LineChart.logarithmic(
        "LeNet-5 (modern): hold-out " + what, "passes", "hold-out " + what, unit, series);
  }
}
