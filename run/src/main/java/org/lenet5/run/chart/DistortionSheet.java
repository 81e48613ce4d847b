package org.lenet5.run.chart;

import java.util.List;
import java.util.Objects;
import org.lenet5.data.Image;
import org.lenet5.run.chart.Pen.Type;

/** A contact sheet of distortions: a row for each original, which comes first, apart. */
public final class DistortionSheet {
  private static final int MARGIN = 28;

  /** Side of the square that each image is enlarged to fill, 3 pixels for each of 32. */
  private static final int BOX = 96;

  private static final int GAP = 8;

  /** Extra room between the original and the first distorted image. */
  private static final int APART = 20;

  private static final int TITLE_HEIGHT = 44;
  private static final int LINE = 24;
  private static final int LEAST_WIDTH = 420;
  private static final Type TITLE = Type.start(20).inBold();
  private static final Type CAPTION = Type.start(16);

  private DistortionSheet() {}

  /**
   * An original and what became of it.
   *
   * @param original undistorted
   * @param distorted from left to right
   */
  public record Row(Image original, List<Image> distorted) {
    public Row {
      Objects.requireNonNull(original, "original");
      distorted = List.copyOf(distorted);
    }
  }

  /**
   * The sheet as a PNG, ink black on white.
   *
   * @param subject the amplitudes, for the title
   * @param caption what stands above the distorted images
   * @param rows from top to bottom
   * @throws ChartException if this machine has no fonts
   */
  public static byte[] png(String subject, String caption, List<Row> rows) throws ChartException {
    Objects.requireNonNull(subject, "subject");
    Canvas.requireFonts();
    int most = rows.stream().mapToInt(row -> row.distorted().size()).max().orElse(0);
    int first = MARGIN + BOX + APART + GAP;
    int width = Math.max(LEAST_WIDTH, first + most * (BOX + GAP) - GAP + MARGIN);
    int top = MARGIN + TITLE_HEIGHT + LINE;
    Canvas canvas = new Canvas(width, top + rows.size() * (BOX + GAP) - GAP + MARGIN, 1);
    String heading = Words.clean("Distortions: " + subject);
    canvas.text(Canvas.fit(heading, TITLE, width - 2 * MARGIN), MARGIN, MARGIN + 10, TITLE);
    canvas.text("original", MARGIN, top - LINE / 2.0, CAPTION);
    canvas.text(caption, first, top - LINE / 2.0, CAPTION);
    for (int r = 0; r < rows.size(); r++) {
      int y = top + r * (BOX + GAP);
      canvas.image(rows.get(r).original(), MARGIN, y, BOX);
      List<Image> distorted = rows.get(r).distorted();
      for (int i = 0; i < distorted.size(); i++) {
        canvas.image(distorted.get(i), first + i * (BOX + GAP), y, BOX);
      }
    }
    return canvas.png();
  }
}
