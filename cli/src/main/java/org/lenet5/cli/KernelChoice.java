package org.lenet5.cli;

import org.lenet5.engine.Engine;
import org.lenet5.engine.Engines;

/**
 * The property {@code lenet5.kernels}, for experiments: {@code scalar}, {@code simd}, or the best.
 */
final class KernelChoice {
  private KernelChoice() {}

  /** An engine with the chosen kernels; the caller closes it. */
  static Engine engine(int threads) {
    String choice = System.getProperty("lenet5.kernels", "best");
    return switch (choice) {
      case "scalar" -> Engines.scalar(threads);
      case "best" -> Engines.best(threads);
      case "simd" -> simd(threads);
      default ->
          throw new IllegalArgumentException(
              "lenet5.kernels: got %s, expected scalar, simd or best".formatted(choice));
    };
  }

  private static Engine simd(int threads) {
    Engine engine = Engines.best(threads);
    if (engine.name().equals("scalar")) {
      engine.close();
      throw new IllegalArgumentException(
          "lenet5.kernels: got simd, which this machine does not offer; expected scalar or best");
    }
    return engine;
  }
}
