/** The kernels of lenet5-nn on the Vector API. */
module org.lenet5.simd {
  requires org.lenet5.nn;
  requires jdk.incubator.vector;

  exports org.lenet5.simd;

  provides org.lenet5.nn.kernel.KernelsProvider with
      org.lenet5.simd.SimdKernelsProvider;
}
