/**
 * The mathematics of LeNet-5: layers, networks, kernels, data sets, training and evaluation.
 *
 * <p>Depends on {@code java.base} alone. Faster kernels are found as services where they are
 * present.
 */
module org.lenet5.nn {
  exports org.lenet5.nn;
  exports org.lenet5.nn.kernel;
  exports org.lenet5.nn.single;
  exports org.lenet5.data;
  exports org.lenet5.train;
  exports org.lenet5.eval;
  exports org.lenet5.paper;
  exports org.lenet5.baseline;

  uses org.lenet5.nn.kernel.KernelsProvider;
}
