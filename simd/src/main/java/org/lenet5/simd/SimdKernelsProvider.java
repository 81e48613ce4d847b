package org.lenet5.simd;

import org.lenet5.kernel.FusedMultiplyAdd;
import org.lenet5.kernel.Kernels;
import org.lenet5.kernel.KernelsProvider;

/**
 * Offers {@link SimdKernels} where the Vector API is resolved and multiply-add is an instruction.
 */
public final class SimdKernelsProvider implements KernelsProvider {

  @Override
  public Kernels kernels() {
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      throw new UnsupportedOperationException(
          "the module jdk.incubator.vector is not resolved; start java with --add-modules jdk.incubator.vector");
    }
    if (!FusedMultiplyAdd.isFast()) {
      throw new UnsupportedOperationException(
          "the virtual machine uses no fused multiply-add instruction; run on a processor with FMA, without -XX:-UseFMA or -XX:UseAVX=0");
    }
    return new SimdKernels();
  }
}
