package org.lenet5.kernel;

import java.util.ServiceLoader;

/**
 * A source of faster kernels, found by {@link java.util.ServiceLoader}. A provider loads on every
 * machine and looks before it touches a class that may be missing.
 */
public interface KernelsProvider {

  /**
   * The kernels.
   *
   * @throws UnsupportedOperationException if this virtual machine cannot run them, or not fast; the
   *     message gives the reason and its remedy
   */
  Kernels kernels();

  /**
   * The fastest kernels that this machine and class path offer: those of lenet5-simd where the
   * module {@code jdk.incubator.vector} is resolved, otherwise the scalar ones, with the reason and
   * its remedy in the log. The bits do not depend on it.
   */
  static Kernels best() {
    return Best.KERNELS;
  }

  /** Finds the best kernels once. */
  final class Best {
    private static final Kernels KERNELS = find();

    private Best() {}

    private static Kernels find() {
      String reason = "no faster ones are on the class path; add lenet5-simd";
      // By this class's own loader: the thread's may be a server's or a plugin's, or none at all.
      ClassLoader loader = KernelsProvider.class.getClassLoader();
      for (KernelsProvider provider : ServiceLoader.load(KernelsProvider.class, loader)) {
        try {
          return provider.kernels();
        } catch (UnsupportedOperationException e) {
          reason = e.getMessage();
        }
      }
      System.getLogger(Kernels.class.getName())
          .log(System.Logger.Level.WARNING, "slow scalar kernels: " + reason);
      return new ScalarKernels();
    }
  }
}
