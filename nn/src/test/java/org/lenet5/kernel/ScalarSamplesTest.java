package org.lenet5.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lenet5.kernel.KernelCases.GAP;
import static org.lenet5.kernel.KernelCases.UNWRITTEN;
import static org.lenet5.kernel.KernelCases.output;
import static org.lenet5.kernel.KernelCases.partial;
import static org.lenet5.kernel.KernelCases.plain;
import static org.lenet5.kernel.KernelCases.whole;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link SampleKernels} against {@link KernelOracle}, as {@link ScalarLanesTest}. */
class ScalarSamplesTest {
  private static final SampleKernels KERNELS = new ScalarKernels().samples();
  private static final int LANES = Lanes.LANES;

  private final KernelCases arrays = new KernelCases();

  @ParameterizedTest
  @MethodSource("org.lenet5.kernel.KernelCases#convolutions")
  void convolutionWeightGradient(KernelOracle oracle, ConvolutionSize s) {
    float[] x = arrays.input(oracle, s.inputLength());
    float[] dy = arrays.input(oracle, s.outputLength());
    float[] dp = arrays.parameters(oracle, s.weights(), s.outMaps);
    float[] expected = dp.clone();
    KERNELS.convolutionWeightGradient(s, x, GAP, dy, GAP, dp, GAP);
    oracle.convolutionWeightGradient(s, plain(x), plain(dy), expected, GAP);
    assertThat(dp).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.kernel.KernelCases#convolutions")
  void convolutionBiasGradient(KernelOracle oracle, ConvolutionSize s) {
    int bAt = GAP + s.weights() + GAP;
    float[] dy = arrays.input(oracle, s.outputLength());
    float[] dp = arrays.parameters(oracle, s.weights(), s.outMaps);
    float[] expected = dp.clone();
    KERNELS.convolutionBiasGradient(s, dy, GAP, dp, bAt);
    oracle.convolutionBiasGradient(s, plain(dy), expected, bAt);
    assertThat(dp).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.kernel.KernelCases#partialConvolutions")
  void partialConvolutionWeightGradient(
      KernelOracle oracle, ConvolutionSize s, List<List<Integer>> inputs) {
    PartialConvolutionSize part = partial(s, inputs);
    float[] x = arrays.input(oracle, s.inputLength());
    float[] dy = arrays.input(oracle, s.outputLength());
    float[] dp = arrays.parameters(oracle, part.weights(), s.outMaps);
    float[] expected = dp.clone();
    KERNELS.partialConvolutionWeightGradient(part, x, GAP, dy, GAP, dp, GAP);
    oracle.partialConvolutionWeightGradient(s, inputs, plain(x), plain(dy), expected, GAP);
    assertThat(dp).isEqualTo(expected);
  }

  /** All connections, and the bits of the convolution that has no table. */
  @ParameterizedTest
  @MethodSource("org.lenet5.kernel.KernelCases#squareKernels")
  void allConnections(KernelOracle oracle, ConvolutionSize s) {
    float[] x = arrays.input(oracle, s.inputLength());
    float[] dy = arrays.input(oracle, s.outputLength());
    float[] dp = arrays.parameters(oracle, s.weights(), s.outMaps);
    float[] expected = dp.clone();
    KERNELS.partialConvolutionWeightGradient(whole(s), x, GAP, dy, GAP, dp, GAP);
    KERNELS.convolutionWeightGradient(s, x, GAP, dy, GAP, expected, GAP);
    assertThat(dp).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.kernel.KernelCases#denses")
  void denseWeightGradient(KernelOracle oracle, DenseSize s) {
    int bAt = GAP + s.weights() + GAP;
    float[] x = arrays.input(oracle, s.inputLength());
    float[] dy = arrays.input(oracle, s.outputLength());
    float[] dp = arrays.parameters(oracle, s.weights(), s.out());
    float[] expected = dp.clone();
    float[] scratch = output(s.inputLength());
    KERNELS.denseWeightGradient(s, x, GAP, dy, GAP, dp, GAP, bAt, scratch, 0);
    oracle.denseWeightGradient(s, plain(x), plain(dy), expected, GAP, bAt);
    assertThat(dp).isEqualTo(expected);
    assertThat(Arrays.copyOfRange(scratch, s.inputLength(), scratch.length))
        .containsOnly(UNWRITTEN);
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.kernel.KernelCases#pools")
  void subsamplingWeightGradient(KernelOracle oracle, PoolSize s) {
    int bAt = GAP + s.maps() + GAP;
    float[] x = arrays.input(oracle, s.inputLength());
    float[] dy = arrays.input(oracle, s.outputLength());
    float[] dp = arrays.parameters(oracle, s.maps(), s.maps());
    float[] expected = dp.clone();
    KERNELS.subsamplingWeightGradient(s, x, GAP, dy, GAP, dp, GAP, bAt);
    oracle.subsamplingWeightGradient(s, plain(x), plain(dy), expected, GAP, bAt);
    assertThat(dp).isEqualTo(expected);
  }

  @Test
  void lanesAreAddedByTheTree() {
    for (int round = 0; round < 100; round++) {
      float[] x = KernelOracle.FUSED.values(arrays.random, GAP + LANES + GAP);
      assertThat(Lanes.sum(x, GAP))
          .isEqualTo(KernelOracle.tree(Arrays.copyOfRange(x, GAP, GAP + LANES)));
    }
  }
}
