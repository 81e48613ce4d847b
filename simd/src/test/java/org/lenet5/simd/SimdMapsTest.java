package org.lenet5.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lenet5.kernel.Lanes.LANES;
import static org.lenet5.simd.Comparison.AT;
import static org.lenet5.simd.Comparison.random;
import static org.lenet5.simd.Comparison.values;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lenet5.kernel.FrozenConvolution;
import org.lenet5.kernel.MapConvolution;
import org.lenet5.kernel.MapKernels;
import org.lenet5.kernel.ScalarKernels;

/** {@link MapKernels} against the scalar ones. */
class SimdMapsTest {
  private static final Comparison<MapKernels> KERNELS =
      new Comparison<>(new ScalarKernels().maps(), new SimdKernels().maps());

  /** LeNet-5's three, then any; each also as a dense layer with as many inputs as taps. */
  @ParameterizedTest
  @MethodSource("org.lenet5.simd.Comparison#seeds")
  void forward(int seed) {
    var random = random(seed);
    int taps = seed == 0 ? 150 : seed == 1 ? 400 : seed == 2 ? 120 : random.nextInt(1, 60);
    int outMaps = seed == 0 ? 16 : seed == 1 ? 120 : seed == 2 ? 84 : random.nextInt(1, 150);
    int columns = seed == 0 ? 10 : random.nextInt(1, 24);
    int rows = seed == 0 ? 10 : random.nextInt(1, 6);
    int pitch = random.nextInt(columns, 40);
    int[] tapOffset = random.ints(taps, 0, random.nextInt(1, 200)).toArray();
    var s = new MapConvolution(outMaps, rows, columns, pitch, tapOffset);
    var dense = MapConvolution.dense(outMaps, tapOffset);
    int bAt = s.weights() + random.nextInt(5);
    float[] p = values(random, bAt + outMaps);
    float[] x = values(random, AT + s.inputLength());

    same(s, seed, p, bAt, x);
    same(dense, seed, p, bAt, x);
  }

  private static void same(MapConvolution s, int seed, float[] p, int bAt, float[] x) {
    FrozenConvolution scalar = KERNELS.scalar().freeze(s, p, 0, bAt);
    FrozenConvolution simd = KERNELS.simd().freeze(s, p, 0, bAt);
    new Comparison<>(scalar, simd)
        .same(
            s.toString(),
            seed,
            s.outputLength(),
            (k, y, at) -> {
              k.forward(x, AT, y, at);
              behindTheLastMap(s, y, at);
            });
  }

  /** Values of no meaning. */
  private static void behindTheLastMap(MapConvolution s, float[] y, int at) {
    int end = at + s.outputLength();
    int last = end - s.outRows() * s.outColumns() * LANES;
    for (int lane = (s.outMaps() - 1) % LANES + 1; lane < LANES; lane++) {
      for (int i = last + lane; i < end; i += LANES) {
        y[i] = 0;
      }
    }
  }

  @Test
  void freeze() {
    var s = MapConvolution.dense(3, new int[] {1, 0});
    float[] p = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    FrozenConvolution frozen = KERNELS.simd().freeze(s, p, 0, 6);
    Arrays.fill(p, Float.NaN); // a copy is what counts
    float[] y = new float[LANES];
    frozen.forward(new float[] {10, 100}, 0, y, 0);
    assertThat(y).startsWith(7 + 100 + 20, 8 + 300 + 40, 9 + 500 + 60);
  }
}
