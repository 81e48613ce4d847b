package org.lenet5.kernel;

import java.util.List;

/**
 * The sizes and tables of a convolution whose output maps read some of the input maps each: what
 * {@link ConvolutionSize} is to a full one. Built once with the layer; the tables must not be
 * modified.
 *
 * <p>Weights are {@code w [connection][kernel][kernel]}: one kernel for each connection, by output
 * map, then input map. A full table of connections has the weights of the full convolution.
 */
public final class PartialConvolutionSize {
  /** The same convolution with all connections: sizes, positions, lengths of activations. */
  public final ConvolutionSize full;

  /** {@code [outMaps + 1]}: output map o has the taps from {@code firstTap[o]} to the next's. */
  public final int[] firstTap;

  /**
   * {@code [weights]}: from an output position's place in {@code x} to the tap's, in the order of
   * the weights.
   */
  public final int[] tapOffset;

  /**
   * {@code [inMaps + 1]}: the readers of input map i are those from {@code firstReader[i]} to the
   * next's.
   */
  public final int[] firstReader;

  /** {@code [connections]}: where a reader's map starts in {@code dy}; ascending for each input. */
  public final int[] readerOffset;

  /** {@code [connections]}: where the reader's kernel starts among the weights. */
  public final int[] readerWeight;

  /**
   * @param inputs for each output map the input maps that it reads, ascending
   * @throws IllegalArgumentException if the kernel is larger than the input, an output map reads
   *     nothing, or the input maps are not ascending or not among {@code inMaps}
   */
  public PartialConvolutionSize(
      int inMaps, int inRows, int inColumns, List<List<Integer>> inputs, int kernel) {
    this(new ConvolutionSize(inMaps, inRows, inColumns, inputs.size(), kernel), inMaps, inputs);
  }

  /** The connections of a convolution whose tables are given. */
  PartialConvolutionSize(ConvolutionSize full, int inMaps, List<List<Integer>> inputs) {
    this.full = full;
    firstTap = new int[full.outMaps + 1];
    firstReader = new int[inMaps + 1];
    int area = full.kernelRows * full.kernelColumns;
    for (int o = 0; o < full.outMaps; o++) {
      check(o, inputs.get(o), inMaps);
      firstTap[o + 1] = firstTap[o] + inputs.get(o).size() * area;
      for (int i : inputs.get(o)) {
        firstReader[i + 1]++;
      }
    }
    for (int i = 0; i < inMaps; i++) {
      firstReader[i + 1] += firstReader[i];
    }
    tapOffset = new int[firstTap[full.outMaps]];
    readerOffset = new int[tapOffset.length / area];
    readerWeight = new int[readerOffset.length];
    int[] next = firstReader.clone();
    for (int o = 0, t = 0; o < full.outMaps; o++) {
      for (int i : inputs.get(o)) {
        readerOffset[next[i]] = o * full.positions * Lanes.LANES;
        readerWeight[next[i]++] = t;
        System.arraycopy(full.tapOffset, i * area, tapOffset, t, area);
        t += area;
      }
    }
  }

  private static void check(int o, List<Integer> inputs, int inMaps) {
    int before = -1;
    for (int i : inputs) {
      if (i <= before || i >= inMaps) {
        before = inMaps;
        break;
      }
      before = i;
    }
    if (before < 0 || before >= inMaps) {
      throw new IllegalArgumentException(
          "connections: got output map %d reading %s, expected one or more of the maps 0 to %d, ascending"
              .formatted(o, inputs, inMaps - 1));
    }
  }

  /** Number of weights: connections x kernel x kernel. */
  public int weights() {
    return tapOffset.length;
  }

  @Override
  public String toString() {
    return "%s, %d connections".formatted(full, readerOffset.length);
  }
}
