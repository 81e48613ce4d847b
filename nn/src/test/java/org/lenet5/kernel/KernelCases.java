package org.lenet5.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Sizes, and arrays with guards: what lies around an input is NaN, so that reading it shows; what
 * lies around an output must stay.
 */
final class KernelCases {
  /** Values before, between and after parameters, and before activations. */
  static final int GAP = 5;

  static final float UNWRITTEN = 12345.5f;

  static final float GUARD = Float.NaN;

  private static final int LANES = Lanes.LANES;

  final SplittableRandom random = new SplittableRandom(1998);

  static Stream<Arguments> convolutions() {
    return sizes(
        new ConvolutionSize(1, 1, 1, 1, 1),
        new ConvolutionSize(2, 3, 5, 3, 1),
        new ConvolutionSize(3, 2, 9, 4, 1, 5),
        new ConvolutionSize(2, 6, 4, 3, 4, 2),
        new ConvolutionSize(1, 5, 5, 2, 3),
        new ConvolutionSize(2, 7, 4, 3, 2),
        new ConvolutionSize(3, 6, 9, 5, 5),
        new ConvolutionSize(1, 3, 8, 1, 3),
        new ConvolutionSize(4, 5, 5, 3, 5));
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

  static Stream<Arguments> filtered() {
    return Stream.of(WinogradOracle.values())
        .flatMap(
            oracle ->
                Stream.of(
                        new ConvolutionSize(1, 1, 9, 1, 1, 5),
                        new ConvolutionSize(2, 4, 14, 3, 3, 5),
                        new ConvolutionSize(3, 6, 19, 2, 2, 5))
                    .map(size -> Arguments.of(oracle, new WinogradSize(size))));
  }

  /** A full table of connections. */
  static PartialConvolutionSize whole(ConvolutionSize s) {
    List<Integer> all = IntStream.range(0, s.inMaps).boxed().toList();
    return partial(s, IntStream.range(0, s.outMaps).mapToObj(o -> all).toList());
  }

  private static Stream<Arguments> sizes(Object... sizes) {
    return Stream.of(KernelOracle.values())
        .flatMap(oracle -> Stream.of(sizes).map(size -> Arguments.of(oracle, size)));
  }

  static PartialConvolutionSize partial(ConvolutionSize s, List<List<Integer>> inputs) {
    return new PartialConvolutionSize(s.inMaps, s.inRows, s.inColumns, inputs, s.kernelRows);
  }

  static Stream<Arguments> denses() {
    return sizes(
        new DenseSize(1, 1), new DenseSize(3, 2), new DenseSize(17, 5), new DenseSize(5, 33));
  }

  static Stream<Arguments> pools() {
    return sizes(
        new PoolSize(1, 2, 2, 2),
        new PoolSize(2, 5, 7, 2),
        new PoolSize(3, 4, 3, 1),
        new PoolSize(2, 9, 5, 4),
        new PoolSize(1, 7, 10, 3));
  }

  /** Weights and biases with guards before, between and after. */
  float[] parameters(KernelOracle oracle, int weights, int biases) {
    float[] p = new float[GAP + weights + GAP + biases + GAP];
    Arrays.fill(p, GUARD);
    System.arraycopy(oracle.values(random, weights), 0, p, GAP, weights);
    System.arraycopy(oracle.values(random, biases), 0, p, GAP + weights + GAP, biases);
    return p;
  }

  float[] input(KernelOracle oracle, int length) {
    float[] x = new float[GAP + length + LANES];
    Arrays.fill(x, GUARD);
    System.arraycopy(oracle.values(random, length), 0, x, GAP, length);
    return x;
  }

  /** What is in an input without what lies around it. */
  static float[] plain(float[] input) {
    return Arrays.copyOfRange(input, GAP, input.length - LANES);
  }

  static float[] output(int length) {
    float[] y = new float[GAP + length + LANES];
    Arrays.fill(y, UNWRITTEN);
    return y;
  }

  static float[] guarded(float[] expected) {
    float[] y = output(expected.length);
    System.arraycopy(expected, 0, y, GAP, expected.length);
    return y;
  }
}
