package org.lenet5.paper;

import java.io.IOException;
import java.util.List;
import org.lenet5.data.Dataset;
import org.lenet5.data.Mnist;
import org.lenet5.engine.PreparedSet;
import org.lenet5.eval.Evaluator;
import org.lenet5.eval.RejectionCurve;
import org.lenet5.model.Model;
import org.lenet5.network.Architecture;
import org.lenet5.run.chart.LineChart;
import org.lenet5.run.chart.RejectionLine;

/**
 * Figure 10: how many test images must be rejected so that 0.5% of the rest are mistakes. Those
 * with the least difference of the two top scores are rejected. Nothing is chosen by the test set:
 * the curves show every threshold.
 *
 * @param lines one for each classifier
 */
public record Figure10(List<Line> lines) implements Report {
  private static final double ERROR = 0.005;

  /** Points of each line in the chart. */
  private static final int POINTS = 40;

  /**
   * A classifier's curve.
   *
   * @param published percent of rejections for an error of 0.5%; NaN where the paper gives none
   */
  public record Line(String name, double published, RejectionCurve curve) {
    /** The percent of rejections that are needed for an error of 0.5%. */
    public double needed() {
      return RejectionLine.percent(curve, curve.rejected(ERROR));
    }
  }

  /**
   * Trains LeNet-1, LeNet-4, LeNet-5 without and with distortions, and the boosted LeNet-4, and
   * measures their answers to the test set.
   *
   * @throws IOException if data can't be read, or a run can't be written or is one of other
   *     settings
   */
  public static Figure10 measure(Experiments experiments) throws IOException {
    NamedSettings lenet1 = experiments.compared(Architecture.LENET1, false);
    NamedSettings lenet4 = experiments.compared(Architecture.LENET4, false);
    return new Figure10(
        List.of(
            line(experiments, "LeNet-1", 3.7, lenet1),
            line(experiments, "LeNet-4", 1.8, lenet4),
            line(experiments, "LeNet-5", Double.NaN, experiments.original(false)),
            line(experiments, "LeNet-5, distortions", Double.NaN, experiments.original(true)),
            line(
                experiments,
                "boosted LeNet-4, distortions",
                0.5,
                BoostedLeNet4.models(experiments))));
  }

  private static Line line(
      Experiments experiments, String name, double published, NamedSettings training)
      throws IOException {
    return line(experiments, name, published, List.of(experiments.model(training)));
  }

  /** Of networks of one kind, whose outputs are added. */
  private static Line line(
      Experiments experiments, String name, double published, List<Model> models)
      throws IOException {
    Dataset test = Mnist.test();
    Model first = models.getFirst();
    float[][] scores =
        Evaluator.scores(
            first.network(),
            models.stream().map(Model::parameters).toList(),
            new PreparedSet(first.preprocessing(), test),
            experiments.engine());
    return new Line(name, published, RejectionCurve.of(scores, test.classNumbers()));
  }

  @Override
  public String name() {
    return "fig10";
  }

  @Override
  public Table table() {
    Table table =
        new Table(
            "Figure 10: test error, and test images to reject for an error of 0.5%, in percent",
            "network", "error", "rejected (paper)", "rejected (here)");
    for (Line line : lines) {
      table.add(line.name, 100 * line.curve.error(0), line.published, line.needed());
    }
    return table;
  }

  @Override
  public List<Illustration> pictures() {
    return List.of(
        new Illustration.OfNumbers(
            "fig10",
            LineChart.linear(
                "Test error on what is not rejected", "rejected (%)", "error", "%", series())));
  }

  /** As far as the last line needs to come down to the error. */
  private List<LineChart.Series> series() {
    int size = lines.getFirst().curve.size();
    int most = lines.stream().mapToInt(line -> line.curve.rejected(ERROR)).max().orElseThrow();
    int step = Math.ceilDiv(Math.max(1, most), POINTS);
    int end = Math.min(size, most + step);
    return lines.stream().map(line -> RejectionLine.of(line.name, line.curve, end, step)).toList();
  }
}
