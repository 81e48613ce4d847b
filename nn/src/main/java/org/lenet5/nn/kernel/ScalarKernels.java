package org.lenet5.nn.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * The definition of every kernel: loops that add the terms in the order that {@link Kernels}
 * states. Runs everywhere; faster kernels must give its bits.
 */
public final class ScalarKernels implements Kernels {

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public void convolution(
      ConvolutionSize s, float[] p, int wAt, int bAt, float[] x, int xAt, float[] y, int yAt) {
    for (int o = 0; o < s.outMaps; o++) {
      for (int position = 0; position < s.positions; position++) {
        int to = yAt + (o * s.positions + position) * LANES;
        Arrays.fill(y, to, to + LANES, p[bAt + o]);
        for (int t = 0; t < s.taps; t++) {
          int from = xAt + s.positionOffset[position] + s.tapOffset[t];
          multiplyAdd(p[wAt + o * s.taps + t], x, from, y, to);
        }
      }
    }
  }

  @Override
  public void convolutionDataGradient(
      ConvolutionSize s, float[] p, int wAt, float[] dy, int dyAt, float[] dx, int dxAt) {
    Arrays.fill(dx, dxAt, dxAt + s.inputLength(), 0);
    for (int kc = 0; kc < s.kernelColumns; kc++) {
      for (int kr = 0; kr < s.kernelRows; kr++) {
        for (int o = 0; o < s.outMaps; o++) {
          for (int i = 0; i < s.inMaps; i++) {
            float w = p[wAt + ((o * s.inMaps + i) * s.kernelRows + kr) * s.kernelColumns + kc];
            for (int r = 0; r < s.outRows; r++) {
              int from = dyAt + (o * s.outRows + r) * s.outColumns * LANES;
              int to = dxAt + ((i * s.inRows + r + kr) * s.inColumns + kc) * LANES;
              for (int n = 0; n < s.outColumns * LANES; n += LANES) {
                multiplyAdd(w, dy, from + n, dx, to + n);
              }
            }
          }
        }
      }
    }
  }

  @Override
  public void convolutionWeightGradient(
      ConvolutionSize s, float[] x, int xAt, float[] dy, int dyAt, float[] dp, int wAt) {
    float[] lanes = new float[LANES];
    for (int o = 0; o < s.outMaps; o++) {
      int map = dyAt + o * s.positions * LANES;
      for (int t = 0; t < s.taps; t++) {
        Arrays.fill(lanes, 0);
        for (int position = 0; position < s.positions; position++) {
          int input = xAt + s.positionOffset[position] + s.tapOffset[t];
          multiplyAdd(dy, map + position * LANES, x, input, lanes);
        }
        dp[wAt + o * s.taps + t] += sumLanes(lanes, 0);
      }
    }
  }

  @Override
  public void convolutionBiasGradient(
      ConvolutionSize s, float[] dy, int dyAt, float[] dp, int bAt) {
    float[] lanes = new float[LANES];
    for (int o = 0; o < s.outMaps; o++) {
      addBias(s.positions, dy, dyAt + o * s.positions * LANES, lanes, dp, bAt + o);
    }
  }

  @Override
  public void winogradInput(WinogradSize s, float[] x, int xAt, float[] v, int vAt) {
    int rows = s.full.inMaps * s.tiles * s.full.inRows;
    for (int n = 0; n < rows * LANES; n++) {
      Winograd.input(
          x, xAt + tile(s, s.full.inRows, s.full.inColumns, n), LANES, v, vAt + n, s.inputStride);
    }
  }

  @Override
  public void winogradOutput(WinogradSize s, float[] m, int mAt, float[] y, int yAt) {
    int rows = s.full.outMaps * s.tiles * s.full.outRows;
    for (int n = 0; n < rows * LANES; n++) {
      Winograd.output(
          m,
          mAt + n,
          s.outputStride,
          y,
          yAt + tile(s, s.full.outRows, s.full.outColumns, n),
          LANES);
    }
  }

  @Override
  public void winogradOutputGradient(WinogradSize s, float[] dy, int dyAt, float[] dm, int dmAt) {
    int rows = s.full.outMaps * s.tiles * s.full.outRows;
    for (int n = 0; n < rows * LANES; n++) {
      int from = dyAt + tile(s, s.full.outRows, s.full.outColumns, n);
      Winograd.outputGradient(dy, from, LANES, dm, dmAt + n, s.outputStride);
    }
  }

  @Override
  public void winogradInputGradient(WinogradSize s, float[] dv, int dvAt, float[] dx, int dxAt) {
    Arrays.fill(dx, dxAt, dxAt + s.full.inputLength(), 0);
    int rows = s.full.inMaps * s.tiles * s.full.inRows;
    for (int n = 0; n < rows * LANES; n++) {
      int to = dxAt + tile(s, s.full.inRows, s.full.inColumns, n);
      Winograd.inputGradient(dv, dvAt + n, s.inputStride, dx, to, LANES);
    }
  }

  @Override
  public void partialConvolution(
      PartialConvolutionSize s,
      float[] p,
      int wAt,
      int bAt,
      float[] x,
      int xAt,
      float[] y,
      int yAt) {
    int positions = s.full.positions;
    for (int o = 0; o < s.full.outMaps; o++) {
      for (int position = 0; position < positions; position++) {
        int from = xAt + s.full.positionOffset[position];
        int to = yAt + (o * positions + position) * LANES;
        Arrays.fill(y, to, to + LANES, p[bAt + o]);
        for (int t = s.firstTap[o]; t < s.firstTap[o + 1]; t++) {
          multiplyAdd(p[wAt + t], x, from + s.tapOffset[t], y, to);
        }
      }
    }
  }

  @Override
  public void partialConvolutionDataGradient(
      PartialConvolutionSize s, float[] p, int wAt, float[] dy, int dyAt, float[] dx, int dxAt) {
    ConvolutionSize f = s.full;
    Arrays.fill(dx, dxAt, dxAt + f.inputLength(), 0);
    for (int i = 0; i < f.inMaps; i++) {
      for (int kc = 0; kc < f.kernelColumns; kc++) {
        for (int kr = 0; kr < f.kernelRows; kr++) {
          for (int n = s.firstReader[i]; n < s.firstReader[i + 1]; n++) {
            float w = p[wAt + s.readerWeight[n] + kr * f.kernelColumns + kc];
            for (int r = 0; r < f.outRows; r++) {
              int from = dyAt + s.readerOffset[n] + r * f.outColumns * LANES;
              int to = dxAt + ((i * f.inRows + r + kr) * f.inColumns + kc) * LANES;
              for (int c = 0; c < f.outColumns * LANES; c += LANES) {
                multiplyAdd(w, dy, from + c, dx, to + c);
              }
            }
          }
        }
      }
    }
  }

  @Override
  public void partialConvolutionWeightGradient(
      PartialConvolutionSize s, float[] x, int xAt, float[] dy, int dyAt, float[] dp, int wAt) {
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
        dp[wAt + t] += sumLanes(lanes, 0);
      }
    }
  }

  @Override
  public void dense(
      int in, int out, float[] p, int wAt, int bAt, float[] x, int xAt, float[] y, int yAt) {
    for (int o = 0; o < out; o++) {
      int to = yAt + o * LANES;
      Arrays.fill(y, to, to + LANES, p[bAt + o]);
      for (int i = 0; i < in; i++) {
        multiplyAdd(p[wAt + o * in + i], x, xAt + i * LANES, y, to);
      }
    }
  }

  @Override
  public void denseDataGradient(
      int in, int out, float[] p, int wAt, float[] dy, int dyAt, float[] dx, int dxAt) {
    Arrays.fill(dx, dxAt, dxAt + in * LANES, 0);
    for (int o = 0; o < out; o++) {
      for (int i = 0; i < in; i++) {
        multiplyAdd(p[wAt + o * in + i], dy, dyAt + o * LANES, dx, dxAt + i * LANES);
      }
    }
  }

  @Override
  public void denseWeightGradient(
      int in,
      int out,
      float[] x,
      int xAt,
      float[] dy,
      int dyAt,
      float[] dp,
      int wAt,
      int bAt,
      float[] scratch,
      int scratchAt) {
    for (int o = 0; o < out; o++) {
      for (int i = 0; i < in; i++) {
        float sum = dp[wAt + o * in + i];
        for (int l = 0; l < LANES; l++) {
          sum = FusedMultiplyAdd.fma(dy[dyAt + o * LANES + l], x[xAt + i * LANES + l], sum);
        }
        dp[wAt + o * in + i] = sum;
      }
      dp[bAt + o] += sumLanes(dy, dyAt + o * LANES);
    }
  }

  @Override
  public void averagePool(
      int maps, int rows, int columns, int window, float[] x, int xAt, float[] y, int yAt) {
    float scale = 1f / (window * window);
    int outRows = rows / window;
    int outColumns = columns / window;
    for (int m = 0; m < maps; m++) {
      for (int r = 0; r < outRows; r++) {
        for (int c = 0; c < outColumns; c++) {
          for (int l = 0; l < LANES; l++) {
            float sum = 0;
            for (int i = 0; i < window; i++) {
              for (int j = 0; j < window; j++) {
                int unit = (m * rows + r * window + i) * columns + c * window + j;
                sum += x[xAt + unit * LANES + l];
              }
            }
            y[yAt + ((m * outRows + r) * outColumns + c) * LANES + l] = sum * scale;
          }
        }
      }
    }
  }

  @Override
  public void averagePoolGradient(
      int maps, int rows, int columns, int window, float[] dy, int dyAt, float[] dx, int dxAt) {
    float scale = 1f / (window * window);
    int outRows = rows / window;
    int outColumns = columns / window;
    for (int m = 0; m < maps; m++) {
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < columns; c++) {
          boolean inside = r / window < outRows && c / window < outColumns;
          int from = dyAt + ((m * outRows + r / window) * outColumns + c / window) * LANES;
          int to = dxAt + ((m * rows + r) * columns + c) * LANES;
          for (int l = 0; l < LANES; l++) {
            dx[to + l] = inside ? dy[from + l] * scale : 0;
          }
        }
      }
    }
  }

  @Override
  public void tanhAveragePool(
      int maps, int rows, int columns, int window, float[] x, int xAt, float[] y, int yAt) {
    tanh(x, xAt, maps * rows * columns * LANES);
    averagePool(maps, rows, columns, window, x, xAt, y, yAt);
  }

  @Override
  public void tanhAveragePoolGradient(
      int maps, int rows, int columns, int window, float[] dy, int dyAt, float[] x, int xAt) {
    float scale = 1f / (window * window);
    int outRows = rows / window;
    int outColumns = columns / window;
    for (int m = 0; m < maps; m++) {
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < columns; c++) {
          boolean inside = r / window < outRows && c / window < outColumns;
          int from = dyAt + ((m * outRows + r / window) * outColumns + c / window) * LANES;
          int to = xAt + ((m * rows + r) * columns + c) * LANES;
          for (int l = 0; l < LANES; l++) {
            float slope = FusedMultiplyAdd.fma(-x[to + l], x[to + l], 1f);
            x[to + l] = inside ? dy[from + l] * scale * slope : 0;
          }
        }
      }
    }
  }

  @Override
  public void subsampling(
      int maps,
      int rows,
      int columns,
      int window,
      float[] p,
      int wAt,
      int bAt,
      float[] x,
      int xAt,
      float[] y,
      int yAt) {
    int outRows = rows / window;
    int outColumns = columns / window;
    for (int m = 0; m < maps; m++) {
      for (int r = 0; r < outRows; r++) {
        for (int c = 0; c < outColumns; c++) {
          int from = xAt + ((m * rows + r * window) * columns + c * window) * LANES;
          int to = yAt + ((m * outRows + r) * outColumns + c) * LANES;
          for (int l = 0; l < LANES; l++) {
            float sum = sumWindow(window, columns * LANES, LANES, x, from + l);
            y[to + l] = FusedMultiplyAdd.fma(p[wAt + m], sum, p[bAt + m]);
          }
        }
      }
    }
  }

  @Override
  public void subsamplingDataGradient(
      int maps,
      int rows,
      int columns,
      int window,
      float[] p,
      int wAt,
      float[] dy,
      int dyAt,
      float[] dx,
      int dxAt) {
    int outRows = rows / window;
    int outColumns = columns / window;
    for (int m = 0; m < maps; m++) {
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < columns; c++) {
          boolean inside = r / window < outRows && c / window < outColumns;
          int from = dyAt + ((m * outRows + r / window) * outColumns + c / window) * LANES;
          int to = dxAt + ((m * rows + r) * columns + c) * LANES;
          for (int l = 0; l < LANES; l++) {
            dx[to + l] = inside ? p[wAt + m] * dy[from + l] : 0;
          }
        }
      }
    }
  }

  @Override
  public void subsamplingWeightGradient(
      int maps,
      int rows,
      int columns,
      int window,
      float[] x,
      int xAt,
      float[] dy,
      int dyAt,
      float[] dp,
      int wAt,
      int bAt) {
    float[] lanes = new float[LANES];
    int outRows = rows / window;
    int outColumns = columns / window;
    for (int m = 0; m < maps; m++) {
      int map = dyAt + m * outRows * outColumns * LANES;
      Arrays.fill(lanes, 0);
      for (int r = 0; r < outRows; r++) {
        for (int c = 0; c < outColumns; c++) {
          int input = xAt + ((m * rows + r * window) * columns + c * window) * LANES;
          int at = map + (r * outColumns + c) * LANES;
          for (int l = 0; l < LANES; l++) {
            float sum = sumWindow(window, columns * LANES, LANES, x, input + l);
            lanes[l] = FusedMultiplyAdd.fma(dy[at + l], sum, lanes[l]);
          }
        }
      }
      dp[wAt + m] += sumLanes(lanes, 0);
      addBias(outRows * outColumns, dy, map, lanes, dp, bAt + m);
    }
  }

  @Override
  public void tanh(float[] x, int xAt, int n) {
    for (int i = xAt; i < xAt + n; i++) {
      x[i] = Tanh.tanh(x[i]);
    }
  }

  @Override
  public void tanhGradient(float[] y, int yAt, float[] dy, int dyAt, int n) {
    for (int i = 0; i < n; i++) {
      dy[dyAt + i] *= FusedMultiplyAdd.fma(-y[yAt + i], y[yAt + i], 1f);
    }
  }

  @Override
  public void scaledTanh(float[] x, int xAt, int n) {
    for (int i = xAt; i < xAt + n; i++) {
      x[i] = ScaledTanh.scaledTanh(x[i]);
    }
  }

  @Override
  public void scaledTanhGradient(float[] y, int yAt, float[] dy, int dyAt, int n) {
    for (int i = 0; i < n; i++) {
      dy[dyAt + i] *= ScaledTanh.slope(y[yAt + i]);
    }
  }

  @Override
  public void squaredDistances(int in, int out, float[] w, float[] x, int xAt, float[] y, int yAt) {
    for (int i = 0; i < out; i++) {
      int to = yAt + i * LANES;
      Arrays.fill(y, to, to + LANES, 0);
      for (int j = 0; j < in; j++) {
        for (int l = 0; l < LANES; l++) {
          float difference = x[xAt + j * LANES + l] - w[i * in + j];
          y[to + l] = FusedMultiplyAdd.fma(difference, difference, y[to + l]);
        }
      }
    }
  }

  @Override
  public void squaredDistancesGradient(
      int in, int out, float[] w, float[] x, int xAt, float[] dy, int dyAt, float[] dx, int dxAt) {
    for (int j = 0; j < in; j++) {
      for (int l = 0; l < LANES; l++) {
        float sum = 0;
        for (int i = 0; i < out; i++) {
          float difference = x[xAt + j * LANES + l] - w[i * in + j];
          sum = FusedMultiplyAdd.fma(difference, dy[dyAt + i * LANES + l], sum);
        }
        dx[dxAt + j * LANES + l] = 2 * sum;
      }
    }
  }

  @Override
  public void singleConvolution(
      MapConvolution s, MemorySegment p, float[] x, int xAt, float[] y, int yAt) {
    int step = s.vectors() * LANES;
    int to = yAt;
    for (int v = 0; v < step; v += LANES) {
      for (int r = 0; r < s.outRows(); r++) {
        for (int c = 0; c < s.outColumns(); c++) {
          for (int l = v; l < v + LANES; l++) {
            float sum = p.getAtIndex(JAVA_FLOAT, l);
            int pAt = l;
            for (int offset : s.tapOffset()) {
              pAt += step;
              float input = x[xAt + r * s.pitch() + c + offset];
              sum = FusedMultiplyAdd.fma(p.getAtIndex(JAVA_FLOAT, pAt), input, sum);
            }
            y[to++] = sum;
          }
        }
      }
    }
  }

  @Override
  public void singleSubsampling(
      RowSubsampling s, float[] p, int wAt, int bAt, float[] x, float[] y) {
    for (int m = 0; m < s.maps(); m++) {
      for (int r = 0; r < s.outRows(); r++) {
        int xAt = (m * s.rows() + r * s.window()) * s.pitch();
        int yAt = (m * s.outRows() + r) * s.outPitch();
        for (int c = 0; c < s.outColumns(); c++) {
          float sum = sumWindow(s.window(), s.pitch(), 1, x, xAt + c * s.window());
          y[yAt + c] = FusedMultiplyAdd.fma(p[wAt + m], sum, p[bAt + m]);
        }
      }
    }
  }

  @Override
  public void singleConvolutionWeightGradient(
      RowConvolution s, float[] x, int xAt, float[] dy, int dyAt, float[] dp, int wAt) {
    int area = s.kernelRows * s.kernelColumns;
    for (int i = 0; i < s.inMaps; i++) {
      for (int n = s.forward.firstReader[i]; n < s.forward.firstReader[i + 1]; n++) {
        for (int t = 0; t < area; t++) {
          int from = xAt + s.forward.full.tapOffset[i * area + t];
          int map = dyAt + s.forward.readerOffset[n];
          float sum = 0;
          for (int r = 0; r < s.outRows; r++) {
            int row = r * s.pitch;
            for (int c = row; c < row + s.outColumns; c++) {
              sum = FusedMultiplyAdd.fma(dy[map + c], x[from + c], sum);
            }
          }
          dp[wAt + s.forward.readerWeight[n] + t] = sum;
        }
      }
    }
  }

  @Override
  public void singleDenseDataGradient(int in, int out, float[] p, int wAt, float[] dy, float[] dx) {
    Arrays.fill(dx, 0, in, 0);
    for (int o = 0; o < out; o++) {
      for (int i = 0; i < in; i++) {
        dx[i] = FusedMultiplyAdd.fma(p[wAt + o * in + i], dy[o], dx[i]);
      }
    }
  }

  @Override
  public void singleDenseWeightGradient(
      int in, int out, float[] x, float[] dy, float[] dp, int wAt) {
    for (int o = 0; o < out; o++) {
      for (int i = 0; i < in; i++) {
        dp[wAt + o * in + i] = dy[o] * x[i];
      }
    }
  }

  /**
   * The sum of 16 lanes by one fixed tree: lane l takes lane l + 8, then l + 4, l + 2, l + 1.
   *
   * @param x lanes from {@code xAt}. Not modified.
   */
  public static float sumLanes(float[] x, int xAt) {
    return ((pair(x, xAt) + pair(x, xAt + 4)) + (pair(x, xAt + 2) + pair(x, xAt + 6)))
        + ((pair(x, xAt + 1) + pair(x, xAt + 5)) + (pair(x, xAt + 3) + pair(x, xAt + 7)));
  }

  private static float pair(float[] x, int at) {
    return x[at] + x[at + 8];
  }

  /**
   * Where a tile's first column lies in {@code [map][rows][columns][16]}.
   *
   * @param n its place in {@code [map][tile][rows][16]}
   */
  private static int tile(WinogradSize s, int rows, int columns, int n) {
    int lane = n % LANES;
    int r = n / LANES % rows;
    int t = n / LANES / rows % s.tiles;
    int map = n / LANES / rows / s.tiles;
    return ((map * rows + r) * columns + t * Winograd.TILE) * LANES + lane;
  }

  /** {@code y += w x} over one block's lanes, fused. */
  private static void multiplyAdd(float w, float[] x, int xAt, float[] y, int yAt) {
    for (int l = 0; l < LANES; l++) {
      y[yAt + l] = FusedMultiplyAdd.fma(w, x[xAt + l], y[yAt + l]);
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
    dp[bAt] += sumLanes(lanes, 0);
  }

  /** The sum of a square, from zero in ascending row and column. */
  private static float sumWindow(int window, int row, int column, float[] x, int xAt) {
    float sum = 0;
    for (int i = 0; i < window; i++) {
      for (int j = 0; j < window; j++) {
        sum += x[xAt + i * row + j * column];
      }
    }
    return sum;
  }
}
