package org.lenet5.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.lenet5.cli.picture.BarChart;
import org.lenet5.paper.Figure11;
import org.lenet5.paper.Figure11.Cost;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What networks cost. */
@Command(
    name = "fig11",
    aliases = "fig12",
    mixinStandardHelpOptions = true,
    description = {
      "Figures 11 and 12: multiply-adds for a character, and free parameters, of each network. Trains nothing.",
      "Sums of pooling windows, biases and squashing are not counted."
    })
final class Figure11Command implements Callable<Integer> {
  @Mixin private ReproduceCommand.Experiment experiment;

  @Override
  public Integer call() throws IOException {
    List<Cost> costs = Figure11.costs();
    Table table = new Table("Figures 11 and 12: multiply-adds and parameters, in thousands");
    for (Cost cost : costs) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("network", cost.name());
      row.put("multiply-adds (paper)", cost.publishedMultiplyAdds());
      row.put("multiply-adds (here)", cost.multiplyAdds());
      row.put("parameters (paper)", cost.publishedParameters());
      row.put("parameters (here)", cost.parameters());
      table.add(row);
    }
    table.note("linear classifier", "4 thousand would be 20x20 pixels; here are 28x28");
    table.note("boosted LeNet-4", "three of them; 1.75 are asked on average, says the paper");
    experiment.report("fig11", table);
    experiment.draw(
        "fig11",
        new BarChart(
            "Work for a character",
            "thousands of multiply-adds",
            costs.stream()
                .map(c -> new BarChart.Bar(c.name(), c.multiplyAdds(), c.publishedMultiplyAdds()))
                .toList()));
    experiment.draw(
        "fig12",
        new BarChart(
            "Free parameters",
            "thousands of parameters",
            costs.stream()
                .map(c -> new BarChart.Bar(c.name(), c.parameters(), c.publishedParameters()))
                .toList()));
    return CommandLine.ExitCode.OK;
  }
}
