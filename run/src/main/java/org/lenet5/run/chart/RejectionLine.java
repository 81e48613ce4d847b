package org.lenet5.run.chart;

import java.util.stream.IntStream;
import org.lenet5.eval.RejectionCurve;

/** How a {@link RejectionCurve} is drawn: error over rejected answers, both in percent. */
public final class RejectionLine {
  private RejectionLine() {}

  /**
   * A line of a chart.
   *
   * @param end rejected answers to draw up to, exclusive
   * @param step answers from one point to the next
   */
  public static LineChart.Series of(String name, RejectionCurve curve, int end, int step) {
    int[] rejected = IntStream.iterate(0, r -> r < end, r -> r + step).toArray();
    return new LineChart.Series(
        name,
        IntStream.of(rejected).mapToDouble(r -> percent(curve, r)).toArray(),
        IntStream.of(rejected).mapToDouble(r -> 100 * curve.error(r)).toArray(),
        false);
  }

  /** So many of all answers, in percent. */
  public static double percent(RejectionCurve curve, int answers) {
    return 100.0 * answers / curve.size();
  }
}
