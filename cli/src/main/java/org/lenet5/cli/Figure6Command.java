package org.lenet5.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.lenet5.cli.picture.LineChart;
import org.lenet5.paper.Figure6;
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
      "Figure 6: errors of the original network over the size of the training set; eq1 fits a law to more sizes.",
      "A set of half the size is passed over twice as often, so that all runs see as many patterns. Takes some minutes for each size."
    })
final class Figure6Command implements Callable<Integer> {
  private static final int SIZES = 3;

  @Mixin private ReproduceCommand.Experiment experiment;

  @Override
  public Integer call() throws IOException {
    int[] sizes = sizes(experiment, SIZES);
    Table table =
        new Table("Figure 6: error in percent over the size of the training set, seed 42");
    double[] gaps = new double[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      Figure6.Errors here = errors(experiment, sizes[i]);
      Figure6.Errors paper = Figure6.published(sizes[i]);
      gaps[i] = here.gap();
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("samples", sizes[i]);
      row.put("test (paper)", paper.test());
      row.put("test (here)", here.test());
      row.put("train (paper)", paper.train());
      row.put("train (here)", here.train());
      table.add(row);
    }
    table.note(
        "alpha of eq. 1 (from the paper's errors)", LearningCurve.ofPublishedErrors().alpha());
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

  /**
   * So many sizes of training sets, each twice the one before.
   *
   * @throws TrainSettings.InvalidOption if the smallest is empty
   */
  static int[] sizes(ReproduceCommand.Experiment experiment, int count) {
    int least = 1 << (count - 1);
    if (experiment.trainSamples() < least) {
      throw new TrainSettings.InvalidOption(
          "train-samples", Integer.toString(experiment.trainSamples()), "at least " + least);
    }
    return IntStream.range(0, count)
        .map(i -> experiment.trainSamples() >> (count - 1 - i))
        .toArray();
  }

  /**
   * The errors at the end of a run over so many training samples, which eq1 uses too. Smaller sets
   * are passed over more often, so that every run sees as many patterns; that of the whole set is
   * fig5's.
   */
  static Figure6.Errors errors(ReproduceCommand.Experiment experiment, int size)
      throws IOException {
    TrainSettings whole = Figure5Command.settings(experiment, "42", false);
    int more = experiment.trainSamples() / size;
    TrainSettings settings =
        experiment.paper(
            Map.of(
                "train-samples", Integer.toString(size),
                "epochs", Integer.toString(more * whole.options().epochs()),
                "schedule", "paper:" + more));
    EpochResult last =
        (more == 1
                ? experiment.run("fig5/seed-42", whole)
                : experiment.run("fig6/samples-" + size, settings))
            .history()
            .getLast();
    return new Figure6.Errors(100 * (1 - last.validAccuracy()), 100 * (1 - last.trainAccuracy()));
  }
}
