package org.lenet5.paper;

import org.lenet5.run.chart.Chart;
import org.lenet5.run.chart.ChartException;

/** Something to look at in a {@link Report}. */
public sealed interface Illustration {
  /** What its files are called, but for their endings. */
  String name();

  /**
   * The picture as a PNG.
   *
   * @throws ChartException if this machine has no fonts
   */
  byte[] png() throws ChartException;

  /** Numbers, drawn in pixels or in vectors. */
  record OfNumbers(String name, Chart chart) implements Illustration {
    @Override
    public byte[] png() throws ChartException {
      return chart.png();
    }
  }

  /** Images of digits, in pixels alone. */
  record OfImages(String name, Sheet sheet) implements Illustration {
    /** Draws them. */
    @FunctionalInterface
    public interface Sheet {
      /**
       * The sheet as a PNG.
       *
       * @throws ChartException if this machine has no fonts
       */
      byte[] png() throws ChartException;
    }

    @Override
    public byte[] png() throws ChartException {
      return sheet.png();
    }
  }
}
