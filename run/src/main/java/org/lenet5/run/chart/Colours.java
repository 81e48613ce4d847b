package org.lenet5.run.chart;

import java.awt.Color;
import java.util.List;

/** Colours that colour-blind readers tell apart. */
final class Colours {
  static final Color INK = new Color(0x222222);
  static final Color FRAME = new Color(0xcccccc);
  static final Color GRID = new Color(0xe8e8e8);

  /** Okabe and Ito's blue and vermilion. */
  static final Color BLUE = new Color(0x0072b2);

  static final Color VERMILION = new Color(0xd55e00);

  /** Six of Okabe and Ito's colours, for lines; neighbours differ most. */
  static final List<Color> LINES =
      List.of(
          BLUE,
          VERMILION,
          new Color(0x009e73), // bluish green
          new Color(0xcc79a7), // reddish purple
          new Color(0xe69f00), // orange
          new Color(0x56b4e9)); // sky blue

  private Colours() {}

  /** The colour a share {@code t} of the way from one to another. */
  static Color mix(Color from, Color to, double t) {
    return new Color(
        (int) Math.round(from.getRed() + t * (to.getRed() - from.getRed())),
        (int) Math.round(from.getGreen() + t * (to.getGreen() - from.getGreen())),
        (int) Math.round(from.getBlue() + t * (to.getBlue() - from.getBlue())));
  }

  /** Whether white text reads better on it than ink does; by luma, ITU-R BT.601. */
  static boolean isDark(Color c) {
    return 0.299 * c.getRed() + 0.587 * c.getGreen() + 0.114 * c.getBlue() < 110;
  }
}
