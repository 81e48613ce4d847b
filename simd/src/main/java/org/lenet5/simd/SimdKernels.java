package org.lenet5.simd;

import java.lang.foreign.MemorySegment;
import org.lenet5.nn.kernel.ConvolutionSize;
import org.lenet5.nn.kernel.Kernels;
import org.lenet5.nn.kernel.MapConvolution;
import org.lenet5.nn.kernel.PartialConvolutionSize;
import org.lenet5.nn.kernel.RowConvolution;
import org.lenet5.nn.kernel.RowSubsampling;
import org.lenet5.nn.kernel.ScalarKernels;

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
  public void convolution(ConvolutionSize s, float[] p, int wAt, int bAt, float[] x, float[] y) {
    ConvolutionForward.run(s, p, wAt, bAt, x, y);
  }

  @Override
  public void convolutionDataGradient(
      ConvolutionSize s, float[] p, int wAt, float[] dy, float[] dx) {
    ConvolutionDataGradient.run(s, p, wAt, dy, dx);
  }

  @Override
  public void convolutionWeightGradient(
      ConvolutionSize s, float[] x, float[] dy, float[] dp, int wAt, int bAt) {
    ConvolutionWeightGradient.run(s, x, dy, dp, wAt, bAt);
  }

  @Override
  public void partialConvolution(
      PartialConvolutionSize s, float[] p, int wAt, int bAt, float[] x, float[] y) {
    PartialConvolution.forward(s, p, wAt, bAt, x, y);
  }

  @Override
  public void partialConvolutionDataGradient(
      PartialConvolutionSize s, float[] p, int wAt, float[] dy, float[] dx) {
    PartialConvolution.dataGradient(s, p, wAt, dy, dx);
  }

  @Override
  public void partialConvolutionWeightGradient(
      PartialConvolutionSize s, float[] x, float[] dy, float[] dp, int wAt, int bAt) {
    PartialConvolutionWeightGradient.run(s, x, dy, dp, wAt, bAt);
  }

  @Override
  public void dense(int in, int out, float[] p, int wAt, int bAt, float[] x, float[] y) {
    Dense.forward(in, out, p, wAt, bAt, x, y);
  }

  @Override
  public void denseDataGradient(int in, int out, float[] p, int wAt, float[] dy, float[] dx) {
    Dense.dataGradient(in, out, p, wAt, dy, dx);
  }

  @Override
  public void denseWeightGradient(
      int in, int out, float[] x, float[] dy, float[] dp, int wAt, int bAt, float[] scratch) {
    DenseWeightGradient.run(in, out, x, dy, dp, wAt, bAt, scratch);
  }

  @Override
  public void averagePool(int maps, int rows, int columns, int window, float[] x, float[] y) {
    Pooling.forward(maps, rows, columns, window, x, y);
  }

  @Override
  public void averagePoolGradient(
      int maps, int rows, int columns, int window, float[] dy, float[] dx) {
    Pooling.gradient(maps, rows, columns, window, dy, dx);
  }

  @Override
  public void tanhAveragePool(int maps, int rows, int columns, int window, float[] x, float[] y) {
    TanhPooling.forward(maps, rows, columns, window, x, y);
  }

  @Override
  public void tanhAveragePoolGradient(
      int maps, int rows, int columns, int window, float[] dy, float[] x) {
    TanhPooling.gradient(maps, rows, columns, window, dy, x);
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
      float[] y) {
    Subsampling.forward(maps, rows, columns, window, p, wAt, bAt, x, y);
  }

  @Override
  public void subsamplingDataGradient(
      int maps, int rows, int columns, int window, float[] p, int wAt, float[] dy, float[] dx) {
    Subsampling.dataGradient(maps, rows, columns, window, p, wAt, dy, dx);
  }

  @Override
  public void subsamplingWeightGradient(
      int maps,
      int rows,
      int columns,
      int window,
      float[] x,
      float[] dy,
      float[] dp,
      int wAt,
      int bAt) {
    Subsampling.weightGradient(maps, rows, columns, window, x, dy, dp, wAt, bAt);
  }

  @Override
  public void tanh(float[] x, int n) {
    Squashing.tanh(x, 0, n);
  }

  @Override
  public void tanhGradient(float[] y, float[] dy, int n) {
    SCALAR.tanhGradient(y, dy, n); // HotSpot turns this loop into vectors by itself
  }

  @Override
  public void scaledTanh(float[] x, int n) {
    Squashing.scaledTanh(x, n);
  }

  @Override
  public void scaledTanhGradient(float[] y, float[] dy, int n) {
    SCALAR.scaledTanhGradient(y, dy, n);
  }

  @Override
  public void squaredDistances(int in, int out, float[] w, float[] x, float[] y) {
    SquaredDistances.forward(in, out, w, x, y);
  }

  @Override
  public void squaredDistancesGradient(
      int in, int out, float[] w, float[] x, float[] dy, float[] dx) {
    SquaredDistances.gradient(in, out, w, x, dy, dx);
  }

  @Override
  public void singleConvolution(MapConvolution s, MemorySegment p, float[] x, float[] y) {
    MapForward.run(s, p, x, y);
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
      RowConvolution s, float[] x, float[] dy, float[] dp, int wAt) {
    RowWeightGradient.run(s, x, dy, dp, wAt);
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
