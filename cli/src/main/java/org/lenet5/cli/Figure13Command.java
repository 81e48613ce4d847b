package org.lenet5.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.lenet5.cli.picture.ChartSheet;
import org.lenet5.cli.picture.DistortionSheet;
import org.lenet5.cli.picture.LineChart;
import org.lenet5.data.Blocks;
import org.lenet5.data.Dataset;
import org.lenet5.data.Image;
import org.lenet5.data.Mnist;
import org.lenet5.data.Preprocessing;
import org.lenet5.eval.Evaluator;
import org.lenet5.nn.Model;
import org.lenet5.nn.Team;
import org.lenet5.paper.Figure13;
import org.lenet5.paper.Figure13.Change;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How much change of an image a network bears. */
@Command(
    name = "fig13",
    mixinStandardHelpOptions = true,
    description = {
      "Figure 13: how many test images are still known when all are scaled, moved, rotated, or have inverted pixels.",
      "Uses the run of fig5 --distort, and trains another with distortions and noise, as the paper's was; each takes some minutes."
    })
final class Figure13Command implements Callable<Integer> {
  private static final String DISTORTED = "distortions";
  private static final String NOISY = "distortions and noise";
  private static final String NOISE = "default,noise=0.1";
  private static final int QUICK_TEST = 1000;

  /** What the paper calls accurate is not said; this share of right answers is meant here. */
  private static final double ACCURATE = 0.9;

  @Mixin private ReproduceCommand.Experiment experiment;

  @Option(
      names = "--model",
      paramLabel = "RUN|FILE",
      description = "Measure this model instead, and train none.")
  private Path model;

  @Override
  public Integer call() throws IOException {
    Dataset all = Mnist.test();
    Dataset test = experiment.quick() ? all.slice(0, QUICK_TEST) : all;
    Map<String, Map<Change, double[]>> accuracies = new LinkedHashMap<>();
    for (Map.Entry<String, Model> each : models().entrySet()) {
      accuracies.put(each.getKey(), measure(each.getValue(), test));
    }
    experiment.report("fig13", table(test, accuracies));
    experiment.draw(
        "fig13",
        new ChartSheet(
            "Accuracy on changed test images",
            List.of(
                chart("scale", accuracies, Change.SCALE),
                chart("shift", accuracies, Change.DOWN, Change.RIGHT),
                chart("rotation", accuracies, Change.ROTATION),
                chart("noise", accuracies, Change.NOISE))));
    drawExamples(test);
    return CommandLine.ExitCode.OK;
  }

  /** By how they were trained. */
  private Map<String, Model> models() throws IOException {
    if (model != null) {
      Model given = ModelPath.read(model);
      return Map.of(given.architecture().title(), given);
    }
    Map<String, Model> models = new LinkedHashMap<>();
    models.put(
        DISTORTED,
        experiment.model(
            "fig5-distorted/seed-42", Figure5Command.settings(experiment, "42", true)));
    models.put(
        NOISY, experiment.model("fig13/seed-42", experiment.paper(Map.of("distort", NOISE))));
    return models;
  }

  private Map<Change, double[]> measure(Model model, Dataset test) {
    Map<Change, double[]> accuracies = new EnumMap<>(Change.class);
    Blocks samples = new Blocks(model.preprocessing(), test);
    try (Team team = new Team(experiment.threads())) {
      Evaluator evaluator = new Evaluator(model.network(), KernelChoice.kernels(), team);
      for (Change change : Change.values()) {
        accuracies.put(change, Figure13.accuracies(evaluator, model, samples, change));
      }
    }
    return accuracies;
  }

  private static Table table(Dataset test, Map<String, Map<Change, double[]>> accuracies) {
    Table table =
        new Table(
            "Figure 13: right answers in percent for %,d test images, each changed by the same amount"
                .formatted(test.size()));
    for (Change change : Change.values()) {
      double[] amounts = change.amounts();
      for (int i = 0; i < amounts.length; i++) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("change", change.title());
        row.put("amount", amounts[i]);
        for (String name : accuracies.keySet()) {
          row.put(name, 100 * accuracies.get(name).get(change)[i]);
        }
        table.add(row);
      }
      table.note(
          "%s, at least %.0f%% right".formatted(change.title(), 100 * ACCURATE),
          accuracies.keySet().stream()
              .map(name -> known(change, accuracies.get(name).get(change)) + " (" + name + ")")
              .collect(Collectors.joining(", ", "", "; the paper: " + change.published())));
    }
    return table;
  }

  private static String known(Change change, double[] accuracies) {
    return Figure13.range(change, accuracies, ACCURATE)
        .map(range -> "%.2f to %.2f".formatted(range.least(), range.most()))
        .orElse("none");
  }

  /** The first test images, one for each change, as changed by all amounts. */
  private void drawExamples(Dataset test) throws IOException {
    Blocks samples = new Blocks(Preprocessing.paper(), test);
    List<DistortionSheet.Row> rows = new ArrayList<>();
    for (Change change : Change.values()) {
      int sample = change.ordinal();
      List<Image> changed =
          Arrays.stream(change.amounts())
              .mapToObj(amount -> change.apply(samples, amount).image(sample))
              .toList();
      rows.add(new DistortionSheet.Row(samples.image(sample), changed));
    }
    String subject = "scale, shifts, rotation, noise";
    experiment.draw(
        "fig13-examples", () -> DistortionSheet.png(subject, "by the amounts of the table", rows));
  }

  /** Each model's line, or two of them, the second one dashed. */
  private static LineChart chart(
      String what, Map<String, Map<Change, double[]>> accuracies, Change... changes) {
    List<LineChart.Series> series = new ArrayList<>();
    accuracies.forEach(
        (name, of) -> {
          for (int i = 0; i < changes.length; i++) {
            series.add(
                new LineChart.Series(
                    changes.length == 1 ? name : name + ", " + changes[i].title(),
                    changes[i].amounts(),
                    Arrays.stream(of.get(changes[i])).map(share -> 100 * share).toArray(),
                    i > 0));
          }
        });
    String title = "Test images changed: " + what;
    String unit = changes[0].unit();
    return changes[0] == Change.SCALE
        ? LineChart.doubling(title, unit, "right", "%", series)
        : LineChart.linear(title, unit, "right", "%", series);
  }
}
