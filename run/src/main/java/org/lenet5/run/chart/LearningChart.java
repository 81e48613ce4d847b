package org.lenet5.run.chart;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.lenet5.run.chart.LineChart.Mark;
import org.lenet5.run.chart.LineChart.Series;

/**
 * A quantity over the epochs of a run, on the training and the validation set, with the best
 * validation value marked. One definition gives a PNG and an SVG.
 *
 * <p>A value that is not finite, as a run that diverged has, leaves a gap.
 */
public final class LearningChart implements Chart {
  private final LineChart chart;

  /**
   * @param sign 1 if higher is better (an accuracy), -1 if lower is (a loss)
   */
  private LearningChart(
      String title, String label, String format, double[] train, double[] validation, int sign) {
    if (train.length == 0 || train.length != validation.length) {
      throw new IllegalArgumentException(
          "learning chart: got %d training and %d validation values, expected one of each per epoch"
              .formatted(train.length, validation.length));
    }
    double[] epochs = IntStream.range(0, train.length).asDoubleStream().toArray();
    int best = best(validation, sign);
    double[] all =
        DoubleStream.concat(Arrays.stream(train), Arrays.stream(validation))
            .filter(Double::isFinite)
            .toArray();
    chart =
        new LineChart(
            title,
            "epoch",
            label,
            List.of(
                new Series("training", epochs, train, false),
                new Series("validation", epochs, validation, false)),
            LineChart.evenly(epochs),
            sign < 0 ? lossAxis(all) : accuracyAxis(all),
            best < 0
                ? Optional.empty()
                : Optional.of(
                    new Mark(bestText(format, validation[best], best), best, validation[best])));
  }

  /**
   * The loss; the lowest validation loss is the best.
   *
   * @param subject what was trained, for the title, which is cut at 60 characters
   * @param label the loss and its unit, for the axis, such as {@code cross-entropy (nats)}
   * @param train training loss {@code [epoch]}; copied
   * @param validation validation loss {@code [epoch]}; copied
   * @throws IllegalArgumentException if there is no epoch, or one array is longer than the other
   */
  public static LearningChart loss(
      String subject, String label, double[] train, double[] validation) {
    Objects.requireNonNull(subject, "subject");
    return new LearningChart("Loss: " + subject, label, "%.4f", train, validation, -1);
  }

  /**
   * The accuracy; the highest validation accuracy is the best.
   *
   * @param subject what was trained, for the title, which is cut at 60 characters
   * @param train training accuracy in percent {@code [epoch]}; copied
   * @param validation validation accuracy in percent {@code [epoch]}; copied
   * @throws IllegalArgumentException if there is no epoch, one array is longer than the other, or a
   *     value is outside 0 to 100
   */
  public static LearningChart accuracy(String subject, double[] train, double[] validation) {
    Objects.requireNonNull(subject, "subject");
    return new LearningChart(
        "Accuracy: " + subject, "accuracy (%)", "%.2f%%", train, validation, 1);
  }

  /** 1800x1200 pixels. */
  @Override
  public byte[] png() throws ChartException {
    return chart.png();
  }

  /** 900x600 units. */
  @Override
  public byte[] svg() {
    return chart.svg();
  }

  private static String bestText(String format, double value, int epoch) {
    String text = String.format(Locale.ROOT, Math.abs(value) < 1e6 ? format : "%.3e", value);
    return "best validation: %s in epoch %d".formatted(text, epoch);
  }

  private static Axis lossAxis(double[] all) {
    double low = Arrays.stream(all).min().orElse(0);
    double high = Arrays.stream(all).max().orElse(0);
    return EvenAxis.fromZero(low, high, LineChart.STEPS);
  }

  /** From below the lowest value, at least one percent high, so that noise is not blown up. */
  private static Axis accuracyAxis(double[] all) {
    double low = Arrays.stream(all).min().orElse(0);
    double high = Arrays.stream(all).max().orElse(100);
    if (low < 0 || high > 100) {
      throw new IllegalArgumentException(
          "learning chart: got accuracies of %s to %s, expected 0 to 100 percent"
              .formatted(low, high));
    }
    return EvenAxis.round(Math.clamp(high - 1, 0, low), Math.max(high, 1), LineChart.STEPS);
  }

  /** The first epoch of the highest {@code sign * value}, -1 if no value is finite. */
  private static int best(double[] values, int sign) {
    int best = -1;
    for (int i = 0; i < values.length; i++) {
      if (Double.isFinite(values[i]) && (best < 0 || sign * values[i] > sign * values[best])) {
        best = i;
      }
    }
    return best;
  }
}
