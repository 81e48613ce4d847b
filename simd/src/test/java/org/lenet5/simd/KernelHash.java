package org.lenet5.simd;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.lenet5.kernel.ConvolutionSize;
import org.lenet5.kernel.DenseSize;
import org.lenet5.kernel.Kernels;
import org.lenet5.kernel.KernelsProvider;
import org.lenet5.kernel.LaneKernels;
import org.lenet5.kernel.MapConvolution;
import org.lenet5.kernel.PartialConvolutionSize;
import org.lenet5.kernel.PoolSize;
import org.lenet5.kernel.RowSubsampling;
import org.lenet5.kernel.SampleKernels;
import org.lenet5.kernel.Winograd;
import org.lenet5.kernel.WinogradSize;

/** Prints the name of the chosen kernels and a hash of what they compute, for {@link ChildTest}. */
final class KernelHash {
  /** Enough for the compiler to have replaced the interpreter in most tiles. */
  private static final int ROUNDS = 150;

  private KernelHash() {}

  public static void main(String[] arguments) {
    Kernels kernels = KernelsProvider.best();
    System.out.println(kernels.name() + " " + hash(kernels));
  }

  static int hash(Kernels k) {
    var random = new SplittableRandom(5);
    var s = new ConvolutionSize(4, 8, 9, 6, 3);
    var filtered = new WinogradSize(new ConvolutionSize(4, 8, 9, 6, 3, 5));
    var partial =
        new PartialConvolutionSize(
            4, 8, 9, List.of(List.of(0, 1), List.of(1, 2, 3), List.of(0, 3)), 3);
    var pool = new PoolSize(4, 8, 9, 2);
    var dense = new DenseSize(91, 14);
    var codes = new DenseSize(14, 5);
    int weights = s.weights();
    LaneKernels lanes = k.lanes();
    SampleKernels samples = k.samples();
    int hash = 0;
    for (int round = 0; round < ROUNDS; round++) {
      float[] p = values(random, weights + s.outMaps);
      float[] x = values(random, s.inputLength());
      float[] y = new float[s.outputLength()];
      float[] dx = new float[s.inputLength()];
      float[] dp = new float[p.length];
      float[] v = new float[Winograd.POINTS * filtered.inputStride];
      float[] m = new float[Winograd.POINTS * filtered.outputStride];
      float[] dFiltered = new float[filtered.full.inputLength()];
      float[] filteredY = new float[filtered.full.outputLength()];
      lanes.convolution(s, p, 0, weights, x, 0, y, 0);
      lanes.tanh(y, 0, y.length);
      lanes.convolutionDataGradient(s, p, 0, y, 0, dx, 0);
      samples.convolutionWeightGradient(s, x, 0, y, 0, dp, 0);
      samples.convolutionBiasGradient(s, y, 0, dp, weights);

      lanes.winogradInput(filtered, x, 0, v, 0);
      lanes.winogradInputGradient(filtered, v, 0, dFiltered, 0);
      lanes.winogradOutputGradient(filtered, y, 0, m, 0);
      lanes.winogradOutput(filtered, m, 0, filteredY, 0);

      float[] q = values(random, dense.weights() + dense.out());
      float[] dq = values(random, q.length);
      float[] z = new float[dense.outputLength()];
      float[] dy = new float[dense.inputLength()];
      lanes.dense(dense, q, 0, dense.weights(), y, 0, z, 0);
      lanes.tanhGradient(z, 0, z, 0, z.length);
      lanes.denseDataGradient(dense, q, 0, z, 0, dy, 0);
      samples.denseWeightGradient(
          dense, y, 0, z, 0, dq, 0, dense.weights(), new float[dense.inputLength()], 0);

      float[] pooled = new float[pool.outputLength()];
      lanes.averagePool(pool, x, 0, pooled, 0);
      lanes.averagePoolGradient(pool, pooled, 0, x, 0);
      float[] squashed = x.clone();
      lanes.tanhAveragePool(pool, squashed, 0, pooled, 0);
      lanes.tanhAveragePoolGradient(pool, pooled, 0, squashed, 0);

      int bAt = partial.weights();
      float[] part = new float[partial.full.outputLength()];
      float[] dPart = new float[partial.full.inputLength()];
      float[] r = values(random, bAt + partial.full.outMaps);
      lanes.partialConvolution(partial, p, 0, bAt, x, 0, part, 0);
      lanes.scaledTanh(part, 0, part.length);
      lanes.partialConvolutionDataGradient(partial, p, 0, part, 0, dPart, 0);
      samples.partialConvolutionWeightGradient(partial, x, 0, part, 0, r, 0);
      samples.convolutionBiasGradient(partial.full, part, 0, r, bAt);
      float[] sampled = new float[pooled.length];
      float[] dSampled = new float[x.length];
      lanes.subsampling(pool, p, 0, 4, x, 0, sampled, 0);
      lanes.scaledTanhGradient(sampled, 0, sampled, 0, sampled.length);
      lanes.subsamplingDataGradient(pool, p, 0, sampled, 0, dSampled, 0);
      samples.subsamplingWeightGradient(pool, x, 0, sampled, 0, r, 0, 4);
      float[] distances = new float[codes.outputLength()];
      float[] dDistances = new float[codes.inputLength()];
      lanes.squaredDistances(codes, p, z, 0, distances, 0);
      lanes.squaredDistancesGradient(codes, p, z, 0, distances, 0, dDistances, 0);
      var maps = new MapConvolution(20, 3, 12, 16, new int[] {0, 1, 17, 18, 34});
      var units = MapConvolution.dense(140, new int[] {3, 1, 4, 15, 9, 2, 6});
      float[] byMaps = new float[maps.outputLength()];
      float[] byUnits = new float[units.outputLength()];
      k.maps().freeze(maps, q, 0, 100).forward(x, 0, byMaps, 0);
      k.maps().freeze(units, q, 0, 980).forward(x, 0, byUnits, 0);
      float[] squares = new float[16];
      k.columns()
          .subsampling(new RowSubsampling(new PoolSize(1, 2, 32, 2), 32), p, 0, 1, x, squares);
      for (float[] a :
          new float[][] {
            y,
            squashed,
            dx,
            dp,
            v,
            m,
            dFiltered,
            filteredY,
            z,
            dy,
            dq,
            pooled,
            x,
            part,
            dPart,
            r,
            sampled,
            dSampled,
            distances,
            dDistances,
            byMaps,
            byUnits,
            squares
          }) {
        hash = 31 * hash + Arrays.hashCode(a);
      }
    }
    return hash;
  }

  private static float[] values(SplittableRandom random, int n) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) random.nextDouble(-0.5, 0.5);
    }
    return x;
  }
}
