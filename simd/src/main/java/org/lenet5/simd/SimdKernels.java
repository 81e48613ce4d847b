package org.lenet5.simd;

import org.lenet5.kernel.ColumnKernels;
import org.lenet5.kernel.Kernels;
import org.lenet5.kernel.KernelsProvider;
import org.lenet5.kernel.LaneKernels;
import org.lenet5.kernel.MapKernels;
import org.lenet5.kernel.SampleKernels;
import org.lenet5.kernel.ScalarKernels;

/**
 * The kernels on the Vector API, with the bits of {@link ScalarKernels}. Needs the module {@code
 * jdk.incubator.vector}; {@link KernelsProvider#best} takes them where they run well.
 */
final class SimdKernels implements Kernels {
  private final LaneKernels lanes = new SimdLanes();
  private final SampleKernels samples = new SimdSamples();
  private final ColumnKernels columns = new SimdColumns();
  private final MapKernels maps = SimdFrozenConvolution::new;

  @Override
  public String name() {
    return "simd-" + Vectors.SPECIES.vectorBitSize();
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
