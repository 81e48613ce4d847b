package org.lenet5.kernel;

import java.util.List;

/**
 * A convolution of one sample, where <em>a lane is a column</em>: activations are {@code
 * [map][row][pitch]}, the pitch a multiple of 16, what lies behind a row's last column of no
 * meaning, and one more row at the end, for the last row's columns are read beyond their end. Moved
 * by a kernel's row and column, 16 neighbours of a row are again 16 neighbours, so that the tables
 * here let {@link LaneKernels}, whose forward passes know only offsets, compute rows of one sample:
 * the same terms in the same order.
 *
 * <p>Input and output have one pitch. It holds the input's columns, so behind each row of the
 * output there is room for {@code kernelColumns - 1} values, which in a gradient are zero.
 */
public final class RowConvolution {
  public final int inMaps;
  public final int inRows;
  public final int outMaps;
  public final int outRows;
  public final int outColumns;
  public final int kernelRows;
  public final int kernelColumns;
  public final int pitch;

  /**
   * For {@link LaneKernels#partialConvolution}; where all maps are connected its {@code full} is
   * the same for {@link LaneKernels#convolution}.
   */
  public final PartialConvolutionSize forward;

  /**
   * The data gradient as a convolution: of {@linkplain #pad padded} dy, by weights as {@link #turn}
   * arranges them.
   */
  public final ConvolutionSize gradient;

  /** {@code [weights]}: the place of each weight among the turned ones. */
  private final int[] turned;

  /**
   * @param pitch values from one row to the next, a multiple of 16, at least the columns
   * @param inputs for each output map the input maps that it reads, ascending
   */
  public RowConvolution(
      int inMaps,
      int inRows,
      int inColumns,
      int pitch,
      List<List<Integer>> inputs,
      int kernelRows,
      int kernelColumns) {
    assert pitch >= inColumns && pitch % Lanes.LANES == 0 : pitch;
    this.inMaps = inMaps;
    this.inRows = inRows;
    this.outMaps = inputs.size();
    this.kernelRows = kernelRows;
    this.kernelColumns = kernelColumns;
    outRows = inRows - kernelRows + 1;
    outColumns = inColumns - kernelColumns + 1;
    this.pitch = pitch;
    int vectors = pitch / Lanes.LANES;

    int area = kernelRows * kernelColumns;
    int[] taps = new int[inMaps * area];
    for (int i = 0, t = 0; i < inMaps; i++) {
      for (int r = 0; r < kernelRows; r++) {
        for (int c = 0; c < kernelColumns; c++) {
          taps[t++] = (i * inRows + r) * pitch + c;
        }
      }
    }
    forward =
        new PartialConvolutionSize(
            new ConvolutionSize(
                inMaps, outMaps, outRows * vectors, kernelRows, kernelColumns, taps),
            inMaps,
            inputs);

    int[] gradientTaps = new int[outMaps * area];
    for (int c = 0, t = 0; c < kernelColumns; c++) {
      for (int r = 0; r < kernelRows; r++) {
        for (int o = 0; o < outMaps; o++) {
          gradientTaps[t++] = pitch + (o * paddedRows() + kernelRows - 1 - r) * pitch - c;
        }
      }
    }
    gradient =
        new ConvolutionSize(
            outMaps, inMaps, inRows * vectors, kernelRows, kernelColumns, gradientTaps);

    turned = new int[forward.weights()];
    int w = 0;
    for (int o = 0; o < outMaps; o++) {
      for (int i : inputs.get(o)) {
        for (int r = 0; r < kernelRows; r++) {
          for (int c = 0; c < kernelColumns; c++) {
            turned[w++] = ((i * kernelColumns + c) * kernelRows + r) * outMaps + o;
          }
        }
      }
    }
  }

  private int paddedRows() {
    return outRows + 2 * (kernelRows - 1);
  }

  /** Length of the array for {@link #pad}. */
  public int paddedLength() {
    return pitch + outMaps * paddedRows() * pitch;
  }

  /** Length of the array for {@link #turn}: weights for all connections, and biases of zero. */
  public int turnedLength() {
    return inMaps * gradient.taps + inMaps;
  }

  /** Where the biases of the turned weights are. */
  public int turnedBias() {
    return inMaps * gradient.taps;
  }

  /** Values of {@code x [inMaps][inRows][pitch]} and a row. */
  public int inputLength() {
    return (inMaps * inRows + 1) * pitch;
  }

  /** Values of {@code y [outMaps][outRows][pitch]}. */
  public int outputLength() {
    return outMaps * outRows * pitch;
  }

  /**
   * Surrounds dy's maps by rows of zeros, with one more before the first.
   *
   * @param dy {@code [outMaps][outRows][pitch]} from {@code dyAt}. Not modified.
   * @param padded {@code [paddedLength()]}, zero where no map lies. Its maps are overwritten.
   */
  public void pad(float[] dy, int dyAt, float[] padded) {
    int map = outRows * pitch;
    for (int o = 0; o < outMaps; o++) {
      int to = pitch + (o * paddedRows() + kernelRows - 1) * pitch;
      System.arraycopy(dy, dyAt + o * map, padded, to, map);
    }
  }

  /**
   * Arranges weights by input map, kernel column, kernel row, output map: the order in which the
   * data gradient adds. Where there is no connection stays zero.
   *
   * @param p weights {@code [connection][kernelRows][kernelColumns]} from {@code wAt}. Not
   *     modified.
   * @param to {@code [turnedLength()]}, zero where there is no connection. Overwritten elsewhere.
   */
  public void turn(float[] p, int wAt, float[] to) {
    for (int w = 0; w < turned.length; w++) {
      to[turned[w]] = p[wAt + w];
    }
  }

  @Override
  public String toString() {
    return "%dx%d rows of %d -> %dx%dx%d, kernel %dx%d"
        .formatted(inMaps, inRows, pitch, outMaps, outRows, outColumns, kernelRows, kernelColumns);
  }
}
