package org.lenet5.simd;

import org.lenet5.kernel.ColumnKernels;
import org.lenet5.kernel.Contract;
import org.lenet5.kernel.DenseSize;
import org.lenet5.kernel.RowConvolution;
import org.lenet5.kernel.RowSubsampling;
import org.lenet5.kernel.ScalarKernels;

/** The Vector API's {@link ColumnKernels}, each in a class of its own. */
final class SimdColumns implements ColumnKernels {
  private static final ColumnKernels SCALAR = new ScalarKernels().columns();

  @Override
  public void subsampling(RowSubsampling s, float[] p, int wAt, int bAt, float[] x, float[] y) {
    assert Contract.subsampling(s, p, wAt, bAt, x, y);
    if (s.pool().window() == 2) {
      RowPooling.run(s, p, wAt, bAt, x, y);
    } else {
      SCALAR.subsampling(s, p, wAt, bAt, x, y);
    }
  }

  @Override
  public void convolutionWeightGradient(
      RowConvolution s, float[] x, int xAt, float[] dy, int dyAt, float[] dp, int wAt) {
    assert Contract.convolutionWeightGradient(s, x, xAt, dy, dyAt, dp, wAt);
    RowWeightGradient.run(s, x, xAt, dy, dyAt, dp, wAt);
  }

  @Override
  public void denseDataGradient(DenseSize s, float[] p, int wAt, float[] dy, float[] dx) {
    assert Contract.denseDataGradient(s, p, wAt, dy, dx);
    RowDenseGradients.data(s, p, wAt, dy, dx);
  }

  @Override
  public void denseWeightGradient(DenseSize s, float[] x, float[] dy, float[] dp, int wAt) {
    assert Contract.denseWeightGradient(s, x, dy, dp, wAt);
    RowDenseGradients.weight(s, x, dy, dp, wAt);
  }
}
