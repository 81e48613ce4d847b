package org.lenet5.cli.picture;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * A confusion matrix as a heat map: a row for each actual class, a column for each predicted one.
 *
 * <p>Errors are coloured by their share of the row on a logarithmic scale, from a thousandth to
 * all, so that the few of a good classifier show; the diagonal stays pale, and its recall is
 * printed at the end of each row.
 */
public final class ConfusionChart {
  private static final int MARGIN = 28;
  private static final int GAP = 10;
  private static final Font TITLE = Canvas.bold(26);
  private static final Font AXIS = Canvas.plain(22);

  /** ColorBrewer's Oranges, for shares of 0.1%, 1%, 10% and 100%. */
  private static final Color[] ERRORS = {
    new Color(0xfee6ce), new Color(0xfdae6b), new Color(0xe6550d), new Color(0x7f2704)
  };

  /** ColorBrewer's palest blue but one, at a recall of 100%. */
  private static final Color RIGHT = new Color(0xc6dbef);

  private final List<String> classes;
  private final int[][] counts;
  private final long[] totals;
  private final int cell;
  private final Font label;
  private final Font count;
  private final double labelWidth;
  private final double recallWidth;
  private final boolean upright;

  private ConfusionChart(List<String> classes, int[][] counts) {
    this.classes = classes.stream().map(Canvas::clean).toList();
    this.counts = counts;
    this.totals =
        Arrays.stream(counts).mapToLong(r -> Arrays.stream(r).asLongStream().sum()).toArray();
    cell = Math.clamp(1000 / classes.size(), 28, 160);
    label = Canvas.plain(Math.clamp(0.4 * cell, 13, 22));
    count = countFont();
    double widest = this.classes.stream().mapToDouble(c -> Canvas.width(label, c)).max().orElse(0);
    labelWidth = Math.min(widest, 220);
    recallWidth = Math.max(Canvas.width(label, "100.0%"), Canvas.width(label, "recall"));
    upright = widest > cell - 4;
  }

  /**
   * The matrix as a PNG; its size grows with the number of classes, to some 2000x2000 pixels.
   *
   * @param title what was classified by what
   * @param classes names of the classes
   * @param counts number of samples {@code [actual][predicted]}; not modified
   * @throws IllegalArgumentException if there is no class, the matrix has another size than the
   *     classes, or a count is negative
   * @throws PictureException if this machine has no fonts
   */
  public static byte[] png(String title, List<String> classes, int[][] counts)
      throws PictureException {
    check(classes, counts);
    Canvas.requireFonts();
    return new ConfusionChart(classes, counts).draw(Canvas.clean(title));
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

  /** The largest size in which the widest count fits its cell; at least 9 pixels. */
  private Font countFont() {
    int most = Arrays.stream(counts).flatMapToInt(Arrays::stream).max().orElse(0);
    double size = 0.36 * cell;
    double width = Canvas.width(Canvas.plain(size), Integer.toString(most));
    return Canvas.plain(Math.clamp(size * Math.min(1, (cell - 6) / width), 9, 28));
  }

  private byte[] draw(String title) throws PictureException {
    int n = classes.size();
    int side = n * cell;
    int left = (int) (MARGIN + 2 * AXIS.getSize() + GAP + labelWidth + GAP);
    int top =
        (int)
            (MARGIN
                + 1.5 * TITLE.getSize()
                + 1.5 * AXIS.getSize()
                + 2.2 * AXIS.getSize()
                + (upright ? labelWidth : label.getSize())
                + GAP);
    int width =
        (int)
            Math.max(
                left + side + 2 * GAP + recallWidth + MARGIN,
                2 * MARGIN + Math.max(Canvas.width(TITLE, title), 620));
    int below = top + side;
    Canvas canvas = new Canvas(width, below + 4 * GAP + 70 + MARGIN);

    canvas.text(TITLE, Canvas.fit(TITLE, title, width - 2 * MARGIN), MARGIN, MARGIN + 13, 0);
    canvas.text(AXIS, summary(), MARGIN, MARGIN + 13 + 1.5 * TITLE.getSize(), 0);
    cells(canvas, left, top);
    labels(canvas, left, top);
    scale(canvas, left, below + 4 * GAP);
    return canvas.png();
  }

  private String summary() {
    long all = LongStream.of(totals).sum();
    long right = 0;
    for (int i = 0; i < classes.size(); i++) {
      right += counts[i][i];
    }
    return all == 0
        ? "no samples"
        : String.format(Locale.ROOT, "%,d of %,d right (%.2f%%)", right, all, 100.0 * right / all);
  }

  private void cells(Canvas canvas, int left, int top) {
    Graphics2D g = canvas.graphics;
    int n = classes.size();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double share = totals[i] == 0 ? 0 : (double) counts[i][j] / totals[i];
        Color fill = i == j ? mix(Color.WHITE, RIGHT, share) : error(share);
        g.setColor(fill);
        g.fillRect(left + j * cell, top + i * cell, cell, cell);
        String text = Integer.toString(counts[i][j]);
        if (counts[i][j] > 0 && Canvas.width(count, text) <= cell - 2) {
          g.setColor(isDark(fill) ? Color.WHITE : Canvas.INK);
          canvas.text(count, text, left + (j + 0.5) * cell, top + (i + 0.5) * cell, 0.5);
        }
      }
    }
    g.setColor(Canvas.FAINT);
    for (int i = 0; i <= n; i++) {
      g.fillRect(left, top + i * cell, n * cell + 1, 1);
      g.fillRect(left + i * cell, top, 1, n * cell + 1);
    }
  }

  private void labels(Canvas canvas, int left, int top) {
    Graphics2D g = canvas.graphics;
    int n = classes.size();
    double end = left + n * cell + 2 * GAP + recallWidth;
    double header = top - GAP - label.getSize2D() / 2;
    g.setColor(Canvas.INK);
    for (int i = 0; i < n; i++) {
      String name = Canvas.fit(label, classes.get(i), labelWidth);
      double middle = top + (i + 0.5) * cell;
      canvas.text(label, name, left - GAP, middle, 1);
      canvas.text(label, recall(i), end, middle, 1);
      double x = left + (i + 0.5) * cell;
      if (upright) {
        upwards(canvas, label, name, x, top - GAP, 0);
      } else {
        canvas.text(label, name, x, header, 0.5);
      }
    }
    canvas.text(label, "recall", end, header, 1);
    double titles = MARGIN + 13 + 1.5 * TITLE.getSize() + 2.2 * AXIS.getSize();
    canvas.text(AXIS, "predicted", left + 0.5 * n * cell, titles, 0.5);
    upwards(canvas, AXIS, "actual", MARGIN + 0.5 * AXIS.getSize(), top + 0.5 * n * cell, 0.5);
  }

  private String recall(int i) {
    return totals[i] == 0
        ? "–"
        : String.format(Locale.ROOT, "%.1f%%", 100.0 * counts[i][i] / totals[i]);
  }

  /** Text that reads upwards, its middle line at {@code x}, anchored as in {@link Canvas#text}. */
  private static void upwards(
      Canvas canvas, Font font, String text, double x, double y, double anchor) {
    AffineTransform before = canvas.graphics.getTransform();
    canvas.graphics.translate(x, y);
    canvas.graphics.rotate(-Math.PI / 2);
    canvas.text(font, text, 0, 0, anchor);
    canvas.graphics.setTransform(before);
  }

  /** The key to the colours of errors. */
  private static void scale(Canvas canvas, int left, int top) {
    Graphics2D g = canvas.graphics;
    int length = 360;
    int height = 18;
    Font font = Canvas.plain(16);
    for (int x = 0; x < length; x++) {
      g.setColor(error(Math.pow(10, -3 + 3.0 * x / (length - 1))));
      g.fill(new Rectangle2D.Double(left + x, top, 1, height));
    }
    g.setColor(Canvas.INK);
    String[] ticks = {"0.1%", "1%", "10%", "100%"};
    for (int i = 0; i < ticks.length; i++) {
      double x = left + i * (length - 1) / 3.0;
      g.fill(new Rectangle2D.Double(x, top + height, 1, 5));
      canvas.text(font, ticks[i], x, top + height + 16, 0.5);
    }
    canvas.text(font, "errors: share of the row", left, top + height + 42, 0);
  }

  /** Log-linear between the colours of 0.1%, 1%, 10% and 100%; white for none. */
  private static Color error(double share) {
    if (share == 0) {
      return Color.WHITE;
    }
    double place = Math.clamp(3 + Math.log10(share), 0, 3);
    int from = Math.min(2, (int) place);
    return mix(ERRORS[from], ERRORS[from + 1], place - from);
  }

  private static Color mix(Color from, Color to, double t) {
    return new Color(
        (int) Math.round(from.getRed() + t * (to.getRed() - from.getRed())),
        (int) Math.round(from.getGreen() + t * (to.getGreen() - from.getGreen())),
        (int) Math.round(from.getBlue() + t * (to.getBlue() - from.getBlue())));
  }

  private static boolean isDark(Color c) {
    return 0.299 * c.getRed() + 0.587 * c.getGreen() + 0.114 * c.getBlue() < 140;
  }
}
