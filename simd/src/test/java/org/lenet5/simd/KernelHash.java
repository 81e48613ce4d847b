package org.lenet5.simd;

import static org.lenet5.nn.kernel.Kernels.LANES;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.lenet5.nn.kernel.ConvolutionSize;
import org.lenet5.nn.kernel.Kernels;
import org.lenet5.nn.kernel.MapConvolution;
import org.lenet5.nn.kernel.PartialConvolutionSize;
import org.lenet5.nn.kernel.RowSubsampling;
import org.lenet5.nn.kernel.Winograd;
import org.lenet5.nn.kernel.WinogradSize;

/** Prints the name of the chosen kernels and a hash of what they compute, for {@link ChildTest}. */
final class KernelHash {
  /** Enough for the compiler to have replaced the interpreter in most tiles. */
  private static final int ROUNDS = 150;

  private KernelHash() {}

  public static void main(String[] arguments) {
    Kernels kernels = Kernels.best();
    System.out.println(kernels.name() + " " + hash(kernels));
  }

  static int hash(Kernels k) {
    var random = new SplittableRandom(5);
    var s = new ConvolutionSize(4, 8, 9, 6, 3);
    var filtered = new WinogradSize(new ConvolutionSize(4, 8, 9, 6, 3, 5));
    var partial =
        new PartialConvolutionSize(
            4, 8, 9, List.of(List.of(0, 1), List.of(1, 2, 3), List.of(0, 3)), 3);
    int weights = s.outMaps * s.taps;
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
      k.convolution(s, p, 0, weights, x, 0, y, 0);
      k.tanh(y, 0, y.length);
      k.convolutionDataGradient(s, p, 0, y, 0, dx, 0);
      k.convolutionWeightGradient(s, x, 0, y, 0, dp, 0);
      k.convolutionBiasGradient(s, y, 0, dp, weights);

      k.winogradInput(filtered, x, 0, v, 0);
      k.winogradInputGradient(filtered, v, 0, dFiltered, 0);
      k.winogradOutputGradient(filtered, y, 0, m, 0);
      k.winogradOutput(filtered, m, 0, filteredY, 0);

      int in = 91;
      int out = 14;
      float[] q = values(random, in * out + out);
      float[] dq = values(random, q.length);
      float[] z = new float[out * LANES];
      float[] dy = new float[in * LANES];
      k.dense(in, out, q, 0, in * out, y, 0, z, 0);
      k.tanhGradient(z, 0, z, 0, z.length);
      k.denseDataGradient(in, out, q, 0, z, 0, dy, 0);
      k.denseWeightGradient(in, out, y, 0, z, 0, dq, 0, in * out, new float[in * LANES], 0);

      float[] pooled = new float[4 * 4 * 4 * LANES];
      k.averagePool(4, 8, 9, 2, x, 0, pooled, 0);
      k.averagePoolGradient(4, 8, 9, 2, pooled, 0, x, 0);
      float[] squashed = x.clone();
      k.tanhAveragePool(4, 8, 9, 2, squashed, 0, pooled, 0);
      k.tanhAveragePoolGradient(4, 8, 9, 2, pooled, 0, squashed, 0);

      int bAt = partial.weights();
      float[] part = new float[partial.full.outputLength()];
      float[] dPart = new float[partial.full.inputLength()];
      float[] r = values(random, bAt + partial.full.outMaps);
      k.partialConvolution(partial, p, 0, bAt, x, 0, part, 0);
      k.scaledTanh(part, 0, part.length);
      k.partialConvolutionDataGradient(partial, p, 0, part, 0, dPart, 0);
      k.partialConvolutionWeightGradient(partial, x, 0, part, 0, r, 0);
      k.convolutionBiasGradient(partial.full, part, 0, r, bAt);
      float[] sampled = new float[pooled.length];
      float[] dSampled = new float[x.length];
      k.subsampling(4, 8, 9, 2, p, 0, 4, x, 0, sampled, 0);
      k.scaledTanhGradient(sampled, 0, sampled, 0, sampled.length);
      k.subsamplingDataGradient(4, 8, 9, 2, p, 0, sampled, 0, dSampled, 0);
      k.subsamplingWeightGradient(4, 8, 9, 2, x, 0, sampled, 0, r, 0, 4);
      float[] distances = new float[5 * LANES];
      float[] dDistances = new float[14 * LANES];
      k.squaredDistances(14, 5, p, z, 0, distances, 0);
      k.squaredDistancesGradient(14, 5, p, z, 0, distances, 0, dDistances, 0);
      var maps = new MapConvolution(20, 3, 12, 16, new int[] {0, 1, 17, 18, 34});
      var units = MapConvolution.dense(140, new int[] {3, 1, 4, 15, 9, 2, 6});
      float[] byMaps = new float[maps.outputLength()];
      float[] byUnits = new float[units.outputLength()];
      k.singleConvolution(maps, maps.arrange(q, 0, 100), x, 0, byMaps, 0);
      k.singleConvolution(units, units.arrange(q, 0, 980), x, 0, byUnits, 0);
      float[] squares = new float[16];
      k.singleSubsampling(new RowSubsampling(1, 2, 32, 32, 2), p, 0, 1, x, squares);
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
