package org.lenet5.kernel;

/**
 * Kernels for one sample, whose output maps are the lanes: one input serves 16 maps. For that the
 * weights must lie by maps, in a copy, which pays where they no longer change.
 */
public interface MapKernels {

  /**
   * A convolution with the weights as they are now.
   *
   * @param p weights {@code [outMaps][taps]} and biases {@code [outMaps]}. Copied.
   */
  FrozenConvolution freeze(MapConvolution s, float[] p, int wAt, int bAt);
}
