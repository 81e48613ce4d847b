package org.lenet5.bench;

import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.lenet5.kernel.Kernels;
import org.lenet5.kernel.KernelsProvider;
import org.lenet5.kernel.ScalarKernels;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Every kernel at LeNet-5's shapes, scalar and best, beside the fused multiply-add peak: calls a
 * second, and as the second column GFLOP a second. {@link Roofline} is the quick version.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "@jvm.options")
public class KernelBenchmark {

  /** Floating-point operations done, in units of 10^9. */
  @State(Scope.Thread)
  @AuxCounters
  public static class Counter {
    public double gflop;
  }

  /** One kernel and the arrays it works on. */
  @State(Scope.Thread)
  public static class Case {
    @Param({
      "C1 forward",
      "C1 weight gradient",
      "S2 tanh and forward",
      "S2 tanh and data gradient",
      "C3 forward",
      "C3 data and weight gradient",
      "S4 tanh and forward",
      "S4 tanh and data gradient",
      "C5 forward",
      "C5 data gradient",
      "C5 weight gradient",
      "C5 tanh",
      "C5 tanh gradient",
      "F6 forward",
      "F6 data gradient",
      "F6 weight gradient",
      "F6 tanh",
      "F6 tanh gradient",
      "OUT forward",
      "OUT data gradient",
      "OUT weight gradient",
      "C1 scaled tanh",
      "C1 scaled tanh gradient",
      "S2 sum forward",
      "S2 sum data gradient",
      "S2 sum weight gradient",
      "S2 scaled tanh",
      "S2 scaled tanh gradient",
      "C3 partial forward",
      "C3 partial data gradient",
      "C3 partial weight gradient",
      "C3 scaled tanh",
      "C3 scaled tanh gradient",
      "S4 sum forward",
      "S4 sum data gradient",
      "S4 sum weight gradient",
      "S4 scaled tanh",
      "S4 scaled tanh gradient",
      "C5 scaled tanh",
      "C5 scaled tanh gradient",
      "F6 scaled tanh",
      "F6 scaled tanh gradient",
      "OUT distances",
      "OUT distances gradient"
    })
    public String work;

    @Param({"best", "scalar"})
    public String kernels;

    private KernelWork selected;
    private Kernels implementation;

    @Setup
    public void select() {
      selected =
          Stream.concat(KernelWork.modern().stream(), KernelWork.original().stream())
              .filter(w -> w.name().equals(work))
              .findFirst()
              .orElseThrow();
      implementation = kernels.equals("scalar") ? new ScalarKernels() : KernelsProvider.best();
    }
  }

  /** Registers of the peak's sums. */
  @State(Scope.Thread)
  public static class Sums {
    private final float[] sums = new float[FusedMultiplyAddPeak.LENGTH];
  }

  @Benchmark
  public void kernel(Case selected, Counter counter) {
    selected.selected.run().accept(selected.implementation);
    counter.gflop += selected.selected.flops() * 1e-9;
  }

  @Benchmark
  public void peak(Sums sums, Counter counter) {
    FusedMultiplyAddPeak.run(sums.sums);
    counter.gflop += FusedMultiplyAddPeak.flops() * 1e-9;
  }
}
