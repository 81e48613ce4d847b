package org.lenet5.nn.single;

import java.util.Arrays;
import org.lenet5.nn.RbfCodes;
import org.lenet5.nn.kernel.FusedMultiplyAdd;
import org.lenet5.nn.kernel.Kernels;

/** {@link org.lenet5.nn.Rbf} of one sample. */
final class SingleRbf implements SingleLayer {
  private static final int IN = RbfCodes.LENGTH;

  private final float[] codes;
  private final Activation output;

  SingleRbf(Rows rows, RbfCodes codes) {
    this.codes = codes.values();
    output = Activation.of(rows);
  }

  @Override
  public Activation output() {
    return output;
  }

  @Override
  public void forward(Kernels kernels, float[] parameters, float[] x) {
    for (int i = 0; i < output.rows().columns(); i++) {
      float sum = 0;
      for (int j = 0; j < IN; j++) {
        float difference = x[j] - codes[i * IN + j];
        sum = FusedMultiplyAdd.fma(difference, difference, sum);
      }
      output.values()[i] = sum;
    }
  }

  @Override
  public void backward(
      Kernels kernels, float[] parameters, float[] x, float[] dx, float[] dParameters) {
    if (dx == null) {
      return;
    }
    Arrays.fill(dx, 0, IN, 0);
    for (int i = 0; i < output.rows().columns(); i++) {
      float d = output.gradient()[i];
      for (int j = 0; j < IN; j++) {
        dx[j] = FusedMultiplyAdd.fma(x[j] - codes[i * IN + j], d, dx[j]);
      }
    }
    for (int j = 0; j < IN; j++) {
      dx[j] *= 2;
    }
  }
}
