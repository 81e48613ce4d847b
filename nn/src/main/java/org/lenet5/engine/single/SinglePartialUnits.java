package org.lenet5.engine.single;

import java.util.Arrays;
import java.util.List;
import org.lenet5.kernel.FusedMultiplyAdd;
import org.lenet5.kernel.Kernels;
import org.lenet5.layer.Connections;
import org.lenet5.layer.Parameter;

/**
 * A {@link org.lenet5.layer.PartialConvolution} of one sample whose kernel covers its input (C5 of
 * LeNet-4): units that read whole maps, some each. A row of 16 columns for each single output would
 * cost twenty times these plain loops.
 */
final class SinglePartialUnits implements SingleLayer {
  private final Rows input;
  private final List<List<Integer>> inputs;
  private final int weight;
  private final int bias;
  private final Activation output;

  /** The input's gradient where nobody needs it. */
  private final float[] unread;

  SinglePartialUnits(Rows input, Rows rows, Connections connections, List<Parameter> parameters) {
    this.input = input;
    inputs = connections.inputs();
    weight = parameters.getFirst().offset();
    bias = parameters.getLast().offset();
    output = Activation.of(rows);
    unread = input.allocate();
  }

  @Override
  public Activation output() {
    return output;
  }

  @Override
  public void forward(Kernels kernels, float[] parameters, float[] x) {
    int w = weight;
    for (int o = 0; o < inputs.size(); o++) {
      float sum = parameters[bias + o];
      for (int i : inputs.get(o)) {
        for (int r = 0; r < input.rows(); r++) {
          int row = (i * input.rows() + r) * input.pitch();
          for (int c = row; c < row + input.columns(); c++) {
            sum = FusedMultiplyAdd.fma(parameters[w++], x[c], sum);
          }
        }
      }
      output.values()[o] = sum;
    }
  }

  @Override
  public void backward(
      Kernels kernels, float[] parameters, float[] x, float[] dx, float[] dParameters) {
    float[] into = dx == null ? unread : dx;
    Arrays.fill(into, 0, input.length(), 0);
    int w = weight;
    for (int o = 0; o < inputs.size(); o++) {
      float d = output.gradient()[o];
      for (int i : inputs.get(o)) {
        for (int r = 0; r < input.rows(); r++) {
          int row = (i * input.rows() + r) * input.pitch();
          for (int c = row; c < row + input.columns(); c++, w++) {
            dParameters[w] = d * x[c];
            into[c] = FusedMultiplyAdd.fma(parameters[w], d, into[c]);
          }
        }
      }
      dParameters[bias + o] = d;
    }
  }
}
