package org.lenet5.kernel;

import static org.lenet5.kernel.WindowSum.sumWindow;

import java.util.Arrays;

/** The definition of {@link ColumnKernels}: loops that add the terms in the stated order. */
final class ScalarColumns implements ColumnKernels {

  @Override
  public void subsampling(RowSubsampling s, float[] p, int wAt, int bAt, float[] x, float[] y) {
    assert Contract.subsampling(s, p, wAt, bAt, x, y);
    PoolSize pool = s.pool();
    for (int m = 0; m < pool.maps(); m++) {
      for (int r = 0; r < pool.outRows(); r++) {
        int xAt = (m * pool.rows() + r * pool.window()) * s.pitch();
        int yAt = (m * pool.outRows() + r) * s.outPitch();
        for (int c = 0; c < pool.outColumns(); c++) {
          float sum = sumWindow(pool.window(), s.pitch(), 1, x, xAt + c * pool.window());
          y[yAt + c] = FusedMultiplyAdd.fma(p[wAt + m], sum, p[bAt + m]);
        }
      }
    }
  }

  @Override
  public void convolutionWeightGradient(
      RowConvolution s, float[] x, int xAt, float[] dy, int dyAt, float[] dp, int wAt) {
    assert Contract.convolutionWeightGradient(s, x, xAt, dy, dyAt, dp, wAt);
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
  public void denseDataGradient(DenseSize s, float[] p, int wAt, float[] dy, float[] dx) {
    assert Contract.denseDataGradient(s, p, wAt, dy, dx);
    Arrays.fill(dx, 0, s.in(), 0);
    for (int o = 0; o < s.out(); o++) {
      for (int i = 0; i < s.in(); i++) {
        dx[i] = FusedMultiplyAdd.fma(p[wAt + o * s.in() + i], dy[o], dx[i]);
      }
    }
  }

  @Override
  public void denseWeightGradient(DenseSize s, float[] x, float[] dy, float[] dp, int wAt) {
    assert Contract.denseWeightGradient(s, x, dy, dp, wAt);
    for (int o = 0; o < s.out(); o++) {
      for (int i = 0; i < s.in(); i++) {
        dp[wAt + o * s.in() + i] = dy[o] * x[i];
      }
    }
  }
}
