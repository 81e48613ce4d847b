package org.lenet5.bench;

import java.util.List;
import org.lenet5.kernel.Kernels;
import org.lenet5.kernel.KernelsProvider;
import org.lenet5.kernel.ScalarKernels;

/**
 * Prints the time of every kernel of one training step, of the modern network and of that of 1998,
 * and its share of the fused multiply-add peak measured in the same run. Needs {@code --add-modules
 * jdk.incubator.vector}; takes under a minute. {@code Roofline scalar} measures the scalar kernels.
 */
public final class Roofline {
  private static final int ROUNDS = 200;
  private static final double ROUND_SECONDS = 1e-3;

  private Roofline() {}

  public static void main(String[] arguments) {
    boolean scalar = List.of(arguments).contains("scalar");
    Kernels kernels = scalar ? new ScalarKernels() : KernelsProvider.best();
    List<KernelWork> modern = KernelWork.modern();
    List<KernelWork> original = KernelWork.original();
    // All kernels before any is timed: the compiler then knows every caller of a shared tile.
    for (KernelWork work : modern) {
      seconds(() -> work.run().accept(kernels), 1);
    }
    for (KernelWork work : original) {
      seconds(() -> work.run().accept(kernels), 0.3);
    }
    float[] sums = new float[FusedMultiplyAddPeak.LENGTH];
    double peak =
        FusedMultiplyAddPeak.flops() / seconds(() -> FusedMultiplyAddPeak.run(sums), 1) / 1e9;
    System.out.printf(
        "kernels %s, one block of 16 samples, FMA peak %.0f GFLOP/s, operations as of direct sums%n",
        kernels.name(), peak);
    print("lenet5", modern, kernels, peak);
    print("lenet5-1998", original, kernels, peak);
  }

  private static void print(String network, List<KernelWork> works, Kernels kernels, double peak) {
    System.out.printf("%n%-28s %10s %10s %8s%n", network, "us", "GFLOP/s", "of peak");
    double total = 0;
    double flops = 0;
    for (KernelWork work : works) {
      double seconds = seconds(() -> work.run().accept(kernels), 0.1);
      total += seconds;
      flops += work.flops();
      print(work.name(), work.flops(), seconds, peak);
    }
    print("all", flops, total, peak);
  }

  private static void print(String name, double flops, double seconds, double peak) {
    if (flops == 0) {
      System.out.printf("%-28s %10.2f%n", name, seconds * 1e6);
    } else {
      double rate = flops / seconds / 1e9;
      System.out.printf(
          "%-28s %10.2f %10.1f %7.0f%%%n", name, seconds * 1e6, rate, 100 * rate / peak);
    }
  }

  /**
   * The best time of one call over many short rounds, after as many for the compiler: other
   * processes can only make a round longer.
   */
  private static double seconds(Runnable work, double warmUp) {
    long end = System.nanoTime() + (long) (warmUp * 1e9);
    do {
      work.run();
    } while (System.nanoTime() < end);
    int calls = 1;
    double best = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < calls; i++) {
        work.run();
      }
      double seconds = (System.nanoTime() - start) * 1e-9;
      best = Math.min(best, seconds / calls);
      if (seconds < ROUND_SECONDS) {
        calls = calls * 2;
      }
    }
    return best;
  }
}
