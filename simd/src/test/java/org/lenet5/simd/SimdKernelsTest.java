package org.lenet5.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lenet5.nn.kernel.Kernels.LANES;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lenet5.nn.Connections;
import org.lenet5.nn.kernel.ConvolutionSize;
import org.lenet5.nn.kernel.Kernels;
import org.lenet5.nn.kernel.MapConvolution;
import org.lenet5.nn.kernel.PartialConvolutionSize;
import org.lenet5.nn.kernel.RowConvolution;
import org.lenet5.nn.kernel.RowSubsampling;
import org.lenet5.nn.kernel.ScalarKernels;
import org.lenet5.nn.kernel.Tanh;
import org.lenet5.nn.kernel.WinogradSize;

/**
 * Every kernel gives the bits of {@link ScalarKernels} and touches nothing beside its output, at
 * odd sizes. A seed names its shape; the shapes of the LeNets are in the list.
 */
class SimdKernelsTest {
  private static final Kernels SCALAR = new ScalarKernels();
  private static final Kernels SIMD = new SimdKernels();

  /** Values before and after each array's part that a kernel may touch. */
  private static final int GUARD = 19;

  /** Where the units of an input start in its array. */
  private static final int AT = 7;

  static IntStream seeds() {
    return IntStream.range(0, 60);
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

  @ParameterizedTest
  @MethodSource("seeds")
  void convolutions(int seed) {
    ConvolutionSize s = convolution(seed);
    var random = random(-seed);
    int wAt = random.nextInt(9);
    int weights = s.outMaps * s.taps;
    int bAt = wAt + weights + random.nextInt(5);
    float[] p = values(random, bAt + s.outMaps);
    float[] x = values(random, AT + s.inputLength());
    float[] dy = values(random, AT + s.outputLength());

    same(
        s + " forward",
        random,
        s.outputLength(),
        (k, y, at) -> k.convolution(s, p, wAt, bAt, x, AT, y, at));
    same(
        s + " data gradient",
        random,
        s.inputLength(),
        (k, dx, at) -> k.convolutionDataGradient(s, p, wAt, dy, AT, dx, at));
    same(
        s + " weight gradient",
        random,
        bAt + s.outMaps,
        (k, dp, at) -> k.convolutionWeightGradient(s, x, AT, dy, AT, dp, at + wAt));
    same(
        s + " bias gradient",
        random,
        bAt + s.outMaps,
        (k, dp, at) -> k.convolutionBiasGradient(s, dy, AT, dp, at + bAt));
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

  @ParameterizedTest
  @MethodSource("seeds")
  void winogradTransforms(int seed) {
    WinogradSize s = winograd(seed);
    var random = random(-seed);
    int values = 8 * s.inputStride + s.point.inputLength();
    int sums = 8 * s.outputStride + s.point.outputLength();
    float[] x = values(random, AT + s.full.inputLength());
    float[] v = values(random, AT + values);
    float[] m = values(random, AT + sums);
    float[] dy = values(random, AT + s.full.outputLength());
    for (int i = 0; i < 40; i++) { // the sign of a zero is a bit too
      x[random.nextInt(x.length)] = 0;
      v[random.nextInt(v.length)] = -0f;
      m[random.nextInt(m.length)] = 0;
      dy[random.nextInt(dy.length)] = -0f;
    }

    same(s + " input", random, values, (k, u, at) -> k.winogradInput(s, x, AT, u, at));
    same(
        s + " output",
        random,
        s.full.outputLength(),
        (k, y, at) -> k.winogradOutput(s, m, AT, y, at));
    same(
        s + " gradient of the output",
        random,
        sums,
        (k, dm, at) -> k.winogradOutputGradient(s, dy, AT, dm, at));
    same(
        s + " gradient of the input",
        random,
        s.full.inputLength(),
        (k, dx, at) -> k.winogradInputGradient(s, v, AT, dx, at));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void dense(int seed) {
    var random = random(seed);
    int in = seed == 0 ? 400 : seed == 1 ? 84 : random.nextInt(1, 140);
    int out = seed == 0 ? 120 : seed == 1 ? 10 : random.nextInt(1, 40);
    int wAt = random.nextInt(9);
    int bAt = wAt + in * out + random.nextInt(5);
    float[] p = values(random, bAt + out);
    float[] x = values(random, AT + in * LANES);
    float[] dy = values(random, AT + out * LANES);
    String size = in + " -> " + out;

    same(
        size + " forward",
        random,
        out * LANES,
        (k, y, at) -> k.dense(in, out, p, wAt, bAt, x, AT, y, at));
    same(
        size + " data gradient",
        random,
        in * LANES,
        (k, dx, at) -> k.denseDataGradient(in, out, p, wAt, dy, AT, dx, at));
    same(
        size + " weight gradient",
        random,
        bAt + out,
        (k, dp, at) ->
            k.denseWeightGradient(
                in, out, x, AT, dy, AT, dp, at + wAt, at + bAt, new float[AT + LANES * in], AT));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void poolingAndTanh(int seed) {
    var random = random(seed);
    int window = random.nextInt(1, 5);
    int maps = random.nextInt(1, 7);
    int rows = random.nextInt(window, window + 12);
    int columns = random.nextInt(window, window + 12);
    int in = maps * rows * columns * LANES;
    int out = maps * (rows / window) * (columns / window) * LANES;
    float[] x = values(random, AT + in);
    float[] dy = values(random, AT + out);
    String size = "%dx%dx%d by %d".formatted(maps, rows, columns, window);

    same(size, random, out, (k, y, at) -> k.averagePool(maps, rows, columns, window, x, AT, y, at));
    same(
        size,
        random,
        in,
        (k, dx, at) -> k.averagePoolGradient(maps, rows, columns, window, dy, AT, dx, at));
    same(
        size + " after tanh",
        random,
        out,
        (k, y, at) -> k.tanhAveragePool(maps, rows, columns, window, x.clone(), AT, y, at));
    same(
        size + " tanh before it",
        random,
        in,
        (k, y, at) ->
            k.tanhAveragePool(maps, rows, columns, window, y, at, new float[AT + out], AT));
    same(
        size + " back to tanh",
        random,
        in,
        (k, y, at) -> k.tanhAveragePoolGradient(maps, rows, columns, window, dy, AT, y, at));
    same("tanh " + in, random, in, (k, y, at) -> k.tanh(y, at, in));
    same("tanh gradient " + in, random, in, (k, d, at) -> k.tanhGradient(x, AT, d, at, in));
  }

  /** Every 509th of all floats, among them infinities and NaN, and those around the limits. */
  @Test
  void squashesAnyFloat() {
    IntStream all = IntStream.range(0, (int) ((1L << 32) / 509)).map(i -> i * 509);
    int limit = Float.floatToRawIntBits(Tanh.LIMIT);
    IntStream edges = IntStream.rangeClosed(limit - 9, limit + 9).flatMap(b -> signs(b));
    IntStream rest = IntStream.of(0, 1, 0x7f7fffff, 0x7f800000, 0x7fc00000).flatMap(b -> signs(b));
    int[] bits = IntStream.concat(all, IntStream.concat(edges, rest)).toArray();
    float[] x = new float[(bits.length + LANES - 1) / LANES * LANES];
    for (int i = 0; i < bits.length; i++) {
      x[i] = Float.intBitsToFloat(bits[i]);
    }
    same("tanh", x, (k, y) -> k.tanh(y, 0, y.length));
    same("scaled tanh", x, (k, y) -> k.scaledTanh(y, 0, y.length));
  }

  private static IntStream signs(int bits) {
    return IntStream.of(bits, bits | Integer.MIN_VALUE);
  }

  /** Any NaN equals any other. */
  private static void same(String what, float[] x, Kernel kernel) {
    float[] scalar = x.clone();
    float[] simd = x.clone();
    kernel.run(SCALAR, scalar);
    kernel.run(SIMD, simd);
    for (int i = 0; i < x.length; i++) {
      int expected = Float.floatToIntBits(scalar[i]);
      if (Float.floatToIntBits(simd[i]) != expected) {
        assertThat(Float.floatToIntBits(simd[i])).as("%s(%a)", what, x[i]).isEqualTo(expected);
      }
    }
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

  @ParameterizedTest
  @MethodSource("seeds")
  void partialConvolutions(int seed) {
    PartialConvolutionSize s = partialConvolution(seed);
    var random = random(-seed);
    int wAt = random.nextInt(9);
    int bAt = wAt + s.weights() + random.nextInt(5);
    int end = bAt + s.full.outMaps;
    float[] p = values(random, end);
    float[] x = values(random, AT + s.full.inputLength());
    float[] dy = values(random, AT + s.full.outputLength());

    same(
        s + " forward",
        random,
        s.full.outputLength(),
        (k, y, at) -> k.partialConvolution(s, p, wAt, bAt, x, AT, y, at));
    same(
        s + " data gradient",
        random,
        s.full.inputLength(),
        (k, dx, at) -> k.partialConvolutionDataGradient(s, p, wAt, dy, AT, dx, at));
    same(
        s + " weight gradient",
        random,
        end,
        (k, dp, at) -> k.partialConvolutionWeightGradient(s, x, AT, dy, AT, dp, at + wAt));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void subsamplingAndSquashing(int seed) {
    var random = random(seed);
    int window = random.nextInt(1, 5);
    int maps = random.nextInt(1, 7);
    int rows = random.nextInt(window, window + 12);
    int columns = random.nextInt(window, window + 12);
    int in = maps * rows * columns * LANES;
    int out = maps * (rows / window) * (columns / window) * LANES;
    int wAt = random.nextInt(9);
    int bAt = wAt + maps + random.nextInt(5);
    float[] p = values(random, bAt + maps);
    float[] x = values(random, AT + in);
    float[] dy = values(random, AT + out);
    String size = "%dx%dx%d by %d".formatted(maps, rows, columns, window);

    same(
        size + " forward",
        random,
        out,
        (k, y, at) -> k.subsampling(maps, rows, columns, window, p, wAt, bAt, x, AT, y, at));
    same(
        size + " data gradient",
        random,
        in,
        (k, dx, at) ->
            k.subsamplingDataGradient(maps, rows, columns, window, p, wAt, dy, AT, dx, at));
    same(
        size + " weight gradient",
        random,
        bAt + maps,
        (k, dp, at) ->
            k.subsamplingWeightGradient(
                maps, rows, columns, window, x, AT, dy, AT, dp, at + wAt, at + bAt));
    same("scaled tanh " + in, random, in, (k, y, at) -> k.scaledTanh(y, at, in));
    same(
        "scaled tanh gradient " + in,
        random,
        in,
        (k, d, at) -> k.scaledTanhGradient(x, AT, d, at, in));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void squaredDistances(int seed) {
    var random = random(seed);
    int in = seed == 0 ? 84 : random.nextInt(1, 140);
    int out = seed == 0 ? 10 : random.nextInt(1, 40);
    float[] w = values(random, in * out);
    float[] x = values(random, AT + in * LANES);
    float[] dy = values(random, AT + out * LANES);
    String size = in + " -> " + out;

    same(size, random, out * LANES, (k, y, at) -> k.squaredDistances(in, out, w, x, AT, y, at));
    same(
        size,
        random,
        in * LANES,
        (k, dx, at) -> k.squaredDistancesGradient(in, out, w, x, AT, dy, AT, dx, at));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void singleSample(int seed) {
    var random = random(seed);
    int in = seed == 0 ? 400 : seed == 1 ? 84 : random.nextInt(1, 140);
    int out = seed == 0 ? 120 : seed == 1 ? 10 : random.nextInt(1, 40);
    int wAt = random.nextInt(9);
    int end = wAt + in * out;
    float[] p = values(random, end);
    float[] x = values(random, in);
    float[] dy = values(random, out);
    String size = in + " -> " + out;

    same(size, random, in, (k, dx) -> k.singleDenseDataGradient(in, out, p, wAt, dy, dx));
    same(size, random, end, (k, dw) -> k.singleDenseWeightGradient(in, out, x, dy, dw, wAt));
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

  @ParameterizedTest
  @MethodSource("seeds")
  void rowConvolutions(int seed) {
    RowConvolution s = rowConvolution(seed);
    var random = random(-seed);
    int wAt = random.nextInt(9);
    float[] x = values(random, AT + (s.inMaps * s.inRows + 1) * s.pitch);
    float[] dy = values(random, AT + s.outMaps * s.outRows * s.pitch);
    int end = wAt + s.forward.weights();
    same(
        s.toString(),
        random,
        end,
        (k, dw) -> k.singleConvolutionWeightGradient(s, x, AT, dy, AT, dw, wAt));
  }

  /** LeNet-5's three, then any; each also as a dense layer with as many inputs as taps. */
  @ParameterizedTest
  @MethodSource("seeds")
  void mapsAsLanes(int seed) {
    var random = random(seed);
    int taps = seed == 0 ? 150 : seed == 1 ? 400 : seed == 2 ? 120 : random.nextInt(1, 60);
    int outMaps = seed == 0 ? 16 : seed == 1 ? 120 : seed == 2 ? 84 : random.nextInt(1, 150);
    int columns = seed == 0 ? 10 : random.nextInt(1, 24);
    int rows = seed == 0 ? 10 : random.nextInt(1, 6);
    int pitch = random.nextInt(columns, 40);
    int reach = random.nextInt(1, 200);
    int[] tapOffset = random.ints(taps, 0, reach).toArray();
    var s = new MapConvolution(outMaps, rows, columns, pitch, tapOffset);
    var dense = MapConvolution.dense(outMaps, tapOffset);
    MemorySegment p = s.arrange(values(random, outMaps * (taps + 1)), 0, outMaps * taps);
    float[] x = values(random, AT + reach + (rows - 1) * pitch + columns - 1);

    same(
        s.toString(),
        random,
        s.outputLength(),
        (k, y, at) -> k.singleConvolution(s, p, x, AT, y, at));
    same(
        dense.toString(),
        random,
        dense.outputLength(),
        (k, y, at) -> k.singleConvolution(dense, p, x, AT, y, at));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void squaresOfRows(int seed) {
    var random = random(seed);
    int window = seed % 3 == 0 ? random.nextInt(1, 5) : 2;
    int columns = seed == 1 ? 28 : random.nextInt(window, 80);
    int pitch = (Math.ceilDiv(columns, LANES) + random.nextInt(2)) * LANES;
    int maps = random.nextInt(1, 7);
    var s = new RowSubsampling(maps, random.nextInt(window, 12), columns, pitch, window);
    int wAt = random.nextInt(9);
    int bAt = wAt + maps + random.nextInt(5);
    float[] p = values(random, bAt + maps);
    float[] x = values(random, (maps * s.rows() + 1) * pitch);
    int outPitch = s.outPitch();
    int length = maps * s.outRows() * outPitch;

    same(
        s.toString(),
        random,
        length,
        (k, y) -> {
          k.singleSubsampling(s, p, wAt, bAt, x, y);
          for (int row = 0; row < length; row += outPitch) { // values of no meaning
            Arrays.fill(y, row + s.outColumns(), row + outPitch, 0);
          }
        });
  }

  /** The same with the output somewhere in its array. */
  private static void same(String what, RandomGenerator random, int length, BlockKernel kernel) {
    int at = random.nextInt(20);
    same(what + " from " + at, random, at + length, (k, y) -> kernel.run(k, y, at));
  }

  /** Runs a kernel on an array of its output's length and on one with guards behind it. */
  private static void same(String what, RandomGenerator random, int length, Kernel kernel) {
    float[] scalar = values(random, length + GUARD);
    float[] simd = scalar.clone();
    float[] before = scalar.clone();
    kernel.run(SCALAR, scalar);
    kernel.run(SIMD, simd);
    assertThat(bits(simd)).as(what).isEqualTo(bits(scalar));
    assertThat(Arrays.copyOfRange(simd, length, simd.length))
        .as(what + ", behind the output")
        .isEqualTo(Arrays.copyOfRange(before, length, before.length));
    float[] exact = Arrays.copyOf(before, length);
    kernel.run(SIMD, exact);
    assertThat(bits(exact)).as(what).isEqualTo(bits(Arrays.copyOf(scalar, length)));
  }

  private interface Kernel {
    void run(Kernels kernels, float[] output);
  }

  private interface BlockKernel {
    void run(Kernels kernels, float[] output, int at);
  }

  private static int[] bits(float[] x) {
    int[] bits = new int[x.length];
    for (int i = 0; i < x.length; i++) {
      bits[i] = Float.floatToRawIntBits(x[i]);
    }
    return bits;
  }

  private static RandomGenerator random(int seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /** Values of many sizes: in tenths each zero, minus zero, tiny, denormal or large. */
  private static float[] values(RandomGenerator random, int n) {
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
}
