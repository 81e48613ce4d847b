package org.lenet5.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.lenet5.cli.picture.LineChart;
import org.lenet5.data.Blocks;
import org.lenet5.data.Dataset;
import org.lenet5.data.Mnist;
import org.lenet5.eval.Evaluator;
import org.lenet5.eval.RejectionCurve;
import org.lenet5.nn.Architecture;
import org.lenet5.nn.Model;
import org.lenet5.nn.Team;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** How many characters to reject for few mistakes. */
@Command(
    name = "fig10",
    mixinStandardHelpOptions = true,
    description = {
      "Figure 10: how many test images must be rejected so that 0.5% of the rest are mistakes. Those with the least difference of the two top scores are rejected.",
      "Uses the runs of fig5, fig9 and boosted; some minutes for each that is not there yet. Nothing is chosen by the test set: the curve shows every threshold."
    })
final class Figure10Command implements Callable<Integer> {
  private static final double ERROR = 0.005;

  /** Points of each line. */
  private static final int POINTS = 40;

  @Mixin private ReproduceCommand.Experiment experiment;

  /**
   * A classifier's curve.
   *
   * @param published percent of rejections for an error of 0.5%; NaN where the paper gives none
   */
  private record Line(String name, double published, RejectionCurve curve) {
    double needed() {
      return RejectionLine.percent(curve, curve.rejected(ERROR));
    }
  }

  @Override
  public Integer call() throws IOException {
    List<Line> lines =
        List.of(
            line("LeNet-1", 3.7, List.of(compared(Architecture.LENET1))),
            line("LeNet-4", 1.8, List.of(compared(Architecture.LENET4))),
            line("LeNet-5", Double.NaN, List.of(original("fig5", false))),
            line("LeNet-5, distortions", Double.NaN, List.of(original("fig5-distorted", true))),
            line("boosted LeNet-4, distortions", 0.5, BoostedLeNet4.models(experiment)));
    Table table =
        new Table(
            "Figure 10: test error, and test images to reject for an error of 0.5%, in percent");
    for (Line line : lines) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("network", line.name);
      row.put("error", 100 * line.curve.error(0));
      row.put("rejected (paper)", line.published);
      row.put("rejected (here)", line.needed());
      table.add(row);
    }
    experiment.report("fig10", table);
    experiment.draw(
        "fig10",
        LineChart.linear(
            "Test error on what is not rejected", "rejected (%)", "error", "%", series(lines)));
    return CommandLine.ExitCode.OK;
  }

  private Model compared(Architecture architecture) throws IOException {
    return experiment.model(
        "fig9/" + architecture.id(), experiment.compared(architecture, Map.of()));
  }

  private Model original(String name, boolean distort) throws IOException {
    return experiment.model(name + "/seed-42", Figure5Command.settings(experiment, "42", distort));
  }

  /** Of networks of one kind, whose outputs are added. */
  private Line line(String name, double published, List<Model> models) throws IOException {
    Dataset test = Mnist.test();
    Model first = models.getFirst();
    try (Team team = new Team(experiment.threads())) {
      float[][] scores =
          new Evaluator(first.network(), KernelChoice.kernels(), team)
              .scores(
                  models.stream().map(Model::parameters).toList(),
                  new Blocks(first.preprocessing(), test));
      int[] labels = test.classNumbers();
      return new Line(name, published, RejectionCurve.of(scores, labels));
    }
  }

  /** As far as the last line needs to come down to the error. */
  private static List<LineChart.Series> series(List<Line> lines) {
    int size = lines.getFirst().curve.size();
    int most = lines.stream().mapToInt(line -> line.curve.rejected(ERROR)).max().orElseThrow();
    int step = Math.ceilDiv(Math.max(1, most), POINTS);
    int end = Math.min(size, most + step);
    return lines.stream().map(line -> RejectionLine.of(line.name, line.curve, end, step)).toList();
  }
}
