package org.lenet5.simd;

import static org.lenet5.kernel.Lanes.LANES;
import static org.lenet5.simd.Vectors.FEW_REGISTERS;
import static org.lenet5.simd.Vectors.WIDTH;
import static org.lenet5.simd.Vectors.sumLanes;

import org.lenet5.kernel.PartialConvolutionSize;

/**
 * {@link org.lenet5.kernel.SampleKernels#partialConvolutionWeightGradient}: as {@link
 * ConvolutionWeightGradient}, but input map by input map, with tiles of its readers x taps.
 */
final class PartialConvolutionWeightGradient {
  private PartialConvolutionWeightGradient() {}

  static void run(
      PartialConvolutionSize s, float[] x, int xAt, float[] dy, int dyAt, float[] dp, int wAt) {
    float[] sums = new float[WeightGradientTiles.ROOM];
    int taps = s.full.kernelRows * s.full.kernelColumns < 5 ? 1 : 5;
    for (int i = 0; i < s.full.inMaps; i++) {
      int n = s.firstReader[i];
      for (int end = s.firstReader[i + 1]; n < end; ) {
        int left = end - n;
        int readers = left == 1 || taps == 1 ? 1 : left < 4 || FEW_REGISTERS ? 2 : 4;
        kernels(s, x, xAt, i, taps, dy, dyAt, n, readers, sums, dp, wAt);
        n += readers;
      }
    }
  }

  /** The kernels by which some readers read input map {@code i}. */
  private static void kernels(
      PartialConvolutionSize s,
      float[] x,
      int xAt,
      int i,
      int taps,
      float[] dy,
      int dyAt,
      int n,
      int readers,
      float[] sums,
      float[] dp,
      int wAt) {
    int area = s.full.kernelRows * s.full.kernelColumns;
    int[] reader = s.readerOffset;
    for (int j = 0; j < area; j += taps) {
      int t = Math.min(j, area - taps);
      int tap = i * area + t;
      for (int lane = 0; lane < LANES; lane += WIDTH) {
        int from = xAt + lane;
        int at = dyAt + lane;
        switch (10 * readers + taps) {
          case 45 ->
              WeightGradientTiles.tile4x5(
                  s.full,
                  x,
                  from,
                  tap,
                  dy,
                  at + reader[n],
                  at + reader[n + 1],
                  at + reader[n + 2],
                  at + reader[n + 3],
                  lane,
                  sums);
          case 25 ->
              WeightGradientTiles.tile2x5(
                  s.full, x, from, tap, dy, at + reader[n], at + reader[n + 1], lane, sums);
          case 15 ->
              WeightGradientTiles.tile1x5(s.full, x, from, tap, dy, at + reader[n], lane, sums);
          default ->
              WeightGradientTiles.tile1x1(s.full, x, from, tap, dy, at + reader[n], lane, sums);
        }
      }
      // A last tile that moved back adds only what no tile before it has added.
      for (int m = 0; m < readers; m++) {
        for (int k = j - t; k < taps; k++) {
          dp[wAt + s.readerWeight[n + m] + t + k] += sumLanes(sums, (m * taps + k) * LANES);
        }
      }
    }
  }
}
