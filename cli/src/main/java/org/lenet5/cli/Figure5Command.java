package org.lenet5.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.lenet5.cli.picture.LineChart;
import org.lenet5.data.Mnist;
import org.lenet5.paper.Figure5;
import org.lenet5.train.EpochResult;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Errors of the original network after each pass. */
@Command(
    name = "fig5",
    mixinStandardHelpOptions = true,
    description = {
      "Figure 5: the original network's error on training and test set after each of 20 passes.",
      "Takes some minutes a seed. The errors are those after the pass; nothing is chosen by the test set."
    })
final class Figure5Command implements Callable<Integer> {
  @Mixin private ReproduceCommand.Experiment experiment;

  @Option(
      names = "--seeds",
      paramLabel = "LIST",
      defaultValue = "42",
      description = "Seeds; the means are printed. Default: ${DEFAULT-VALUE}.")
  private String seeds;

  @Option(
      names = "--distort",
      description = "The paper's second experiment: distorted images beside the originals.")
  private boolean distort;

  @Override
  public Integer call() throws IOException {
    String name = distort ? "fig5-distorted" : "fig5";
    // All are checked before the first is trained.
    Map<String, TrainSettings> settings = new LinkedHashMap<>();
    for (String seed : seeds.split(",")) {
      settings.put(seed, settings(experiment, seed, distort));
    }
    List<List<EpochResult>> runs = new ArrayList<>();
    for (Map.Entry<String, TrainSettings> run : settings.entrySet()) {
      runs.add(experiment.run(name + "/seed-" + run.getKey(), run.getValue()).history());
    }
    Table table =
        new Table(
            "Figure 5: error in percent after each pass, mean of %d seed%s (%s)"
                .formatted(runs.size(), runs.size() == 1 ? "" : "s", seeds));
    int passes = runs.stream().mapToInt(List::size).min().orElseThrow();
    for (int pass = 1; pass <= passes; pass++) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("pass", pass);
      row.put("test (paper)", distort ? Double.NaN : Figure5.publishedTestError(pass));
      row.put("test (here)", mean(runs, pass, EpochResult::validAccuracy));
      row.put("train (paper)", distort ? Double.NaN : Figure5.publishedTrainError(pass));
      row.put("train (here)", mean(runs, pass, EpochResult::trainAccuracy));
      table.add(row);
    }
    if (!distort) {
      TrainSettings first = settings.values().iterator().next();
      Figure5.Rates rates =
          Figure5.firstRates(
              first.architecture(), Mnist.train(), first.options(), KernelChoice.kernels());
      table.note("effective rates in pass 1 (paper)", text(Figure5.PUBLISHED_RATES));
      table.note("effective rates in pass 1 (here)", text(rates));
    }
    experiment.report(name, table);
    experiment.draw(
        name,
        LineChart.linear(
            "LeNet-5 (1998): error after each pass", "pass", "error (%)", "", table.series()));
    return CommandLine.ExitCode.OK;
  }

  /** The run of one seed, which other figures use too. */
  static TrainSettings settings(
      ReproduceCommand.Experiment experiment, String seed, boolean distort) {
    return experiment.paper(Map.of("seed", seed, "distort", distort ? "default" : "none"));
  }

  private static double mean(
      List<List<EpochResult>> runs, int pass, ToDoubleFunction<EpochResult> accuracy) {
    return runs.stream()
        .mapToDouble(run -> 100 * (1 - accuracy.applyAsDouble(run.get(pass - 1))))
        .average()
        .orElseThrow();
  }

  private static String text(Figure5.Rates rates) {
    return "%.2g to %.2g".formatted(rates.smallest(), rates.largest());
  }
}
