package org.lenet5.simd;

import org.lenet5.kernel.KernelsProvider;

/** Prints which kernels a thread finds whose context class loader knows nothing of this project. */
final class ForeignThread {
  private ForeignThread() {}

  public static void main(String[] arguments) throws InterruptedException {
    Thread thread = new Thread(() -> System.out.println(KernelsProvider.best().name()));
    thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
    thread.start();
    thread.join();
  }
}
