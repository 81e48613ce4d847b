package org.lenet5.kernel;

/**
 * A convolution of one sample, where <em>a lane is an output map</em>: 16 maps of one position are
 * 16 neighbours, and one input serves all of them. A dense layer is the convolution that has one
 * position.
 *
 * @param pitch values from one row of the input to the next
 * @param tapOffset {@code [taps]}: from an output position's place in the input to the tap's, in
 *     the order of one output's terms. Not modified.
 */
public record MapConvolution(int outMaps, int outRows, int outColumns, int pitch, int[] tapOffset) {

  /** At least one map and one position. */
  public MapConvolution {
    assert outMaps >= 1 && outRows >= 1 && outColumns >= 1 && pitch >= 0
        : "%dx%dx%d, rows of %d".formatted(outMaps, outRows, outColumns, pitch);
  }

  /** A dense layer, whose inputs lie at the given places. */
  public static MapConvolution dense(int out, int[] places) {
    return new MapConvolution(out, 1, 1, 0, places);
  }

  /** A convolution whose input is {@code [inMaps][inRows][inColumns]}. */
  public static MapConvolution of(ConvolutionSize s) {
    int[] offsets = new int[s.taps];
    for (int t = 0; t < s.taps; t++) {
      offsets[t] = s.tapOffset[t] / Lanes.LANES;
    }
    return new MapConvolution(s.outMaps, s.outRows, s.outColumns, s.inColumns, offsets);
  }

  /** Vectors of 16 maps. */
  public int vectors() {
    return Math.ceilDiv(outMaps, Lanes.LANES);
  }

  /** Weights {@code [outMaps][taps]}. */
  public int weights() {
    return outMaps * tapOffset.length;
  }

  /** Values of {@code x}, as far as the taps reach from the last position. */
  public int inputLength() {
    int reach = 0;
    for (int offset : tapOffset) {
      reach = Math.max(reach, offset + 1);
    }
    return (outRows - 1) * pitch + outColumns - 1 + reach;
  }

  /** Values of {@code y [vectors][outRows][outColumns][16]}. */
  public int outputLength() {
    return vectors() * outRows * outColumns * Lanes.LANES;
  }

  @Override
  public String toString() {
    return "%d taps, rows of %d -> %dx%dx%d"
        .formatted(tapOffset.length, pitch, outMaps, outRows, outColumns);
  }
}
