package org.lenet5.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lenet5.kernel.KernelCases.GAP;
import static org.lenet5.kernel.KernelCases.UNWRITTEN;
import static org.lenet5.kernel.KernelCases.guarded;
import static org.lenet5.kernel.KernelCases.output;
import static org.lenet5.kernel.KernelCases.partial;
import static org.lenet5.kernel.KernelCases.plain;
import static org.lenet5.kernel.KernelCases.whole;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@link LaneKernels} against {@link KernelOracle}, to the bit: small integers exactly, floats in
 * the contract's order.
 */
class ScalarLanesTest {
  private static final LaneKernels KERNELS = new ScalarKernels().lanes();
  private static final int LANES = Lanes.LANES;

  private final KernelCases arrays = new KernelCases();

  @ParameterizedTest
  @MethodSource("org.lenet5.kernel.KernelCases#convolutions")
  void convolution(KernelOracle oracle, ConvolutionSize s) {
    int wAt = GAP;
    int bAt = wAt + s.outMaps * s.taps + GAP;
    float[] p = arrays.parameters(oracle, s.outMaps * s.taps, s.outMaps);
    float[] x = arrays.input(oracle, s.inputLength());
    float[] y = output(s.outputLength());
    KERNELS.convolution(s, p, wAt, bAt, x, GAP, y, GAP);
    assertThat(y).isEqualTo(guarded(oracle.convolution(s, p, wAt, bAt, plain(x))));
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.kernel.KernelCases#convolutions")
  void convolutionDataGradient(KernelOracle oracle, ConvolutionSize s) {
    float[] p = arrays.parameters(oracle, s.outMaps * s.taps, s.outMaps);
    float[] dy = arrays.input(oracle, s.outputLength());
    float[] dx = output(s.inputLength());
    KERNELS.convolutionDataGradient(s, p, GAP, dy, GAP, dx, GAP);
    assertThat(dx).isEqualTo(guarded(oracle.convolutionDataGradient(s, p, GAP, plain(dy))));
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.kernel.KernelCases#partialConvolutions")
  void partialConvolution(KernelOracle oracle, ConvolutionSize s, List<List<Integer>> inputs) {
    PartialConvolutionSize part = partial(s, inputs);
    int bAt = GAP + part.weights() + GAP;
    float[] p = arrays.parameters(oracle, part.weights(), s.outMaps);
    float[] x = arrays.input(oracle, s.inputLength());
    float[] y = output(s.outputLength());
    KERNELS.partialConvolution(part, p, GAP, bAt, x, GAP, y, GAP);
    assertThat(y).isEqualTo(guarded(oracle.partialConvolution(s, inputs, p, GAP, bAt, plain(x))));
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.kernel.KernelCases#partialConvolutions")
  void partialConvolutionDataGradient(
      KernelOracle oracle, ConvolutionSize s, List<List<Integer>> inputs) {
    PartialConvolutionSize part = partial(s, inputs);
    float[] p = arrays.parameters(oracle, part.weights(), s.outMaps);
    float[] dy = arrays.input(oracle, s.outputLength());
    float[] dx = output(s.inputLength());
    KERNELS.partialConvolutionDataGradient(part, p, GAP, dy, GAP, dx, GAP);
    assertThat(dx)
        .isEqualTo(guarded(oracle.partialConvolutionDataGradient(s, inputs, p, GAP, plain(dy))));
  }

  /** All connections, and the bits of the convolution that has no table. */
  @ParameterizedTest
  @MethodSource("org.lenet5.kernel.KernelCases#squareKernels")
  void allConnections(KernelOracle oracle, ConvolutionSize s) {
    PartialConvolutionSize part = whole(s);
    int bAt = GAP + s.weights() + GAP;
    float[] p = arrays.parameters(oracle, s.weights(), s.outMaps);
    float[] x = arrays.input(oracle, s.inputLength());
    float[] y = output(s.outputLength());
    float[] expected = output(s.outputLength());
    KERNELS.partialConvolution(part, p, GAP, bAt, x, GAP, y, GAP);
    KERNELS.convolution(s, p, GAP, bAt, x, GAP, expected, GAP);
    assertThat(y).isEqualTo(expected);
    float[] dx = output(s.inputLength());
    float[] expectedDx = output(s.inputLength());
    KERNELS.partialConvolutionDataGradient(part, p, GAP, y, GAP, dx, GAP);
    KERNELS.convolutionDataGradient(s, p, GAP, y, GAP, expectedDx, GAP);
    assertThat(dx).isEqualTo(expectedDx);
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.kernel.KernelCases#filtered")
  void winogradInput(WinogradOracle oracle, WinogradSize s) {
    float[] x = arrays.input(oracle.numbers, s.full.inputLength());
    float[] v = output(s.inputLength());
    float[] expected = v.clone();
    KERNELS.winogradInput(s, x, GAP, v, GAP);
    oracle.input(s, plain(x), expected, GAP);
    assertSame(v, expected);
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.kernel.KernelCases#filtered")
  void winogradOutput(WinogradOracle oracle, WinogradSize s) {
    float[] m = arrays.input(oracle.numbers, s.outputLength());
    float[] y = output(s.full.outputLength());
    float[] expected = y.clone();
    KERNELS.winogradOutput(s, m, GAP, y, GAP);
    oracle.output(s, plain(m), expected, GAP);
    assertSame(y, expected);
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.kernel.KernelCases#filtered")
  void winogradOutputGradient(WinogradOracle oracle, WinogradSize s) {
    float[] dy = arrays.input(oracle.numbers, s.full.outputLength());
    float[] dm = output(s.outputLength());
    float[] expected = dm.clone();
    KERNELS.winogradOutputGradient(s, dy, GAP, dm, GAP);
    oracle.outputGradient(s, plain(dy), expected, GAP);
    assertSame(dm, expected);
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.kernel.KernelCases#filtered")
  void winogradInputGradient(WinogradOracle oracle, WinogradSize s) {
    float[] dv = arrays.input(oracle.numbers, s.inputLength());
    float[] dx = output(s.full.inputLength());
    float[] expected = dx.clone();
    KERNELS.winogradInputGradient(s, dv, GAP, dx, GAP);
    oracle.inputGradient(s, plain(dv), expected, GAP);
    assertSame(dx, expected);
  }

  /** Zeros of either sign are equal: an exact sum knows no sign of zero. */
  private static void assertSame(float[] actual, float[] expected) {
    assertThat(unsigned(actual)).isEqualTo(unsigned(expected));
  }

  private static float[] unsigned(float[] x) {
    float[] y = x.clone();
    for (int i = 0; i < y.length; i++) {
      y[i] += 0f;
    }
    return y;
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.kernel.KernelCases#denses")
  void dense(KernelOracle oracle, DenseSize s) {
    int bAt = GAP + s.weights() + GAP;
    float[] p = arrays.parameters(oracle, s.weights(), s.out());
    float[] x = arrays.input(oracle, s.inputLength());
    float[] y = output(s.outputLength());
    KERNELS.dense(s, p, GAP, bAt, x, GAP, y, GAP);
    assertThat(y).isEqualTo(guarded(oracle.dense(s, p, GAP, bAt, plain(x))));
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.kernel.KernelCases#denses")
  void denseDataGradient(KernelOracle oracle, DenseSize s) {
    float[] p = arrays.parameters(oracle, s.weights(), s.out());
    float[] dy = arrays.input(oracle, s.outputLength());
    float[] dx = output(s.inputLength());
    KERNELS.denseDataGradient(s, p, GAP, dy, GAP, dx, GAP);
    assertThat(dx).isEqualTo(guarded(oracle.denseDataGradient(s, p, GAP, plain(dy))));
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.kernel.KernelCases#pools")
  void averagePool(KernelOracle oracle, PoolSize s) {
    float[] x = arrays.input(oracle, s.inputLength());
    float[] y = output(s.outputLength());
    KERNELS.averagePool(s, x, GAP, y, GAP);
    assertThat(y).isEqualTo(guarded(oracle.averagePool(s, plain(x))));
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.kernel.KernelCases#pools")
  void averagePoolGradient(KernelOracle oracle, PoolSize s) {
    float[] dy = arrays.input(oracle, s.outputLength());
    float[] dx = output(s.inputLength());
    KERNELS.averagePoolGradient(s, dy, GAP, dx, GAP);
    assertThat(dx).isEqualTo(guarded(oracle.averagePoolGradient(s, plain(dy))));
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.kernel.KernelCases#pools")
  void tanhAveragePool(KernelOracle oracle, PoolSize s) {
    float[] x = arrays.input(oracle, s.inputLength());
    float[] y = output(s.outputLength());
    float[] squashed = x.clone();
    for (int i = GAP; i < x.length - LANES; i++) {
      squashed[i] = Tanh.tanh(x[i]);
    }
    float[] pooled = y.clone();
    KERNELS.averagePool(s, squashed, GAP, pooled, GAP);
    KERNELS.tanhAveragePool(s, x, GAP, y, GAP);
    assertThat(x).isEqualTo(squashed);
    assertThat(y).isEqualTo(pooled);
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.kernel.KernelCases#pools")
  void tanhAveragePoolGradient(KernelOracle oracle, PoolSize s) {
    float[] x = arrays.input(oracle, s.inputLength());
    float[] dy = arrays.input(oracle, s.outputLength());
    float[] pooled = oracle.averagePoolGradient(s, plain(dy));
    KERNELS.tanh(x, GAP, pooled.length);
    float[] expected = x.clone();
    for (int i = 0; i < pooled.length; i++) {
      float y = x[GAP + i];
      expected[GAP + i] = pooled[i] * Math.fma(-y, y, 1f);
    }
    KERNELS.tanhAveragePoolGradient(s, dy, GAP, x, GAP);
    assertThat(x).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.kernel.KernelCases#pools")
  void subsampling(KernelOracle oracle, PoolSize s) {
    float[] p = arrays.parameters(oracle, s.maps(), s.maps());
    int bAt = GAP + s.maps() + GAP;
    float[] x = arrays.input(oracle, s.inputLength());
    float[] y = output(s.outputLength());
    KERNELS.subsampling(s, p, GAP, bAt, x, GAP, y, GAP);
    assertThat(y).isEqualTo(guarded(oracle.subsampling(s, p, GAP, bAt, plain(x))));
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.kernel.KernelCases#pools")
  void subsamplingDataGradient(KernelOracle oracle, PoolSize s) {
    float[] p = arrays.parameters(oracle, s.maps(), s.maps());
    float[] dy = arrays.input(oracle, s.outputLength());
    float[] dx = output(s.inputLength());
    KERNELS.subsamplingDataGradient(s, p, GAP, dy, GAP, dx, GAP);
    float[] expected = oracle.subsamplingDataGradient(s, p, GAP, plain(dy));
    for (int i = 0; i < expected.length; i++) {
      // beside the windows +0, in them perhaps -0
      assertThat(dx[GAP + i] == expected[i]).isTrue();
    }
    assertThat(Arrays.copyOf(dx, GAP)).containsOnly(UNWRITTEN);
    assertThat(Arrays.copyOfRange(dx, GAP + expected.length, dx.length)).containsOnly(UNWRITTEN);
  }

  @Test
  void tanh() {
    float[] x = KernelOracle.FUSED.values(arrays.random, 5 * LANES);
    float[] expected = x.clone();
    for (int i = GAP; i < GAP + 3 * LANES; i++) {
      expected[i] = Tanh.tanh(x[i]);
    }
    KERNELS.tanh(x, GAP, 3 * LANES);
    assertThat(x).isEqualTo(expected);
  }

  @Test
  void tanhGradient() {
    float[] y = KernelOracle.FUSED.values(arrays.random, 5 * LANES);
    float[] before = y.clone();
    float[] dy = KernelOracle.FUSED.values(arrays.random, 5 * LANES);
    float[] expected = dy.clone();
    for (int i = GAP; i < GAP + 3 * LANES; i++) {
      expected[i] = dy[i] * Math.fma(-y[i], y[i], 1f);
    }
    KERNELS.tanhGradient(y, GAP, dy, GAP, 3 * LANES);
    assertThat(dy).isEqualTo(expected);
    assertThat(y).isEqualTo(before);
  }

  @Test
  void scaledTanh() {
    float[] x = KernelOracle.FUSED.values(arrays.random, 5 * LANES);
    float[] expected = x.clone();
    for (int i = GAP; i < GAP + 3 * LANES; i++) {
      expected[i] = 1.7159f * Tanh.tanh(0.6666667f * x[i]);
    }
    KERNELS.scaledTanh(x, GAP, 3 * LANES);
    assertThat(x).isEqualTo(expected);
  }

  @Test
  void scaledTanhGradient() {
    float[] y = KernelOracle.FUSED.values(arrays.random, 5 * LANES);
    float[] before = y.clone();
    float[] dy = KernelOracle.FUSED.values(arrays.random, 5 * LANES);
    float[] expected = dy.clone();
    for (int i = GAP; i < GAP + 3 * LANES; i++) {
      expected[i] = dy[i] * ((1.7159f - y[i]) * (1.7159f + y[i]) * (0.6666667f / 1.7159f));
    }
    KERNELS.scaledTanhGradient(y, GAP, dy, GAP, 3 * LANES);
    assertThat(dy).isEqualTo(expected);
    assertThat(y).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.kernel.KernelCases#denses")
  void squaredDistances(KernelOracle oracle, DenseSize s) {
    float[] w = oracle.values(arrays.random, s.weights());
    float[] x = arrays.input(oracle, s.inputLength());
    float[] y = output(s.outputLength());
    KERNELS.squaredDistances(s, w, x, GAP, y, GAP);
    assertThat(y).isEqualTo(guarded(oracle.squaredDistances(s, w, plain(x))));
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.kernel.KernelCases#denses")
  void squaredDistancesGradient(KernelOracle oracle, DenseSize s) {
    float[] w = oracle.values(arrays.random, s.weights());
    float[] x = arrays.input(oracle, s.inputLength());
    float[] dy = arrays.input(oracle, s.outputLength());
    float[] dx = output(s.inputLength());
    KERNELS.squaredDistancesGradient(s, w, x, GAP, dy, GAP, dx, GAP);
    assertThat(dx).isEqualTo(guarded(oracle.squaredDistancesGradient(s, w, plain(x), plain(dy))));
  }
}
