package org.lenet5.simd;

import java.lang.foreign.MemorySegment;
import org.lenet5.nn.kernel.ConvolutionSize;
import org.lenet5.nn.kernel.Kernels;
import org.lenet5.nn.kernel.MapConvolution;
import org.lenet5.nn.kernel.PartialConvolutionSize;
import org.lenet5.nn.kernel.RowConvolution;
import org.lenet5.nn.kernel.RowSubsampling;
import org.lenet5.nn.kernel.ScalarKernels;
import org.lenet5.nn.kernel.WinogradSize;

/**
 * The kernels on the Vector API, with the bits of {@link ScalarKernels}. Needs the module {@code
 * jdk.incubator.vector}; {@link Kernels#best} takes them where they run well.
 */
public final class SimdKernels implements Kernels {
  private static final Kernels SCALAR = new ScalarKernels();

  @Override
  public String name() {
    return "simd-" + Vectors.SPECIES.vectorBitSize();
  }

  @Override
  public void convolution(
      ConvolutionSize s, float[] p, int wAt, int bAt, float[] x, int xAt, float[] y, int yAt) {
    ConvolutionForward.run(s, p, wAt, bAt, x, xAt, y, yAt);
  }

  @Override
  public void convolutionDataGradient(
      ConvolutionSize s, float[] p, int wAt, float[] dy, int dyAt, float[] dx, int dxAt) {
    ConvolutionDataGradient.run(s, p, wAt, dy, dyAt, dx, dxAt);
  }

  @Override
  public void convolutionWeightGradient(
      ConvolutionSize s, float[] x, int xAt, float[] dy, int dyAt, float[] dp, int wAt) {
    ConvolutionWeightGradient.weights(s, x, xAt, dy, dyAt, dp, wAt);
  }

  @Override
  public void convolutionBiasGradient(
      ConvolutionSize s, float[] dy, int dyAt, float[] dp, int bAt) {
    ConvolutionWeightGradient.biases(s, dy, dyAt, dp, bAt);
  }

  @Override
  public void winogradInput(WinogradSize s, float[] x, int xAt, float[] v, int vAt) {
    WinogradTransforms.input(s, x, xAt, v, vAt);
  }

  @Override
  public void winogradOutput(WinogradSize s, float[] m, int mAt, float[] y, int yAt) {
    WinogradTransforms.output(s, m, mAt, y, yAt);
  }

  @Override
  public void winogradOutputGradient(WinogradSize s, float[] dy, int dyAt, float[] dm, int dmAt) {
    WinogradTransforms.outputGradient(s, dy, dyAt, dm, dmAt);
  }

  @Override
  public void winogradInputGradient(WinogradSize s, float[] dv, int dvAt, float[] dx, int dxAt) {
    WinogradTransforms.inputGradient(s, dv, dvAt, dx, dxAt);
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
    PartialConvolution.forward(s, p, wAt, bAt, x, xAt, y, yAt);
  }

  @Override
  public void partialConvolutionDataGradient(
      PartialConvolutionSize s, float[] p, int wAt, float[] dy, int dyAt, float[] dx, int dxAt) {
    PartialConvolution.dataGradient(s, p, wAt, dy, dyAt, dx, dxAt);
  }

  @Override
  public void partialConvolutionWeightGradient(
      PartialConvolutionSize s, float[] x, int xAt, float[] dy, int dyAt, float[] dp, int wAt) {
    PartialConvolutionWeightGradient.run(s, x, xAt, dy, dyAt, dp, wAt);
  }

  @Override
  public void dense(
      int in, int out, float[] p, int wAt, int bAt, float[] x, int xAt, float[] y, int yAt) {
    Dense.forward(in, out, p, wAt, bAt, x, xAt, y, yAt);
  }

  @Override
  public void denseDataGradient(
      int in, int out, float[] p, int wAt, float[] dy, int dyAt, float[] dx, int dxAt) {
    Dense.dataGradient(in, out, p, wAt, dy, dyAt, dx, dxAt);
  }

  @Override
  public void denseWeightGradient(
      int in,
      int out,
      float[] x,
      int xAt,
      float[] dy,
      int dyAt,
      float[] dp,
      int wAt,
      int bAt,
      float[] scratch,
      int scratchAt) {
    DenseWeightGradient.run(in, out, x, xAt, dy, dyAt, dp, wAt, bAt, scratch, scratchAt);
  }

  @Override
  public void averagePool(
      int maps, int rows, int columns, int window, float[] x, int xAt, float[] y, int yAt) {
    Pooling.forward(maps, rows, columns, window, x, xAt, y, yAt);
  }

  @Override
  public void averagePoolGradient(
      int maps, int rows, int columns, int window, float[] dy, int dyAt, float[] dx, int dxAt) {
    Pooling.gradient(maps, rows, columns, window, dy, dyAt, dx, dxAt);
  }

  @Override
  public void tanhAveragePool(
      int maps, int rows, int columns, int window, float[] x, int xAt, float[] y, int yAt) {
    TanhPooling.forward(maps, rows, columns, window, x, xAt, y, yAt);
  }

  @Override
  public void tanhAveragePoolGradient(
      int maps, int rows, int columns, int window, float[] dy, int dyAt, float[] x, int xAt) {
    TanhPooling.gradient(maps, rows, columns, window, dy, dyAt, x, xAt);
  }

  @Override
  public void subsampling(
      int maps,
      int rows,
      int columns,
      int window,
      float[] p,
      int wAt,
      int bAt,
      float[] x,
      int xAt,
      float[] y,
      int yAt) {
    Subsampling.forward(maps, rows, columns, window, p, wAt, bAt, x, xAt, y, yAt);
  }

  @Override
  public void subsamplingDataGradient(
      int maps,
      int rows,
      int columns,
      int window,
      float[] p,
      int wAt,
      float[] dy,
      int dyAt,
      float[] dx,
      int dxAt) {
    Subsampling.dataGradient(maps, rows, columns, window, p, wAt, dy, dyAt, dx, dxAt);
  }

  @Override
  public void subsamplingWeightGradient(
      int maps,
      int rows,
      int columns,
      int window,
      float[] x,
      int xAt,
      float[] dy,
      int dyAt,
      float[] dp,
      int wAt,
      int bAt) {
    Subsampling.weightGradient(maps, rows, columns, window, x, xAt, dy, dyAt, dp, wAt, bAt);
  }

  @Override
  public void tanh(float[] x, int xAt, int n) {
    Squashing.tanh(x, xAt, xAt + n);
  }

  @Override
  public void tanhGradient(float[] y, int yAt, float[] dy, int dyAt, int n) {
    SCALAR.tanhGradient(y, yAt, dy, dyAt, n); // HotSpot turns this loop into vectors by itself
  }

  @Override
  public void scaledTanh(float[] x, int xAt, int n) {
    Squashing.scaledTanh(x, xAt, xAt + n);
  }

  @Override
  public void scaledTanhGradient(float[] y, int yAt, float[] dy, int dyAt, int n) {
    SCALAR.scaledTanhGradient(y, yAt, dy, dyAt, n);
  }

  @Override
  public void squaredDistances(int in, int out, float[] w, float[] x, int xAt, float[] y, int yAt) {
    SquaredDistances.forward(in, out, w, x, xAt, y, yAt);
  }

  @Override
  public void squaredDistancesGradient(
      int in, int out, float[] w, float[] x, int xAt, float[] dy, int dyAt, float[] dx, int dxAt) {
    SquaredDistances.gradient(in, out, w, x, xAt, dy, dyAt, dx, dxAt);
  }

  @Override
  public void singleConvolution(
      MapConvolution s, MemorySegment p, float[] x, int xAt, float[] y, int yAt) {
    MapForward.run(s, p, x, xAt, y, yAt);
  }

  @Override
  public void singleSubsampling(
      RowSubsampling s, float[] p, int wAt, int bAt, float[] x, float[] y) {
    if (s.window() == 2) {
      RowPooling.run(s, p, wAt, bAt, x, y);
    } else {
      SCALAR.singleSubsampling(s, p, wAt, bAt, x, y);
    }
  }

  @Override
  public void singleConvolutionWeightGradient(
      RowConvolution s, float[] x, int xAt, float[] dy, int dyAt, float[] dp, int wAt) {
    RowWeightGradient.run(s, x, xAt, dy, dyAt, dp, wAt);
  }

  @Override
  public void singleDenseDataGradient(int in, int out, float[] p, int wAt, float[] dy, float[] dx) {
    SingleDenseGradients.data(in, out, p, wAt, dy, dx);
  }

  @Override
  public void singleDenseWeightGradient(
      int in, int out, float[] x, float[] dy, float[] dp, int wAt) {
    SingleDenseGradients.weight(in, out, x, dy, dp, wAt);
  }
}
