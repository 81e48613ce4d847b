package org.lenet5.cli;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.lenet5.cli.picture.LineChart;
import org.lenet5.paper.Figure6;
import org.lenet5.paper.LearningCurve;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The law of the gap between test and training error. */
@Command(
    name = "eq1",
    mixinStandardHelpOptions = true,
    description = {
      "Equation 1, E_test - E_train = k (h/P)^alpha: how the gap between test and training error shrinks with the number P of training samples.",
      "Fits alpha and the product k h^alpha to the original network's errors; no errors tell k from the capacity h. Shares runs with fig6; some minutes for each size."
    })
final class Equation1Command implements Callable<Integer> {
  private static final int SIZES = 6;
  private static final int QUICK_SIZES = 4;

  @Mixin private ReproduceCommand.Experiment experiment;

  @Override
  public Integer call() throws IOException {
    int[] sizes = Figure6Command.sizes(experiment, experiment.quick() ? QUICK_SIZES : SIZES);
    Figure6.Errors[] here = new Figure6.Errors[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      here[i] = Figure6Command.errors(experiment, sizes[i]);
    }
    LearningCurve curve =
        LearningCurve.fit(sizes, Arrays.stream(here).mapToDouble(Figure6.Errors::gap).toArray());
    Table table =
        new Table(
            "Equation 1: error in percent over the number of training samples, and the gap between test and training set, seed 42");
    for (int i = 0; i < sizes.length; i++) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("samples", sizes[i]);
      row.put("test", here[i].test());
      row.put("train", here[i].train());
      row.put("gap (paper)", Figure6.published(sizes[i]).gap());
      row.put("gap (here)", here[i].gap());
      row.put("k (h/P)^alpha (here)", curve.gap(sizes[i]));
      table.add(row);
    }
    table.note("alpha (paper)", "0.5 to 1");
    table.note("alpha (from the paper's errors)", LearningCurve.ofPublishedErrors().alpha());
    table.note("alpha (here)", curve.alpha());
    table.note("k h^alpha (here, in percent; k and h have no value apart)", curve.scale());
    experiment.report("eq1", table);
    experiment.draw(
        "eq1",
        LineChart.logarithmic(
            "LeNet-5 (1998): test error minus training error",
            "training samples P",
            "E_test - E_train",
            "%",
            table.series()));
    return CommandLine.ExitCode.OK;
  }
}
