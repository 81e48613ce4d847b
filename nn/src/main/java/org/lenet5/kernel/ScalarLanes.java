package org.lenet5.kernel;

import static org.lenet5.kernel.Lanes.LANES;
import static org.lenet5.kernel.WindowSum.sumWindow;

import java.util.Arrays;

/** The definition of {@link LaneKernels}: loops that add the terms in the stated order. */
final class ScalarLanes implements LaneKernels {

  @Override
  public void convolution(
      ConvolutionSize s, float[] p, int wAt, int bAt, float[] x, int xAt, float[] y, int yAt) {
    assert Contract.convolution(s, p, wAt, bAt, x, xAt, y, yAt);
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
    assert Contract.convolutionDataGradient(s, p, wAt, dy, dyAt, dx, dxAt);
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
  public void partialConvolution(
      PartialConvolutionSize s,
      float[] p,
      int wAt,
      int bAt,
      float[] x,
      int xAt,
      float[] y,
      int yAt) {
    assert Contract.partialConvolution(s, p, wAt, bAt, x, xAt, y, yAt);
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
    assert Contract.partialConvolutionDataGradient(s, p, wAt, dy, dyAt, dx, dxAt);
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
  public void winogradInput(WinogradSize s, float[] x, int xAt, float[] v, int vAt) {
    assert Contract.winogradInput(s, x, xAt, v, vAt);
    int rows = s.full.inMaps * s.tiles * s.full.inRows;
    for (int n = 0; n < rows * LANES; n++) {
      Winograd.input(
          x, xAt + tile(s, s.full.inRows, s.full.inColumns, n), LANES, v, vAt + n, s.inputStride);
    }
  }

  @Override
  public void winogradOutput(WinogradSize s, float[] m, int mAt, float[] y, int yAt) {
    assert Contract.winogradOutput(s, m, mAt, y, yAt);
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
    assert Contract.winogradOutputGradient(s, dy, dyAt, dm, dmAt);
    int rows = s.full.outMaps * s.tiles * s.full.outRows;
    for (int n = 0; n < rows * LANES; n++) {
      int from = dyAt + tile(s, s.full.outRows, s.full.outColumns, n);
      Winograd.outputGradient(dy, from, LANES, dm, dmAt + n, s.outputStride);
    }
  }

  @Override
  public void winogradInputGradient(WinogradSize s, float[] dv, int dvAt, float[] dx, int dxAt) {
    assert Contract.winogradInputGradient(s, dv, dvAt, dx, dxAt);
    Arrays.fill(dx, dxAt, dxAt + s.full.inputLength(), 0);
    int rows = s.full.inMaps * s.tiles * s.full.inRows;
    for (int n = 0; n < rows * LANES; n++) {
      int to = dxAt + tile(s, s.full.inRows, s.full.inColumns, n);
      Winograd.inputGradient(dv, dvAt + n, s.inputStride, dx, to, LANES);
    }
  }

  @Override
  public void dense(
      DenseSize s, float[] p, int wAt, int bAt, float[] x, int xAt, float[] y, int yAt) {
    assert Contract.dense(s, p, wAt, bAt, x, xAt, y, yAt);
    for (int o = 0; o < s.out(); o++) {
      int to = yAt + o * LANES;
      Arrays.fill(y, to, to + LANES, p[bAt + o]);
      for (int i = 0; i < s.in(); i++) {
        multiplyAdd(p[wAt + o * s.in() + i], x, xAt + i * LANES, y, to);
      }
    }
  }

  @Override
  public void denseDataGradient(
      DenseSize s, float[] p, int wAt, float[] dy, int dyAt, float[] dx, int dxAt) {
    assert Contract.denseDataGradient(s, p, wAt, dy, dyAt, dx, dxAt);
    Arrays.fill(dx, dxAt, dxAt + s.in() * LANES, 0);
    for (int o = 0; o < s.out(); o++) {
      for (int i = 0; i < s.in(); i++) {
        multiplyAdd(p[wAt + o * s.in() + i], dy, dyAt + o * LANES, dx, dxAt + i * LANES);
      }
    }
  }

  @Override
  public void averagePool(PoolSize s, float[] x, int xAt, float[] y, int yAt) {
    assert Contract.averagePool(s, x, xAt, y, yAt);
    float scale = 1f / (s.window() * s.window());
    int outRows = s.outRows();
    int outColumns = s.outColumns();
    for (int m = 0; m < s.maps(); m++) {
      for (int r = 0; r < outRows; r++) {
        for (int c = 0; c < outColumns; c++) {
          int from = xAt + ((m * s.rows() + r * s.window()) * s.columns() + c * s.window()) * LANES;
          int to = yAt + ((m * outRows + r) * outColumns + c) * LANES;
          for (int l = 0; l < LANES; l++) {
            y[to + l] = sumWindow(s.window(), s.columns() * LANES, LANES, x, from + l) * scale;
          }
        }
      }
    }
  }

  @Override
  public void averagePoolGradient(PoolSize s, float[] dy, int dyAt, float[] dx, int dxAt) {
    assert Contract.averagePoolGradient(s, dy, dyAt, dx, dxAt);
    float scale = 1f / (s.window() * s.window());
    int outRows = s.outRows();
    int outColumns = s.outColumns();
    for (int m = 0; m < s.maps(); m++) {
      for (int r = 0; r < s.rows(); r++) {
        for (int c = 0; c < s.columns(); c++) {
          boolean inside = r / s.window() < outRows && c / s.window() < outColumns;
          int from = dyAt + ((m * outRows + r / s.window()) * outColumns + c / s.window()) * LANES;
          int to = dxAt + ((m * s.rows() + r) * s.columns() + c) * LANES;
          for (int l = 0; l < LANES; l++) {
            dx[to + l] = inside ? dy[from + l] * scale : 0;
          }
        }
      }
    }
  }

  @Override
  public void tanhAveragePool(PoolSize s, float[] x, int xAt, float[] y, int yAt) {
    assert Contract.tanhAveragePool(s, x, xAt, y, yAt);
    tanh(x, xAt, s.inputLength());
    averagePool(s, x, xAt, y, yAt);
  }

  @Override
  public void tanhAveragePoolGradient(PoolSize s, float[] dy, int dyAt, float[] x, int xAt) {
    assert Contract.tanhAveragePoolGradient(s, dy, dyAt, x, xAt);
    float scale = 1f / (s.window() * s.window());
    int outRows = s.outRows();
    int outColumns = s.outColumns();
    for (int m = 0; m < s.maps(); m++) {
      for (int r = 0; r < s.rows(); r++) {
        for (int c = 0; c < s.columns(); c++) {
          boolean inside = r / s.window() < outRows && c / s.window() < outColumns;
          int from = dyAt + ((m * outRows + r / s.window()) * outColumns + c / s.window()) * LANES;
          int to = xAt + ((m * s.rows() + r) * s.columns() + c) * LANES;
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
      PoolSize s, float[] p, int wAt, int bAt, float[] x, int xAt, float[] y, int yAt) {
    assert Contract.subsampling(s, p, wAt, bAt, x, xAt, y, yAt);
    int outRows = s.outRows();
    int outColumns = s.outColumns();
    for (int m = 0; m < s.maps(); m++) {
      for (int r = 0; r < outRows; r++) {
        for (int c = 0; c < outColumns; c++) {
          int from = xAt + ((m * s.rows() + r * s.window()) * s.columns() + c * s.window()) * LANES;
          int to = yAt + ((m * outRows + r) * outColumns + c) * LANES;
          for (int l = 0; l < LANES; l++) {
            float sum = sumWindow(s.window(), s.columns() * LANES, LANES, x, from + l);
            y[to + l] = FusedMultiplyAdd.fma(p[wAt + m], sum, p[bAt + m]);
          }
        }
      }
    }
  }

  @Override
  public void subsamplingDataGradient(
      PoolSize s, float[] p, int wAt, float[] dy, int dyAt, float[] dx, int dxAt) {
    assert Contract.subsamplingDataGradient(s, p, wAt, dy, dyAt, dx, dxAt);
    int outRows = s.outRows();
    int outColumns = s.outColumns();
    for (int m = 0; m < s.maps(); m++) {
      for (int r = 0; r < s.rows(); r++) {
        for (int c = 0; c < s.columns(); c++) {
          boolean inside = r / s.window() < outRows && c / s.window() < outColumns;
          int from = dyAt + ((m * outRows + r / s.window()) * outColumns + c / s.window()) * LANES;
          int to = dxAt + ((m * s.rows() + r) * s.columns() + c) * LANES;
          for (int l = 0; l < LANES; l++) {
            dx[to + l] = inside ? p[wAt + m] * dy[from + l] : 0;
          }
        }
      }
    }
  }

  @Override
  public void tanh(float[] x, int xAt, int n) {
    assert Contract.squashing(x, xAt, n);
    for (int i = xAt; i < xAt + n; i++) {
      x[i] = Tanh.tanh(x[i]);
    }
  }

  @Override
  public void tanhGradient(float[] y, int yAt, float[] dy, int dyAt, int n) {
    assert Contract.squashingGradient(y, yAt, dy, dyAt, n);
    for (int i = 0; i < n; i++) {
      dy[dyAt + i] *= FusedMultiplyAdd.fma(-y[yAt + i], y[yAt + i], 1f);
    }
  }

  @Override
  public void scaledTanh(float[] x, int xAt, int n) {
    assert Contract.squashing(x, xAt, n);
    for (int i = xAt; i < xAt + n; i++) {
      x[i] = ScaledTanh.scaledTanh(x[i]);
    }
  }

  @Override
  public void scaledTanhGradient(float[] y, int yAt, float[] dy, int dyAt, int n) {
    assert Contract.squashingGradient(y, yAt, dy, dyAt, n);
    for (int i = 0; i < n; i++) {
      dy[dyAt + i] *= ScaledTanh.slope(y[yAt + i]);
    }
  }

  @Override
  public void squaredDistances(DenseSize s, float[] w, float[] x, int xAt, float[] y, int yAt) {
    assert Contract.squaredDistances(s, w, x, xAt, y, yAt);
    for (int o = 0; o < s.out(); o++) {
      int to = yAt + o * LANES;
      Arrays.fill(y, to, to + LANES, 0);
      for (int i = 0; i < s.in(); i++) {
        for (int l = 0; l < LANES; l++) {
          float difference = x[xAt + i * LANES + l] - w[o * s.in() + i];
          y[to + l] = FusedMultiplyAdd.fma(difference, difference, y[to + l]);
        }
      }
    }
  }

  @Override
  public void squaredDistancesGradient(
      DenseSize s, float[] w, float[] x, int xAt, float[] dy, int dyAt, float[] dx, int dxAt) {
    assert Contract.squaredDistancesGradient(s, w, x, xAt, dy, dyAt, dx, dxAt);
    for (int i = 0; i < s.in(); i++) {
      for (int l = 0; l < LANES; l++) {
        float sum = 0;
        for (int o = 0; o < s.out(); o++) {
          float difference = x[xAt + i * LANES + l] - w[o * s.in() + i];
          sum = FusedMultiplyAdd.fma(difference, dy[dyAt + o * LANES + l], sum);
        }
        dx[dxAt + i * LANES + l] = 2 * sum;
      }
    }
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
}
