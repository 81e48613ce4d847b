package org.lenet5.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.lenet5.cli.picture.LineChart;
import org.lenet5.paper.LearningCurve;
import org.lenet5.train.EpochResult;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Errors over the size of the training set. */
@Command(
    name = "fig6",
    mixinStandardHelpOptions = true,
    description = {
      "Figure 6: errors of the original network over the size of the training set, and the fit of eq. 1 to them.",
      "Takes some minutes for each size."
    })
final class Figure6Command implements Callable<Integer> {
  private static final int[] SIZES = {15_000, 30_000, 60_000};
  private static final int[] QUICK_SIZES = {1000, 2000, 4000};
  private static final double[] TEST = {1.68, 1.14, 0.94};
  private static final double[] TRAIN = {0.05, 0.31, 0.35};
  private static final double PUBLISHED_ALPHA = 0.74;

  @Mixin private ReproduceCommand.Experiment experiment;

  @Override
  public Integer call() throws IOException {
    int[] sizes = experiment.quick() ? QUICK_SIZES : SIZES;
    Table table =
        new Table("Figure 6: error in percent over the size of the training set, seed 42");
    double[] gaps = new double[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      String size = Integer.toString(sizes[i]);
      TrainSettings settings = experiment.paper(Map.of("train-samples", size));
      EpochResult last = experiment.run("fig6/samples-" + size, settings).history().getLast();
      double test = 100 * (1 - last.validAccuracy());
      double train = 100 * (1 - last.trainAccuracy());
      gaps[i] = test - train;
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("samples", sizes[i]);
      row.put("test (paper)", experiment.quick() ? Double.NaN : TEST[i]);
      row.put("test (here)", test);
      row.put("train (paper)", experiment.quick() ? Double.NaN : TRAIN[i]);
      row.put("train (here)", train);
      table.add(row);
    }
    table.note("alpha of eq. 1 (from the paper's errors)", PUBLISHED_ALPHA);
    table.note("alpha of eq. 1 (here)", LearningCurve.fit(sizes, gaps).alpha());
    experiment.report("fig6", table);
    experiment.draw(
        "fig6",
        LineChart.doubling(
            "LeNet-5 (1998): error over training samples",
            "training samples",
            "error (%)",
            "",
            table.series()));
    return CommandLine.ExitCode.OK;
  }
}
