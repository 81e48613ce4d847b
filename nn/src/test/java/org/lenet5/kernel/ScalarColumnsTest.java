package org.lenet5.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lenet5.kernel.KernelCases.GAP;
import static org.lenet5.kernel.KernelCases.GUARD;
import static org.lenet5.kernel.KernelCases.output;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lenet5.layer.Connections;

/** {@link ColumnKernels} against {@link KernelOracle}, as {@link ScalarLanesTest}. */
class ScalarColumnsTest {
  private static final ColumnKernels KERNELS = new ScalarKernels().columns();
  private static final int LANES = Lanes.LANES;

  private final KernelCases arrays = new KernelCases();

  @ParameterizedTest
  @MethodSource("org.lenet5.kernel.KernelCases#pools")
  void subsampling(KernelOracle oracle, PoolSize pool) {
    var s = new RowSubsampling(pool, 2 * LANES);
    float[] p = arrays.parameters(oracle, pool.maps(), pool.maps());
    int bAt = GAP + pool.maps() + GAP;
    float[] x = rows(oracle, pool.maps() * pool.rows(), pool.columns(), s.pitch());
    float[] y = output(s.outputLength());
    float[] expected = y.clone();
    KERNELS.subsampling(s, p, GAP, bAt, x, y);
    oracle.rowSubsampling(s, p, GAP, bAt, x, expected);
    assertThat(y).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.kernel.KernelCases#convolutions")
  void convolutionWeightGradientOfAllConnections(KernelOracle oracle, ConvolutionSize f) {
    convolutionWeightGradient(oracle, f, Connections.full(f.inMaps, f.outMaps).inputs());
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.kernel.KernelCases#partialConvolutions")
  void convolutionWeightGradient(
      KernelOracle oracle, ConvolutionSize f, List<List<Integer>> inputs) {
    var s =
        new RowConvolution(
            f.inMaps, f.inRows, f.inColumns, LANES, inputs, f.kernelRows, f.kernelColumns);
    float[] x = rows(oracle, s.inMaps * s.inRows, f.inColumns, s.pitch);
    float[] dy = rows(oracle, s.outMaps * s.outRows, s.outColumns, s.pitch);
    float[] dp = arrays.parameters(oracle, s.forward.weights(), s.outMaps);
    float[] expected = dp.clone();
    KERNELS.convolutionWeightGradient(s, x, 0, dy, 0, dp, GAP);
    oracle.rowWeightGradient(s, inputs, x, dy, expected, GAP);
    assertThat(dp).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.kernel.KernelCases#denses")
  void denseDataGradient(KernelOracle oracle, DenseSize s) {
    float[] p = arrays.parameters(oracle, s.weights(), s.out());
    float[] dy = oracle.values(arrays.random, s.out());
    float[] dx = output(s.in());
    float[] expected = dx.clone();
    KERNELS.denseDataGradient(s, p, GAP, dy, dx);
    System.arraycopy(oracle.unitDataGradient(s, p, GAP, dy), 0, expected, 0, s.in());
    assertThat(dx).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.kernel.KernelCases#denses")
  void denseWeightGradient(KernelOracle oracle, DenseSize s) {
    float[] x = oracle.values(arrays.random, s.in());
    float[] dy = oracle.values(arrays.random, s.out());
    float[] dp = arrays.parameters(oracle, s.weights(), s.out());
    float[] expected = dp.clone();
    for (int w = 0; w < s.weights(); w++) {
      expected[GAP + w] = dy[w / s.in()] * x[w % s.in()];
    }
    KERNELS.denseWeightGradient(s, x, dy, dp, GAP);
    assertThat(dp).isEqualTo(expected);
  }

  /** Rows and one more; whatever lies behind their columns is NaN. */
  private float[] rows(KernelOracle oracle, int rows, int columns, int pitch) {
    float[] x = new float[(rows + 1) * pitch];
    Arrays.fill(x, GUARD);
    for (int row = 0; row < rows; row++) {
      System.arraycopy(oracle.values(arrays.random, columns), 0, x, row * pitch, columns);
    }
    return x;
  }
}
