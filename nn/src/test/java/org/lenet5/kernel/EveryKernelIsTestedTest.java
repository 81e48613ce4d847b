package org.lenet5.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Each kernel has a test of its name, against an oracle that is not the kernel itself. */
class EveryKernelIsTestedTest {

  @Test
  void byAnOracle() {
    check(ScalarLanesTest.class, LaneKernels.class);
    check(ScalarSamplesTest.class, SampleKernels.class);
    check(ScalarColumnsTest.class, ColumnKernels.class);
    check(ScalarMapsTest.class, MapKernels.class, FrozenConvolution.class);
  }

  /** The parts that are checked here are all there are. */
  @Test
  void kernelsHaveNoOtherParts() {
    Set<Class<?>> parts =
        Stream.of(Kernels.class.getMethods())
            .map(Method::getReturnType)
            .filter(type -> type != String.class && type != Kernels.class)
            .collect(Collectors.toSet());
    assertThat(parts)
        .isEqualTo(
            Set.of(LaneKernels.class, SampleKernels.class, ColumnKernels.class, MapKernels.class));
  }

  private static void check(Class<?> test, Class<?>... contract) {
    List<String> kernels =
        Stream.of(contract)
            .flatMap(type -> names(type, method -> Modifier.isAbstract(method.getModifiers())))
            .toList();
    assertThat(kernels).isNotEmpty();
    assertThat(names(test, EveryKernelIsTestedTest::isTest))
        .as(test.getName())
        .containsAll(kernels);
  }

  private static boolean isTest(Method method) {
    return method.isAnnotationPresent(Test.class)
        || method.isAnnotationPresent(ParameterizedTest.class);
  }

  private static Stream<String> names(Class<?> type, Predicate<Method> which) {
    return Stream.of(type.getDeclaredMethods()).filter(which).map(Method::getName);
  }
}
