package org.lenet5.engine;

import org.lenet5.kernel.KernelsProvider;
import org.lenet5.kernel.ScalarKernels;

/** The engines there are. */
public final class Engines {
  private Engines() {}

  /** The fastest kernels that this machine and class path offer, on all cores. */
  public static Engine best() {
    return best(Runtime.getRuntime().availableProcessors());
  }

  /**
   * The fastest kernels that this machine and class path offer.
   *
   * @param threads number of threads, at least 1; with 1 the calling thread works alone
   * @throws IllegalArgumentException if it is below 1
   */
  public static Engine best(int threads) {
    return new CpuEngine(KernelsProvider.best(), threads);
  }

  /**
   * The kernels that define all others: slow, and everywhere.
   *
   * @param threads number of threads, at least 1; with 1 the calling thread works alone
   * @throws IllegalArgumentException if it is below 1
   */
  public static Engine scalar(int threads) {
    return new CpuEngine(new ScalarKernels(), threads);
  }
}
