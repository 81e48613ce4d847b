package org.lenet5.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.lenet5.kernel.ColumnKernels;
import org.lenet5.kernel.FrozenConvolution;
import org.lenet5.kernel.LaneKernels;
import org.lenet5.kernel.MapKernels;
import org.lenet5.kernel.SampleKernels;

/** Each kernel has a test of its name, in which it must have the bits of the scalar one. */
class EveryKernelIsComparedTest {

  @Test
  void withTheScalarOne() {
    check(SimdLanesTest.class, LaneKernels.class);
    check(SimdSamplesTest.class, SampleKernels.class);
    check(SimdColumnsTest.class, ColumnKernels.class);
    check(SimdMapsTest.class, MapKernels.class, FrozenConvolution.class);
  }

  private static void check(Class<?> test, Class<?>... contract) {
    List<String> kernels =
        Stream.of(contract)
            .flatMap(type -> Stream.of(type.getDeclaredMethods()))
            .filter(method -> Modifier.isAbstract(method.getModifiers()))
            .map(Method::getName)
            .toList();
    List<String> tests =
        Stream.of(test.getDeclaredMethods())
            .filter(
                method ->
                    method.isAnnotationPresent(Test.class)
                        || method.isAnnotationPresent(ParameterizedTest.class))
            .map(Method::getName)
            .toList();
    assertThat(kernels).isNotEmpty();
    assertThat(tests).as(test.getName()).containsAll(kernels);
  }
}
