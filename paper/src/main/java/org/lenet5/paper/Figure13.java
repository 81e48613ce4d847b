package org.lenet5.paper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.lenet5.data.Dataset;
import org.lenet5.data.Distortion;
import org.lenet5.data.Image;
import org.lenet5.data.Mnist;
import org.lenet5.data.Preprocessing;
import org.lenet5.engine.PreparedSet;
import org.lenet5.eval.Evaluator;
import org.lenet5.model.Model;
import org.lenet5.network.Architecture;
import org.lenet5.run.NamedModel;
import org.lenet5.run.Settings;
import org.lenet5.run.chart.ChartSheet;
import org.lenet5.run.chart.DistortionSheet;
import org.lenet5.run.chart.LineChart;

/**
 * Figure 13 and section III.E: how far a network still knows digits that are scaled, moved, rotated
 * or noisy. The paper shows examples and estimates limits; here whole test sets are changed.
 *
 * @param test the images that were changed
 * @param networks those that were asked
 */
public record Figure13(Dataset test, List<Asked> networks) implements Report {
  private static final Distortion NOISE = Distortion.parse("default,noise=0.1");
  private static final int QUICK_TEST = 1000;

  /** What the paper calls accurate is not said; this share of right answers is meant here. */
  private static final double ACCURATE = 0.9;

  /**
   * How a network did.
   *
   * @param name what it is, or how it was trained
   * @param accuracies the share of right answers, 0 to 1, for each of a change's amounts
   */
  public record Asked(String name, Map<Change, double[]> accuracies) {}

  /**
   * Trains two networks, with distortions, as for figure 5, and with distortions and noise, as the
   * paper's was: some minutes each, unless quick.
   *
   * @throws IOException if data can't be read, or a run can't be written or is one of other
   *     settings
   */
  public static Figure13 measure(Experiments experiments) throws IOException {
    Dataset test = test(experiments);
    Settings paper = experiments.paper();
    NamedSettings noisy =
        new NamedSettings("fig13/seed-42", paper.with(paper.options().withDistortion(NOISE)));
    Model distorted = experiments.model(experiments.original(true));
    Model distortedAndNoisy = experiments.model(noisy);
    return new Figure13(
        test,
        List.of(
            ask(experiments, test, "distortions", distorted),
            ask(experiments, test, "distortions and noise", distortedAndNoisy)));
  }

  /**
   * Measures another model, and trains none.
   *
   * @param model of digits; of a committee the first member
   * @throws IOException if data can't be read
   */
  public static Figure13 measure(Experiments experiments, NamedModel model) throws IOException {
    Dataset test = test(experiments);
    Model first = model.members().getFirst();
    String name =
        Architecture.of(first.network(), first.classNames())
            .map(Architecture::title)
            .orElse(model.name());
    return new Figure13(test, List.of(ask(experiments, test, name, first)));
  }

  private static Dataset test(Experiments experiments) throws IOException {
    Dataset all = Mnist.test();
    return experiments.quick() ? all.slice(0, QUICK_TEST) : all;
  }

  private static Asked ask(Experiments experiments, Dataset test, String name, Model model) {
    PreparedSet samples = new PreparedSet(model.preprocessing(), test);
    Map<Change, double[]> accuracies = new EnumMap<>(Change.class);
    for (Change change : Change.values()) {
      accuracies.put(
          change,
          Arrays.stream(change.amounts())
              .mapToObj(amount -> change.apply(samples, amount))
              .mapToDouble(
                  changed -> Evaluator.evaluate(model, changed, experiments.engine()).accuracy())
              .toArray());
    }
    return new Asked(name, accuracies);
  }

  @Override
  public String name() {
    return "fig13";
  }

  @Override
  public Table table() {
    List<String> columns = new ArrayList<>(List.of("change", "amount"));
    networks.forEach(asked -> columns.add(asked.name));
    Table table =
        new Table(
            String.format(
                Locale.ROOT,
                "Figure 13: right answers in percent for %,d test images, each changed by the same amount",
                test.size()),
            columns);
    for (Change change : Change.values()) {
      double[] amounts = change.amounts();
      for (int i = 0; i < amounts.length; i++) {
        List<Object> row = new ArrayList<>(List.of(change.title(), amounts[i]));
        for (Asked asked : networks) {
          row.add(100 * asked.accuracies.get(change)[i]);
        }
        table.add(row.toArray());
      }
      table.note(
          "%s, at least %.0f%% right".formatted(change.title(), 100 * ACCURATE),
          networks.stream()
              .map(asked -> known(change, asked) + " (" + asked.name + ")")
              .collect(Collectors.joining(", ", "", "; the paper: " + change.published())));
    }
    return table;
  }

  private static String known(Change change, Asked asked) {
    return change
        .range(asked.accuracies.get(change), ACCURATE)
        .map(range -> String.format(Locale.ROOT, "%.2f to %.2f", range.least(), range.most()))
        .orElse("none");
  }

  @Override
  public List<Illustration> pictures() {
    ChartSheet charts =
        new ChartSheet(
            "Accuracy on changed test images",
            List.of(
                chart("scale", Change.SCALE),
                chart("shift", Change.DOWN, Change.RIGHT),
                chart("rotation", Change.ROTATION),
                chart("noise", Change.NOISE)));
    return List.of(
        new Illustration.OfNumbers("fig13", charts),
        new Illustration.OfImages(
            "fig13-examples",
            () ->
                DistortionSheet.png(
                    "scale, shifts, rotation, noise", "by the amounts of the table", examples())));
  }

  /** The first test images, one for each change, as changed by all amounts. */
  private List<DistortionSheet.Row> examples() {
    PreparedSet samples = new PreparedSet(Preprocessing.paper(), test);
    List<DistortionSheet.Row> rows = new ArrayList<>();
    for (Change change : Change.values()) {
      int sample = change.ordinal();
      List<Image> changed =
          Arrays.stream(change.amounts())
              .mapToObj(amount -> change.apply(samples, amount).image(sample))
              .toList();
      rows.add(new DistortionSheet.Row(samples.image(sample), changed));
    }
    return rows;
  }

  /** Each network's line, or two of them, the second one dashed. */
  private LineChart chart(String what, Change... changes) {
    List<LineChart.Series> series = new ArrayList<>();
    for (Asked asked : networks) {
      for (Change change : changes) {
        series.add(
            new LineChart.Series(
                changes.length == 1 ? asked.name : asked.name + ", " + change.title(),
                change.amounts(),
                Arrays.stream(asked.accuracies.get(change)).map(share -> 100 * share).toArray(),
                change != changes[0]));
      }
    }
    String title = "Test images changed: " + what;
    String unit = changes[0].unit();
    return changes[0] == Change.SCALE
        ? LineChart.doubling(title, unit, "right", "%", series)
        : LineChart.linear(title, unit, "right", "%", series);
  }
}
