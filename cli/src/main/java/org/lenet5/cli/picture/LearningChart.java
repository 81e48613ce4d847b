package org.lenet5.cli.picture;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.lenet5.cli.picture.Pen.Type;

/**
 * A quantity over the epochs of a run, on the training and the validation set, with the best
 * validation value marked. One definition gives a PNG and an SVG.
 *
 * <p>A value that is not finite, as a run that diverged has, leaves a gap.
 */
public final class LearningChart {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 600;

  /** Pixels of the PNG for each unit of the chart, for screens of high resolution and for print. */
  private static final int SCALE = 2;

  // The frame around the curves, and how far inside it the ends of the axes lie.
  private static final int LEFT = 96;
  private static final int RIGHT = 876;
  private static final int TOP = 96;
  private static final int BOTTOM = 532;
  private static final int INSET = 14;

  /** About how many ticks the axis of values has. */
  private static final int STEPS = 8;

  /** Up to this many epochs every one gets a marker. */
  private static final int MARKED = 40;

  private final String title;
  private final String label;
  private final String format;
  private final double[] train;
  private final double[] validation;
  private final int best;
  private final Axis epochs;
  private final Axis values;

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
    this.title = Words.cut(Words.clean(title), 60);
    this.label = Words.clean(label);
    this.format = format;
    this.train = finite(train);
    this.validation = finite(validation);
    best = best(this.validation, sign);
    epochs = train.length == 1 ? new Axis(-1, 1, 1) : Axis.whole(train.length - 1, 16);
    double[] all =
        DoubleStream.concat(Arrays.stream(this.train), Arrays.stream(this.validation))
            .filter(v -> !Double.isNaN(v))
            .toArray();
    values = sign < 0 ? lossAxis(all) : accuracyAxis(all);
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

  /**
   * The chart as a PNG of 1800x1200 pixels.
   *
   * @throws PictureException if this machine has no fonts
   */
  public byte[] png() throws PictureException {
    Canvas canvas = new Canvas(WIDTH, HEIGHT, SCALE);
    draw(canvas);
    return canvas.png();
  }

  /** The chart as an SVG of 900x600 units, in UTF-8. Needs no fonts on this machine. */
  public byte[] svg() {
    Svg svg = new Svg(WIDTH, HEIGHT, title, description());
    draw(svg);
    return svg.bytes();
  }

  private void draw(Pen pen) {
    pen.text(title, LEFT, 34, Type.start(20).inBold());
    axes(pen);
    line(pen, train, Colours.BLUE, false);
    line(pen, validation, Colours.VERMILION, true);
    if (best >= 0) {
      pen.stroke(circle(x(best), y(validation[best]), 8), Colours.INK, 1.8);
    }
    legend(pen);
  }

  private void axes(Pen pen) {
    for (int i = 0; i < values.ticks(); i++) {
      double y = y(values.tick(i));
      pen.stroke(new Line2D.Double(LEFT, y, RIGHT, y), Colours.GRID, 1);
      pen.text(values.label(i), LEFT - 10, y, Type.end(14));
    }
    for (int i = 0; i < epochs.ticks(); i++) {
      double epoch = epochs.tick(i);
      if (epoch >= 0 && epoch < train.length) {
        double x = x(epoch);
        pen.stroke(new Line2D.Double(x, TOP, x, BOTTOM), Colours.GRID, 1);
        pen.text(epochs.label(i), x, BOTTOM + 18, Type.middle(14));
      }
    }
    pen.stroke(new Rectangle2D.Double(LEFT, TOP, RIGHT - LEFT, BOTTOM - TOP), Colours.FRAME, 1);
    pen.text("epoch", (LEFT + RIGHT) / 2.0, BOTTOM + 46, Type.middle(16));
    pen.text(label, 24, (TOP + BOTTOM) / 2.0, Type.middle(16).goingUp());
  }

  private void line(Pen pen, double[] line, Color colour, boolean diamonds) {
    Path2D path = new Path2D.Double();
    boolean down = false;
    for (int i = 0; i < line.length; i++) {
      if (Double.isNaN(line[i])) {
        down = false;
      } else if (down) {
        path.lineTo(x(i), y(line[i]));
      } else {
        path.moveTo(x(i), y(line[i]));
        down = true;
      }
    }
    pen.stroke(path, colour, 2);
    for (int i = 0; i < line.length && line.length <= MARKED; i++) {
      if (!Double.isNaN(line[i])) {
        pen.fill(marker(x(i), y(line[i]), diamonds), colour);
      }
    }
  }

  /** One row between title and frame, where it can't cover data. */
  private void legend(Pen pen) {
    entry(pen, "training", LEFT, Colours.BLUE, false);
    entry(pen, "validation", LEFT + 140, Colours.VERMILION, true);
    if (best >= 0) {
      pen.stroke(circle(LEFT + 306, 70, 8), Colours.INK, 1.8);
      pen.text(bestText(), LEFT + 322, 70, Type.start(15));
    }
  }

  private void entry(Pen pen, String name, double x, Color colour, boolean diamonds) {
    pen.stroke(new Line2D.Double(x + 1, 70, x + 31, 70), colour, 2);
    if (train.length <= MARKED) {
      pen.fill(marker(x + 16, 70, diamonds), colour);
    }
    pen.text(name, x + 40, 70, Type.start(15));
  }

  private static Shape marker(double x, double y, boolean diamond) {
    if (!diamond) {
      return circle(x, y, 4);
    }
    Path2D path = new Path2D.Double();
    path.moveTo(x, y - 5);
    path.lineTo(x + 5, y);
    path.lineTo(x, y + 5);
    path.lineTo(x - 5, y);
    path.closePath();
    return path;
  }

  private static Shape circle(double x, double y, double radius) {
    return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
  }

  private double x(double epoch) {
    return LEFT + INSET + epochs.place(epoch) * (RIGHT - LEFT - 2 * INSET);
  }

  private double y(double value) {
    return BOTTOM - INSET - values.place(value) * (BOTTOM - TOP - 2 * INSET);
  }

  private String bestText() {
    return "best validation: %s in epoch %d".formatted(text(validation[best]), best);
  }

  private String text(double value) {
    if (Double.isNaN(value)) {
      return "not finite";
    }
    return String.format(Locale.ROOT, Math.abs(value) < 1e6 ? format : "%.3e", value);
  }

  private String description() {
    return "%s from epoch 0 to %d. Training: %s. Validation: %s.%s"
        .formatted(
            label,
            train.length - 1,
            list(train),
            list(validation),
            best < 0 ? "" : " " + bestText() + ".");
  }

  private String list(double[] values) {
    return Arrays.stream(values).mapToObj(this::text).collect(Collectors.joining(", "));
  }

  private static double[] finite(double[] values) {
    return Arrays.stream(values).map(v -> Double.isFinite(v) ? v : Double.NaN).toArray();
  }

  /** From 0, so that a height means something. */
  private static Axis lossAxis(double[] all) {
    double low = Math.min(0, Arrays.stream(all).min().orElse(0));
    double high = Math.max(0, Arrays.stream(all).max().orElse(0));
    return Axis.round(low, high > low ? high : 1, STEPS);
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
    return Axis.round(Math.clamp(high - 1, 0, low), Math.max(high, 1), STEPS);
  }

  /** The first epoch of the highest {@code sign * value}, -1 if no value is finite. */
  private static int best(double[] values, int sign) {
    int best = -1;
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i]) && (best < 0 || sign * values[i] > sign * values[best])) {
        best = i;
      }
    }
    return best;
  }
}
