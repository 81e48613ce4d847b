package org.lenet5.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lenet5.kernel.Lanes;
import org.lenet5.kernel.ScalarKernels;
import org.lenet5.layer.Rbf;
import org.lenet5.layer.Subsampling;
import org.lenet5.network.LeNet5;
import org.openjdk.jmh.annotations.Param;

class KernelWorkTest {
  private static final List<String> DIGITS =
      List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

  @Test
  void jmhKnowsEveryKernel() throws NoSuchFieldException {
    Param param = KernelBenchmark.Case.class.getField("work").getAnnotation(Param.class);
    assertThat(param.value())
        .containsExactly(all().map(KernelWork::name).distinct().toArray(String[]::new));
  }

  @Test
  void everyKernelRuns() {
    all().forEach(work -> work.run().accept(new ScalarKernels()));
  }

  /** Two for each multiply-add, three for a distance's; subsampling is bound by memory. */
  @Test
  void operationsAreTheNetworks() {
    assertThat(forward(KernelWork.modern()))
        .isEqualTo(Lanes.LANES * 2 * LeNet5.modern(10).multiplyAdds());
    long original =
        LeNet5.original(DIGITS).layers().stream()
            .filter(layer -> !(layer instanceof Subsampling))
            .mapToLong(layer -> (layer instanceof Rbf ? 3 : 2) * layer.multiplyAdds())
            .sum();
    assertThat(forward(KernelWork.original())).isEqualTo(Lanes.LANES * original);
  }

  private static Stream<KernelWork> all() {
    return Stream.concat(KernelWork.modern().stream(), KernelWork.original().stream());
  }

  private static long forward(List<KernelWork> works) {
    return works.stream()
        .filter(work -> !work.name().endsWith("gradient"))
        .mapToLong(KernelWork::flops)
        .sum();
  }
}
