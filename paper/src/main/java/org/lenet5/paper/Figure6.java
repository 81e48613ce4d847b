package org.lenet5.paper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.lenet5.learning.LearningRate;
import org.lenet5.run.InvalidOptionException;
import org.lenet5.run.Settings;
import org.lenet5.run.chart.LineChart;

/**
 * Figure 6: the original network's errors over the number of training samples. A set of half the
 * size is passed over twice as often, so that all runs see as many patterns.
 *
 * @param points one for each size of the training set, rising
 */
public record Figure6(List<Point> points) implements Report {
  private static final int SIZES = 3;

  private static final Map<Integer, Errors> PUBLISHED =
      Map.of(
          15_000, new Errors(1.68, 0.05),
          30_000, new Errors(1.14, 0.31),
          60_000, new Errors(0.94, 0.35));

  /** The errors at the end of a run over so many training samples. */
  public record Point(int samples, Errors errors) {}

  /** The errors that the paper gives for a number of training samples; NaN where it gives none. */
  public static Errors published(int samples) {
    return PUBLISHED.getOrDefault(samples, Errors.NONE);
  }

  /** Equation 1 through the errors that the paper gives. */
  public static LearningCurve publishedCurve() {
    return curve(
        PUBLISHED.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(size -> new Point(size.getKey(), size.getValue()))
            .toList());
  }

  /** Equation 1 through the errors of some sizes. */
  static LearningCurve curve(List<Point> points) {
    return LearningCurve.fit(
        points.stream().mapToInt(Point::samples).toArray(),
        points.stream().mapToDouble(point -> point.errors().gap()).toArray());
  }

  /**
   * Trains on three sizes of training sets, with seed 42: some minutes for each, unless quick.
   *
   * @throws IOException if data can't be read, or a run can't be written or is one of other
   *     settings
   * @throws InvalidOptionException if there are too few training samples
   */
  public static Figure6 measure(Experiments experiments) throws IOException {
    return new Figure6(points(experiments, SIZES));
  }

  /**
   * The errors of so many sizes of training sets, each twice the one before. The run over all
   * samples is figure 5's.
   */
  static List<Point> points(Experiments experiments, int sizes) throws IOException {
    int least = 1 << (sizes - 1);
    int all = experiments.samples();
    if (all < least) {
      throw new InvalidOptionException("train-samples", Integer.toString(all), "at least " + least);
    }
    List<Point> points = new ArrayList<>();
    for (int size : IntStream.range(0, sizes).map(i -> all >> (sizes - 1 - i)).toArray()) {
      NamedSettings training =
          size == all ? experiments.original(false) : training(experiments, size, all / size);
      points.add(new Point(size, Errors.after(experiments.history(training).getLast())));
    }
    return points;
  }

  /**
   * @param more how many times as often as the whole set to pass over it
   */
  private static NamedSettings training(Experiments experiments, int size, int more) {
    Settings whole = experiments.paper();
    LearningRate.Paper slower = new LearningRate.Paper(whole.options().learningRate().rate(), more);
    return new NamedSettings(
        "fig6/samples-" + size,
        whole
            .with(whole.options().withLearningRate(slower))
            .withEpochs(more * whole.options().epochs())
            .withTrainSamples(OptionalInt.of(size)));
  }

  @Override
  public String name() {
    return "fig6";
  }

  @Override
  public Table table() {
    Table table =
        new Table(
            "Figure 6: error in percent over the size of the training set, seed 42",
            "samples",
            "test (paper)",
            "test (here)",
            "train (paper)",
            "train (here)");
    for (Point point : points) {
      Errors paper = published(point.samples);
      Errors here = point.errors;
      table.add(point.samples, paper.test(), here.test(), paper.train(), here.train());
    }
    table.note("alpha of eq. 1 (from the paper's errors)", publishedCurve().alpha());
    table.note("alpha of eq. 1 (here)", curve(points).alpha());
    return table;
  }

  @Override
  public List<Illustration> pictures() {
    return List.of(
        new Illustration.OfNumbers(
            "fig6",
            LineChart.doubling(
                "LeNet-5 (1998): error over training samples",
                "training samples",
                "error (%)",
                "",
                table().series())));
  }
}
