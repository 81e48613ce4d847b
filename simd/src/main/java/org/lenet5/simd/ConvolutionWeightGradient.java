package org.lenet5.simd;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static org.lenet5.kernel.Lanes.LANES;
import static org.lenet5.simd.Vectors.FEW_REGISTERS;
import static org.lenet5.simd.Vectors.SPECIES;
import static org.lenet5.simd.Vectors.WIDTH;
import static org.lenet5.simd.Vectors.sumLanes;

import jdk.incubator.vector.FloatVector;
import org.lenet5.kernel.ConvolutionSize;

/**
 * {@link org.lenet5.kernel.SampleKernels#convolutionWeightGradient} and that of biases: tiles of
 * output maps x taps whose sums stay in registers over all positions, then pass through memory to
 * meet across lanes: a tile that added them up itself would have too many vector operations to
 * compile well.
 */
final class ConvolutionWeightGradient {
  private ConvolutionWeightGradient() {}

  static void weights(
      ConvolutionSize s, float[] x, int xAt, float[] dy, int dyAt, float[] dp, int wAt) {
    float[] sums = new float[WeightGradientTiles.ROOM];
    boolean small = s.outMaps < 4 || s.taps < 9;
    int maps = small ? 1 : FEW_REGISTERS ? 2 : s.outMaps % 3 == 0 ? 3 : 4;
    int taps = maps == 1 ? 1 : maps == 2 ? 5 : maps == 3 ? 9 : 6;
    int map = s.positions * LANES;
    for (int i = 0; i < s.outMaps; i += maps) {
      int o = Math.min(i, s.outMaps - maps);
      for (int j = 0; j < s.taps; j += taps) {
        int t = Math.min(j, s.taps - taps);
        for (int lane = 0; lane < LANES; lane += WIDTH) {
          int from = xAt + lane;
          int a = dyAt + o * map + lane;
          int b = a + map;
          int c = b + map;
          switch (maps) {
            case 2 -> WeightGradientTiles.tile2x5(s, x, from, t, dy, a, b, lane, sums);
            case 3 -> WeightGradientTiles.tile3x9(s, x, from, t, dy, a, b, c, lane, sums);
            case 4 -> WeightGradientTiles.tile4x6(s, x, from, t, dy, a, b, c, c + map, lane, sums);
            default -> WeightGradientTiles.tile1x1(s, x, from, t, dy, a, lane, sums);
          }
        }
        // A last tile that moved back adds only what no tile before it has added.
        for (int m = i - o; m < maps; m++) {
          for (int n = j - t; n < taps; n++) {
            dp[wAt + (o + m) * s.taps + t + n] += sumLanes(sums, (m * taps + n) * LANES);
          }
        }
      }
    }
  }

  static void biases(ConvolutionSize s, float[] dy, int dyAt, float[] dp, int bAt) {
    float[] sums = new float[4 * LANES];
    int map = s.positions * LANES;
    int maps = s.outMaps < 4 ? 1 : 4;
    for (int i = 0; i < s.outMaps; i += maps) {
      int o = Math.min(i, s.outMaps - maps);
      for (int lane = 0; lane < LANES; lane += WIDTH) {
        if (maps == 4) {
          bias4(s.positions, dy, dyAt + o * map + lane, map, sums, lane);
        } else {
          bias1(s.positions, dy, dyAt + o * map + lane, sums, lane);
        }
      }
      for (int m = i - o; m < maps; m++) {
        dp[bAt + o + m] += sumLanes(sums, m * LANES);
      }
    }
  }

  private static void bias4(int positions, float[] dy, int dyAt, int map, float[] sums, int lane) {
    FloatVector a = broadcast(SPECIES, 0);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    for (int i = 0; i < positions; i++) {
      int at = dyAt + i * LANES;
      a = a.add(fromArray(SPECIES, dy, at));
      b = b.add(fromArray(SPECIES, dy, at + map));
      c = c.add(fromArray(SPECIES, dy, at + 2 * map));
      d = d.add(fromArray(SPECIES, dy, at + 3 * map));
    }
    a.intoArray(sums, lane);
    b.intoArray(sums, lane + LANES);
    c.intoArray(sums, lane + 2 * LANES);
    d.intoArray(sums, lane + 3 * LANES);
  }

  private static void bias1(int positions, float[] dy, int dyAt, float[] sums, int lane) {
    FloatVector a = broadcast(SPECIES, 0);
    for (int i = 0; i < positions; i++) {
      a = a.add(fromArray(SPECIES, dy, dyAt + i * LANES));
    }
    a.intoArray(sums, lane);
  }
}
