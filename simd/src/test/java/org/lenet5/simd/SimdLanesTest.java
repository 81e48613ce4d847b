package org.lenet5.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lenet5.kernel.Lanes.LANES;
import static org.lenet5.simd.Comparison.AT;
import static org.lenet5.simd.Comparison.random;
import static org.lenet5.simd.Comparison.values;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lenet5.kernel.ConvolutionSize;
import org.lenet5.kernel.DenseSize;
import org.lenet5.kernel.LaneKernels;
import org.lenet5.kernel.PartialConvolutionSize;
import org.lenet5.kernel.PoolSize;
import org.lenet5.kernel.ScalarKernels;
import org.lenet5.kernel.Tanh;
import org.lenet5.kernel.WinogradSize;

/** {@link LaneKernels} against the scalar ones. */
class SimdLanesTest {
  private static final Comparison<LaneKernels> KERNELS =
      new Comparison<>(new ScalarKernels().lanes(), new SimdKernels().lanes());

  @ParameterizedTest
  @MethodSource("org.lenet5.simd.Comparison#seeds")
  void convolution(int seed) {
    ConvolutionSize s = Comparison.convolution(seed);
    var random = random(-seed);
    int wAt = random.nextInt(9);
    int bAt = wAt + s.weights() + random.nextInt(5);
    float[] p = values(random, bAt + s.outMaps);
    float[] x = values(random, AT + s.inputLength());
    KERNELS.same(
        s.toString(),
        seed,
        s.outputLength(),
        (k, y, at) -> k.convolution(s, p, wAt, bAt, x, AT, y, at));
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.simd.Comparison#seeds")
  void convolutionDataGradient(int seed) {
    ConvolutionSize s = Comparison.convolution(seed);
    var random = random(-seed);
    int wAt = random.nextInt(9);
    int bAt = wAt + s.weights() + random.nextInt(5);
    float[] p = values(random, bAt + s.outMaps);
    float[] dy = values(random, AT + s.outputLength());
    KERNELS.same(
        s.toString(),
        seed,
        s.inputLength(),
        (k, dx, at) -> k.convolutionDataGradient(s, p, wAt, dy, AT, dx, at));
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.simd.Comparison#seeds")
  void partialConvolution(int seed) {
    PartialConvolutionSize s = Comparison.partialConvolution(seed);
    var random = random(-seed);
    int wAt = random.nextInt(9);
    int bAt = wAt + s.weights() + random.nextInt(5);
    float[] p = values(random, bAt + s.full.outMaps);
    float[] x = values(random, AT + s.full.inputLength());
    KERNELS.same(
        s.toString(),
        seed,
        s.full.outputLength(),
        (k, y, at) -> k.partialConvolution(s, p, wAt, bAt, x, AT, y, at));
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.simd.Comparison#seeds")
  void partialConvolutionDataGradient(int seed) {
    PartialConvolutionSize s = Comparison.partialConvolution(seed);
    var random = random(-seed);
    int wAt = random.nextInt(9);
    int bAt = wAt + s.weights() + random.nextInt(5);
    float[] p = values(random, bAt + s.full.outMaps);
    float[] dy = values(random, AT + s.full.outputLength());
    KERNELS.same(
        s.toString(),
        seed,
        s.full.inputLength(),
        (k, dx, at) -> k.partialConvolutionDataGradient(s, p, wAt, dy, AT, dx, at));
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.simd.Comparison#seeds")
  void winogradInput(int seed) {
    WinogradSize s = Comparison.winograd(seed);
    var random = random(-seed);
    float[] x = withZeros(random, AT + s.full.inputLength());
    KERNELS.same(
        s.toString(), seed, s.inputLength(), (k, v, at) -> k.winogradInput(s, x, AT, v, at));
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.simd.Comparison#seeds")
  void winogradOutput(int seed) {
    WinogradSize s = Comparison.winograd(seed);
    var random = random(-seed);
    float[] m = withZeros(random, AT + s.outputLength());
    KERNELS.same(
        s.toString(), seed, s.full.outputLength(), (k, y, at) -> k.winogradOutput(s, m, AT, y, at));
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.simd.Comparison#seeds")
  void winogradOutputGradient(int seed) {
    WinogradSize s = Comparison.winograd(seed);
    var random = random(-seed);
    float[] dy = withZeros(random, AT + s.full.outputLength());
    KERNELS.same(
        s.toString(),
        seed,
        s.outputLength(),
        (k, dm, at) -> k.winogradOutputGradient(s, dy, AT, dm, at));
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.simd.Comparison#seeds")
  void winogradInputGradient(int seed) {
    WinogradSize s = Comparison.winograd(seed);
    var random = random(-seed);
    float[] dv = withZeros(random, AT + s.inputLength());
    KERNELS.same(
        s.toString(),
        seed,
        s.full.inputLength(),
        (k, dx, at) -> k.winogradInputGradient(s, dv, AT, dx, at));
  }

  /** The sign of a zero is a bit too. */
  private static float[] withZeros(RandomGenerator random, int length) {
    float[] x = values(random, length);
    for (int i = 0; i < 40; i++) {
      x[random.nextInt(length)] = i % 2 == 0 ? 0f : -0f;
    }
    return x;
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.simd.Comparison#seeds")
  void dense(int seed) {
    DenseSize s = Comparison.dense(seed);
    var random = random(-seed);
    int wAt = random.nextInt(9);
    int bAt = wAt + s.weights() + random.nextInt(5);
    float[] p = values(random, bAt + s.out());
    float[] x = values(random, AT + s.inputLength());
    KERNELS.same(
        s.toString(), seed, s.outputLength(), (k, y, at) -> k.dense(s, p, wAt, bAt, x, AT, y, at));
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.simd.Comparison#seeds")
  void denseDataGradient(int seed) {
    DenseSize s = Comparison.dense(seed);
    var random = random(-seed);
    int wAt = random.nextInt(9);
    int bAt = wAt + s.weights() + random.nextInt(5);
    float[] p = values(random, bAt + s.out());
    float[] dy = values(random, AT + s.outputLength());
    KERNELS.same(
        s.toString(),
        seed,
        s.inputLength(),
        (k, dx, at) -> k.denseDataGradient(s, p, wAt, dy, AT, dx, at));
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.simd.Comparison#seeds")
  void averagePool(int seed) {
    PoolSize s = Comparison.pool(seed);
    var random = random(-seed);
    float[] x = values(random, AT + s.inputLength());
    KERNELS.same(
        s.toString(), seed, s.outputLength(), (k, y, at) -> k.averagePool(s, x, AT, y, at));
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.simd.Comparison#seeds")
  void averagePoolGradient(int seed) {
    PoolSize s = Comparison.pool(seed);
    var random = random(-seed);
    float[] dy = values(random, AT + s.outputLength());
    KERNELS.same(
        s.toString(),
        seed,
        s.inputLength(),
        (k, dx, at) -> k.averagePoolGradient(s, dy, AT, dx, at));
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.simd.Comparison#seeds")
  void tanhAveragePool(int seed) {
    PoolSize s = Comparison.pool(seed);
    var random = random(-seed);
    float[] x = values(random, AT + s.inputLength());
    float[] means = new float[AT + s.outputLength()];
    KERNELS.same(
        s + ", tanh", seed, s.inputLength(), (k, y, at) -> k.tanhAveragePool(s, y, at, means, AT));
    KERNELS.same(
        s.toString(),
        seed,
        s.outputLength(),
        (k, y, at) -> k.tanhAveragePool(s, x.clone(), AT, y, at));
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.simd.Comparison#seeds")
  void tanhAveragePoolGradient(int seed) {
    PoolSize s = Comparison.pool(seed);
    var random = random(-seed);
    float[] dy = values(random, AT + s.outputLength());
    KERNELS.same(
        s.toString(),
        seed,
        s.inputLength(),
        (k, x, at) -> k.tanhAveragePoolGradient(s, dy, AT, x, at));
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.simd.Comparison#seeds")
  void subsampling(int seed) {
    PoolSize s = Comparison.pool(seed);
    var random = random(-seed);
    int wAt = random.nextInt(9);
    int bAt = wAt + s.maps() + random.nextInt(5);
    float[] p = values(random, bAt + s.maps());
    float[] x = values(random, AT + s.inputLength());
    KERNELS.same(
        s.toString(),
        seed,
        s.outputLength(),
        (k, y, at) -> k.subsampling(s, p, wAt, bAt, x, AT, y, at));
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.simd.Comparison#seeds")
  void subsamplingDataGradient(int seed) {
    PoolSize s = Comparison.pool(seed);
    var random = random(-seed);
    int wAt = random.nextInt(9);
    int bAt = wAt + s.maps() + random.nextInt(5);
    float[] p = values(random, bAt + s.maps());
    float[] dy = values(random, AT + s.outputLength());
    KERNELS.same(
        s.toString(),
        seed,
        s.inputLength(),
        (k, dx, at) -> k.subsamplingDataGradient(s, p, wAt, dy, AT, dx, at));
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.simd.Comparison#seeds")
  void tanh(int seed) {
    int n = random(seed).nextInt(20) * LANES;
    KERNELS.same(n + " values", seed, n, (k, x, at) -> k.tanh(x, at, n));
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.simd.Comparison#seeds")
  void tanhGradient(int seed) {
    int n = random(seed).nextInt(20) * LANES;
    float[] y = values(random(-seed), AT + n);
    KERNELS.same(n + " values", seed, n, (k, dy, at) -> k.tanhGradient(y, AT, dy, at, n));
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.simd.Comparison#seeds")
  void scaledTanh(int seed) {
    int n = random(seed).nextInt(20) * LANES;
    KERNELS.same(n + " values", seed, n, (k, x, at) -> k.scaledTanh(x, at, n));
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.simd.Comparison#seeds")
  void scaledTanhGradient(int seed) {
    int n = random(seed).nextInt(20) * LANES;
    float[] y = values(random(-seed), AT + n);
    KERNELS.same(n + " values", seed, n, (k, dy, at) -> k.scaledTanhGradient(y, AT, dy, at, n));
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.simd.Comparison#seeds")
  void squaredDistances(int seed) {
    DenseSize s = Comparison.dense(seed);
    var random = random(-seed);
    float[] w = values(random, s.weights());
    float[] x = values(random, AT + s.inputLength());
    KERNELS.same(
        s.toString(), seed, s.outputLength(), (k, y, at) -> k.squaredDistances(s, w, x, AT, y, at));
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.simd.Comparison#seeds")
  void squaredDistancesGradient(int seed) {
    DenseSize s = Comparison.dense(seed);
    var random = random(-seed);
    float[] w = values(random, s.weights());
    float[] x = values(random, AT + s.inputLength());
    float[] dy = values(random, AT + s.outputLength());
    KERNELS.same(
        s.toString(),
        seed,
        s.inputLength(),
        (k, dx, at) -> k.squaredDistancesGradient(s, w, x, AT, dy, AT, dx, at));
  }

  /** Every 509th of all floats, among them infinities and NaN, and those around the limits. */
  @Test
  void squashesAnyFloat() {
    IntStream all = IntStream.range(0, (int) ((1L << 32) / 509)).map(i -> i * 509);
    int limit = Float.floatToRawIntBits(Tanh.LIMIT);
    IntStream edges = IntStream.rangeClosed(limit - 9, limit + 9).flatMap(b -> signs(b));
    IntStream rest = IntStream.of(0, 1, 0x7f7fffff, 0x7f800000, 0x7fc00000).flatMap(b -> signs(b));
    int[] bits = IntStream.concat(all, IntStream.concat(edges, rest)).toArray();
    float[] x = new float[(bits.length + LANES - 1) / LANES * LANES];
    for (int i = 0; i < bits.length; i++) {
      x[i] = Float.intBitsToFloat(bits[i]);
    }
    sameOfEach("tanh", x, (k, y) -> k.tanh(y, 0, y.length));
    sameOfEach("scaled tanh", x, (k, y) -> k.scaledTanh(y, 0, y.length));
  }

  private static IntStream signs(int bits) {
    return IntStream.of(bits, bits | Integer.MIN_VALUE);
  }

  /** Any NaN equals any other. */
  private static void sameOfEach(String what, float[] x, Comparison.Kernel<LaneKernels> kernel) {
    float[] scalar = x.clone();
    float[] simd = x.clone();
    kernel.run(KERNELS.scalar(), scalar);
    kernel.run(KERNELS.simd(), simd);
    for (int i = 0; i < x.length; i++) {
      int expected = Float.floatToIntBits(scalar[i]);
      if (Float.floatToIntBits(simd[i]) != expected) {
        assertThat(Float.floatToIntBits(simd[i])).as("%s(%a)", what, x[i]).isEqualTo(expected);
      }
    }
  }
}
