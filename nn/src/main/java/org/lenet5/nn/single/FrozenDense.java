package org.lenet5.nn.single;

import org.lenet5.nn.kernel.ConvolutionSize;
import org.lenet5.nn.kernel.Kernels;

/**
 * The forward pass of a dense layer whose weights no longer change: a copy by columns, {@code [1 +
 * in][pitch]}, lets a lane be an output. That is a convolution of one map in which inputs and
 * weights have changed places: {@code y[o] = 0 + 1 b[o] + sum of x[i] w[i][o]}, the biases being
 * the first row. The bits are the same; to change all weights costs more than it saves, so training
 * has no use for it.
 */
final class FrozenDense {
  private final int in;
  private final float[] columns;

  /** The input: 1 for the biases, {@code in} values, and 0 to start from. */
  private final float[] x;

  private final ConvolutionSize size;

  FrozenDense(int in, Rows out, float[] parameters, int weight, int bias) {
    this.in = in;
    int pitch = out.pitch();
    columns = new float[(1 + in) * pitch];
    int[] rows = new int[1 + in];
    for (int i = 0; i <= in; i++) {
      rows[i] = i * pitch;
    }
    for (int o = 0; o < out.columns(); o++) {
      columns[o] = parameters[bias + o];
      for (int i = 0; i < in; i++) {
        columns[rows[i + 1] + o] = parameters[weight + o * in + i];
      }
    }
    x = new float[in + 2];
    x[0] = 1;
    size = new ConvolutionSize(in, 1, pitch / Kernels.LANES, 1, rows);
  }

  /** Reads the layer's input, which lies as {@code rows} says, overwrites {@code y [pitch]}. */
  void forward(Kernels kernels, Rows rows, float[] input, float[] y) {
    rows.gather(input, x, 1);
    kernels.convolution(size, x, 0, in + 1, columns, y);
  }
}
