package org.lenet5.run.chart;

/** Numbers as a picture, of pixels or of vectors. */
public sealed interface Chart permits LineChart, LearningChart, BarChart, ChartSheet {

  /**
   * The chart as a PNG.
   *
   * @throws ChartException if this machine has no fonts
   */
  byte[] png() throws ChartException;

  /** The chart as an SVG in UTF-8. Needs no fonts on this machine. */
  byte[] svg();
}
