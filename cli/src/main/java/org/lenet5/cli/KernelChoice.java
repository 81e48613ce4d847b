package org.lenet5.cli;

import org.lenet5.nn.kernel.Kernels;
import org.lenet5.nn.kernel.ScalarKernels;

/**
 * The property {@code lenet5.kernels}, for experiments: {@code scalar}, {@code simd}, or the best.
 */
final class KernelChoice {
  private KernelChoice() {}

  static Kernels kernels() {
    String choice = System.getProperty("lenet5.kernels", "best");
    Kernels kernels =
        switch (choice) {
          case "scalar" -> new ScalarKernels();
          case "simd", "best" -> Kernels.best();
          default ->
              throw new IllegalArgumentException(
                  "lenet5.kernels: got %s, expected scalar, simd or best".formatted(choice));
        };
    if (choice.equals("simd") && kernels instanceof ScalarKernels) {
      throw new IllegalArgumentException(
          "lenet5.kernels: got simd, which this machine does not offer; expected scalar or best");
    }
    return kernels;
  }
}
