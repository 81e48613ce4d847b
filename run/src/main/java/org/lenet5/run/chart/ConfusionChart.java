package org.lenet5.run.chart;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.lenet5.run.chart.Pen.Type;

/**
 * A confusion matrix as a heat map: a row for each actual class, a column for each predicted one.
 *
 * <p>Errors are coloured by their share of the row on a logarithmic scale, from a thousandth to
 * all, so that the few of a good classifier show; the diagonal stays pale, and its recall is
 * printed at the end of each row.
 */
public final class ConfusionChart {
  private static final int MARGIN = 28;
  private static final int GAP = 12;
  private static final Type TITLE = Type.start(26).inBold();
  private static final Type SUMMARY = Type.start(20);
  private static final Type AXIS = Type.middle(20);
  private static final Type KEY = Type.middle(16);
  private static final int KEY_WIDTH = 360;

  /** Classes up to which a cell holds its count. */
  private static final int MOST_LARGE = 64;

  /** Side of the matrix beyond that, in pixels, some 20 MB; data sets have up to 256 classes. */
  private static final int LARGEST = 1920;

  /** Pixels of a row that a name takes; also the least side of a cell with a frame. */
  private static final int LEAST_NAMED = 16;

  /** ColorBrewer's Oranges, for shares of 0.1%, 1%, 10% and 100%. */
  private static final Color[] ERRORS = {
    new Color(0xfee6ce), new Color(0xfdae6b), new Color(0xe6550d), new Color(0x7f2704)
  };

  /** A pale one of ColorBrewer's Blues, for a recall of 100%. */
  private static final Color RIGHT = new Color(0xc6dbef);

  private final List<String> classes;
  private final int[][] counts;
  private final long[] totals;
  private final Layout layout;

  private ConfusionChart(List<String> classes, int[][] counts) {
    this.classes = classes.stream().map(Words::clean).toList();
    this.counts = counts;
    totals = Arrays.stream(counts).mapToLong(r -> Arrays.stream(r).asLongStream().sum()).toArray();
    layout = Layout.of(this.classes, counts);
  }

  /**
   * Sizes in pixels.
   *
   * @param cell side of a cell
   * @param every which classes are named: all, or every n-th where a row is too low for a name
   * @param names size of class names
   * @param nameWidth width of the widest class name, cut at 220
   * @param upright whether the names of columns must read upwards to fit
   * @param numbers size of counts
   * @param left where the cells begin
   * @param top where the cells begin
   */
  private record Layout(
      int cell,
      int every,
      int names,
      double nameWidth,
      boolean upright,
      double numbers,
      int left,
      int top) {
    static Layout of(List<String> classes, int[][] counts) {
      int n = classes.size();
      int cell = n <= MOST_LARGE ? Math.clamp(1000 / n, 30, 160) : Math.max(1, LARGEST / n);
      int names = Math.clamp((int) (0.4 * cell), 14, 22);
      double widest =
          classes.stream().mapToDouble(c -> Canvas.width(c, Type.end(names))).max().orElse(0);
      double nameWidth = Math.min(widest, 220);
      boolean upright = widest > cell - 4;
      int left = (int) (MARGIN + 2 * AXIS.size() + nameWidth + GAP);
      int top = (int) (MARGIN + 120 + (upright ? nameWidth : names) + GAP);
      return new Layout(
          cell,
          Math.ceilDiv(LEAST_NAMED, cell),
          names,
          nameWidth,
          upright,
          numbers(cell, counts),
          left,
          top);
    }

    /** The largest size, within 9 to 28, in which the widest count fits its cell. */
    private static double numbers(int cell, int[][] counts) {
      int most = Arrays.stream(counts).flatMapToInt(Arrays::stream).max().orElse(0);
      double size = 0.36 * cell;
      double width = Canvas.width(Integer.toString(most), Type.middle(size));
      return Math.clamp(size * Math.min(1, (cell - 4) / width), 9, 28);
    }
  }

  /**
   * The matrix as a PNG. Its size grows with the number of classes, to some 2100x2200 pixels for
   * 62; the cells of more become smaller, without counts, and only every n-th class is named.
   *
   * @param subject what was classified by what, for the title
   * @param classes names of the classes
   * @param counts number of samples {@code [actual][predicted]}; not modified
   * @throws IllegalArgumentException if there is no class, the matrix has another size than the
   *     classes, or a count is negative
   * @throws ChartException if this machine has no fonts
   */
  public static byte[] png(String subject, List<String> classes, int[][] counts)
      throws ChartException {
    Objects.requireNonNull(subject, "subject");
    check(classes, counts);
    Canvas.requireFonts();
    return new ConfusionChart(classes, counts).draw(Words.clean("Confusion matrix: " + subject));
  }

  private static void check(List<String> classes, int[][] counts) {
    if (classes.isEmpty() || counts.length != classes.size()) {
      throw new IllegalArgumentException(
          "confusion matrix: got %d rows for %d classes, expected one for each of at least 1"
              .formatted(counts.length, classes.size()));
    }
    for (int[] row : counts) {
      if (row.length != classes.size() || Arrays.stream(row).anyMatch(c -> c < 0)) {
        throw new IllegalArgumentException(
            "confusion matrix: got a row of %s, expected %d counts of at least 0"
                .formatted(Arrays.toString(row), classes.size()));
      }
    }
  }

  private byte[] draw(String title) throws ChartException {
    int side = classes.size() * layout.cell;
    double recall = layout.left + side + 2 * GAP + Canvas.width("100.0%", Type.end(layout.names));
    int width =
        (int)
            Math.max(
                Math.max(recall, layout.left + KEY_WIDTH) + MARGIN,
                Math.min(2000, 2 * MARGIN + Canvas.width(title, TITLE) + 1));
    int key = layout.top + side + 3 * GAP;
    Canvas canvas = new Canvas(width, key + 62 + MARGIN, 1);
    canvas.text(Canvas.fit(title, TITLE, width - 2 * MARGIN), MARGIN, MARGIN + 13, TITLE);
    canvas.text(summary(), MARGIN, MARGIN + 50, SUMMARY);
    cells(canvas);
    names(canvas, side, recall);
    key(canvas, layout.left, key);
    return canvas.png();
  }

  private String summary() {
    long all = Arrays.stream(totals).sum();
    long right = 0;
    for (int i = 0; i < totals.length; i++) {
      right += counts[i][i];
    }
    return all == 0
        ? "no samples"
        : String.format(Locale.ROOT, "%,d of %,d right, %.2f%%", right, all, 100.0 * right / all);
  }

  private void cells(Canvas canvas) {
    int n = totals.length;
    int cell = layout.cell;
    Type type = Type.middle(layout.numbers);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double share = totals[i] == 0 ? 0 : (double) counts[i][j] / totals[i];
        Color colour = i == j ? Colours.mix(Color.WHITE, RIGHT, share) : error(share);
        int x = layout.left + j * cell;
        int y = layout.top + i * cell;
        canvas.fill(new Rectangle2D.Double(x, y, cell, cell), colour);
        String text = Integer.toString(counts[i][j]);
        if (counts[i][j] > 0 && Canvas.width(text, type) <= cell - 2) {
          Color ink = Colours.isDark(colour) ? Color.WHITE : Colours.INK;
          canvas.text(text, x + cell / 2.0, y + cell / 2.0, type, ink);
        }
      }
    }
    for (int i = 0; i <= n; i += cell < LEAST_NAMED ? n : 1) {
      int along = n * cell + 1;
      int across = i * cell;
      canvas.fill(
          new Rectangle2D.Double(layout.left, layout.top + across, along, 1), Colours.FRAME);
      canvas.fill(
          new Rectangle2D.Double(layout.left + across, layout.top, 1, along), Colours.FRAME);
    }
  }

  private void names(Canvas canvas, int side, double recall) {
    double above = layout.top - GAP - layout.names / 2.0;
    Type end = Type.end(layout.names);
    for (int i = 0; i < totals.length; i += layout.every) {
      String name = Canvas.fit(classes.get(i), end, layout.nameWidth);
      double middle = (i + 0.5) * layout.cell;
      canvas.text(name, layout.left - GAP, layout.top + middle, end);
      canvas.text(recall(i), recall, layout.top + middle, end);
      if (layout.upright) {
        Type up = Type.start(layout.names).goingUp();
        canvas.text(name, layout.left + middle, layout.top - GAP, up);
      } else {
        canvas.text(name, layout.left + middle, above, Type.middle(layout.names));
      }
    }
    canvas.text("recall", recall, above, end);
    canvas.text("predicted", layout.left + side / 2.0, MARGIN + 102, AXIS);
    canvas.text("actual", MARGIN + 12, layout.top + side / 2.0, AXIS.goingUp());
  }

  private String recall(int i) {
    return totals[i] == 0
        ? "–"
        : String.format(Locale.ROOT, "%.1f%%", 100.0 * counts[i][i] / totals[i]);
  }

  /** The key to the colours of errors. */
  private static void key(Canvas canvas, int left, int top) {
    for (int x = 0; x < KEY_WIDTH; x++) {
      Color colour = error(Math.pow(10, -3 + 3.0 * x / (KEY_WIDTH - 1)));
      canvas.fill(new Rectangle2D.Double(left + x, top, 1, 18), colour);
    }
    String[] ticks = {"0.1%", "1%", "10%", "100%"};
    for (int i = 0; i < ticks.length; i++) {
      int x = left + i * (KEY_WIDTH - 1) / 3;
      canvas.fill(new Rectangle2D.Double(x, top + 18, 1, 5), Colours.INK);
      canvas.text(ticks[i], x, top + 33, KEY);
    }
    canvas.text("errors, as a share of their row", left, top + 58, Type.start(KEY.size()));
  }

  /** Log-linear between the colours of 0.1%, 1%, 10% and 100%; white for none. */
  private static Color error(double share) {
    if (share == 0) {
      return Color.WHITE;
    }
    double place = Math.clamp(3 + Math.log10(share), 0, 3);
    int from = Math.min(2, (int) place);
    return Colours.mix(ERRORS[from], ERRORS[from + 1], place - from);
  }
}
