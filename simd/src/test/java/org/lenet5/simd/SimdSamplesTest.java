package org.lenet5.simd;

import static org.lenet5.simd.Comparison.AT;
import static org.lenet5.simd.Comparison.random;
import static org.lenet5.simd.Comparison.values;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lenet5.kernel.ConvolutionSize;
import org.lenet5.kernel.DenseSize;
import org.lenet5.kernel.PartialConvolutionSize;
import org.lenet5.kernel.PoolSize;
import org.lenet5.kernel.SampleKernels;
import org.lenet5.kernel.ScalarKernels;

/** {@link SampleKernels} against the scalar ones. */
class SimdSamplesTest {
  private static final Comparison<SampleKernels> KERNELS =
      new Comparison<>(new ScalarKernels().samples(), new SimdKernels().samples());

  @ParameterizedTest
  @MethodSource("org.lenet5.simd.Comparison#seeds")
  void convolutionWeightGradient(int seed) {
    ConvolutionSize s = Comparison.convolution(seed);
    var random = random(-seed);
    float[] x = values(random, AT + s.inputLength());
    float[] dy = values(random, AT + s.outputLength());
    KERNELS.same(
        s.toString(),
        seed,
        s.weights(),
        (k, dp, at) -> k.convolutionWeightGradient(s, x, AT, dy, AT, dp, at));
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.simd.Comparison#seeds")
  void convolutionBiasGradient(int seed) {
    ConvolutionSize s = Comparison.convolution(seed);
    var random = random(-seed);
    float[] dy = values(random, AT + s.outputLength());
    KERNELS.same(
        s.toString(), seed, s.outMaps, (k, dp, at) -> k.convolutionBiasGradient(s, dy, AT, dp, at));
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.simd.Comparison#seeds")
  void partialConvolutionWeightGradient(int seed) {
    PartialConvolutionSize s = Comparison.partialConvolution(seed);
    var random = random(-seed);
    float[] x = values(random, AT + s.full.inputLength());
    float[] dy = values(random, AT + s.full.outputLength());
    KERNELS.same(
        s.toString(),
        seed,
        s.weights(),
        (k, dp, at) -> k.partialConvolutionWeightGradient(s, x, AT, dy, AT, dp, at));
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.simd.Comparison#seeds")
  void denseWeightGradient(int seed) {
    DenseSize s = Comparison.dense(seed);
    var random = random(-seed);
    int bAt = s.weights() + random.nextInt(5);
    float[] x = values(random, AT + s.inputLength());
    float[] dy = values(random, AT + s.outputLength());
    float[] scratch = new float[AT + s.inputLength()];
    KERNELS.same(
        s.toString(),
        seed,
        bAt + s.out(),
        (k, dp, at) -> k.denseWeightGradient(s, x, AT, dy, AT, dp, at, at + bAt, scratch, AT));
  }

  @ParameterizedTest
  @MethodSource("org.lenet5.simd.Comparison#seeds")
  void subsamplingWeightGradient(int seed) {
    PoolSize s = Comparison.pool(seed);
    var random = random(-seed);
    int bAt = s.maps() + random.nextInt(5);
    float[] x = values(random, AT + s.inputLength());
    float[] dy = values(random, AT + s.outputLength());
    KERNELS.same(
        s.toString(),
        seed,
        bAt + s.maps(),
        (k, dp, at) -> k.subsamplingWeightGradient(s, x, AT, dy, AT, dp, at, at + bAt));
  }
}
