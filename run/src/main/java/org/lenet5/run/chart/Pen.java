package org.lenet5.run.chart;

import java.awt.Color;
import java.awt.Shape;

/** What a chart is drawn with, so that one definition gives pixels and vectors. */
interface Pen {

  /**
   * Draws an outline with round joins and ends.
   *
   * @param dashes lengths of dashes and gaps in turn; none for an unbroken line
   */
  void stroke(Shape shape, Color colour, double width, float... dashes);

  void fill(Shape shape, Color colour);

  /** Draws a text, in the colour of ink, with the middle of its digits at {@code (x, y)}. */
  void text(String text, double x, double y, Type type);

  /**
   * How a text is set.
   *
   * @param size of the font, in units of the sheet
   * @param bold rather than plain
   * @param anchor where x lies in the text: 0 its start, 0.5 its middle, 1 its end
   * @param upwards whether it reads from bottom to top rather than from left to right
   */
  record Type(double size, boolean bold, double anchor, boolean upwards) {
    static Type start(double size) {
      return new Type(size, false, 0, false);
    }

    static Type middle(double size) {
      return new Type(size, false, 0.5, false);
    }

    static Type end(double size) {
      return new Type(size, false, 1, false);
    }

    Type inBold() {
      return new Type(size, true, anchor, upwards);
    }

    Type goingUp() {
      return new Type(size, bold, anchor, true);
    }

    /** The middle of a digit lies 0.36 em above the base line in the usual fonts. */
    double drop() {
      return 0.36 * size;
    }
  }
}
