package org.lenet5.paper;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.lenet5.network.Architecture;
import org.lenet5.network.Network;
import org.lenet5.run.chart.BarChart;

/**
 * Figures 11 and 12: what a network costs, in multiply-adds for a character and in free parameters.
 * Sums of pooling windows, biases and squashing are not counted.
 *
 * @param costs of each network
 */
public record Figure11(List<Cost> costs) implements Report {
  private static final int DIGITS = 10;

  /** LeNet-4s in the boosted one. */
  private static final int BOOSTED = 3;

  /**
   * A network's costs, in thousands.
   *
   * @param multiplyAdds counted, biases not
   * @param publishedMultiplyAdds the paper's; NaN where it gives none
   * @param parameters counted
   * @param publishedParameters the paper's; NaN where it gives none
   */
  public record Cost(
      String name,
      double multiplyAdds,
      double publishedMultiplyAdds,
      double parameters,
      double publishedParameters) {}

  /** Counts those of the networks built here. Trains nothing. */
  public static Figure11 measure() {
    Network lenet4 = Architecture.LENET4.network(DIGITS);
    return new Figure11(
        List.of(
            cost(Architecture.LINEAR, 4, 4),
            cost(Architecture.LENET1, 100, 3),
            cost(Architecture.LENET4, 260, 17),
            cost(Architecture.LENET5_1998, 401, 60),
            new Cost(
                "boosted LeNet-4",
                Boosting.PUBLISHED_NETWORKS * lenet4.multiplyAdds() / 1000,
                460,
                BOOSTED * lenet4.parameterCount() / 1000.0,
                51),
            cost(Architecture.MLP_300, Double.NaN, Double.NaN),
            cost(Architecture.MLP_300_100, Double.NaN, Double.NaN),
            cost(Architecture.MLP_500_150, Double.NaN, Double.NaN),
            cost(Architecture.MLP_1000, Double.NaN, Double.NaN)));
  }

  private static Cost cost(
      Architecture architecture, double publishedMultiplyAdds, double publishedParameters) {
    Network network = architecture.network(DIGITS);
    return new Cost(
        architecture.title(),
        network.multiplyAdds() / 1000.0,
        publishedMultiplyAdds,
        network.parameterCount() / 1000.0,
        publishedParameters);
  }

  @Override
  public String name() {
    return "fig11";
  }

  @Override
  public Table table() {
    Table table =
        new Table(
            "Figures 11 and 12: multiply-adds and parameters, in thousands",
            "network",
            "multiply-adds (paper)",
            "multiply-adds (here)",
            "parameters (paper)",
            "parameters (here)");
    for (Cost cost : costs) {
      table.add(
          cost.name,
          cost.publishedMultiplyAdds,
          cost.multiplyAdds,
          cost.publishedParameters,
          cost.parameters);
    }
    table.note("linear classifier", "4 thousand would be 20x20 pixels; here are 28x28");
    table.note("boosted LeNet-4", "three of them; 1.75 are asked on average, says the paper");
    return table;
  }

  @Override
  public List<Illustration> pictures() {
    return List.of(
        bars(
            "fig11",
            "Work for a character",
            "thousands of multiply-adds",
            Cost::multiplyAdds,
            Cost::publishedMultiplyAdds),
        bars(
            "fig12",
            "Free parameters",
            "thousands of parameters",
            Cost::parameters,
            Cost::publishedParameters));
  }

  private Illustration bars(
      String name,
      String title,
      String label,
      ToDoubleFunction<Cost> here,
      ToDoubleFunction<Cost> paper) {
    return new Illustration.OfNumbers(
        name,
        new BarChart(
            title,
            label,
            costs.stream()
                .map(c -> new BarChart.Bar(c.name, here.applyAsDouble(c), paper.applyAsDouble(c)))
                .toList()));
  }
}
