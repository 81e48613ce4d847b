package org.lenet5.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * The contract of {@link Kernels} once more: one output after the other, its terms in the stated
 * order, in either of two arithmetics. The transforms of minimal filtering have a {@link
 * WinogradOracle}. {@code LONGS} on small integers is exact and knows no order; {@code FUSED} on
 * any floats gives the bits that the contract promises.
 */
enum KernelOracle {
  LONGS(LongSum::new),
  FUSED(FusedSum::new);

  private static final int LANES = Lanes.LANES;

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
              for (int kr = 0; kr < s.kernelRows; kr++) {
                for (int kc = 0; kc < s.kernelColumns; kc++) {
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
            for (int kc = 0; kc < s.kernelColumns; kc++) {
              for (int kr = 0; kr < s.kernelRows; kr++) {
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
  void convolutionWeightGradient(ConvolutionSize s, float[] x, float[] dy, float[] dp, int wAt) {
    for (int o = 0; o < s.outMaps; o++) {
      for (int i = 0; i < s.inMaps; i++) {
        for (int kr = 0; kr < s.kernelRows; kr++) {
          for (int kc = 0; kc < s.kernelColumns; kc++) {
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
    }
  }

  /** Adds to {@code dp}. */
  void convolutionBiasGradient(ConvolutionSize s, float[] dy, float[] dp, int bAt) {
    for (int o = 0; o < s.outMaps; o++) {
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

  /** From the lists of inputs alone. */
  float[] partialConvolution(
      ConvolutionSize s, List<List<Integer>> inputs, float[] p, int wAt, int bAt, float[] x) {
    float[] y = new float[s.outputLength()];
    Sum sum = sums.get();
    for (int o = 0, first = wAt; o < s.outMaps; o++) {
      for (int r = 0; r < s.outRows; r++) {
        for (int c = 0; c < s.outColumns; c++) {
          for (int lane = 0; lane < LANES; lane++) {
            sum.start(p[bAt + o]);
            int w = first;
            for (int i : inputs.get(o)) {
              for (int kr = 0; kr < s.kernelRows; kr++) {
                for (int kc = 0; kc < s.kernelColumns; kc++) {
                  sum.add(p[w++], x[in(s, i, r + kr, c + kc) + lane]);
                }
              }
            }
            y[out(s, o, r, c) + lane] = sum.value();
          }
        }
      }
      first += inputs.get(o).size() * s.kernelRows * s.kernelColumns;
    }
    return y;
  }

  float[] partialConvolutionDataGradient(
      ConvolutionSize s, List<List<Integer>> inputs, float[] p, int wAt, float[] dy) {
    float[] dx = new float[s.inputLength()];
    Sum sum = sums.get();
    for (int i = 0; i < s.inMaps; i++) {
      for (int r = 0; r < s.inRows; r++) {
        for (int c = 0; c < s.inColumns; c++) {
          for (int lane = 0; lane < LANES; lane++) {
            sum.start(0);
            for (int kc = 0; kc < s.kernelColumns; kc++) {
              for (int kr = 0; kr < s.kernelRows; kr++) {
                int or = r - kr;
                int oc = c - kc;
                if (or >= 0 && or < s.outRows && oc >= 0 && oc < s.outColumns) {
                  int before = 0;
                  for (int o = 0; o < s.outMaps; o++) {
                    int place = inputs.get(o).indexOf(i);
                    if (place >= 0) {
                      int w = ((before + place) * s.kernelRows + kr) * s.kernelColumns + kc;
                      sum.add(p[wAt + w], dy[out(s, o, or, oc) + lane]);
                    }
                    before += inputs.get(o).size();
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

  /** As the whole convolution's, each connection's kernel taken out of it; adds to {@code dp}. */
  void partialConvolutionWeightGradient(
      ConvolutionSize s, List<List<Integer>> inputs, float[] x, float[] dy, float[] dp, int wAt) {
    int area = s.kernelRows * s.kernelColumns;
    float[] whole = new float[s.outMaps * s.taps];
    for (int o = 0, w = wAt; o < s.outMaps; o++) {
      for (int i : inputs.get(o)) {
        System.arraycopy(dp, w, whole, o * s.taps + i * area, area);
        w += area;
      }
    }
    convolutionWeightGradient(s, x, dy, whole, 0);
    for (int o = 0, w = wAt; o < s.outMaps; o++) {
      for (int i : inputs.get(o)) {
        System.arraycopy(whole, o * s.taps + i * area, dp, w, area);
        w += area;
      }
    }
  }

  float[] dense(DenseSize s, float[] p, int wAt, int bAt, float[] x) {
    float[] y = new float[s.outputLength()];
    Sum sum = sums.get();
    for (int at = 0; at < y.length; at++) {
      int o = at / LANES;
      sum.start(p[bAt + o]);
      for (int i = 0; i < s.in(); i++) {
        sum.add(p[wAt + o * s.in() + i], x[i * LANES + at % LANES]);
      }
      y[at] = sum.value();
    }
    return y;
  }

  float[] denseDataGradient(DenseSize s, float[] p, int wAt, float[] dy) {
    float[] dx = new float[s.inputLength()];
    Sum sum = sums.get();
    for (int at = 0; at < dx.length; at++) {
      sum.start(0);
      for (int o = 0; o < s.out(); o++) {
        sum.add(p[wAt + o * s.in() + at / LANES], dy[o * LANES + at % LANES]);
      }
      dx[at] = sum.value();
    }
    return dx;
  }

  /** Adds to {@code dp}. */
  void denseWeightGradient(DenseSize s, float[] x, float[] dy, float[] dp, int wAt, int bAt) {
    Sum sum = sums.get();
    for (int o = 0; o < s.out(); o++) {
      for (int i = 0; i < s.in(); i++) {
        sum.start(dp[wAt + o * s.in() + i]);
        for (int lane = 0; lane < LANES; lane++) {
          sum.add(dy[o * LANES + lane], x[i * LANES + lane]);
        }
        dp[wAt + o * s.in() + i] = sum.value();
      }
      dp[bAt + o] += tree(Arrays.copyOfRange(dy, o * LANES, (o + 1) * LANES));
    }
  }

  float[] subsampling(PoolSize s, float[] p, int wAt, int bAt, float[] x) {
    float[] y = sums(s, x);
    int map = y.length / s.maps();
    Sum sum = sums.get();
    for (int i = 0; i < y.length; i++) {
      sum.start(p[bAt + i / map]);
      sum.add(p[wAt + i / map], y[i]);
      y[i] = sum.value();
    }
    return y;
  }

  float[] subsamplingDataGradient(PoolSize s, float[] p, int wAt, float[] dy) {
    return spread(s, Arrays.copyOfRange(p, wAt, wAt + s.maps()), dy);
  }

  /** Each output's gradient times its map's factor, on the whole window. */
  private static float[] spread(PoolSize s, float[] factors, float[] dy) {
    int outRows = s.outRows();
    int outColumns = s.outColumns();
    float[] dx = new float[s.inputLength()];
    for (int m = 0; m < s.maps(); m++) {
      for (int r = 0; r < outRows * s.window(); r++) {
        for (int c = 0; c < outColumns * s.window(); c++) {
          for (int lane = 0; lane < LANES; lane++) {
            dx[((m * s.rows() + r) * s.columns() + c) * LANES + lane] =
                factors[m]
                    * dy[
                        ((m * outRows + r / s.window()) * outColumns + c / s.window()) * LANES
                            + lane];
          }
        }
      }
    }
    return dx;
  }

  /** Adds to {@code dp}. */
  void subsamplingWeightGradient(PoolSize s, float[] x, float[] dy, float[] dp, int wAt, int bAt) {
    float[] windows = sums(s, x);
    int map = windows.length / s.maps();
    for (int m = 0; m < s.maps(); m++) {
      float[] weight = new float[LANES];
      float[] bias = new float[LANES];
      Sum sum = sums.get();
      for (int lane = 0; lane < LANES; lane++) {
        sum.start(0);
        for (int i = m * map + lane; i < (m + 1) * map; i += LANES) {
          sum.add(dy[i], windows[i]);
        }
        weight[lane] = sum.value();
        sum.start(0);
        for (int i = m * map + lane; i < (m + 1) * map; i += LANES) {
          sum.add(dy[i], 1);
        }
        bias[lane] = sum.value();
      }
      dp[wAt + m] += tree(weight);
      dp[bAt + m] += tree(bias);
    }
  }

  private float[] sums(PoolSize s, float[] x) {
    int outRows = s.outRows();
    int outColumns = s.outColumns();
    float[] y = new float[s.outputLength()];
    Sum sum = sums.get();
    for (int i = 0; i < y.length; i++) {
      int c = i / LANES % outColumns;
      int r = i / LANES / outColumns % outRows;
      int m = i / LANES / outColumns / outRows;
      sum.start(0);
      for (int row = r * s.window(); row < (r + 1) * s.window(); row++) {
        for (int column = c * s.window(); column < (c + 1) * s.window(); column++) {
          sum.add(x[((m * s.rows() + row) * s.columns() + column) * LANES + i % LANES], 1);
        }
      }
      y[i] = sum.value();
    }
    return y;
  }

  float[] squaredDistances(DenseSize s, float[] w, float[] x) {
    float[] y = new float[s.outputLength()];
    Sum sum = sums.get();
    for (int at = 0; at < y.length; at++) {
      sum.start(0);
      for (int j = 0; j < s.in(); j++) {
        float difference = x[j * LANES + at % LANES] - w[at / LANES * s.in() + j];
        sum.add(difference, difference);
      }
      y[at] = sum.value();
    }
    return y;
  }

  float[] squaredDistancesGradient(DenseSize s, float[] w, float[] x, float[] dy) {
    float[] dx = new float[s.inputLength()];
    Sum sum = sums.get();
    for (int at = 0; at < dx.length; at++) {
      sum.start(0);
      for (int i = 0; i < s.out(); i++) {
        sum.add(x[at] - w[i * s.in() + at / LANES], dy[i * LANES + at % LANES]);
      }
      dx[at] = 2 * sum.value();
    }
    return dx;
  }

  float[] averagePool(PoolSize s, float[] x) {
    float[] y = sums(s, x);
    for (int i = 0; i < y.length; i++) {
      y[i] *= mean(s);
    }
    return y;
  }

  float[] averagePoolGradient(PoolSize s, float[] dy) {
    float[] factors = new float[s.maps()];
    Arrays.fill(factors, mean(s));
    return spread(s, factors, dy);
  }

  private static float mean(PoolSize s) {
    return 1f / (s.window() * s.window());
  }

  /** From rows to {@code [vectors][outRows][outColumns][16]}, zero behind the last map. */
  float[] frozenConvolution(RowConvolution s, float[] p, int wAt, int bAt, float[] x) {
    int vectors = (s.outMaps + LANES - 1) / LANES;
    int map = s.outRows * s.outColumns;
    float[] y = new float[vectors * map * LANES];
    Sum sum = sums.get();
    for (int o = 0, w = wAt; o < s.outMaps; o++, w += s.inMaps * s.kernelRows * s.kernelColumns) {
      for (int r = 0; r < s.outRows; r++) {
        for (int c = 0; c < s.outColumns; c++) {
          sum.start(p[bAt + o]);
          for (int i = 0; i < s.inMaps; i++) {
            for (int kr = 0; kr < s.kernelRows; kr++) {
              for (int kc = 0; kc < s.kernelColumns; kc++) {
                float weight = p[w + (i * s.kernelRows + kr) * s.kernelColumns + kc];
                sum.add(weight, x[(i * s.inRows + r + kr) * s.pitch + c + kc]);
              }
            }
          }
          y[(o / LANES * map + r * s.outColumns + c) * LANES + o % LANES] = sum.value();
        }
      }
    }
    return y;
  }

  /** Writes the units of {@code y [maps][outRows][outPitch]}, and nothing behind their rows. */
  void rowSubsampling(RowSubsampling s, float[] p, int wAt, int bAt, float[] x, float[] y) {
    Sum sum = sums.get();
    for (int row = 0; row < s.pool().maps() * s.pool().outRows(); row++) {
      int m = row / s.pool().outRows();
      int r = row % s.pool().outRows();
      for (int c = 0; c < s.pool().outColumns(); c++) {
        sum.start(0);
        for (int i = r * s.pool().window(); i < (r + 1) * s.pool().window(); i++) {
          for (int j = c * s.pool().window(); j < (c + 1) * s.pool().window(); j++) {
            sum.add(x[(m * s.pool().rows() + i) * s.pitch() + j], 1);
          }
        }
        float square = sum.value();
        sum.start(p[bAt + m]);
        sum.add(p[wAt + m], square);
        y[row * s.outPitch() + c] = sum.value();
      }
    }
  }

  /** From the lists of inputs alone; what lies behind the columns of a row is not read. */
  void rowWeightGradient(
      RowConvolution s, List<List<Integer>> inputs, float[] x, float[] dy, float[] dp, int wAt) {
    Sum sum = sums.get();
    int w = wAt;
    for (int o = 0; o < s.outMaps; o++) {
      for (int i : inputs.get(o)) {
        for (int kr = 0; kr < s.kernelRows; kr++) {
          for (int kc = 0; kc < s.kernelColumns; kc++) {
            sum.start(0);
            for (int r = 0; r < s.outRows; r++) {
              for (int c = 0; c < s.outColumns; c++) {
                float d = dy[(o * s.outRows + r) * s.pitch + c];
                sum.add(d, x[(i * s.inRows + r + kr) * s.pitch + c + kc]);
              }
            }
            dp[w++] = sum.value();
          }
        }
      }
    }
  }

  /** Of one sample. */
  float[] unitDataGradient(DenseSize s, float[] p, int wAt, float[] dy) {
    float[] dx = new float[s.in()];
    Sum sum = sums.get();
    for (int i = 0; i < dx.length; i++) {
      sum.start(0);
      for (int o = 0; o < s.out(); o++) {
        sum.add(p[wAt + o * s.in() + i], dy[o]);
      }
      dx[i] = sum.value();
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
    return wAt + ((o * s.inMaps + i) * s.kernelRows + kr) * s.kernelColumns + kc;
  }

  private static int in(ConvolutionSize s, int i, int r, int c) {
    return ((i * s.inRows + r) * s.inColumns + c) * LANES;
  }

  private static int out(ConvolutionSize s, int o, int r, int c) {
    return ((o * s.outRows + r) * s.outColumns + c) * LANES;
  }
}
