package org.lenet5.simd;

import static org.lenet5.kernel.Lanes.LANES;
import static org.lenet5.simd.Comparison.AT;
import static org.lenet5.simd.Comparison.random;
import static org.lenet5.simd.Comparison.values;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lenet5.kernel.ColumnKernels;
import org.lenet5.kernel.DenseSize;
import org.lenet5.kernel.PoolSize;
import org.lenet5.kernel.RowConvolution;
import org.lenet5.kernel.RowSubsampling;
import org.lenet5.kernel.ScalarKernels;

/** {@link ColumnKernels} against the scalar ones. */
class SimdColumnsTest {
  private static final Comparison<ColumnKernels> KERNELS =
      new Comparison<>(new ScalarKernels().columns(), new SimdKernels().columns());

  @ParameterizedTest
  @MethodSource("org.lenet5.simd.Comparison#seeds")
  void subsampling(int seed) {
    var random = random(seed);
    int window = seed % 3 == 0 ? random.nextInt(1, 5) : 2;
    int columns = seed == 1 ? 28 : random.nextInt(window, 80);
    int pitch = (Math.ceilDiv(columns, LANES) + random.nextInt(2)) * LANES;
    int maps = random.nextInt(1, 7);
    var pool = new PoolSize(maps, random.nextInt(window, 12), columns, window);
    var s = new RowSubsampling(pool, pitch);
    int wAt = random.nextInt(9);
    int bAt = wAt + maps + random.nextInt(5);
    float[] p = values(random, bAt + maps);
    float[] x = values(random, s.inputLength());

    KERNELS.same(
        s.toString(),
        seed,
        s.outputLength(),
        (k, y) -> {
          k.subsampling(s, p, wAt, bAt, x, y);
          for (int row = 0; row < s.outputLength(); row += s.outPitch()) { // values of no meaning
            Arrays.fill(y, row + pool.outColumns(), row + s.outPitch(), 0);
          }
        });
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.simd.Comparison#seeds")
  void convolutionWeightGradient(int seed) {
    RowConvolution s = Comparison.rowConvolution(seed);
    var random = random(-seed);
    float[] x = values(random, AT + s.inputLength());
    float[] dy = values(random, AT + s.outputLength());
    KERNELS.same(
        s.toString(),
        seed,
        s.forward.weights(),
        (k, dp, at) -> k.convolutionWeightGradient(s, x, AT, dy, AT, dp, at));
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.simd.Comparison#seeds")
  void denseDataGradient(int seed) {
    DenseSize s = Comparison.dense(seed);
    var random = random(-seed);
    int wAt = random.nextInt(9);
    float[] p = values(random, wAt + s.weights());
    float[] dy = values(random, s.out());
    KERNELS.same(s.toString(), seed, s.in(), (k, dx) -> k.denseDataGradient(s, p, wAt, dy, dx));
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.simd.Comparison#seeds")
  void denseWeightGradient(int seed) {
    DenseSize s = Comparison.dense(seed);
    var random = random(-seed);
    float[] x = values(random, s.in());
    float[] dy = values(random, s.out());
    KERNELS.same(
        s.toString(), seed, s.weights(), (k, dp, at) -> k.denseWeightGradient(s, x, dy, dp, at));
  }
}
