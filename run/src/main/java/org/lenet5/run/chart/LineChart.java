package org.lenet5.run.chart;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lenet5.run.chart.Pen.Type;

/**
 * Up to a dozen series of values as lines, each over its own x, under a legend. One definition
 * gives a PNG and an SVG.
 *
 * <p>A value that is not finite, as a run that diverged has, leaves a gap.
 */
public final class LineChart implements Chart {
  static final int WIDTH = 900;
  static final int HEIGHT = 600;

  /** Pixels of the PNG for each unit of the chart, for screens of high resolution and for print. */
  private static final int SCALE = 2;

  // The frame around the lines, and how far inside it the ends of the axes lie. Each row of the
  // legend lowers its top, where the rows start.
  private static final int LEFT = 96;
  private static final int RIGHT = 876;
  private static final int LEGEND = 70;
  private static final int ROW = 26;
  private static final int BOTTOM = 532;
  private static final int INSET = 14;

  /** About how many steps the axis of values has. */
  static final int STEPS = 8;

  /** Up to this many points of a series every one gets a marker. */
  private static final int MARKED = 40;

  // Widths in the legend: from a line or a ring to its text, about a character's, and the space
  // after an entry.
  private static final int ICON = 40;
  private static final int RING = 24;
  private static final int CHARACTER = 9;
  private static final int SPACE = 28;

  private static final float[] DASHES = {6, 5};
  private static final float[] UNBROKEN = {};

  /**
   * A line and its name in the legend.
   *
   * @param name cut at 60 characters
   * @param x finite, each more than the last {@code [point]}; copied
   * @param y values, with gaps where not finite {@code [point]}; copied
   * @param dashed whether the line is dashed and its markers hollow, for what a solid line is
   *     compared with: a dashed series has the colour of the solid one just before it
   */
  public record Series(String name, double[] x, double[] y, boolean dashed) {
    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if there is no point, x and y differ in length, or x is not
     *     finite and rising
     */
    public Series {
      name = Words.cut(Words.clean(name), 60);
      if (x.length == 0 || x.length != y.length) {
        throw new IllegalArgumentException(
            "series %s: got %d x and %d y, expected one of each per point"
                .formatted(name, x.length, y.length));
      }
      for (int i = 0; i < x.length; i++) {
        if (!Double.isFinite(x[i]) || (i > 0 && x[i] <= x[i - 1])) {
          throw new IllegalArgumentException(
              "series %s: got %s as x of point %d, expected finite and rising x"
                  .formatted(name, x[i], i));
        }
      }
      x = x.clone();
      y = Arrays.stream(y).map(v -> Double.isFinite(v) ? v : Double.NaN).toArray();
    }
  }

  /** A point with a ring around it, and its text in the legend. */
  record Mark(String text, double x, double y) {}

  private final String title;
  private final String xLabel;
  private final String yLabel;
  private final List<Series> series;
  private final Optional<Mark> mark;
  private final List<Integer> looks;
  private final List<Entry> legend;
  private final int top;
  private final Axis xs;
  private final Axis ys;

  /** As {@link #linear} and the others, with axes and a mark. */
  LineChart(
      String title,
      String xLabel,
      String yLabel,
      List<Series> series,
      Axis xs,
      Axis ys,
      Optional<Mark> mark) {
    this.title = Words.cut(Words.clean(title), 60);
    this.xLabel = Words.clean(xLabel);
    this.yLabel = Words.clean(yLabel);
    this.series = List.copyOf(series);
    this.mark = mark;
    this.xs = xs;
    this.ys = ys;
    looks = looks(this.series);
    legend = legend(this.series, mark);
    top = legend.getLast().y() + ROW;
  }

  /**
   * A chart with even axes. The axis of values starts at 0, so that a height means something,
   * unless all values lie in the upper half, where differences would be lost.
   *
   * @param title cut at 60 characters
   * @param xLabel what x is, with its unit if it has one, such as {@code training images}
   * @param yLabel what the values are, such as {@code test error}
   * @param unit of the values, such as {@code %}; empty for none
   * @param series in up to 6 colours, a later one on an earlier one, solid on dashed
   * @throws IllegalArgumentException if there is no series, or one too many to have its own look
   */
  public static LineChart linear(
      String title, String xLabel, String yLabel, String unit, List<Series> series) {
    return of(title, xLabel, yLabel, unit, series, evenly(xs(series)), evenValues(series));
  }

  /**
   * A chart whose x axis is logarithmic, with ticks that double from the least x on; otherwise as
   * {@link #linear}.
   *
   * @param title cut at 60 characters
   * @param xLabel what x is, with its unit if it has one, such as {@code training images}
   * @param yLabel what the values are, such as {@code test error}
   * @param unit of the values, such as {@code %}; empty for none
   * @param series in up to 6 colours, a later one on an earlier one, solid on dashed; each x more
   *     than 0
   * @throws IllegalArgumentException if there is no series, or one too many to have its own look,
   *     or an x is 0 or less
   */
  public static LineChart doubling(
      String title, String xLabel, String yLabel, String unit, List<Series> series) {
    return of(title, xLabel, yLabel, unit, series, doubling(series), evenValues(series));
  }

  /**
   * A chart whose axes are both logarithmic, on which a power law is a straight line; the ticks of
   * x double from the least one on. A value of 0 or less leaves a gap.
   *
   * @param title cut at 60 characters
   * @param xLabel what x is, with its unit if it has one, such as {@code training images}
   * @param yLabel what the values are, such as {@code test error}
   * @param unit of the values, such as {@code %}; empty for none
   * @param series in up to 6 colours, a later one on an earlier one, solid on dashed; each x more
   *     than 0
   * @throws IllegalArgumentException if there is no series, or one too many to have its own look,
   *     or an x is 0 or less
   */
  public static LineChart logarithmic(
      String title, String xLabel, String yLabel, String unit, List<Series> series) {
    List<Series> shown = series.stream().map(LineChart::aboveZero).toList();
    return of(title, xLabel, yLabel, unit, shown, doubling(shown), logarithmicValues(shown));
  }

  private static LineChart of(
      String title,
      String xLabel,
      String yLabel,
      String unit,
      List<Series> series,
      Axis xs,
      Axis ys) {
    String label = unit.isEmpty() ? yLabel : yLabel + " (" + unit + ")";
    return new LineChart(title, xLabel, label, series, xs, ys, Optional.empty());
  }

  /** 1800x1200 pixels. */
  @Override
  public byte[] png() throws ChartException {
    Canvas canvas = new Canvas(WIDTH, HEIGHT, SCALE);
    draw(canvas);
    return canvas.png();
  }

  /** 900x600 units. */
  @Override
  public byte[] svg() {
    Svg svg = new Svg(WIDTH, HEIGHT, title, description());
    draw(svg);
    return svg.bytes();
  }

  void draw(Pen pen) {
    pen.text(title, LEFT, 34, Type.start(20).inBold());
    axes(pen);
    IntStream.range(0, series.size()).filter(i -> series.get(i).dashed).forEach(i -> line(pen, i));
    IntStream.range(0, series.size()).filter(i -> !series.get(i).dashed).forEach(i -> line(pen, i));
    mark.ifPresent(m -> pen.stroke(circle(x(m.x), y(m.y), 8), Colours.INK, 1.8));
    for (int i = 0; i < series.size(); i++) {
      entry(pen, i);
    }
    mark.ifPresent(m -> entry(pen, m));
  }

  private void axes(Pen pen) {
    for (int i = 0; i < ys.ticks(); i++) {
      double y = y(ys.tick(i));
      pen.stroke(new Line2D.Double(LEFT, y, RIGHT, y), Colours.GRID, 1);
      pen.text(ys.label(i), LEFT - 10, y, Type.end(14));
    }
    for (int i = 0; i < xs.ticks(); i++) {
      double x = x(xs.tick(i));
      pen.stroke(new Line2D.Double(x, top, x, BOTTOM), Colours.GRID, 1);
      pen.text(xs.label(i), x, BOTTOM + 18, Type.middle(14));
    }
    pen.stroke(new Rectangle2D.Double(LEFT, top, RIGHT - LEFT, BOTTOM - top), Colours.FRAME, 1);
    pen.text(xLabel, (LEFT + RIGHT) / 2.0, BOTTOM + 46, Type.middle(16));
    pen.text(yLabel, 24, (top + BOTTOM) / 2.0, Type.middle(16).goingUp());
  }

  private void line(Pen pen, int index) {
    Series s = series.get(index);
    Path2D path = new Path2D.Double();
    boolean down = false;
    for (int i = 0; i < s.x.length; i++) {
      if (Double.isNaN(s.y[i])) {
        down = false;
      } else if (down) {
        path.lineTo(x(s.x[i]), y(s.y[i]));
      } else {
        path.moveTo(x(s.x[i]), y(s.y[i]));
        down = true;
      }
    }
    stroke(pen, path, index);
    for (int i = 0; i < s.x.length; i++) {
      if (!Double.isNaN(s.y[i])) {
        marker(pen, x(s.x[i]), y(s.y[i]), index);
      }
    }
  }

  private void entry(Pen pen, int index) {
    int x = legend.get(index).x();
    int y = legend.get(index).y();
    stroke(pen, new Line2D.Double(x + 1, y, x + 31, y), index);
    marker(pen, x + 16, y, index);
    pen.text(series.get(index).name, x + ICON, y, Type.start(15));
  }

  private void entry(Pen pen, Mark mark) {
    Entry last = legend.getLast();
    pen.stroke(circle(last.x() + 8, last.y(), 8), Colours.INK, 1.8);
    pen.text(mark.text, last.x() + RING, last.y(), Type.start(15));
  }

  private void stroke(Pen pen, Shape line, int index) {
    pen.stroke(line, colour(index), 2, series.get(index).dashed ? DASHES : UNBROKEN);
  }

  private void marker(Pen pen, double x, double y, int index) {
    if (series.get(index).x.length > MARKED) {
      return;
    }
    Shape shape =
        switch (looks.get(index) % 3) {
          case 0 -> circle(x, y, 4);
          case 1 -> polygon(x, y - 5, x + 5, y, x, y + 5, x - 5, y);
          default -> polygon(x, y - 5, x + 5, y + 4, x - 5, y + 4);
        };
    if (series.get(index).dashed) {
      pen.fill(shape, Color.WHITE);
      pen.stroke(shape, colour(index), 1.5);
    } else {
      pen.fill(shape, colour(index));
    }
  }

  private Color colour(int index) {
    return Colours.LINES.get(looks.get(index));
  }

  private static Shape circle(double x, double y, double radius) {
    return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
  }

  /** From the coordinates of its corners, x and y in turn. */
  private static Shape polygon(double... corners) {
    Path2D path = new Path2D.Double();
    path.moveTo(corners[0], corners[1]);
    for (int i = 2; i < corners.length; i += 2) {
      path.lineTo(corners[i], corners[i + 1]);
    }
    path.closePath();
    return path;
  }

  private double x(double x) {
    return LEFT + INSET + xs.place(x) * (RIGHT - LEFT - 2 * INSET);
  }

  private double y(double value) {
    return BOTTOM - INSET - ys.place(value) * (BOTTOM - top - 2 * INSET);
  }

  /** All x of all series; empty if there is no series. */
  private static double[] xs(List<Series> series) {
    return series.stream().flatMapToDouble(s -> Arrays.stream(s.x)).toArray();
  }

  /** Exact with whole ticks if all x are whole, round if not; a lone x is in the middle. */
  static Axis evenly(double... xs) {
    double low = Arrays.stream(xs).min().orElse(0);
    double high = Arrays.stream(xs).max().orElse(0);
    boolean whole = Arrays.stream(xs).allMatch(x -> x == Math.rint(x) && Math.abs(x) < 1e9);
    if (high == low) {
      double half = Math.abs(low) / 2;
      return whole
          ? new EvenAxis(low - 0.4, low + 0.4, 1)
          : EvenAxis.round(low - half, low + half, 4);
    }
    int steps = whole && high < 1e4 ? 16 : 10; // long labels need more room
    return whole ? EvenAxis.whole(low, high, steps) : EvenAxis.round(low, high, steps);
  }

  private static Axis doubling(List<Series> series) {
    double least = Arrays.stream(xs(series)).min().orElse(1);
    return LogarithmicAxis.doubling(least, Arrays.stream(xs(series)).max().orElse(1));
  }

  private static DoubleSummaryStatistics values(List<Series> series) {
    return series.stream()
        .flatMapToDouble(s -> Arrays.stream(s.y))
        .filter(v -> !Double.isNaN(v))
        .summaryStatistics();
  }

  private static Axis evenValues(List<Series> series) {
    DoubleSummaryStatistics finite = values(series);
    if (finite.getCount() == 0) {
      return EvenAxis.fromZero(0, 0, STEPS);
    }
    double low = finite.getMin();
    double high = finite.getMax();
    return high > 0 && low > high / 2
        ? EvenAxis.round(Math.min(low, 0.99 * high), high, STEPS) // don't blow up noise below 1%
        : EvenAxis.fromZero(low, high, STEPS);
  }

  private static Axis logarithmicValues(List<Series> series) {
    DoubleSummaryStatistics finite = values(series);
    return finite.getCount() == 0
        ? LogarithmicAxis.round(1, 10)
        : LogarithmicAxis.round(finite.getMin(), finite.getMax());
  }

  private static Series aboveZero(Series s) {
    double[] y = Arrays.stream(s.y).map(v -> v > 0 ? v : Double.NaN).toArray();
    return new Series(s.name, s.x, y, s.dashed);
  }

  /** The place of each series among the colours: a dashed one shares that of a solid one before. */
  private static List<Integer> looks(List<Series> series) {
    List<Integer> looks = new ArrayList<>();
    int look = -1;
    for (int i = 0; i < series.size(); i++) {
      boolean shares = i > 0 && series.get(i).dashed && !series.get(i - 1).dashed;
      look += shares ? 0 : 1;
      looks.add(look);
    }
    if (look < 0 || look >= Colours.LINES.size()) {
      throw new IllegalArgumentException(
          "line chart: got %d series in %d colours, expected 1 to %d colours"
              .formatted(series.size(), look + 1, Colours.LINES.size()));
    }
    return looks;
  }

  /** Where an entry of the legend starts, and the middle of its row. */
  private record Entry(int x, int y) {}

  /**
   * Rows between title and frame, where they can't cover data: the series, then the mark. By the
   * count of characters, as an SVG needs no fonts on this machine.
   */
  private static List<Entry> legend(List<Series> series, Optional<Mark> mark) {
    List<Entry> entries = new ArrayList<>();
    int x = LEFT;
    int y = LEGEND;
    List<Integer> widths = new ArrayList<>();
    series.forEach(s -> widths.add(ICON + CHARACTER * s.name.length()));
    mark.ifPresent(m -> widths.add(RING + CHARACTER * m.text.length()));
    for (int width : widths) {
      if (x > LEFT && x + width > RIGHT) {
        x = LEFT;
        y += ROW;
      }
      entries.add(new Entry(x, y));
      x += width + SPACE;
    }
    return entries;
  }

  /** All values as text, for those who can't see them. */
  String description() {
    String lines = series.stream().map(LineChart::words).collect(Collectors.joining(" "));
    return yLabel + " by " + xLabel + ". " + lines + mark.map(m -> " " + m.text + ".").orElse("");
  }

  private static String words(Series s) {
    return IntStream.range(0, s.x.length)
        .mapToObj(i -> value(s.y[i]) + " at " + Words.number(s.x[i]))
        .collect(Collectors.joining(", ", s.name + ": ", "."));
  }

  private static String value(double value) {
    return Double.isNaN(value) ? "not finite" : String.format(Locale.ROOT, "%.4g", value);
  }
}
