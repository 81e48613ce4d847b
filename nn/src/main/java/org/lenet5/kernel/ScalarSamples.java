package org.lenet5.kernel;

import static org.lenet5.kernel.Lanes.LANES;
import static org.lenet5.kernel.WindowSum.sumWindow;

import java.util.Arrays;

/** The definition of {@link SampleKernels}: loops that add the terms in the stated order. */
final class ScalarSamples implements SampleKernels {

  @Override
  public void convolutionWeightGradient(
      ConvolutionSize s, float[] x, int xAt, float[] dy, int dyAt, float[] dp, int wAt) {
    assert Contract.convolutionWeightGradient(s, x, xAt, dy, dyAt, dp, wAt);
    float[] lanes = new float[LANES];
    for (int o = 0; o < s.outMaps; o++) {
      int map = dyAt + o * s.positions * LANES;
      for (int t = 0; t < s.taps; t++) {
        Arrays.fill(lanes, 0);
        for (int position = 0; position < s.positions; position++) {
          int input = xAt + s.positionOffset[position] + s.tapOffset[t];
          multiplyAdd(dy, map + position * LANES, x, input, lanes);
        }
        dp[wAt + o * s.taps + t] += Lanes.sum(lanes, 0);
      }
    }
  }

  @Override
  public void convolutionBiasGradient(
      ConvolutionSize s, float[] dy, int dyAt, float[] dp, int bAt) {
    assert Contract.convolutionBiasGradient(s, dy, dyAt, dp, bAt);
    float[] lanes = new float[LANES];
    for (int o = 0; o < s.outMaps; o++) {
      addBias(s.positions, dy, dyAt + o * s.positions * LANES, lanes, dp, bAt + o);
    }
  }

  @Override
  public void partialConvolutionWeightGradient(
      PartialConvolutionSize s, float[] x, int xAt, float[] dy, int dyAt, float[] dp, int wAt) {
    assert Contract.partialConvolutionWeightGradient(s, x, xAt, dy, dyAt, dp, wAt);
    float[] lanes = new float[LANES];
    int positions = s.full.positions;
    for (int o = 0; o < s.full.outMaps; o++) {
      int map = dyAt + o * positions * LANES;
      for (int t = s.firstTap[o]; t < s.firstTap[o + 1]; t++) {
        Arrays.fill(lanes, 0);
        for (int position = 0; position < positions; position++) {
          int input = xAt + s.full.positionOffset[position] + s.tapOffset[t];
          multiplyAdd(dy, map + position * LANES, x, input, lanes);
        }
        dp[wAt + t] += Lanes.sum(lanes, 0);
      }
    }
  }

  @Override
  public void denseWeightGradient(
      DenseSize s,
      float[] x,
      int xAt,
      float[] dy,
      int dyAt,
      float[] dp,
      int wAt,
      int bAt,
      float[] scratch,
      int scratchAt) {
    assert Contract.denseWeightGradient(s, x, xAt, dy, dyAt, dp, wAt, bAt, scratch, scratchAt);
    for (int o = 0; o < s.out(); o++) {
      for (int i = 0; i < s.in(); i++) {
        float sum = dp[wAt + o * s.in() + i];
        for (int l = 0; l < LANES; l++) {
          sum = FusedMultiplyAdd.fma(dy[dyAt + o * LANES + l], x[xAt + i * LANES + l], sum);
        }
        dp[wAt + o * s.in() + i] = sum;
      }
      dp[bAt + o] += Lanes.sum(dy, dyAt + o * LANES);
    }
  }

  @Override
  public void subsamplingWeightGradient(
      PoolSize s, float[] x, int xAt, float[] dy, int dyAt, float[] dp, int wAt, int bAt) {
    assert Contract.subsamplingWeightGradient(s, x, xAt, dy, dyAt, dp, wAt, bAt);
    float[] lanes = new float[LANES];
    int outRows = s.outRows();
    int outColumns = s.outColumns();
    for (int m = 0; m < s.maps(); m++) {
      int map = dyAt + m * outRows * outColumns * LANES;
      Arrays.fill(lanes, 0);
      for (int r = 0; r < outRows; r++) {
        for (int c = 0; c < outColumns; c++) {
          int input =
              xAt + ((m * s.rows() + r * s.window()) * s.columns() + c * s.window()) * LANES;
          int at = map + (r * outColumns + c) * LANES;
          for (int l = 0; l < LANES; l++) {
            float sum = sumWindow(s.window(), s.columns() * LANES, LANES, x, input + l);
            lanes[l] = FusedMultiplyAdd.fma(dy[at + l], sum, lanes[l]);
          }
        }
      }
      dp[wAt + m] += Lanes.sum(lanes, 0);
      addBias(outRows * outColumns, dy, map, lanes, dp, bAt + m);
    }
  }

  /** {@code sums += x y} lane by lane, fused. */
  private static void multiplyAdd(float[] x, int xAt, float[] y, int yAt, float[] sums) {
    for (int l = 0; l < LANES; l++) {
      sums[l] = FusedMultiplyAdd.fma(x[xAt + l], y[yAt + l], sums[l]);
    }
  }

  /** {@code db += lanes(sum of dy)} over one map: in each lane from zero, ascending position. */
  private static void addBias(
      int positions, float[] dy, int dyAt, float[] lanes, float[] dp, int bAt) {
    Arrays.fill(lanes, 0);
    for (int position = 0; position < positions; position++) {
      for (int l = 0; l < LANES; l++) {
        lanes[l] += dy[dyAt + position * LANES + l];
      }
    }
    dp[bAt] += Lanes.sum(lanes, 0);
  }
}
