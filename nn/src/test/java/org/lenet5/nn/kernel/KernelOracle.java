package org.lenet5.nn.kernel;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * The contract of {@link Kernels} once more: one output after the other, its terms in the stated
 * order, in either of two arithmetics. {@code LONGS} on small integers is exact and knows no order;
 * {@code FUSED} on any floats gives the bits that the contract promises.
 */
enum KernelOracle {
  LONGS(LongSum::new),
  FUSED(FusedSum::new);

  private static final int LANES = Kernels.LANES;

  private final Supplier<Sum> sums;

  KernelOracle(Supplier<Sum> sums) {
    this.sums = sums;
  }

  /** Adds products. */
  private interface Sum {
    void start(float value);

    void add(float a, float b);

    float value();
  }

  private static final class LongSum implements Sum {
    private long sum;

    @Override
    public void start(float value) {
      sum = exact(value);
    }

    @Override
    public void add(float a, float b) {
      sum += exact(a) * exact(b);
    }

    @Override
    public float value() {
      if (Math.abs(sum) > 1 << 24) {
        throw new AssertionError("oracle: got " + sum + ", which no float may hold");
      }
      return sum;
    }

    private static long exact(float value) {
      if (value != (long) value) {
        throw new AssertionError("oracle: got " + value + ", expected an integer");
      }
      return (long) value;
    }
  }

  private static final class FusedSum implements Sum {
    private float sum;

    @Override
    public void start(float value) {
      sum = value;
    }

    @Override
    public void add(float a, float b) {
      sum = Math.fma(a, b, sum);
    }

    @Override
    public float value() {
      return sum;
    }
  }

  /** Integers in +-8, or floats of magnitudes from 1/16 to 16. */
  float[] values(SplittableRandom random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] =
          this == LONGS
              ? random.nextInt(-8, 9)
              : (float) Math.scalb(random.nextDouble(-1, 1), random.nextInt(-4, 5));
    }
    return values;
  }

  float[] convolution(ConvolutionSize s, float[] p, int wAt, int bAt, float[] x) {
    float[] y = new float[s.outputLength()];
    Sum sum = sums.get();
    for (int o = 0; o < s.outMaps; o++) {
      for (int r = 0; r < s.outRows; r++) {
        for (int c = 0; c < s.outColumns; c++) {
          for (int lane = 0; lane < LANES; lane++) {
            sum.start(p[bAt + o]);
            for (int i = 0; i < s.inMaps; i++) {
              for (int kr = 0; kr < s.kernel; kr++) {
                for (int kc = 0; kc < s.kernel; kc++) {
                  sum.add(p[w(s, wAt, o, i, kr, kc)], x[in(s, i, r + kr, c + kc) + lane]);
                }
              }
            }
            y[out(s, o, r, c) + lane] = sum.value();
          }
        }
      }
    }
    return y;
  }

  float[] convolutionDataGradient(ConvolutionSize s, float[] p, int wAt, float[] dy) {
    float[] dx = new float[s.inputLength()];
    Sum sum = sums.get();
    for (int i = 0; i < s.inMaps; i++) {
      for (int r = 0; r < s.inRows; r++) {
        for (int c = 0; c < s.inColumns; c++) {
          for (int lane = 0; lane < LANES; lane++) {
            sum.start(0);
            for (int kc = 0; kc < s.kernel; kc++) {
              for (int kr = 0; kr < s.kernel; kr++) {
                int or = r - kr;
                int oc = c - kc;
                if (or >= 0 && or < s.outRows && oc >= 0 && oc < s.outColumns) {
                  for (int o = 0; o < s.outMaps; o++) {
                    sum.add(p[w(s, wAt, o, i, kr, kc)], dy[out(s, o, or, oc) + lane]);
                  }
                }
              }
            }
            dx[in(s, i, r, c) + lane] = sum.value();
          }
        }
      }
    }
    return dx;
  }

  /** Adds to {@code dp}. */
  void convolutionWeightGradient(
      ConvolutionSize s, float[] x, float[] dy, float[] dp, int wAt, int bAt) {
    for (int o = 0; o < s.outMaps; o++) {
      for (int i = 0; i < s.inMaps; i++) {
        for (int kr = 0; kr < s.kernel; kr++) {
          for (int kc = 0; kc < s.kernel; kc++) {
            float[] lanes = new float[LANES];
            Sum sum = sums.get();
            for (int lane = 0; lane < LANES; lane++) {
              sum.start(0);
              for (int r = 0; r < s.outRows; r++) {
                for (int c = 0; c < s.outColumns; c++) {
                  sum.add(dy[out(s, o, r, c) + lane], x[in(s, i, r + kr, c + kc) + lane]);
                }
              }
              lanes[lane] = sum.value();
            }
            dp[w(s, wAt, o, i, kr, kc)] += tree(lanes);
          }
        }
      }
      float[] lanes = new float[LANES];
      Sum sum = sums.get();
      for (int lane = 0; lane < LANES; lane++) {
        sum.start(0);
        for (int r = 0; r < s.outRows; r++) {
          for (int c = 0; c < s.outColumns; c++) {
            sum.add(dy[out(s, o, r, c) + lane], 1);
          }
        }
        lanes[lane] = sum.value();
      }
      dp[bAt + o] += tree(lanes);
    }
  }

  float[] dense(int in, int out, float[] p, int wAt, int bAt, float[] x) {
    float[] y = new float[out * LANES];
    Sum sum = sums.get();
    for (int at = 0; at < y.length; at++) {
      int o = at / LANES;
      sum.start(p[bAt + o]);
      for (int i = 0; i < in; i++) {
        sum.add(p[wAt + o * in + i], x[i * LANES + at % LANES]);
      }
      y[at] = sum.value();
    }
    return y;
  }

  float[] denseDataGradient(int in, int out, float[] p, int wAt, float[] dy) {
    float[] dx = new float[in * LANES];
    Sum sum = sums.get();
    for (int at = 0; at < dx.length; at++) {
      sum.start(0);
      for (int o = 0; o < out; o++) {
        sum.add(p[wAt + o * in + at / LANES], dy[o * LANES + at % LANES]);
      }
      dx[at] = sum.value();
    }
    return dx;
  }

  /** Adds to {@code dp}. */
  void denseWeightGradient(int in, int out, float[] x, float[] dy, float[] dp, int wAt, int bAt) {
    Sum sum = sums.get();
    for (int o = 0; o < out; o++) {
      for (int i = 0; i < in; i++) {
        sum.start(dp[wAt + o * in + i]);
        for (int lane = 0; lane < LANES; lane++) {
          sum.add(dy[o * LANES + lane], x[i * LANES + lane]);
        }
        dp[wAt + o * in + i] = sum.value();
      }
      dp[bAt + o] += tree(Arrays.copyOfRange(dy, o * LANES, (o + 1) * LANES));
    }
  }

  float[] averagePool(int maps, int rows, int columns, int window, float[] x) {
    int outRows = rows / window;
    int outColumns = columns / window;
    float[] y = new float[maps * outRows * outColumns * LANES];
    Sum sum = sums.get();
    for (int m = 0; m < maps; m++) {
      for (int r = 0; r < outRows; r++) {
        for (int c = 0; c < outColumns; c++) {
          for (int lane = 0; lane < LANES; lane++) {
            sum.start(0);
            for (int i = r * window; i < (r + 1) * window; i++) {
              for (int j = c * window; j < (c + 1) * window; j++) {
                sum.add(x[((m * rows + i) * columns + j) * LANES + lane], 1);
              }
            }
            y[((m * outRows + r) * outColumns + c) * LANES + lane] =
                sum.value() * (1f / (window * window));
          }
        }
      }
    }
    return y;
  }

  float[] averagePoolGradient(int maps, int rows, int columns, int window, float[] dy) {
    int outRows = rows / window;
    int outColumns = columns / window;
    float[] dx = new float[maps * rows * columns * LANES];
    for (int m = 0; m < maps; m++) {
      for (int r = 0; r < outRows * window; r++) {
        for (int c = 0; c < outColumns * window; c++) {
          for (int lane = 0; lane < LANES; lane++) {
            dx[((m * rows + r) * columns + c) * LANES + lane] =
                dy[((m * outRows + r / window) * outColumns + c / window) * LANES + lane]
                    * (1f / (window * window));
          }
        }
      }
    }
    return dx;
  }

  /** Lane l takes lane l + 8, then l + 4, l + 2, l + 1. */
  static float tree(float[] lanes) {
    float[] sums = lanes.clone();
    for (int width = 8; width > 0; width /= 2) {
      for (int lane = 0; lane < width; lane++) {
        sums[lane] += sums[lane + width];
      }
    }
    return sums[0];
  }

  private static int w(ConvolutionSize s, int wAt, int o, int i, int kr, int kc) {
    return wAt + ((o * s.inMaps + i) * s.kernel + kr) * s.kernel + kc;
  }

  private static int in(ConvolutionSize s, int i, int r, int c) {
    return ((i * s.inRows + r) * s.inColumns + c) * LANES;
  }

  private static int out(ConvolutionSize s, int o, int r, int c) {
    return ((o * s.outRows + r) * s.outColumns + c) * LANES;
  }
}
