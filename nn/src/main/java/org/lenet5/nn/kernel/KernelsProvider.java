package org.lenet5.nn.kernel;

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
}
