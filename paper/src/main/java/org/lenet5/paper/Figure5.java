package org.lenet5.paper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lenet5.data.Dataset;
import org.lenet5.data.Mnist;
import org.lenet5.engine.Engine;
import org.lenet5.engine.PreparedSet;
import org.lenet5.learning.Optimizer;
import org.lenet5.network.Architecture;
import org.lenet5.network.Network;
import org.lenet5.run.Settings;
import org.lenet5.run.chart.LineChart;
import org.lenet5.train.EpochResult;
import org.lenet5.train.Trainer;
import org.lenet5.train.TrainingOptions;
import org.lenet5.train.TrainingState;

/**
 * Figure 5: the original network's error on training and test set after each of 20 passes of
 * stochastic diagonal Levenberg-Marquardt, {@link TrainingOptions#paper}.
 *
 * @param seeds one for each run
 * @param distorted whether distorted images were trained on, the paper's second experiment, whose
 *     errors it does not give
 * @param errors after each pass, from the first: the means of all runs
 * @param rates of the first run's first pass; empty if distorted
 */
public record Figure5(
    List<Long> seeds, boolean distorted, List<Errors> errors, Optional<Rates> rates)
    implements Report {
  /** Percent after each pass; the paper says of passes 13 to 20 that they hardly differ. */
  private static final double[] TEST = {
    2.65, 2.24, 1.48, 1.43, 1.43, 1.09, 1.04, 1.07, 0.99, 0.96, 0.96, 0.99
  };

  private static final double[] TRAIN = {
    4.89, 3.04, 1.77, 1.48, 1.22, 0.91, 0.78, 0.70, 0.57, 0.49, 0.47, 0.44
  };

  /** The smallest and the largest effective rate of the first pass, as the paper reports them. */
  public static final Rates PUBLISHED_RATES = new Rates(7e-5, 0.016);

  /** The bounds of all weights' effective rates, eta / (mu + h). */
  public record Rates(double smallest, double largest) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%.2g to %.2g", smallest, largest);
    }
  }

  /** The errors that the paper gives after a pass, from 1; NaN where it gives none. */
  public static Errors published(int pass) {
    return pass <= TEST.length ? new Errors(TEST[pass - 1], TRAIN[pass - 1]) : Errors.NONE;
  }

  /**
   * Trains a network for each seed: some minutes each, unless quick. Nothing is chosen by the test
   * set.
   *
   * @param seeds at least one
   * @param distort whether to train on distorted images beside the originals
   * @throws IOException if data can't be read, or a run can't be written or is one of other
   *     settings
   */
  public static Figure5 measure(Experiments experiments, List<Long> seeds, boolean distort)
      throws IOException {
    List<List<EpochResult>> runs = new ArrayList<>();
    for (long seed : seeds) {
      runs.add(experiments.history(experiments.original(seed, distort)));
    }
    int passes = runs.stream().mapToInt(List::size).min().orElseThrow();
    List<Errors> errors =
        IntStream.range(0, passes)
            .mapToObj(pass -> runs.stream().map(run -> Errors.after(run.get(pass))).toList())
            .map(Errors::mean)
            .toList();
    return new Figure5(
        List.copyOf(seeds),
        distort,
        errors,
        distort ? Optional.empty() : Optional.of(firstRates(experiments, seeds.getFirst())));
  }

  private static Rates firstRates(Experiments experiments, long seed) throws IOException {
    Settings settings = experiments.original(seed, false).settings();
    return firstRates(
        settings.architecture(), Mnist.train(), settings.options(), experiments.engine());
  }

  /**
   * The effective rates of a run's first pass.
   *
   * @param options those of the run, whose optimizer is the paper's
   * @throws IllegalArgumentException if the optimizer is another one
   */
  static Rates firstRates(
      Architecture architecture, Dataset train, TrainingOptions options, Engine engine) {
    if (!(options.optimizer() instanceof Optimizer.DiagonalLevenbergMarquardt)) {
      throw new IllegalArgumentException(
          "optimizer: got %s, expected diagonal Levenberg-Marquardt"
              .formatted(options.optimizer()));
    }
    Network network = architecture.network(train.classNames());
    TrainingState state = TrainingState.start(network, options);
    PreparedSet samples = new PreparedSet(architecture.preprocessing(), train);
    new Trainer(network, options, engine).measureCurvature(state, samples);
    double eta = options.learningRate().at(0, 0);
    double smallest = Double.POSITIVE_INFINITY;
    double largest = 0;
    for (float rate : state.moments()[0]) {
      smallest = Math.min(smallest, eta * rate);
      largest = Math.max(largest, eta * rate);
    }
    return new Rates(smallest, largest);
  }

  @Override
  public String name() {
    return distorted ? "fig5-distorted" : "fig5";
  }

  @Override
  public Table table() {
    String list = seeds.stream().map(String::valueOf).collect(Collectors.joining(","));
    Table table =
        new Table(
            "Figure 5: error in percent after each pass, mean of %d seed%s (%s)"
                .formatted(seeds.size(), seeds.size() == 1 ? "" : "s", list),
            "pass",
            "test (paper)",
            "test (here)",
            "train (paper)",
            "train (here)");
    for (int pass = 1; pass <= errors.size(); pass++) {
      Errors paper = distorted ? Errors.NONE : published(pass);
      Errors here = errors.get(pass - 1);
      table.add(pass, paper.test(), here.test(), paper.train(), here.train());
    }
    rates.ifPresent(
        here -> {
          table.note("effective rates in pass 1 (paper)", PUBLISHED_RATES);
          table.note("effective rates in pass 1 (here)", here);
        });
    return table;
  }

  @Override
  public List<Illustration> pictures() {
    return List.of(
        new Illustration.OfNumbers(
            name(),
            LineChart.linear(
                "LeNet-5 (1998): error after each pass",
                "pass",
                "error (%)",
                "",
                table().series())));
  }
}
