package org.lenet5.kernel;

/**
 * The sizes of one valid convolution (no padding, stride 1) and the offset tables its kernels walk.
 * Built once with the layer; the tables must not be modified.
 *
 * <p>Arrays it speaks of: input {@code x [inMaps][inRows][inColumns][16]}, output {@code y
 * [outMaps][outRows][outColumns][16]}, weights {@code w
 * [outMaps][inMaps][kernelRows][kernelColumns]}.
 */
public final class ConvolutionSize {
  public final int inMaps;
  public final int inRows;
  public final int inColumns;
  public final int outMaps;
  public final int kernelRows;
  public final int kernelColumns;
  public final int outRows;
  public final int outColumns;

  /** Weights of one output map: inMaps x kernelRows x kernelColumns. */
  public final int taps;

  /** Output units of one map: outRows x outColumns. */
  public final int positions;

  /**
   * {@code [taps]}: from an output position's place in {@code x} to the tap's, ascending map, row,
   * column.
   */
  public final int[] tapOffset;

  /**
   * {@code [positions]}: from the start of a map in {@code x} to the position's upper left input.
   */
  public final int[] positionOffset;

  private final int inputLength;

  /**
   * With square kernels.
   *
   * @throws IllegalArgumentException if a size is below 1 or the kernel is larger than the input
   */
  public ConvolutionSize(int inMaps, int inRows, int inColumns, int outMaps, int kernel) {
    this(inMaps, inRows, inColumns, outMaps, kernel, kernel);
  }

  /**
   * @throws IllegalArgumentException if a size is below 1 or the kernel is larger than the input
   */
  public ConvolutionSize(
      int inMaps, int inRows, int inColumns, int outMaps, int kernelRows, int kernelColumns) {
    if (inMaps < 1
        || outMaps < 1
        || Math.min(kernelRows, kernelColumns) < 1
        || kernelRows > inRows
        || kernelColumns > inColumns) {
      throw new IllegalArgumentException(
          "convolution: got %d maps of %dx%d, %d output maps and a kernel of %dx%d, expected at least one map each and a kernel within the input"
              .formatted(inMaps, inRows, inColumns, outMaps, kernelRows, kernelColumns));
    }
    this.inMaps = inMaps;
    this.inRows = inRows;
    this.inColumns = inColumns;
    this.outMaps = outMaps;
    this.kernelRows = kernelRows;
    this.kernelColumns = kernelColumns;
    outRows = inRows - kernelRows + 1;
    outColumns = inColumns - kernelColumns + 1;
    taps = inMaps * kernelRows * kernelColumns;
    positions = outRows * outColumns;

    tapOffset = new int[taps];
    for (int i = 0, t = 0; i < inMaps; i++) {
      for (int r = 0; r < kernelRows; r++) {
        for (int c = 0; c < kernelColumns; c++) {
          tapOffset[t++] = ((i * inRows + r) * inColumns + c) * Lanes.LANES;
        }
      }
    }
    positionOffset = new int[positions];
    for (int r = 0, p = 0; r < outRows; r++) {
      for (int c = 0; c < outColumns; c++) {
        positionOffset[p++] = (r * inColumns + c) * Lanes.LANES;
      }
    }
    inputLength = reach();
  }

  /**
   * Sums over given offsets, for the forward kernels alone, which walk the tables and know nothing
   * else of x: {@code y[o][p] = b[o] + sum of w[o][t] x[16 p + tapOffset[t]]}, the positions side
   * by side in one row of each map. What a lane is, only the caller knows: see {@link
   * RowConvolution}.
   *
   * @param inMaps only for {@link LaneKernels#partialConvolution}, as are the kernel's sizes
   */
  ConvolutionSize(
      int inMaps, int outMaps, int positions, int kernelRows, int kernelColumns, int[] tapOffset) {
    this.inMaps = inMaps;
    inRows = 1;
    inColumns = positions;
    this.outMaps = outMaps;
    this.kernelRows = kernelRows;
    this.kernelColumns = kernelColumns;
    outRows = 1;
    outColumns = positions;
    taps = tapOffset.length;
    this.positions = positions;
    this.tapOffset = tapOffset;
    positionOffset = new int[positions];
    for (int p = 0; p < positions; p++) {
      positionOffset[p] = p * Lanes.LANES;
    }
    inputLength = reach();
  }

  /** As far as the last tap reaches from the last position. */
  private int reach() {
    int last = 0;
    for (int offset : tapOffset) {
      last = Math.max(last, offset);
    }
    return last + positionOffset[positions - 1] + Lanes.LANES;
  }

  /**
   * Whether {@code x} is {@code [inMaps][inRows][inColumns][16]}, as the gradients' kernels need
   * it, and not whatever the offsets say.
   */
  boolean readsMaps() {
    return inputLength == inMaps * inRows * inColumns * Lanes.LANES;
  }

  /** Weights {@code [outMaps][taps]}. */
  public int weights() {
    return outMaps * taps;
  }

  /** Values of {@code x}. */
  public int inputLength() {
    return inputLength;
  }

  /** Values of {@code y}. */
  public int outputLength() {
    return outMaps * positions * Lanes.LANES;
  }

  @Override
  public String toString() {
    return "%dx%dx%d -> %dx%dx%d, kernel %dx%d"
        .formatted(
            inMaps, inRows, inColumns, outMaps, outRows, outColumns, kernelRows, kernelColumns);
  }
}
