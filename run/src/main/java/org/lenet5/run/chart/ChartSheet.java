package org.lenet5.run.chart;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.util.List;
import java.util.stream.Collectors;

/** Charts beside and below each other, two in a row. */
public final class ChartSheet implements Chart {
  private static final int COLUMNS = 2;

  private final String title;
  private final List<LineChart> charts;

  /**
   * @param title for those who can't see it; each chart shows its own
   * @param charts row by row, at least one
   * @throws IllegalArgumentException if there is none
   */
  public ChartSheet(String title, List<LineChart> charts) {
    if (charts.isEmpty()) {
      throw new IllegalArgumentException("chart sheet: got no chart, expected at least 1");
    }
    this.title = Words.clean(title);
    this.charts = List.copyOf(charts);
  }

  /** 900x600 pixels for each chart. */
  @Override
  public byte[] png() throws ChartException {
    Canvas canvas = new Canvas(width(), height(), 1);
    draw(canvas);
    return canvas.png();
  }

  @Override
  public byte[] svg() {
    String description =
        charts.stream().map(LineChart::description).collect(Collectors.joining("\n"));
    Svg svg = new Svg(width(), height(), title, description);
    draw(svg);
    return svg.bytes();
  }

  private int width() {
    return Math.min(COLUMNS, charts.size()) * LineChart.WIDTH;
  }

  private int height() {
    return Math.ceilDiv(charts.size(), COLUMNS) * LineChart.HEIGHT;
  }

  private void draw(Pen pen) {
    for (int i = 0; i < charts.size(); i++) {
      int across = i % COLUMNS * LineChart.WIDTH;
      int down = i / COLUMNS * LineChart.HEIGHT;
      charts.get(i).draw(new Moved(pen, across, down));
    }
  }

  /** A pen that draws everything further to the right and down. */
  private record Moved(Pen pen, int across, int down) implements Pen {
    @Override
    public void stroke(Shape shape, Color colour, double width, float... dashes) {
      pen.stroke(moved(shape), colour, width, dashes);
    }

    @Override
    public void fill(Shape shape, Color colour) {
      pen.fill(moved(shape), colour);
    }

    @Override
    public void text(String text, double x, double y, Type type) {
      pen.text(text, x + across, y + down, type);
    }

    private Shape moved(Shape shape) {
      return AffineTransform.getTranslateInstance(across, down).createTransformedShape(shape);
    }
  }
}
