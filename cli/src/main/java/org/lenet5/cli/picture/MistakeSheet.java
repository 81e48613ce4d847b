package org.lenet5.cli.picture;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.util.List;
import org.lenet5.data.Image;

/** A contact sheet of mistakes, in the order given, each captioned {@code 4 as 9 (99%)}. */
public final class MistakeSheet {
  private static final int MARGIN = 28;
  private static final int GAP = 24;

  /** Side of the square that each image is enlarged to fill, 5 pixels for each of MNIST's. */
  private static final int BOX = 140;

  private static final Font TITLE = Canvas.bold(24);
  private static final Font CAPTION = Canvas.plain(17);
  private static final int LINE = 24;

  private MistakeSheet() {}

  /**
   * The sheet as a PNG, ink black on white, every pixel a square.
   *
   * @param title what was classified by what
   * @param mistakes the worst first; there may be none
   * @throws PictureException if this machine has no fonts
   */
  public static byte[] png(String title, List<Mistake> mistakes) throws PictureException {
    Canvas.requireFonts();
    int columns = Math.clamp((long) Math.ceil(Math.sqrt(1.6 * mistakes.size())), 1, 10);
    int rows = Math.ceilDiv(mistakes.size(), columns);
    boolean twoLines =
        mistakes.stream()
            .anyMatch(m -> Canvas.width(CAPTION, Canvas.clean(caption(m))) > BOX + GAP / 2);
    int step = BOX + 12 + (twoLines ? 2 : 1) * LINE + GAP;
    int grid = columns * (BOX + GAP) - GAP;
    String heading = Canvas.clean(title);
    int width = 2 * MARGIN + Math.max(grid, (int) Math.min(1600, Canvas.width(TITLE, heading) + 1));
    int top = MARGIN + 2 * TITLE.getSize();
    Canvas canvas =
        new Canvas(
            width, mistakes.isEmpty() ? top + LINE + MARGIN : top + rows * step - GAP + MARGIN);
    canvas.text(TITLE, Canvas.fit(TITLE, heading, width - 2 * MARGIN), MARGIN, MARGIN + 10, 0);
    if (mistakes.isEmpty()) {
      canvas.text(CAPTION, "no mistakes", MARGIN, top + 6, 0);
    }
    for (int i = 0; i < mistakes.size(); i++) {
      int x = MARGIN + i % columns * (BOX + GAP);
      int y = top + i / columns * step;
      Mistake mistake = mistakes.get(i);
      image(canvas.graphics, mistake.image(), x, y);
      captions(canvas, mistake, twoLines, x + BOX / 2, y + BOX + 12);
    }
    return canvas.png();
  }

  private static String caption(Mistake m) {
    return "%s as %s (%s)".formatted(m.actual(), m.predicted(), m.percent());
  }

  private static void captions(Canvas canvas, Mistake m, boolean twoLines, int x, int y) {
    canvas.graphics.setColor(Canvas.INK);
    int width = BOX + GAP / 2;
    if (!twoLines) {
      canvas.text(CAPTION, Canvas.clean(caption(m)), x, y + 4, 0.5);
      return;
    }
    String tail = " (" + m.percent() + ")";
    String as = Canvas.fit(CAPTION, "as " + m.predicted(), width - Canvas.width(CAPTION, tail));
    canvas.text(CAPTION, Canvas.fit(CAPTION, m.actual(), width), x, y + 4, 0.5);
    canvas.text(CAPTION, as + tail, x, y + 4 + LINE, 0.5);
  }

  /** Draws an image as large as fits the box, each pixel the one nearest, and a thin frame. */
  private static void image(Graphics2D g, Image image, int left, int top) {
    double scale = (double) BOX / Math.max(image.rows(), image.columns());
    int height = Math.max(1, (int) Math.round(scale * image.rows()));
    int width = Math.max(1, (int) Math.round(scale * image.columns()));
    int x0 = left + (BOX - width) / 2;
    int y0 = top + (BOX - height) / 2;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int ink =
            image.at(
                (int) ((y + 0.5) * image.rows() / height),
                (int) ((x + 0.5) * image.columns() / width));
        g.setColor(new Color(255 - ink, 255 - ink, 255 - ink));
        g.fillRect(x0 + x, y0 + y, 1, 1);
      }
    }
    g.setColor(Canvas.FAINT);
    g.drawRect(x0 - 1, y0 - 1, width + 1, height + 1);
  }
}
