package org.lenet5.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lenet5.kernel.KernelCases.GAP;
import static org.lenet5.kernel.KernelCases.GUARD;
import static org.lenet5.kernel.KernelCases.UNWRITTEN;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lenet5.layer.Connections;

/** {@link MapKernels} against {@link KernelOracle}, as {@link ScalarLanesTest}. */
class ScalarMapsTest {
  private static final MapKernels KERNELS = new ScalarKernels().maps();
  private static final int LANES = Lanes.LANES;

  private final KernelCases arrays = new KernelCases();

  /** Whatever lies behind the columns of a row is NaN. */
  @ParameterizedTest
  @MethodSource("org.lenet5.kernel.KernelCases#convolutions")
  void forward(KernelOracle oracle, ConvolutionSize f) {
    int outMaps = f.outMaps * 7;
    var connections = Connections.full(f.inMaps, outMaps).inputs();
    var rows =
        new RowConvolution(
            f.inMaps, f.inRows, f.inColumns, LANES, connections, f.kernelRows, f.kernelColumns);
    var s =
        new MapConvolution(outMaps, f.outRows, f.outColumns, LANES, rows.forward.full.tapOffset);
    int bAt = GAP + s.weights() + GAP;
    float[] p = arrays.parameters(oracle, s.weights(), outMaps);
    float[] x = new float[rows.inputLength()];
    Arrays.fill(x, GUARD);
    for (int row = 0; row < f.inMaps * f.inRows; row++) {
      float[] values = oracle.values(arrays.random, f.inColumns);
      System.arraycopy(values, 0, x, row * LANES, f.inColumns);
    }
    float[] y = new float[s.outputLength() + LANES]; // zero behind the last map
    Arrays.fill(y, s.outputLength(), y.length, UNWRITTEN);
    float[] expected = y.clone();
    KERNELS.freeze(s, p, GAP, bAt).forward(x, 0, y, 0);
    float[] maps = oracle.frozenConvolution(rows, p, GAP, bAt, x);
    System.arraycopy(maps, 0, expected, 0, maps.length);
    assertThat(y).isEqualTo(expected);
  }

  @Test
  void freeze() {
    var s = MapConvolution.dense(3, new int[] {1, 0});
    float[] p = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    FrozenConvolution frozen = KERNELS.freeze(s, p, 0, 6);
    Arrays.fill(p, GUARD); // a copy is what counts
    float[] y = new float[LANES];
    frozen.forward(new float[] {10, 100}, 0, y, 0);
    assertThat(y).startsWith(7 + 100 + 20, 8 + 300 + 40, 9 + 500 + 60);
  }
}
