package org.lenet5.nn.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A convolution of one sample, where <em>a lane is an output map</em>: 16 maps of one position are
 * 16 neighbours, and each input is one for all of them. So the weights must lie by maps, as {@link
 * #arrange} copies them, which pays where they no longer change. A dense layer is the convolution
 * that has one position.
 *
 * @param pitch values from one row of the input to the next
 * @param tapOffset {@code [taps]}: from an output position's place in the input to the tap's, in
 *     the order of one output's terms. Not modified.
 */
public record MapConvolution(int outMaps, int outRows, int outColumns, int pitch, int[] tapOffset) {

  /** Bytes of a cache line, and of the widest vector. */
  private static final int BOUNDARY = 64;

  /** A dense layer, whose inputs lie at the given places. */
  public static MapConvolution dense(int out, int[] places) {
    return new MapConvolution(out, 1, 1, 0, places);
  }

  /** A convolution whose input is {@code [inMaps][inRows][inColumns]}. */
  public static MapConvolution of(ConvolutionSize s) {
    int[] offsets = new int[s.taps];
    for (int t = 0; t < s.taps; t++) {
      offsets[t] = s.tapOffset[t] / Kernels.LANES;
    }
    return new MapConvolution(s.outMaps, s.outRows, s.outColumns, s.inColumns, offsets);
  }

  /** Vectors of 16 maps. */
  public int vectors() {
    return Math.ceilDiv(outMaps, Kernels.LANES);
  }

  /** Length of {@code y [vectors][outRows][outColumns][16]}. */
  public int outputLength() {
    return vectors() * outRows * outColumns * Kernels.LANES;
  }

  /**
   * The biases and behind them the weights of each tap, {@code [1 + taps][vectors][16]}, zero
   * behind the last map. On a 64-byte boundary, which an array cannot promise: a core reads a dense
   * layer's weights nearly twice as fast if no vector lies in two lines of the cache.
   *
   * @param p weights {@code [outMaps][taps]} from {@code wAt}, biases from {@code bAt}. Not
   *     modified.
   */
  public MemorySegment arrange(float[] p, int wAt, int bAt) {
    int taps = tapOffset.length;
    int pitch = vectors() * Kernels.LANES;
    MemorySegment arranged =
        Arena.ofAuto().allocate(JAVA_FLOAT.byteSize() * (1 + taps) * pitch, BOUNDARY);
    for (int o = 0; o < outMaps; o++) {
      arranged.setAtIndex(JAVA_FLOAT, o, p[bAt + o]);
      for (int t = 0; t < taps; t++) {
        arranged.setAtIndex(JAVA_FLOAT, (1 + t) * pitch + o, p[wAt + o * taps + t]);
      }
    }
    return arranged;
  }

  @Override
  public String toString() {
    return "%d taps, rows of %d -> %dx%dx%d"
        .formatted(tapOffset.length, pitch, outMaps, outRows, outColumns);
  }
}
