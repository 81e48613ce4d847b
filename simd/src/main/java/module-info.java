/** The kernels of lenet5-nn on the Vector API: nothing to call, found as a service. */
module org.lenet5.simd {
  requires org.lenet5.nn;
  requires jdk.incubator.vector;

  provides org.lenet5.kernel.KernelsProvider with
      org.lenet5.simd.SimdKernelsProvider;
}
