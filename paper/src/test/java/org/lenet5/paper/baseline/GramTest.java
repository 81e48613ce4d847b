package org.lenet5.paper.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lenet5.base.Team;
import org.lenet5.data.Dataset;

class GramTest {
  private static final Features CURVES =
      new Features() {
        @Override
        public int size() {
          return 21;
        }

        @Override
        public void read(Dataset data, int sample, double[] x) {
          for (int p = 0; p < 20; p++) {
            x[p] = Math.sqrt(data.pixels()[sample * 20 + p] & 0xff);
          }
          x[20] = 1;
        }
      };

  /** Bit for bit the sum in the samples' order, around passes of 8 and chunks of 64. */
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 63, 64, 65, 200})
  void addsInOrder(int n) {
    Dataset data = Samples.noise(5, n, 4, 5, 0, true);
    int[] samples = IntStream.range(0, n).map(i -> n - 1 - i).filter(i -> i % 5 != 3).toArray();
    double[][] expected = new double[21][21];
    double[] x = new double[21];
    for (int round = 0; round < 2; round++) {
      for (int sample : samples) {
        CURVES.read(data, sample, x);
        for (int i = 0; i < 21; i++) {
          for (int j = 0; j < 21; j++) {
            expected[i][j] += x[i] * x[j];
          }
        }
      }
    }
    for (int threads = 1; threads <= 3; threads++) {
      try (Team team = new Team(threads)) {
        Gram gram = new Gram(21);
        gram.add(CURVES, data, samples, team);
        gram.add(CURVES, data, samples, team);
        for (int i = 0; i < 21; i++) {
          assertThat(gram.rows[i]).hasSize(i + 1);
          for (int j = 0; j <= i; j++) {
            assertThat(gram.rows[i][j]).as("%d, %d", i, j).isEqualTo(expected[i][j]);
          }
        }
      }
    }
  }
}
