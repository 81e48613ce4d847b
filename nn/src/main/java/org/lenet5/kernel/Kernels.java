package org.lenet5.kernel;

/**
 * The arithmetic of the network, in four parts by what a lane is. A lane is one of 16 neighbours in
 * memory, which the machine computes at once in 1, 2 or 4 vectors.
 *
 * <table>
 *   <caption>Parts</caption>
 *   <tr><td>{@link #lanes()}<td>each lane by itself, whatever it is
 *   <tr><td>{@link #samples()}<td>a lane is a sample, and the samples' gradients are added up
 *   <tr><td>{@link #columns()}<td>a lane is a column of a map of one sample
 *   <tr><td>{@link #maps()}<td>a lane is an output map of one sample, and weights do not change
 * </table>
 *
 * <p>The contract is exact. Each method states the order in which the terms of one output are
 * added; every term enters by one fused multiply-add ({@link Math#fma(float, float, float)}).
 * Implementations may reorder only between outputs, so that all of them give the same bits. {@link
 * ScalarKernels} is the definition.
 *
 * <p>An array is followed in each signature by the place where its values start: {@code x} by
 * {@code xAt}; parameters {@code p} by {@code wAt}, where weights start, and {@code bAt}, where
 * biases do. Kernels may be called by any number of threads, keep nothing, allocate at most the
 * sums of a tile (1.7 kB), and check their arguments only by assertions ({@link Contract}): the
 * layers that call them have checked the sizes.
 */
public interface Kernels {
  /** A short name: {@code scalar}, {@code simd-512}. */
  String name();

  /** Kernels in which no lane meets another. */
  LaneKernels lanes();

  /** Kernels that add up the gradients of 16 samples. */
  SampleKernels samples();

  /** Kernels for one sample in rows. */
  ColumnKernels columns();

  /** Kernels for one sample and weights that no longer change. */
  MapKernels maps();
}
