package org.lenet5.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lenet5.base.Team;
import org.lenet5.data.Preprocessing;
import org.lenet5.kernel.ScalarKernels;
import org.lenet5.learning.Loss;
import org.lenet5.learning.Optimizer;
import org.lenet5.network.ReferenceNetwork;
import org.lenet5.train.ToyData;

/** The gradient of a batch against the double reference. */
class CpuTrainingTest {
  /** Nineteen blocks in sixteen slices: every sample counts once, with a weight of 1/300. */
  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 17, 300})
  void theSlicesAddUpToTheGradientOfTheMean(int count) {
    // Float against double: 300 terms, each after some 100 roundings, of which most cancel. A
    // sample left out or taken twice would be off by 1/300.
    double relative = 1e-5;
    PreparedSet train = ToyData.blocks(320, 1);
    int[] order = IntStream.range(0, 320).map(i -> 319 - i).toArray();
    int from = 11;
    float[] parameters = ToyData.SMALL.initialParameters(3);
    double[] losses = new double[count];
    double[] sum;
    try (Team team = new Team(2)) {
      CpuTraining training =
          new CpuTraining(
              ToyData.SMALL,
              new Loss.CrossEntropy(),
              new Optimizer.Sgd(0),
              300,
              parameters.clone(),
              new float[1][parameters.length],
              new ScalarKernels(),
              team);
      training.step(train, order, from, count, 0, 1, losses);
      sum = doubles(training.gradient());
    }

    ReferenceNetwork reference = new ReferenceNetwork(ToyData.SMALL);
    double[] p = doubles(parameters);
    double[] expected = new double[p.length];
    double[] dOutput = new double[ToyData.CLASSES];
    float[] values = Preprocessing.review().values();
    for (int i = 0; i < count; i++) {
      int sample = order[from + i];
      byte[] pixels = train.data().image(sample).pixels();
      double[] x = new double[pixels.length];
      for (int j = 0; j < x.length; j++) {
        x[j] = values[pixels[j] & 0xff];
      }
      double[][] activations = reference.forward(p, x);
      double loss =
          ReferenceNetwork.crossEntropy(
              activations[activations.length - 1], train.data().label(sample), dOutput);
      assertThat(losses[i]).as("sample %d", i).isCloseTo(loss, within(relative));
      double[] scaled = new double[dOutput.length];
      for (int c = 0; c < scaled.length; c++) {
        scaled[c] = dOutput[c] / count;
      }
      reference.backward(p, activations, scaled, expected);
    }
    double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < sum.length; i++) {
      assertThat(sum[i]).as("gradient %d", i).isCloseTo(expected[i], within(relative * largest));
    }
  }

  private static double[] doubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }
}
