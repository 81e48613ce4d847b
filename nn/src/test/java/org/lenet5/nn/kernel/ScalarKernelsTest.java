package org.lenet5.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lenet5.nn.Connections;

/**
 * The kernels against {@link KernelOracle}, to the bit: small integers exactly, floats in the
 * contract's order. What lies around an input is NaN, so that reading it shows; what lies around an
 * output must stay.
 */
class ScalarKernelsTest {
  private static final Kernels KERNELS = new ScalarKernels();
  private static final int LANES = Kernels.LANES;

  /** Values before, between and after parameters, and before activations. */
  private static final int GAP = 5;

  private static final float GUARD = Float.NaN;
  private static final float UNWRITTEN = 12345.5f;

  private final SplittableRandom random = new SplittableRandom(1998);

  static Stream<Arguments> convolutions() {
    return Stream.of(KernelOracle.values())
        .flatMap(
            oracle ->
                Stream.of(
                        new ConvolutionSize(1, 1, 1, 1, 1),
                        new ConvolutionSize(2, 3, 5, 3, 1),
                        new ConvolutionSize(3, 2, 9, 4, 1, 5),
                        new ConvolutionSize(2, 6, 4, 3, 4, 2),
                        new ConvolutionSize(1, 5, 5, 2, 3),
                        new ConvolutionSize(2, 7, 4, 3, 2),
                        new ConvolutionSize(3, 6, 9, 5, 5),
                        new ConvolutionSize(1, 3, 8, 1, 3),
                        new ConvolutionSize(4, 5, 5, 3, 5))
                    .map(size -> Arguments.of(oracle, size)));
  }

  @ParameterizedTest
  @MethodSource("convolutions")
  void convolution(KernelOracle oracle, ConvolutionSize s) {
    int wAt = GAP;
    int bAt = wAt + s.outMaps * s.taps + GAP;
    float[] p = parameters(oracle, s.outMaps * s.taps, s.outMaps);
    float[] x = input(oracle, s.inputLength());
    float[] y = output(s.outputLength());
    KERNELS.convolution(s, p, wAt, bAt, x, GAP, y, GAP);
    assertThat(y).isEqualTo(guarded(oracle.convolution(s, p, wAt, bAt, plain(x))));
  }

  @ParameterizedTest
  @MethodSource("convolutions")
  void convolutionDataGradient(KernelOracle oracle, ConvolutionSize s) {
    float[] p = parameters(oracle, s.outMaps * s.taps, s.outMaps);
    float[] dy = input(oracle, s.outputLength());
    float[] dx = output(s.inputLength());
    KERNELS.convolutionDataGradient(s, p, GAP, dy, GAP, dx, GAP);
    assertThat(dx).isEqualTo(guarded(oracle.convolutionDataGradient(s, p, GAP, plain(dy))));
  }

  @ParameterizedTest
  @MethodSource("convolutions")
  void convolutionWeightGradientAddsToWhatIsThere(KernelOracle oracle, ConvolutionSize s) {
    int wAt = GAP;
    int bAt = wAt + s.outMaps * s.taps + GAP;
    float[] x = input(oracle, s.inputLength());
    float[] dy = input(oracle, s.outputLength());
    float[] dp = parameters(oracle, s.outMaps * s.taps, s.outMaps);
    float[] expected = dp.clone();
    KERNELS.convolutionWeightGradient(s, x, GAP, dy, GAP, dp, wAt);
    KERNELS.convolutionBiasGradient(s, dy, GAP, dp, bAt);
    oracle.convolutionWeightGradient(s, plain(x), plain(dy), expected, wAt, bAt);
    assertThat(dp).isEqualTo(expected);
  }

  static Stream<Arguments> squareKernels() {
    return convolutions()
        .filter(
            arguments -> {
              var s = (ConvolutionSize) arguments.get()[1];
              return s.kernelRows == s.kernelColumns;
            });
  }

  static Stream<Arguments> partialConvolutions() {
    List<List<Integer>> cycle = List.of(List.of(0, 1), List.of(1, 2), List.of(0, 2));
    List<List<Integer>> uneven = List.of(List.of(2), List.of(0, 1, 2), List.of(0), List.of(0, 2));
    return Stream.of(KernelOracle.values())
        .flatMap(
            oracle ->
                Stream.of(
                    Arguments.of(oracle, new ConvolutionSize(1, 3, 2, 1, 1), List.of(List.of(0))),
                    Arguments.of(oracle, new ConvolutionSize(3, 6, 9, 3, 5), cycle),
                    Arguments.of(oracle, new ConvolutionSize(4, 5, 4, 4, 2), uneven),
                    Arguments.of(oracle, new ConvolutionSize(3, 3, 3, 4, 3), uneven)));
  }

  private static PartialConvolutionSize partial(ConvolutionSize s, List<List<Integer>> inputs) {
    return new PartialConvolutionSize(s.inMaps, s.inRows, s.inColumns, inputs, s.kernelRows);
  }

  @ParameterizedTest
  @MethodSource("partialConvolutions")
  void partialConvolution(KernelOracle oracle, ConvolutionSize s, List<List<Integer>> inputs) {
    PartialConvolutionSize part = partial(s, inputs);
    int bAt = GAP + part.weights() + GAP;
    float[] p = parameters(oracle, part.weights(), s.outMaps);
    float[] x = input(oracle, s.inputLength());
    float[] y = output(s.outputLength());
    KERNELS.partialConvolution(part, p, GAP, bAt, x, GAP, y, GAP);
    assertThat(y).isEqualTo(guarded(oracle.partialConvolution(s, inputs, p, GAP, bAt, plain(x))));
  }

  @ParameterizedTest
  @MethodSource("partialConvolutions")
  void partialConvolutionDataGradient(
      KernelOracle oracle, ConvolutionSize s, List<List<Integer>> inputs) {
    PartialConvolutionSize part = partial(s, inputs);
    float[] p = parameters(oracle, part.weights(), s.outMaps);
    float[] dy = input(oracle, s.outputLength());
    float[] dx = output(s.inputLength());
    KERNELS.partialConvolutionDataGradient(part, p, GAP, dy, GAP, dx, GAP);
    assertThat(dx)
        .isEqualTo(guarded(oracle.partialConvolutionDataGradient(s, inputs, p, GAP, plain(dy))));
  }

  @ParameterizedTest
  @MethodSource("partialConvolutions")
  void partialConvolutionWeightGradientAddsToWhatIsThere(
      KernelOracle oracle, ConvolutionSize s, List<List<Integer>> inputs) {
    PartialConvolutionSize part = partial(s, inputs);
    int bAt = GAP + part.weights() + GAP;
    float[] x = input(oracle, s.inputLength());
    float[] dy = input(oracle, s.outputLength());
    float[] dp = parameters(oracle, part.weights(), s.outMaps);
    float[] expected = dp.clone();
    KERNELS.partialConvolutionWeightGradient(part, x, GAP, dy, GAP, dp, GAP);
    KERNELS.convolutionBiasGradient(s, dy, GAP, dp, bAt);
    oracle.partialConvolutionWeightGradient(s, inputs, plain(x), plain(dy), expected, GAP, bAt);
    assertThat(dp).isEqualTo(expected);
  }

  /** All connections, and the bits of the convolution that has no table. */
  @ParameterizedTest
  @MethodSource("squareKernels")
  void partialConvolutionWithAllConnections(KernelOracle oracle, ConvolutionSize s) {
    List<Integer> all = IntStream.range(0, s.inMaps).boxed().toList();
    PartialConvolutionSize part =
        partial(s, IntStream.range(0, s.outMaps).mapToObj(o -> all).toList());
    int bAt = GAP + s.outMaps * s.taps + GAP;
    float[] p = parameters(oracle, s.outMaps * s.taps, s.outMaps);
    float[] x = input(oracle, s.inputLength());
    float[] y = output(s.outputLength());
    float[] expected = output(s.outputLength());
    KERNELS.partialConvolution(part, p, GAP, bAt, x, GAP, y, GAP);
    KERNELS.convolution(s, p, GAP, bAt, x, GAP, expected, GAP);
    assertThat(y).isEqualTo(expected);
    float[] dx = output(s.inputLength());
    float[] expectedDx = output(s.inputLength());
    KERNELS.partialConvolutionDataGradient(part, p, GAP, y, GAP, dx, GAP);
    KERNELS.convolutionDataGradient(s, p, GAP, y, GAP, expectedDx, GAP);
    assertThat(dx).isEqualTo(expectedDx);
    float[] expectedP = p.clone();
    KERNELS.partialConvolutionWeightGradient(part, x, GAP, y, GAP, p, GAP);
    KERNELS.convolutionWeightGradient(s, x, GAP, y, GAP, expectedP, GAP);
    assertThat(p).isEqualTo(expectedP);
  }

  @Test
  void refusesConnectionsThatAreNone() {
    ConvolutionSize s = new ConvolutionSize(3, 4, 4, 2, 2);
    for (List<Integer> bad :
        List.of(List.<Integer>of(), List.of(1, 1), List.of(2, 0), List.of(-1), List.of(0, 3))) {
      assertThatThrownBy(() -> partial(s, List.of(List.of(0, 2), bad)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "connections: got output map 1 reading %s, expected one or more of the maps 0 to 2,"
                  + " ascending",
              bad);
    }
  }

  static Stream<Arguments> denses() {
    int[][] sizes = {{1, 1}, {3, 2}, {17, 5}, {5, 33}};
    return Stream.of(KernelOracle.values())
        .flatMap(
            oracle -> Arrays.stream(sizes).map(size -> Arguments.of(oracle, size[0], size[1])));
  }

  @ParameterizedTest
  @MethodSource("denses")
  void dense(KernelOracle oracle, int in, int out) {
    int bAt = GAP + in * out + GAP;
    float[] p = parameters(oracle, in * out, out);
    float[] x = input(oracle, in * LANES);
    float[] y = output(out * LANES);
    KERNELS.dense(in, out, p, GAP, bAt, x, GAP, y, GAP);
    assertThat(y).isEqualTo(guarded(oracle.dense(in, out, p, GAP, bAt, plain(x))));
  }

  @ParameterizedTest
  @MethodSource("denses")
  void denseDataGradient(KernelOracle oracle, int in, int out) {
    float[] p = parameters(oracle, in * out, out);
    float[] dy = input(oracle, out * LANES);
    float[] dx = output(in * LANES);
    KERNELS.denseDataGradient(in, out, p, GAP, dy, GAP, dx, GAP);
    assertThat(dx).isEqualTo(guarded(oracle.denseDataGradient(in, out, p, GAP, plain(dy))));
  }

  @ParameterizedTest
  @MethodSource("denses")
  void denseWeightGradientAddsToWhatIsThere(KernelOracle oracle, int in, int out) {
    int bAt = GAP + in * out + GAP;
    float[] x = input(oracle, in * LANES);
    float[] dy = input(oracle, out * LANES);
    float[] dp = parameters(oracle, in * out, out);
    float[] expected = dp.clone();
    float[] scratch = output(in * LANES);
    KERNELS.denseWeightGradient(in, out, x, GAP, dy, GAP, dp, GAP, bAt, scratch, 0);
    oracle.denseWeightGradient(in, out, plain(x), plain(dy), expected, GAP, bAt);
    assertThat(dp).isEqualTo(expected);
    assertThat(Arrays.copyOfRange(scratch, in * LANES, scratch.length)).containsOnly(UNWRITTEN);
  }

  static Stream<Arguments> pools() {
    int[][] sizes = {{1, 2, 2, 2}, {2, 5, 7, 2}, {3, 4, 3, 1}, {2, 9, 5, 4}, {1, 7, 10, 3}};
    return Stream.of(KernelOracle.values())
        .flatMap(
            oracle ->
                Arrays.stream(sizes)
                    .map(size -> Arguments.of(oracle, size[0], size[1], size[2], size[3])));
  }

  @ParameterizedTest
  @MethodSource("pools")
  void averagePool(KernelOracle oracle, int maps, int rows, int columns, int window) {
    float[] x = input(oracle, maps * rows * columns * LANES);
    float[] y = output(maps * (rows / window) * (columns / window) * LANES);
    KERNELS.averagePool(maps, rows, columns, window, x, GAP, y, GAP);
    assertThat(y).isEqualTo(guarded(oracle.averagePool(maps, rows, columns, window, plain(x))));
  }

  @ParameterizedTest
  @MethodSource("pools")
  void averagePoolGradient(KernelOracle oracle, int maps, int rows, int columns, int window) {
    float[] dy = input(oracle, maps * (rows / window) * (columns / window) * LANES);
    float[] dx = output(maps * rows * columns * LANES);
    KERNELS.averagePoolGradient(maps, rows, columns, window, dy, GAP, dx, GAP);
    assertThat(dx)
        .isEqualTo(guarded(oracle.averagePoolGradient(maps, rows, columns, window, plain(dy))));
  }

  @ParameterizedTest
  @MethodSource("pools")
  void tanhAveragePool(KernelOracle oracle, int maps, int rows, int columns, int window) {
    float[] x = input(oracle, maps * rows * columns * LANES);
    float[] y = output(maps * (rows / window) * (columns / window) * LANES);
    float[] squashed = x.clone();
    for (int i = GAP; i < x.length - LANES; i++) {
      squashed[i] = Tanh.tanh(x[i]);
    }
    float[] pooled = y.clone();
    KERNELS.averagePool(maps, rows, columns, window, squashed, GAP, pooled, GAP);
    KERNELS.tanhAveragePool(maps, rows, columns, window, x, GAP, y, GAP);
    assertThat(x).isEqualTo(squashed);
    assertThat(y).isEqualTo(pooled);
  }

  @ParameterizedTest
  @MethodSource("pools")
  void tanhAveragePoolGradient(KernelOracle oracle, int maps, int rows, int columns, int window) {
    float[] x = input(oracle, maps * rows * columns * LANES);
    float[] dy = input(oracle, maps * (rows / window) * (columns / window) * LANES);
    float[] pooled = oracle.averagePoolGradient(maps, rows, columns, window, plain(dy));
    KERNELS.tanh(x, GAP, pooled.length);
    float[] expected = x.clone();
    for (int i = 0; i < pooled.length; i++) {
      float y = x[GAP + i];
      expected[GAP + i] = pooled[i] * Math.fma(-y, y, 1f);
    }
    KERNELS.tanhAveragePoolGradient(maps, rows, columns, window, dy, GAP, x, GAP);
    assertThat(x).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("pools")
  void subsampling(KernelOracle oracle, int maps, int rows, int columns, int window) {
    float[] p = parameters(oracle, maps, maps);
    int bAt = GAP + maps + GAP;
    float[] x = input(oracle, maps * rows * columns * LANES);
    float[] y = output(maps * (rows / window) * (columns / window) * LANES);
    KERNELS.subsampling(maps, rows, columns, window, p, GAP, bAt, x, GAP, y, GAP);
    assertThat(y)
        .isEqualTo(guarded(oracle.subsampling(maps, rows, columns, window, p, GAP, bAt, plain(x))));
  }

  @ParameterizedTest
  @MethodSource("pools")
  void subsamplingDataGradient(KernelOracle oracle, int maps, int rows, int columns, int window) {
    float[] p = parameters(oracle, maps, maps);
    float[] dy = input(oracle, maps * (rows / window) * (columns / window) * LANES);
    float[] dx = output(maps * rows * columns * LANES);
    KERNELS.subsamplingDataGradient(maps, rows, columns, window, p, GAP, dy, GAP, dx, GAP);
    float[] expected =
        oracle.subsamplingDataGradient(maps, rows, columns, window, p, GAP, plain(dy));
    for (int i = 0; i < expected.length; i++) {
      // beside the windows +0, in them perhaps -0
      assertThat(dx[GAP + i] == expected[i]).isTrue();
    }
    assertThat(Arrays.copyOf(dx, GAP)).containsOnly(UNWRITTEN);
    assertThat(Arrays.copyOfRange(dx, GAP + expected.length, dx.length)).containsOnly(UNWRITTEN);
  }

  @ParameterizedTest
  @MethodSource("pools")
  void subsamplingWeightGradientAddsToWhatIsThere(
      KernelOracle oracle, int maps, int rows, int columns, int window) {
    int bAt = GAP + maps + GAP;
    float[] x = input(oracle, maps * rows * columns * LANES);
    float[] dy = input(oracle, maps * (rows / window) * (columns / window) * LANES);
    float[] dp = parameters(oracle, maps, maps);
    float[] expected = dp.clone();
    KERNELS.subsamplingWeightGradient(maps, rows, columns, window, x, GAP, dy, GAP, dp, GAP, bAt);
    oracle.subsamplingWeightGradient(
        maps, rows, columns, window, plain(x), plain(dy), expected, GAP, bAt);
    assertThat(dp).isEqualTo(expected);
  }

  /** Whatever lies behind the columns of a row is NaN. */
  @ParameterizedTest
  @MethodSource("convolutions")
  void singleConvolution(KernelOracle oracle, ConvolutionSize f) {
    int outMaps = f.outMaps * 7;
    var connections = Connections.full(f.inMaps, outMaps).inputs();
    var rows =
        new RowConvolution(
            f.inMaps, f.inRows, f.inColumns, LANES, connections, f.kernelRows, f.kernelColumns);
    int bAt = GAP + outMaps * f.taps + GAP;
    float[] p = parameters(oracle, outMaps * f.taps, outMaps);
    float[] x = new float[(f.inMaps * f.inRows + 1) * LANES];
    Arrays.fill(x, GUARD);
    for (int row = 0; row < f.inMaps * f.inRows; row++) {
      float[] values = oracle.values(random, f.inColumns);
      System.arraycopy(values, 0, x, row * LANES, f.inColumns);
    }
    var s =
        new MapConvolution(outMaps, f.outRows, f.outColumns, LANES, rows.forward.full.tapOffset);
    float[] y = output(s.outputLength());
    KERNELS.singleConvolution(s, s.arrange(p, GAP, bAt), x, 0, y, 0);
    assertThat(Arrays.copyOf(y, s.outputLength()))
        .isEqualTo(oracle.singleConvolution(rows, p, GAP, bAt, x));
    assertThat(Arrays.copyOfRange(y, s.outputLength(), y.length)).containsOnly(UNWRITTEN);
  }

  @ParameterizedTest
  @MethodSource("pools")
  void singleSubsampling(KernelOracle oracle, int maps, int rows, int columns, int window) {
    var s = new RowSubsampling(maps, rows, columns, 2 * LANES, window);
    float[] p = parameters(oracle, maps, maps);
    int bAt = GAP + maps + GAP;
    float[] x = oracle.values(random, (maps * rows + 1) * s.pitch());
    float[] y = output(maps * s.outRows() * s.outPitch());
    float[] expected = y.clone();
    KERNELS.singleSubsampling(s, p, GAP, bAt, x, y);
    oracle.singleSubsampling(s, p, GAP, bAt, x, expected);
    assertThat(y).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("denses")
  void squaredDistances(KernelOracle oracle, int in, int out) {
    float[] w = oracle.values(random, in * out);
    float[] x = input(oracle, in * LANES);
    float[] y = output(out * LANES);
    KERNELS.squaredDistances(in, out, w, x, GAP, y, GAP);
    assertThat(y).isEqualTo(guarded(oracle.squaredDistances(in, out, w, plain(x))));
    float[] dy = input(oracle, out * LANES);
    float[] dx = output(in * LANES);
    KERNELS.squaredDistancesGradient(in, out, w, x, GAP, dy, GAP, dx, GAP);
    assertThat(dx)
        .isEqualTo(guarded(oracle.squaredDistancesGradient(in, out, w, plain(x), plain(dy))));
  }

  @Test
  void scaledTanhReplacesSoManyValues() {
    float[] x = KernelOracle.FUSED.values(random, 5 * LANES);
    float[] expected = x.clone();
    for (int i = GAP; i < GAP + 3 * LANES; i++) {
      expected[i] = 1.7159f * Tanh.tanh(0.6666667f * x[i]);
    }
    KERNELS.scaledTanh(x, GAP, 3 * LANES);
    assertThat(x).isEqualTo(expected);
  }

  @Test
  void scaledTanhGradientNeedsOnlyTheOutput() {
    float[] y = KernelOracle.FUSED.values(random, 5 * LANES);
    float[] before = y.clone();
    float[] dy = KernelOracle.FUSED.values(random, 5 * LANES);
    float[] expected = dy.clone();
    for (int i = GAP; i < GAP + 3 * LANES; i++) {
      expected[i] = dy[i] * ((1.7159f - y[i]) * (1.7159f + y[i]) * (0.6666667f / 1.7159f));
    }
    KERNELS.scaledTanhGradient(y, GAP, dy, GAP, 3 * LANES);
    assertThat(dy).isEqualTo(expected);
    assertThat(y).isEqualTo(before);
  }

  @Test
  void tanhReplacesSoManyValues() {
    float[] x = KernelOracle.FUSED.values(random, 5 * LANES);
    float[] expected = x.clone();
    for (int i = GAP; i < GAP + 3 * LANES; i++) {
      expected[i] = Tanh.tanh(x[i]);
    }
    KERNELS.tanh(x, GAP, 3 * LANES);
    assertThat(x).isEqualTo(expected);
  }

  @Test
  void tanhGradientNeedsOnlyTheOutput() {
    float[] y = KernelOracle.FUSED.values(random, 5 * LANES);
    float[] before = y.clone();
    float[] dy = KernelOracle.FUSED.values(random, 5 * LANES);
    float[] expected = dy.clone();
    for (int i = GAP; i < GAP + 3 * LANES; i++) {
      expected[i] = dy[i] * Math.fma(-y[i], y[i], 1f);
    }
    KERNELS.tanhGradient(y, GAP, dy, GAP, 3 * LANES);
    assertThat(dy).isEqualTo(expected);
    assertThat(y).isEqualTo(before);
  }

  @Test
  void lanesAreAddedByTheTree() {
    for (int round = 0; round < 100; round++) {
      float[] x = KernelOracle.FUSED.values(random, GAP + LANES + GAP);
      assertThat(ScalarKernels.sumLanes(x, GAP))
          .isEqualTo(KernelOracle.tree(Arrays.copyOfRange(x, GAP, GAP + LANES)));
    }
  }

  @Test
  void refusesKernelsBeyondTheInput() {
    assertThatThrownBy(() -> new ConvolutionSize(1, 4, 9, 1, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "convolution: got 1 maps of 4x9, 1 output maps and a kernel of 5x5, expected at least"
                + " one map each and a kernel within the input");
    assertThatThrownBy(() -> new ConvolutionSize(1, 9, 4, 1, 5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ConvolutionSize(0, 9, 9, 1, 5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ConvolutionSize(1, 9, 9, 0, 5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ConvolutionSize(1, 9, 9, 1, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Weights and biases with guards before, between and after. */
  private float[] parameters(KernelOracle oracle, int weights, int biases) {
    float[] p = new float[GAP + weights + GAP + biases + GAP];
    Arrays.fill(p, GUARD);
    System.arraycopy(oracle.values(random, weights), 0, p, GAP, weights);
    System.arraycopy(oracle.values(random, biases), 0, p, GAP + weights + GAP, biases);
    return p;
  }

  private float[] input(KernelOracle oracle, int length) {
    float[] x = new float[GAP + length + LANES];
    Arrays.fill(x, GUARD);
    System.arraycopy(oracle.values(random, length), 0, x, GAP, length);
    return x;
  }

  /** What is in an input without what lies around it. */
  private static float[] plain(float[] input) {
    return Arrays.copyOfRange(input, GAP, input.length - LANES);
  }

  private static float[] output(int length) {
    float[] y = new float[GAP + length + LANES];
    Arrays.fill(y, UNWRITTEN);
    return y;
  }

  private static float[] guarded(float[] expected) {
    float[] y = output(expected.length);
    System.arraycopy(expected, 0, y, GAP, expected.length);
    return y;
  }
}
