package org.lenet5.run.chart;

import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.lenet5.run.chart.Pen.Type;

/**
 * Two values of each of some things as horizontal bars: what was measured, filled, and below it
 * what was published, hollow. One definition gives a PNG and an SVG.
 */
public final class BarChart implements Chart {
  private static final int WIDTH = 900;
  private static final int SCALE = 2;

  // The frame around the bars; each pair of them has a row.
  private static final int TOP = 96;
  private static final int RIGHT = 876;
  private static final int ROW = 44;
  private static final int BAR = 14;
  private static final int AXIS = 68;
  private static final int LEGEND = 60;
  private static final int ICON = 30;
  private static final int ENTRY = 110;
  private static final int GAP = 8;
  private static final int STEPS = 8;

  /** Room for the number beside the longest bar. */
  private static final int NUMBER = 70;

  /** About a character's width, as an SVG needs no fonts on this machine. */
  private static final int CHARACTER = 9;

  private static final int MARGIN = 24;

  /**
   * A thing and its values.
   *
   * @param name cut at 30 characters
   * @param here measured, at least 0; NaN for none
   * @param paper published, at least 0; NaN for none
   */
  public record Bar(String name, double here, double paper) {
    /** Cuts the name. */
    public Bar {
      name = Words.cut(Words.clean(name), 30);
    }
  }

  private final String title;
  private final String label;
  private final List<Bar> bars;
  private final int left;
  private final int bottom;
  private final Axis axis;

  /**
   * @param title cut at 60 characters
   * @param label what the values are, with their unit
   * @param bars from top to bottom, at least one
   * @throws IllegalArgumentException if there is none
   */
  public BarChart(String title, String label, List<Bar> bars) {
    if (bars.isEmpty()) {
      throw new IllegalArgumentException("bar chart: got no bar, expected at least 1");
    }
    this.title = Words.cut(Words.clean(title), 60);
    this.label = Words.clean(label);
    this.bars = List.copyOf(bars);
    int longest = bars.stream().mapToInt(bar -> bar.name.length()).max().orElse(0);
    left = MARGIN + CHARACTER * longest;
    bottom = TOP + ROW * bars.size();
    double most =
        bars.stream()
            .flatMapToDouble(bar -> DoubleStream.of(bar.here, bar.paper))
            .filter(Double::isFinite)
            .max()
            .orElse(0);
    axis = EvenAxis.fromZero(0, most, STEPS);
  }

  /** 1800 pixels wide. */
  @Override
  public byte[] png() throws ChartException {
    Canvas canvas = new Canvas(WIDTH, bottom + AXIS, SCALE);
    draw(canvas);
    return canvas.png();
  }

  /** 900 units wide. */
  @Override
  public byte[] svg() {
    Svg svg = new Svg(WIDTH, bottom + AXIS, title, description());
    draw(svg);
    return svg.bytes();
  }

  private void draw(Pen pen) {
    pen.text(title, MARGIN, 34, Type.start(20).inBold());
    here(pen, MARGIN, LEGEND, ICON);
    pen.text("here", MARGIN + ICON + GAP, LEGEND + BAR / 2.0, Type.start(15));
    paper(pen, MARGIN + ENTRY, LEGEND, ICON);
    pen.text("paper", MARGIN + ENTRY + ICON + GAP, LEGEND + BAR / 2.0, Type.start(15));
    for (int i = 0; i < axis.ticks(); i++) {
      double x = left + length(axis.tick(i));
      pen.stroke(new Line2D.Double(x, TOP, x, bottom), Colours.GRID, 1);
      pen.text(axis.label(i), x, bottom + 18, Type.middle(14));
    }
    pen.stroke(new Rectangle2D.Double(left, TOP, RIGHT - left, bottom - TOP), Colours.FRAME, 1);
    pen.text(label, (left + RIGHT) / 2.0, bottom + 46, Type.middle(16));
    for (int i = 0; i < bars.size(); i++) {
      row(pen, bars.get(i), TOP + ROW * i);
    }
  }

  private void row(Pen pen, Bar bar, int top) {
    pen.text(bar.name, left - GAP, top + ROW / 2.0, Type.end(15));
    double middle = top + (ROW - BAR) / 2.0; // of a lone bar
    boolean both = Double.isFinite(bar.here) && Double.isFinite(bar.paper);
    double apart = both ? BAR / 2.0 + 1 : 0;
    if (Double.isFinite(bar.here)) {
      here(pen, left, middle - apart, length(bar.here));
      number(pen, bar.here, middle - apart);
    }
    if (Double.isFinite(bar.paper)) {
      paper(pen, left, middle + apart, length(bar.paper));
      number(pen, bar.paper, middle + apart);
    }
  }

  private static void here(Pen pen, double x, double y, double length) {
    pen.fill(new Rectangle2D.Double(x, y, length, BAR), Colours.BLUE);
  }

  private static void paper(Pen pen, double x, double y, double length) {
    pen.stroke(new Rectangle2D.Double(x, y + 1, length, BAR - 2.0), Colours.BLUE, 1.5);
  }

  private void number(Pen pen, double value, double y) {
    pen.text(Words.number(value), left + length(value) + GAP, y + BAR / 2.0, Type.start(13));
  }

  private double length(double value) {
    return axis.place(value) * (RIGHT - NUMBER - left);
  }

  private String description() {
    return bars.stream()
        .map(
            bar ->
                "%s: %s here, %s in the paper."
                    .formatted(bar.name, words(bar.here), words(bar.paper)))
        .collect(Collectors.joining(" ", label + ". ", ""));
  }

  private static String words(double value) {
    return Double.isFinite(value) ? Words.number(value) : "nothing";
  }
}
