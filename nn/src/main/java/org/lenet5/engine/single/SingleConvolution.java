package org.lenet5.engine.single;

import java.util.List;
import org.lenet5.kernel.Kernels;
import org.lenet5.kernel.RowConvolution;
import org.lenet5.layer.Connections;
import org.lenet5.layer.Parameter;

/**
 * {@link org.lenet5.layer.Convolution} and {@link org.lenet5.layer.PartialConvolution} of one
 * sample.
 */
final class SingleConvolution implements SingleLayer {
  /** Sums of biases' gradients in flight at once, to hide the latency of an addition. */
  private static final int CHAINS = 4;

  private final RowConvolution size;
  private final boolean full;
  private final int weight;
  private final int bias;
  private final Activation output;
  private final float[] padded;
  private final float[] turned;

  SingleConvolution(Rows input, Connections connections, int kernel, List<Parameter> parameters) {
    size =
        new RowConvolution(
            input.maps(),
            input.rows(),
            input.columns(),
            input.pitch(),
            connections.inputs(),
            kernel,
            kernel);
    full = connections.count() == size.inMaps * size.outMaps;
    weight = parameters.getFirst().offset();
    bias = parameters.getLast().offset();
    output = Activation.of(new Rows(size.outMaps, size.outRows, size.outColumns, size.pitch));
    padded = new float[size.paddedLength()];
    turned = new float[size.turnedLength()];
  }

  @Override
  public Activation output() {
    return output;
  }

  @Override
  public void forward(Kernels kernels, float[] parameters, float[] x) {
    float[] y = output.values();
    if (full) {
      kernels.lanes().convolution(size.forward.full, parameters, weight, bias, x, 0, y, 0);
    } else {
      kernels.lanes().partialConvolution(size.forward, parameters, weight, bias, x, 0, y, 0);
    }
  }

  @Override
  public void backward(
      Kernels kernels, float[] parameters, float[] x, float[] dx, float[] dParameters) {
    float[] dy = output.gradient();
    kernels.columns().convolutionWeightGradient(size, x, 0, dy, 0, dParameters, weight);
    biasGradient(dy, dParameters);
    if (dx != null) {
      size.pad(dy, 0, padded);
      size.turn(parameters, weight, turned);
      kernels.lanes().convolution(size.gradient, turned, 0, size.turnedBias(), padded, 0, dx, 0);
    }
  }

  /** {@code db[o] = sum of dy[o][r][c]}, from zero, ascending r, c; some maps at a time. */
  private void biasGradient(float[] dy, float[] dParameters) {
    int map = size.outRows * size.pitch;
    boolean few = size.outMaps < CHAINS;
    int step = few ? 0 : map; // then all sums are of one map
    for (int i = 0; i < size.outMaps; i += few ? 1 : CHAINS) {
      int o = few ? i : Math.min(i, size.outMaps - CHAINS);
      float sum0 = 0;
      float sum1 = 0;
      float sum2 = 0;
      float sum3 = 0;
      for (int r = 0; r < size.outRows; r++) {
        int row = o * map + r * size.pitch;
        for (int c = row; c < row + size.outColumns; c++) {
          sum0 += dy[c];
          sum1 += dy[c + step];
          sum2 += dy[c + 2 * step];
          sum3 += dy[c + 3 * step];
        }
      }
      dParameters[bias + o] = sum0;
      if (!few) {
        dParameters[bias + o + 1] = sum1;
        dParameters[bias + o + 2] = sum2;
        dParameters[bias + o + 3] = sum3;
      }
    }
  }
}
