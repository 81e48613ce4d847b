package org.lenet5.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lenet5.kernel.Lanes.LANES;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.lenet5.kernel.ConvolutionSize;
import org.lenet5.kernel.DenseSize;
import org.lenet5.kernel.PartialConvolutionSize;
import org.lenet5.kernel.PoolSize;
import org.lenet5.kernel.RowConvolution;
import org.lenet5.kernel.WinogradSize;
import org.lenet5.layer.Connections;

/**
 * Runs a kernel of {@code K} in both implementations: the bits are the same, and nothing beside the
 * output is touched. A seed names odd sizes and values; the shapes of the LeNets are among the
 * first.
 */
record Comparison<K>(K scalar, K simd) {
  /** Values behind an output that a kernel must not touch. */
  private static final int GUARD = 19;

  /** Where the units of an input start in its array. */
  static final int AT = 7;

  /** A kernel that writes the values of an array. */
  interface Kernel<K> {
    void run(K kernels, float[] output);
  }

  /** A kernel that writes an array from some place on. */
  interface PlacedKernel<K> {
    void run(K kernels, float[] output, int at);
  }

  static IntStream seeds() {
    return IntStream.range(0, 60);
  }

  /** With the output somewhere in its array. */
  void same(String what, int seed, int length, PlacedKernel<K> kernel) {
    int at = random(seed).nextInt(20);
    same(what + " from " + at, seed, at + length, (k, y) -> kernel.run(k, y, at));
  }

  /** On an array of the output's length, and on one with guards behind it. */
  void same(String what, int seed, int length, Kernel<K> kernel) {
    float[] before = values(random(~seed), length + GUARD);
    float[] expected = before.clone();
    float[] actual = before.clone();
    kernel.run(scalar, expected);
    kernel.run(simd, actual);
    assertThat(bits(actual)).as(what).isEqualTo(bits(expected));
    assertThat(Arrays.copyOfRange(actual, length, actual.length))
        .as(what + ", behind the output")
        .isEqualTo(Arrays.copyOfRange(before, length, before.length));
    float[] exact = Arrays.copyOf(before, length);
    kernel.run(simd, exact);
    assertThat(bits(exact)).as(what).isEqualTo(bits(Arrays.copyOf(expected, length)));
  }

  private static int[] bits(float[] x) {
    int[] bits = new int[x.length];
    for (int i = 0; i < x.length; i++) {
      bits[i] = Float.floatToRawIntBits(x[i]);
    }
    return bits;
  }

  static RandomGenerator random(int seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /** Values of many sizes: in tenths each zero, minus zero, tiny, denormal or large. */
  static float[] values(RandomGenerator random, int n) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      float value = (float) random.nextGaussian();
      x[i] =
          switch (random.nextInt(50)) {
            case 0 -> 0f;
            case 1 -> -0f;
            case 2 -> value * Float.MIN_NORMAL;
            case 3 -> value * 1e-20f;
            case 4 -> value * 1e4f;
            default -> value;
          };
    }
    return x;
  }

  static ConvolutionSize convolution(int seed) {
    return switch (seed) {
      case 0 -> new ConvolutionSize(1, 32, 32, 6, 5);
      case 1 -> new ConvolutionSize(6, 14, 14, 16, 5);
      case 2 -> new ConvolutionSize(1, 28, 28, 4, 5);
      case 3 -> new ConvolutionSize(4, 12, 12, 12, 5);
      case 4 -> new ConvolutionSize(16, 5, 5, 7, 5);
      case 5 -> winograd(0).point;
      default -> {
        var random = random(seed);
        int kernelRows = random.nextInt(1, 6);
        int kernelColumns = seed % 2 == 0 ? kernelRows : random.nextInt(1, 6);
        yield new ConvolutionSize(
            random.nextInt(1, 8),
            kernelRows + random.nextInt(10),
            kernelColumns + random.nextInt(10),
            random.nextInt(1, 9),
            kernelRows,
            kernelColumns);
      }
    };
  }

  /** C3 first, then any. */
  static WinogradSize winograd(int seed) {
    var random = random(seed);
    int kernelRows = seed == 0 ? 5 : random.nextInt(1, 6);
    return new WinogradSize(
        new ConvolutionSize(
            seed == 0 ? 6 : random.nextInt(1, 8),
            seed == 0 ? 14 : kernelRows + random.nextInt(10),
            seed == 0 ? 14 : 4 + 5 * random.nextInt(1, 4),
            seed == 0 ? 16 : random.nextInt(1, 9),
            kernelRows,
            5));
  }

  /** Any table, some input maps read by nobody. */
  static PartialConvolutionSize partialConvolution(int seed) {
    ConvolutionSize f = convolution(seed);
    var random = random(seed);
    List<List<Integer>> inputs =
        IntStream.range(0, f.outMaps)
            .mapToObj(
                o ->
                    IntStream.range(0, f.inMaps)
                        .filter(i -> i == o % f.inMaps / 2 || random.nextInt(3) == 0)
                        .boxed()
                        .toList())
            .toList();
    return new PartialConvolutionSize(
        f.inMaps, f.inRows, f.inColumns, inputs, Math.min(f.kernelRows, f.kernelColumns));
  }

  static DenseSize dense(int seed) {
    var random = random(seed);
    return new DenseSize(
        seed == 0 ? 400 : seed == 1 ? 84 : random.nextInt(1, 140),
        seed == 0 ? 120 : seed == 1 ? 10 : random.nextInt(1, 40));
  }

  static PoolSize pool(int seed) {
    var random = random(seed);
    int window = random.nextInt(1, 5);
    return new PoolSize(
        random.nextInt(1, 7),
        random.nextInt(window, window + 12),
        random.nextInt(window, window + 12),
        window);
  }

  static RowConvolution rowConvolution(int seed) {
    if (seed == 0) {
      return new RowConvolution(6, 14, 14, 16, Connections.TABLE_I.inputs(), 5, 5);
    }
    var random = random(seed);
    int kernel = seed == 1 ? 19 : random.nextInt(1, 8);
    int kernelRows = seed % 2 == 0 ? 1 : kernel;
    int columns = kernel + random.nextInt(20);
    int maps = random.nextInt(1, 5);
    return new RowConvolution(
        maps,
        kernelRows + random.nextInt(6),
        columns,
        (columns + LANES) / LANES * LANES,
        Connections.full(maps, random.nextInt(1, 15)).inputs(),
        kernelRows,
        kernel);
  }
}
