package org.lenet5.paper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.lenet5.data.Preprocessing.Fit;
import org.lenet5.network.Architecture;
import org.lenet5.run.Recipe;
import org.lenet5.run.Settings;
import org.lenet5.run.chart.LineChart;
import org.lenet5.train.EpochResult;

/**
 * Section II: a fully connected network ignores the topology of its input. With all pixels in one
 * fixed random order it learns as before, and LeNet-5 loses what its convolutions know. Nothing is
 * chosen by the test set.
 *
 * @param outcomes one for each network
 */
public record Topology(List<Outcome> outcomes) implements Report {
  private static final int EPOCHS = 10;
  private static final int QUICK_EPOCHS = 4;

  /**
   * How a network learned.
   *
   * @param inPlace each epoch on images as they are, validated on the test set
   * @param permuted each epoch on images whose pixels are all in one random order
   */
  public record Outcome(
      Architecture network, List<EpochResult> inPlace, List<EpochResult> permuted) {}

  /**
   * Trains LeNet-5 and a fully connected network on MNIST and on permuted MNIST for 10 epochs of
   * Adam: a minute or two.
   *
   * @throws IOException if data can't be read, or a run can't be written or is one of other
   *     settings
   */
  public static Topology measure(Experiments experiments) throws IOException {
    List<Outcome> outcomes = new ArrayList<>();
    for (Architecture network : List.of(Architecture.LENET5, Architecture.MLP_300)) {
      outcomes.add(
          new Outcome(
              network,
              train(experiments, network, "mnist"),
              train(experiments, network, "permuted-mnist")));
    }
    return new Topology(outcomes);
  }

  private static List<EpochResult> train(Experiments experiments, Architecture network, String data)
      throws IOException {
    Settings settings =
        experiments
            .sized(Recipe.REVIEW.settings(network, data).withFit(Fit.PAD))
            .withEpochs(experiments.quick() ? QUICK_EPOCHS : EPOCHS);
    return experiments.history(
        new NamedSettings("topology/%s-%s".formatted(network.id(), data), settings));
  }

  @Override
  public String name() {
    return "topology";
  }

  @Override
  public Table table() {
    Table table =
        new Table(
            "Test errors in percent with pixels in their places and all in one random order",
            "network",
            "in place",
            "permuted");
    for (Outcome outcome : outcomes) {
      table.add(
          outcome.network.title(),
          Errors.testAfter(outcome.inPlace.getLast()),
          Errors.testAfter(outcome.permuted.getLast()));
    }
    return table;
  }

  @Override
  public List<Illustration> pictures() {
    List<LineChart.Series> series = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      String title = outcome.network.title();
      series.add(line(title, outcome.inPlace, false));
      series.add(line(title + ", permuted", outcome.permuted, true));
    }
    return List.of(
        new Illustration.OfNumbers(
            "topology",
            LineChart.linear(
                "Pixels in their places and permuted", "epochs", "test error", "%", series)));
  }

  private static LineChart.Series line(String name, List<EpochResult> history, boolean dashed) {
    return new LineChart.Series(
        name,
        history.stream().mapToDouble(e -> e.epoch() + 1).toArray(),
        history.stream().mapToDouble(Errors::testAfter).toArray(),
        dashed);
  }
}
