package org.lenet5.nn.kernel;

/**
 * Squares of one sample's maps, side by side, where a lane is a column: {@code [maps][rows][pitch]}
 * as in {@link RowConvolution}, and a row more at the end.
 *
 * @param pitch values from one row of the input to the next, a multiple of 16
 * @param window rows and columns of each square
 */
public record RowSubsampling(int maps, int rows, int columns, int pitch, int window) {

  /** Rows of the output. */
  public int outRows() {
    return rows / window;
  }

  /** Columns of the output. */
  public int outColumns() {
    return columns / window;
  }

  /** Values from one row of the output to the next, the least multiple of 16. */
  public int outPitch() {
    return Math.ceilDiv(outColumns(), Kernels.LANES) * Kernels.LANES;
  }
}
