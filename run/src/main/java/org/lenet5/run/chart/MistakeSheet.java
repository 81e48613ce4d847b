package org.lenet5.run.chart;

import java.util.List;
import java.util.Objects;
import org.lenet5.run.chart.Pen.Type;

/** A contact sheet of mistakes, in the order given, each captioned {@code 4 as 9 (99%)}. */
public final class MistakeSheet {
  private static final int MARGIN = 28;
  private static final int GAP = 24;

  /** Side of the square that each image is enlarged to fill, 5 pixels for each of MNIST's. */
  private static final int BOX = 140;

  /** Width that a caption may take. */
  private static final int ROOM = BOX + GAP - 4;

  private static final int MOST_COLUMNS = 10;
  private static final Type TITLE = Type.start(24).inBold();
  private static final Type CAPTION = Type.middle(16);
  private static final int LINE = 22;

  private MistakeSheet() {}

  /**
   * The sheet as a PNG, ink black on white, every pixel a rectangle.
   *
   * @param subject what was classified by what, for the title
   * @param mistakes the worst first; there may be none
   * @throws ChartException if this machine has no fonts
   */
  public static byte[] png(String subject, List<Mistake> mistakes) throws ChartException {
    Objects.requireNonNull(subject, "subject");
    Canvas.requireFonts();
    int columns = Math.clamp((long) Math.ceil(Math.sqrt(1.6 * mistakes.size())), 1, MOST_COLUMNS);
    int rows = Math.ceilDiv(mistakes.size(), columns);
    boolean twoLines = mistakes.stream().anyMatch(m -> Canvas.width(caption(m), CAPTION) > ROOM);
    int step = BOX + (twoLines ? 2 : 1) * LINE + GAP;
    String heading = Words.clean("Worst mistakes: " + subject);
    int grid = columns * (BOX + GAP) - GAP;
    int width = 2 * MARGIN + (int) Math.max(grid, Math.min(1600, Canvas.width(heading, TITLE) + 1));
    int top = MARGIN + 48;
    int bottom = mistakes.isEmpty() ? top + LINE : top + rows * step - GAP;
    Canvas canvas = new Canvas(width, bottom + MARGIN, 1);
    canvas.text(Canvas.fit(heading, TITLE, width - 2 * MARGIN), MARGIN, MARGIN + 12, TITLE);
    if (mistakes.isEmpty()) {
      canvas.text("no mistakes", MARGIN, top + LINE / 2.0, Type.start(CAPTION.size()));
    }
    for (int i = 0; i < mistakes.size(); i++) {
      int x = MARGIN + i % columns * (BOX + GAP);
      int y = top + i / columns * step;
      canvas.image(mistakes.get(i).image(), x, y, BOX);
      caption(canvas, mistakes.get(i), twoLines, x + BOX / 2, y + BOX + 16);
    }
    return canvas.png();
  }

  private static String caption(Mistake m) {
    return Words.clean("%s as %s (%s)".formatted(m.actual(), m.predicted(), m.percent()));
  }

  private static void caption(Canvas canvas, Mistake m, boolean twoLines, int x, int y) {
    if (!twoLines) {
      canvas.text(caption(m), x, y, CAPTION);
      return;
    }
    String tail = " (" + m.percent() + ")";
    String as = Words.clean("as " + m.predicted());
    canvas.text(Canvas.fit(Words.clean(m.actual()), CAPTION, ROOM), x, y, CAPTION);
    canvas.text(
        Canvas.fit(as, CAPTION, ROOM - Canvas.width(tail, CAPTION)) + tail, x, y + LINE, CAPTION);
  }
}
