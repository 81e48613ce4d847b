package org.lenet5.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.lenet5.cli.picture.LineChart;
import org.lenet5.nn.Architecture;
import org.lenet5.train.EpochResult;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Networks on images whose pixels have lost their neighbours. */
@Command(
    name = "topology",
    mixinStandardHelpOptions = true,
    description = {
      "Section II: a fully connected network ignores the topology of its input. With all pixels in one fixed random order it learns as before, and LeNet-5 loses what its convolutions know.",
      "Trains two networks on MNIST and on permuted MNIST for 10 epochs of Adam; takes a minute or two. Nothing is chosen by the test set."
    })
final class TopologyCommand implements Callable<Integer> {
  private static final String EPOCHS = "10";
  private static final String QUICK_EPOCHS = "4";
  private static final List<Architecture> NETWORKS =
      List.of(Architecture.LENET5, Architecture.MLP_300);

  @Mixin private ReproduceCommand.Experiment experiment;

  @Override
  public Integer call() throws IOException {
    Table table =
        new Table("Test errors in percent with pixels in their places and all in one random order");
    List<LineChart.Series> series = new ArrayList<>();
    for (Architecture network : NETWORKS) {
      LineChart.Series plain = errors(network, "mnist", network.title(), false);
      LineChart.Series permuted =
          errors(network, "permuted-mnist", network.title() + ", permuted", true);
      series.add(plain);
      series.add(permuted);
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("network", network.title());
      row.put("in place", last(plain));
      row.put("permuted", last(permuted));
      table.add(row);
    }
    experiment.report("topology", table);
    experiment.draw(
        "topology",
        LineChart.linear(
            "Pixels in their places and permuted", "epochs", "test error", "%", series));
    return CommandLine.ExitCode.OK;
  }

  private LineChart.Series errors(Architecture network, String data, String name, boolean dashed)
      throws IOException {
    TrainSettings settings =
        experiment.review(
            Map.of(
                "model",
                network.id(),
                "data",
                data,
                "resize",
                "pad",
                "epochs",
                experiment.quick() ? QUICK_EPOCHS : EPOCHS));
    List<EpochResult> history =
        experiment.run("topology/%s-%s".formatted(network.id(), data), settings).history();
    return new LineChart.Series(
        name,
        history.stream().mapToDouble(e -> e.epoch() + 1).toArray(),
        history.stream().mapToDouble(e -> 100 * (1 - e.validAccuracy())).toArray(),
        dashed);
  }

  private static double last(LineChart.Series series) {
    return series.y()[series.y().length - 1];
  }
}
