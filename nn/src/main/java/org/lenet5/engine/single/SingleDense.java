package org.lenet5.engine.single;

import java.util.List;
import org.lenet5.kernel.DenseSize;
import org.lenet5.kernel.FrozenConvolution;
import org.lenet5.kernel.FusedMultiplyAdd;
import org.lenet5.kernel.Kernels;
import org.lenet5.kernel.MapConvolution;
import org.lenet5.layer.Parameter;

/**
 * {@link org.lenet5.layer.Dense} of one sample, and a convolution whose kernel covers its input. In
 * the forward pass each output is a chain of scalar sums, as neighbours in memory are terms of one
 * sum; eight chains hide the latency of an addition. Once the weights no longer change, a lane is
 * an output. Training does without: copying all weights after each pattern would cost more than it
 * saves.
 */
final class SingleDense implements SingleLayer {
  private static final int CHAINS = 8;

  private final Rows input;
  private final int in;
  private final int out;
  private final DenseSize size;
  private final int weight;
  private final int bias;
  private final Activation output;

  /** The input without gaps, and its gradient; null if it has none. */
  private final float[] dense;

  private final float[] dDense;

  /** The layer with outputs as lanes; null while weights may change. */
  private FrozenConvolution frozen;

  SingleDense(Rows input, Rows rows, List<Parameter> parameters) {
    this.input = input;
    in = input.size();
    out = rows.columns();
    weight = parameters.getFirst().offset();
    bias = parameters.getLast().offset();
    output = Activation.of(rows);
    size = new DenseSize(in, out);
    dense = input.isDense() ? null : new float[in];
    dDense = input.isDense() ? null : new float[in];
  }

  @Override
  public Activation output() {
    return output;
  }

  @Override
  public void freeze(Kernels kernels, float[] parameters) {
    frozen =
        kernels.maps().freeze(MapConvolution.dense(out, input.places()), parameters, weight, bias);
  }

  @Override
  public void forward(Kernels kernels, float[] parameters, float[] x) {
    if (frozen != null) {
      frozen.forward(x, 0, output.values(), 0);
    } else {
      forward(parameters, x);
    }
  }

  private void forward(float[] parameters, float[] x) {
    float[] v = x;
    if (dense != null) {
      input.gather(x, dense);
      v = dense;
    }
    int tile = out < CHAINS ? 1 : CHAINS;
    for (int i = 0; i < out; i += tile) {
      int o = Math.min(i, out - tile); // the last tile moves back
      if (tile == 1) {
        forward1(parameters, v, o);
      } else {
        forward8(parameters, v, o);
      }
    }
  }

  private void forward1(float[] p, float[] x, int o) {
    float sum = p[bias + o];
    for (int i = 0; i < in; i++) {
      sum = FusedMultiplyAdd.fma(p[weight + o * in + i], x[i], sum);
    }
    output.values()[o] = sum;
  }

  private void forward8(float[] p, float[] x, int o) {
    int w = weight + o * in;
    float a0 = p[bias + o];
    float a1 = p[bias + o + 1];
    float a2 = p[bias + o + 2];
    float a3 = p[bias + o + 3];
    float a4 = p[bias + o + 4];
    float a5 = p[bias + o + 5];
    float a6 = p[bias + o + 6];
    float a7 = p[bias + o + 7];
    for (int i = 0; i < in; i++) {
      float v = x[i];
      a0 = FusedMultiplyAdd.fma(p[w + i], v, a0);
      a1 = FusedMultiplyAdd.fma(p[w + in + i], v, a1);
      a2 = FusedMultiplyAdd.fma(p[w + 2 * in + i], v, a2);
      a3 = FusedMultiplyAdd.fma(p[w + 3 * in + i], v, a3);
      a4 = FusedMultiplyAdd.fma(p[w + 4 * in + i], v, a4);
      a5 = FusedMultiplyAdd.fma(p[w + 5 * in + i], v, a5);
      a6 = FusedMultiplyAdd.fma(p[w + 6 * in + i], v, a6);
      a7 = FusedMultiplyAdd.fma(p[w + 7 * in + i], v, a7);
    }
    float[] y = output.values();
    y[o] = a0;
    y[o + 1] = a1;
    y[o + 2] = a2;
    y[o + 3] = a3;
    y[o + 4] = a4;
    y[o + 5] = a5;
    y[o + 6] = a6;
    y[o + 7] = a7;
  }

  @Override
  public void backward(
      Kernels kernels, float[] parameters, float[] x, float[] dx, float[] dParameters) {
    float[] dy = output.gradient();
    kernels.columns().denseWeightGradient(size, dense == null ? x : dense, dy, dParameters, weight);
    System.arraycopy(dy, 0, dParameters, bias, out);
    if (dx != null && dDense == null) {
      kernels.columns().denseDataGradient(size, parameters, weight, dy, dx);
    } else if (dx != null) {
      kernels.columns().denseDataGradient(size, parameters, weight, dy, dDense);
      input.spread(dDense, dx);
    }
  }
}
