package org.lenet5.kernel;

/**
 * The definition of every kernel: loops that add the terms in the order that {@link Kernels}
 * states. Runs everywhere; faster kernels must give its bits.
 */
public final class ScalarKernels implements Kernels {
  private final LaneKernels lanes = new ScalarLanes();
  private final SampleKernels samples = new ScalarSamples();
  private final ColumnKernels columns = new ScalarColumns();
  private final MapKernels maps = new ScalarMaps();

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public LaneKernels lanes() {
    return lanes;
  }

  @Override
  public SampleKernels samples() {
    return samples;
  }

  @Override
  public ColumnKernels columns() {
    return columns;
  }

  @Override
  public MapKernels maps() {
    return maps;
  }
}
