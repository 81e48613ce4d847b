package org.lenet5.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lenet5.kernel.ColumnKernels;
import org.lenet5.kernel.Contract;
import org.lenet5.kernel.ConvolutionSize;
import org.lenet5.kernel.DenseSize;
import org.lenet5.kernel.FrozenConvolution;
import org.lenet5.kernel.Kernels;
import org.lenet5.kernel.LaneKernels;
import org.lenet5.kernel.Lanes;
import org.lenet5.kernel.MapConvolution;
import org.lenet5.kernel.MapKernels;
import org.lenet5.kernel.PartialConvolutionSize;
import org.lenet5.kernel.PoolSize;
import org.lenet5.kernel.RowConvolution;
import org.lenet5.kernel.RowSubsampling;
import org.lenet5.kernel.SampleKernels;
import org.lenet5.kernel.ScalarKernels;
import org.lenet5.kernel.WinogradSize;

/**
 * Every kernel, scalar and SIMD, asserts what {@link Contract} says of its arguments. They are made
 * from its signature: sizes by their type, arrays each of its own, places at the start, biases
 * behind the weights.
 */
class ContractTest {
  private static final int LONG = 20_000;

  /** Where biases are in the array that they share with weights. */
  private static final int BIASES = LONG / 2;

  private static final MapConvolution MAPS =
      new MapConvolution(17, 2, 11, 15, new int[] {0, 1, 40, 41});

  private static final Map<Class<?>, Object> SIZES =
      Map.of(
          ConvolutionSize.class,
          new ConvolutionSize(3, 7, 9, 5, 2, 3),
          PartialConvolutionSize.class,
          new PartialConvolutionSize(
              3, 7, 9, List.of(List.of(0, 1), List.of(1), List.of(0, 1, 2)), 3),
          WinogradSize.class,
          new WinogradSize(new ConvolutionSize(2, 6, 14, 3, 2, 5)),
          DenseSize.class,
          new DenseSize(35, 13),
          PoolSize.class,
          new PoolSize(3, 7, 9, 2),
          RowSubsampling.class,
          new RowSubsampling(new PoolSize(3, 7, 21, 2), 32),
          RowConvolution.class,
          new RowConvolution(2, 7, 9, 16, List.of(List.of(0, 1), List.of(1)), 3, 3),
          MapConvolution.class,
          MAPS,
          int.class,
          3 * Lanes.LANES);

  static Stream<Arguments> kernels() {
    return Stream.of(new ScalarKernels(), new SimdKernels())
        .flatMap(
            kernels ->
                Stream.of(
                        methods(kernels, LaneKernels.class, kernels.lanes()),
                        methods(kernels, SampleKernels.class, kernels.samples()),
                        methods(kernels, ColumnKernels.class, kernels.columns()),
                        methods(kernels, MapKernels.class, kernels.maps()),
                        methods(
                            kernels,
                            FrozenConvolution.class,
                            kernels.maps().freeze(MAPS, new float[LONG], 0, BIASES)))
                    .flatMap(methods -> methods));
  }

  private static Stream<Arguments> methods(Kernels kernels, Class<?> contract, Object part) {
    return Stream.of(contract.getDeclaredMethods())
        .filter(method -> Modifier.isAbstract(method.getModifiers()))
        .map(method -> Arguments.of(kernels.name() + " " + method.getName(), method, part));
  }

  /**
   * The least array that is accepted is enough, so that a shorter one trips the assertion before
   * the kernel trips over its end.
   */
  @ParameterizedTest(name = "{0}")
  @MethodSource("kernels")
  void arraysMustHoldWhatTheSizesSay(String name, Method method, Object part) throws Exception {
    Object[] arguments = arguments(method);
    call(method, part, arguments);
    for (int i : places(arguments, float[].class)) {
      int enough = LONG;
      for (int step = Integer.highestOneBit(LONG); step > 0; step /= 2) {
        while (enough >= step && accepts(method, part, arguments, i, new float[enough - step])) {
          enough -= step;
        }
      }
      assertThat(enough).as("values of argument %d", i).isBetween(1, LONG - 1);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kernels")
  void placesAreNotNegative(String name, Method method, Object part) throws Exception {
    Object[] arguments = arguments(method);
    for (int i : places(arguments, Integer.class)) {
      assertThat(accepts(method, part, arguments, i, -1)).as("argument %d", i).isFalse();
    }
  }

  /** Nothing else may lie where a kernel writes: neither at the start nor where biases are. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("kernels")
  void whatIsWrittenLiesApart(String name, Method method, Object part) throws Exception {
    boolean inPlace = name.endsWith("anhGradient"); // may work on one array
    int written = 0;
    for (int i : places(arguments(method), float[].class)) {
      Object[] arguments = arguments(method);
      float[] array = (float[]) arguments[i];
      float[] before = array.clone();
      call(method, part, arguments);
      if (Arrays.equals(array, before)) {
        continue;
      }
      written++;
      for (int j : places(arguments, float[].class)) {
        if (i != j && !inPlace) {
          assertThat(accepts(method, part, arguments, j, array)).as("%d in %d", j, i).isFalse();
          Object[] behind = arguments.clone();
          behind[j] = array;
          if (isPlace(arguments, i + 2) && isPlace(arguments, j + 1)) {
            assertThat(accepts(method, part, behind, j + 1, BIASES)).as("%d in %d", j, i).isFalse();
          }
        }
      }
    }
    assertThat(written > 0).isEqualTo(method.getReturnType() == void.class);
  }

  private static boolean isPlace(Object[] arguments, int i) {
    return i < arguments.length && arguments[i] instanceof Integer;
  }

  private static Object[] arguments(Method method) {
    Class<?>[] types = method.getParameterTypes();
    Object[] arguments = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      boolean behindArray = i > 0 && arguments[i - 1] instanceof float[];
      boolean behindPlace =
          i > 1 && arguments[i - 1] instanceof Integer && arguments[i - 2] instanceof float[];
      boolean last = i == types.length - 1;
      boolean count = last && types[0] == float[].class && method.getName().contains("anh");
      arguments[i] =
          types[i] == float[].class
              ? Comparison.values(Comparison.random(i), LONG)
              : types[i] != int.class || count
                  ? SIZES.get(types[i])
                  : behindArray ? (Integer) 0 : behindPlace ? (Integer) BIASES : null;
    }
    return arguments;
  }

  private static int[] places(Object[] arguments, Class<?> type) {
    return IntStream.range(0, arguments.length)
        .filter(i -> type.isInstance(arguments[i]))
        .toArray();
  }

  private static boolean accepts(
      Method method, Object part, Object[] arguments, int i, Object replacement) throws Exception {
    Object[] replaced = arguments.clone();
    replaced[i] = replacement;
    try {
      call(method, part, replaced);
      return true;
    } catch (AssertionError e) {
      return false;
    }
  }

  private static void call(Method method, Object part, Object[] arguments) throws Exception {
    method.setAccessible(true);
    try {
      method.invoke(part, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof AssertionError error) {
        throw error;
      }
      throw new IllegalStateException(
          method.getName() + " of arrays " + Arrays.toString(lengths(arguments)), e.getCause());
    }
  }

  private static int[] lengths(Object[] arguments) {
    return Stream.of(arguments)
        .filter(argument -> argument instanceof float[])
        .mapToInt(argument -> ((float[]) argument).length)
        .toArray();
  }
}
