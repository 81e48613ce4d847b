package org.lenet5.simd;

import org.lenet5.kernel.Contract;
import org.lenet5.kernel.ConvolutionSize;
import org.lenet5.kernel.DenseSize;
import org.lenet5.kernel.LaneKernels;
import org.lenet5.kernel.PartialConvolutionSize;
import org.lenet5.kernel.PoolSize;
import org.lenet5.kernel.ScalarKernels;
import org.lenet5.kernel.WinogradSize;

/** The Vector API's {@link LaneKernels}, each in a class of its own. */
final class SimdLanes implements LaneKernels {
  private static final LaneKernels SCALAR = new ScalarKernels().lanes();

  @Override
  public void convolution(
      ConvolutionSize s, float[] p, int wAt, int bAt, float[] x, int xAt, float[] y, int yAt) {
    assert Contract.convolution(s, p, wAt, bAt, x, xAt, y, yAt);
    ConvolutionForward.run(s, p, wAt, bAt, x, xAt, y, yAt);
  }

  @Override
  public void convolutionDataGradient(
      ConvolutionSize s, float[] p, int wAt, float[] dy, int dyAt, float[] dx, int dxAt) {
    assert Contract.convolutionDataGradient(s, p, wAt, dy, dyAt, dx, dxAt);
    ConvolutionDataGradient.run(s, p, wAt, dy, dyAt, dx, dxAt);
  }

  @Override
  public void partialConvolution(
      PartialConvolutionSize s,
      float[] p,
      int wAt,
      int bAt,
      float[] x,
      int xAt,
      float[] y,
      int yAt) {
    assert Contract.partialConvolution(s, p, wAt, bAt, x, xAt, y, yAt);
    PartialConvolutionForward.run(s, p, wAt, bAt, x, xAt, y, yAt);
  }

  @Override
  public void partialConvolutionDataGradient(
      PartialConvolutionSize s, float[] p, int wAt, float[] dy, int dyAt, float[] dx, int dxAt) {
    assert Contract.partialConvolutionDataGradient(s, p, wAt, dy, dyAt, dx, dxAt);
    PartialConvolutionDataGradient.run(s, p, wAt, dy, dyAt, dx, dxAt);
  }

  @Override
  public void winogradInput(WinogradSize s, float[] x, int xAt, float[] v, int vAt) {
    assert Contract.winogradInput(s, x, xAt, v, vAt);
    WinogradTransforms.input(s, x, xAt, v, vAt);
  }

  @Override
  public void winogradOutput(WinogradSize s, float[] m, int mAt, float[] y, int yAt) {
    assert Contract.winogradOutput(s, m, mAt, y, yAt);
    WinogradTransforms.output(s, m, mAt, y, yAt);
  }

  @Override
  public void winogradOutputGradient(WinogradSize s, float[] dy, int dyAt, float[] dm, int dmAt) {
    assert Contract.winogradOutputGradient(s, dy, dyAt, dm, dmAt);
    WinogradTransforms.outputGradient(s, dy, dyAt, dm, dmAt);
  }

  @Override
  public void winogradInputGradient(WinogradSize s, float[] dv, int dvAt, float[] dx, int dxAt) {
    assert Contract.winogradInputGradient(s, dv, dvAt, dx, dxAt);
    WinogradTransforms.inputGradient(s, dv, dvAt, dx, dxAt);
  }

  @Override
  public void dense(
      DenseSize s, float[] p, int wAt, int bAt, float[] x, int xAt, float[] y, int yAt) {
    assert Contract.dense(s, p, wAt, bAt, x, xAt, y, yAt);
    DenseForward.run(s, p, wAt, bAt, x, xAt, y, yAt);
  }

  @Override
  public void denseDataGradient(
      DenseSize s, float[] p, int wAt, float[] dy, int dyAt, float[] dx, int dxAt) {
    assert Contract.denseDataGradient(s, p, wAt, dy, dyAt, dx, dxAt);
    DenseDataGradient.run(s, p, wAt, dy, dyAt, dx, dxAt);
  }

  @Override
  public void averagePool(PoolSize s, float[] x, int xAt, float[] y, int yAt) {
    assert Contract.averagePool(s, x, xAt, y, yAt);
    Pooling.forward(s, x, xAt, y, yAt);
  }

  @Override
  public void averagePoolGradient(PoolSize s, float[] dy, int dyAt, float[] dx, int dxAt) {
    assert Contract.averagePoolGradient(s, dy, dyAt, dx, dxAt);
    Pooling.gradient(s, dy, dyAt, dx, dxAt);
  }

  @Override
  public void tanhAveragePool(PoolSize s, float[] x, int xAt, float[] y, int yAt) {
    assert Contract.tanhAveragePool(s, x, xAt, y, yAt);
    TanhPooling.forward(s, x, xAt, y, yAt);
  }

  @Override
  public void tanhAveragePoolGradient(PoolSize s, float[] dy, int dyAt, float[] x, int xAt) {
    assert Contract.tanhAveragePoolGradient(s, dy, dyAt, x, xAt);
    TanhPooling.gradient(s, dy, dyAt, x, xAt);
  }

  @Override
  public void subsampling(
      PoolSize s, float[] p, int wAt, int bAt, float[] x, int xAt, float[] y, int yAt) {
    assert Contract.subsampling(s, p, wAt, bAt, x, xAt, y, yAt);
    SubsamplingForward.run(s, p, wAt, bAt, x, xAt, y, yAt);
  }

  @Override
  public void subsamplingDataGradient(
      PoolSize s, float[] p, int wAt, float[] dy, int dyAt, float[] dx, int dxAt) {
    assert Contract.subsamplingDataGradient(s, p, wAt, dy, dyAt, dx, dxAt);
    SubsamplingDataGradient.run(s, p, wAt, dy, dyAt, dx, dxAt);
  }

  @Override
  public void tanh(float[] x, int xAt, int n) {
    assert Contract.squashing(x, xAt, n);
    TanhForward.tanh(x, xAt, xAt + n);
  }

  @Override
  public void tanhGradient(float[] y, int yAt, float[] dy, int dyAt, int n) {
    SCALAR.tanhGradient(y, yAt, dy, dyAt, n); // HotSpot turns this loop into vectors by itself
  }

  @Override
  public void scaledTanh(float[] x, int xAt, int n) {
    assert Contract.squashing(x, xAt, n);
    TanhForward.scaledTanh(x, xAt, xAt + n);
  }

  @Override
  public void scaledTanhGradient(float[] y, int yAt, float[] dy, int dyAt, int n) {
    SCALAR.scaledTanhGradient(y, yAt, dy, dyAt, n);
  }

  @Override
  public void squaredDistances(DenseSize s, float[] w, float[] x, int xAt, float[] y, int yAt) {
    assert Contract.squaredDistances(s, w, x, xAt, y, yAt);
    SquaredDistances.forward(s, w, x, xAt, y, yAt);
  }

  @Override
  public void squaredDistancesGradient(
      DenseSize s, float[] w, float[] x, int xAt, float[] dy, int dyAt, float[] dx, int dxAt) {
    assert Contract.squaredDistancesGradient(s, w, x, xAt, dy, dyAt, dx, dxAt);
    SquaredDistances.gradient(s, w, x, xAt, dy, dyAt, dx, dxAt);
  }
}
