package org.lenet5.paper;

import java.io.IOException;
import java.util.List;
import org.lenet5.run.InvalidOptionException;
import org.lenet5.run.chart.LineChart;

/**
 * Equation 1, {@code E_test - E_train = k (h/P)^alpha}: how the gap between test and training error
 * of the original network shrinks with the number P of training samples.
 *
 * @param points the errors for each size of the training set, rising, as in {@link Figure6}
 * @param curve the law through their gaps
 */
public record Equation1(List<Figure6.Point> points, LearningCurve curve) implements Report {
  private static final int SIZES = 6;
  private static final int QUICK_SIZES = 4;

  /**
   * Trains on six sizes of training sets, four if quick, and fits the law.
   *
   * @throws IOException if data can't be read, or a run can't be written or is one of other
   *     settings
   * @throws InvalidOptionException if there are too few training samples
   */
  public static Equation1 measure(Experiments experiments) throws IOException {
    List<Figure6.Point> points =
        Figure6.points(experiments, experiments.quick() ? QUICK_SIZES : SIZES);
    return new Equation1(points, Figure6.curve(points));
  }

  @Override
  public String name() {
    return "eq1";
  }

  @Override
  public Table table() {
    Table table =
        new Table(
            "Equation 1: error in percent over the number of training samples, and the gap between test and training set, seed 42",
            "samples",
            "test",
            "train",
            "gap (paper)",
            "gap (here)",
            "k (h/P)^alpha (here)");
    for (Figure6.Point point : points) {
      int samples = point.samples();
      Errors here = point.errors();
      double paper = Figure6.published(samples).gap();
      table.add(samples, here.test(), here.train(), paper, here.gap(), curve.gap(samples));
    }
    table.note("alpha (paper)", "0.5 to 1");
    table.note("alpha (from the paper's errors)", Figure6.publishedCurve().alpha());
    table.note("alpha (here)", curve.alpha());
    table.note("k h^alpha (here, in percent; k and h have no value apart)", curve.scale());
    return table;
  }

  @Override
  public List<Illustration> pictures() {
    return List.of(
        new Illustration.OfNumbers(
            "eq1",
            LineChart.logarithmic(
                "LeNet-5 (1998): test error minus training error",
                "training samples P",
                "E_test - E_train",
                "%",
                table().series())));
  }
}
