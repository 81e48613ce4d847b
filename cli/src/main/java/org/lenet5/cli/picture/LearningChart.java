package org.lenet5.cli.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A quantity over the epochs of a run, on the training and the validation set, with the best
 * validation value marked. One chart gives a PNG and an SVG that look alike.
 *
 * <p>A value that is not finite, as a run that diverged has, leaves a gap.
 */
public final class LearningChart {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 600;

  /** Pixels of the PNG for each unit of the chart, for screens of high resolution and for print. */
  private static final int SCALE = 2;

  /** About what the axes leave of the chart; ticks are placed by it, within some 20%. */
  private static final int PLOT_WIDTH = 800;

  private static final int PLOT_HEIGHT = 470;

  /** Up to this many epochs every one gets a marker. */
  private static final int MARKED = 40;

  private static final Color BLUE = new Color(0x0072b2);
  private static final Color VERMILION = new Color(0xd55e00);

  private final String title;
  private final String label;
  private final String unit;
  private final double[] train;
  private final double[] validation;
  private final int best;
  private final Axis epochs;
  private final Axis values;

  private LearningChart(
      String title, String label, String unit, double[] train, double[] validation, double sign) {
    if (train.length == 0 || train.length != validation.length) {
      throw new IllegalArgumentException(
          "learning chart: got %d training and %d validation values, expected one for each epoch"
              .formatted(train.length, validation.length));
    }
    this.title = Canvas.clean(title);
    this.label = Canvas.clean(label);
    this.unit = unit;
    this.train = finite(train);
    this.validation = finite(validation);
    this.best = best(this.validation, sign);
    this.epochs = train.length == 1 ? new Axis(-1, 1, 1) : Axis.whole(0, train.length - 1, 16);
    this.values = values(sign);
  }

  /**
   * The loss; the lowest validation loss is the best.
   *
   * @param subject what was trained, for the title
   * @param label the loss and its unit, for the axis, such as {@code cross-entropy (nats)}
   * @param train training loss {@code [epoch]}; copied
   * @param validation validation loss {@code [epoch]}; copied
   * @throws IllegalArgumentException if there is no epoch, or one array is longer than the other
   */
  public static LearningChart loss(
      String subject, String label, double[] train, double[] validation) {
    Objects.requireNonNull(label, "label");
    return new LearningChart("Loss: " + subject, label, "", train, validation, -1);
  }

  /**
   * The accuracy; the highest validation accuracy is the best.
   *
   * @param subject what was trained, for the title
   * @param train training accuracy in percent {@code [epoch]}; copied
   * @param validation validation accuracy in percent {@code [epoch]}; copied
   * @throws IllegalArgumentException if there is no epoch, or one array is longer than the other
   */
  public static LearningChart accuracy(String subject, double[] train, double[] validation) {
    return new LearningChart("Accuracy: " + subject, "accuracy (%)", "%", train, validation, 1);
  }

  /**
   * The chart as a PNG of 1800x1200 pixels.
   *
   * @throws PictureException if this machine has no fonts
   */
  public byte[] png() throws PictureException {
    Canvas.requireFonts();
    BufferedImage image =
        new BufferedImage(SCALE * WIDTH, SCALE * HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.scale(SCALE, SCALE);
    chart().paint(graphics, WIDTH, HEIGHT);
    graphics.dispose();
    return Canvas.png(image);
  }

  /**
   * The chart as an SVG of 900x600 units in UTF-8. Its text is drawn as outlines, so that it looks
   * the same with any fonts; a title and a description carry words and values for readers and
   * search.
   *
   * @throws PictureException if this machine has no fonts
   */
  public byte[] svg() throws PictureException {
    Canvas.requireFonts();
    return Svg.draw(title, description(), WIDTH, HEIGHT, g -> chart().paint(g, WIDTH, HEIGHT));
  }

  private XYChart chart() {
    XYChart chart = new XYChart(WIDTH, HEIGHT);
    chart.setTitle(title);
    chart.setXAxisTitle("epoch");
    chart.setYAxisTitle(label);
    style(chart.getStyler());
    double[] x = IntStream.range(0, train.length).asDoubleStream().toArray();
    boolean marked = train.length <= MARKED;
    line(chart, "training", x, train, BLUE, marked ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    line(
        chart,
        "validation",
        x,
        validation,
        VERMILION,
        marked ? SeriesMarkers.DIAMOND : SeriesMarkers.NONE);
    if (best >= 0) {
      XYSeries ring =
          chart.addSeries(bestLabel(), new double[] {best}, new double[] {validation[best]});
      ring.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
      ring.setMarker(new Ring()).setMarkerColor(Canvas.INK);
    }
    return chart;
  }

  private static void line(
      XYChart chart, String name, double[] x, double[] y, Color colour, Marker marker) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setLineColor(colour).setLineStyle(new BasicStroke(2));
    series.setMarker(marker).setMarkerColor(colour);
  }

  private void style(XYStyler styler) {
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setChartFontColor(Canvas.INK);
    styler.setChartPadding(14);
    styler.setChartTitleFont(Canvas.bold(18)).setChartTitlePadding(10);
    styler.setLegendPosition(LegendPosition.OutsideS).setLegendLayout(LegendLayout.Horizontal);
    styler.setLegendFont(Canvas.plain(15)).setLegendBorderColor(Color.WHITE);
    styler.setPlotBorderColor(Canvas.FAINT).setPlotContentSize(0.96);
    styler.setMarkerSize(8);
    styler.setAxisTitleFont(Canvas.plain(16)).setAxisTickLabelsFont(Canvas.plain(14));
    styler.setAxisTickLabelsColor(Canvas.INK).setAxisTicksLineVisible(false);
    styler.setAxisTickMarksColor(Canvas.FAINT);
    styler.setPlotGridLinesColor(new Color(0xe8e8e8)).setPlotGridLinesStroke(new BasicStroke(1));
    styler.setLocale(Locale.ROOT);
    styler.setXAxisMin(epochs.min()).setXAxisMax(epochs.max());
    styler.setXAxisTickMarkSpacingHint(epochs.spacing(PLOT_WIDTH));
    styler.setxAxisTickLabelsFormattingFunction(
        v -> v < -0.5 || v > train.length - 0.5 ? "" : Long.toString(Math.round(v)));
    styler.setYAxisMin(values.min()).setYAxisMax(values.max());
    styler.setYAxisTickMarkSpacingHint(values.spacing(PLOT_HEIGHT));
    styler.setyAxisTickLabelsFormattingFunction(values::format);
  }

  /** From 0 for a loss, from below the lowest point for an accuracy. */
  private Axis values(double sign) {
    double[] all =
        IntStream.range(0, 2 * train.length)
            .mapToDouble(i -> i < train.length ? train[i] : validation[i - train.length])
            .filter(v -> !Double.isNaN(v))
            .toArray();
    double low = Arrays.stream(all).min().orElse(0);
    double high = Arrays.stream(all).max().orElse(1);
    return Axis.round(sign < 0 ? Math.min(0, low) : low, high, 10);
  }

  private String bestLabel() {
    return "best validation: %s in epoch %d".formatted(value(validation[best]), best);
  }

  private String value(double v) {
    return Double.isNaN(v)
        ? "none"
        : String.format(Locale.ROOT, unit.isEmpty() ? "%.4f" : "%.2f%%", v);
  }

  private String description() {
    return "%s over epochs 0 to %d. training: %s. validation: %s.%s"
        .formatted(
            label,
            train.length - 1,
            list(train),
            list(validation),
            best < 0 ? "" : " " + bestLabel() + ".");
  }

  private String list(double[] values) {
    return Arrays.stream(values).mapToObj(this::value).collect(Collectors.joining(", "));
  }

  private static double[] finite(double[] values) {
    return Arrays.stream(values).map(v -> Double.isFinite(v) ? v : Double.NaN).toArray();
  }

  /** The first epoch of the highest {@code sign * value}, -1 if no value is finite. */
  private static int best(double[] values, double sign) {
    int best = -1;
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i]) && (best < 0 || sign * values[i] > sign * values[best])) {
        best = i;
      }
    }
    return best;
  }
}
