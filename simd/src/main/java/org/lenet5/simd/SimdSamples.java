package org.lenet5.simd;

import org.lenet5.kernel.Contract;
import org.lenet5.kernel.ConvolutionSize;
import org.lenet5.kernel.DenseSize;
import org.lenet5.kernel.PartialConvolutionSize;
import org.lenet5.kernel.PoolSize;
import org.lenet5.kernel.SampleKernels;

/** The Vector API's {@link SampleKernels}, each in a class of its own. */
final class SimdSamples implements SampleKernels {

  @Override
  public void convolutionWeightGradient(
      ConvolutionSize s, float[] x, int xAt, float[] dy, int dyAt, float[] dp, int wAt) {
    assert Contract.convolutionWeightGradient(s, x, xAt, dy, dyAt, dp, wAt);
    ConvolutionWeightGradient.weights(s, x, xAt, dy, dyAt, dp, wAt);
  }

  @Override
  public void convolutionBiasGradient(
      ConvolutionSize s, float[] dy, int dyAt, float[] dp, int bAt) {
    assert Contract.convolutionBiasGradient(s, dy, dyAt, dp, bAt);
    ConvolutionWeightGradient.biases(s, dy, dyAt, dp, bAt);
  }

  @Override
  public void partialConvolutionWeightGradient(
      PartialConvolutionSize s, float[] x, int xAt, float[] dy, int dyAt, float[] dp, int wAt) {
    assert Contract.partialConvolutionWeightGradient(s, x, xAt, dy, dyAt, dp, wAt);
    PartialConvolutionWeightGradient.run(s, x, xAt, dy, dyAt, dp, wAt);
  }

  @Override
  public void denseWeightGradient(
      DenseSize s,
      float[] x,
      int xAt,
      float[] dy,
      int dyAt,
      float[] dp,
      int wAt,
      int bAt,
      float[] scratch,
      int scratchAt) {
    assert Contract.denseWeightGradient(s, x, xAt, dy, dyAt, dp, wAt, bAt, scratch, scratchAt);
    DenseWeightGradient.run(s, x, xAt, dy, dyAt, dp, wAt, bAt, scratch, scratchAt);
  }

  @Override
  public void subsamplingWeightGradient(
      PoolSize s, float[] x, int xAt, float[] dy, int dyAt, float[] dp, int wAt, int bAt) {
    assert Contract.subsamplingWeightGradient(s, x, xAt, dy, dyAt, dp, wAt, bAt);
    SubsamplingWeightGradient.run(s, x, xAt, dy, dyAt, dp, wAt, bAt);
  }
}
