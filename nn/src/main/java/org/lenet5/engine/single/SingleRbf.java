package org.lenet5.engine.single;

import java.util.Arrays;
import org.lenet5.kernel.FusedMultiplyAdd;
import org.lenet5.kernel.Kernels;
import org.lenet5.layer.RbfCodes;

/** {@link org.lenet5.layer.Rbf} of one sample, at one position or at those of all maps. */
final class SingleRbf implements SingleLayer {
  private static final int IN = RbfCodes.LENGTH;

  private final float[] codes;
  private final int classes;
  private final Activation output;

  /** The places of each position's first unit in the input, and of its first class. */
  private final int[] inputs;

  private final int[] outputs;

  /** Values from one unit of a position to the next, and from one class to the next. */
  private final int unitStep;

  private final int classStep;

  SingleRbf(Rows input, Rows rows, RbfCodes codes) {
    this.codes = codes.values();
    classes = codes.classes();
    output = Activation.of(rows);
    int positions = rows.size() / classes;
    inputs = Arrays.copyOf(input.places(), positions);
    outputs = Arrays.copyOf(rows.places(), positions);
    unitStep = step(input, positions);
    classStep = step(rows, positions);
  }

  /** Units of one position lie side by side in a vector, else in maps. */
  private static int step(Rows rows, int positions) {
    return positions == 1 ? 1 : rows.rows() * rows.pitch();
  }

  @Override
  public Activation output() {
    return output;
  }

  @Override
  public void forward(Kernels kernels, float[] parameters, float[] x) {
    for (int p = 0; p < inputs.length; p++) {
      for (int i = 0; i < classes; i++) {
        float sum = 0;
        for (int j = 0; j < IN; j++) {
          float difference = x[inputs[p] + j * unitStep] - codes[i * IN + j];
          sum = FusedMultiplyAdd.fma(difference, difference, sum);
        }
        output.values()[outputs[p] + i * classStep] = sum;
      }
    }
  }

  @Override
  public void backward(
      Kernels kernels, float[] parameters, float[] x, float[] dx, float[] dParameters) {
    if (dx == null) {
      return;
    }
    Arrays.fill(dx, 0);
    for (int p = 0; p < inputs.length; p++) {
      for (int i = 0; i < classes; i++) {
        float d = output.gradient()[outputs[p] + i * classStep];
        for (int j = 0; j < IN; j++) {
          int at = inputs[p] + j * unitStep;
          dx[at] = FusedMultiplyAdd.fma(x[at] - codes[i * IN + j], d, dx[at]);
        }
      }
      for (int j = 0; j < IN; j++) {
        dx[inputs[p] + j * unitStep] *= 2;
      }
    }
  }
}
