package org.lenet5.paper.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.lenet5.base.Team;
import org.lenet5.data.Dataset;

class PrincipalComponentsTest {

  /** Four points, 3 and 1 away from their mean along two directions at right angles. */
  @Test
  void knowsFourPoints() {
    int[][] points = {{100 + 3 * 4, 50 + 3 * 3}, {100 - 12, 50 - 9}, {100 + 3, 50 - 4}, {97, 54}};
    Dataset data = Samples.rows(1, new int[4], points);
    try (Team team = new Team(1)) {
      PrincipalComponents components = PrincipalComponents.of(data, 2, team);
      // Distances 15 and 5 of 255, each twice in four points.
      double[] variances = {15 * 15 / 2.0 / (255 * 255), 5 * 5 / 2.0 / (255 * 255)};
      assertThat(components.variances()).containsExactly(variances, within(1e-16));
      assertThat(components.component(0)).containsExactly(new double[] {.8, .6}, within(1e-15));
      assertThat(components.component(1)).containsExactly(new double[] {-.6, .8}, within(1e-15));
      double[] z = new double[2];
      components.project(data, 3, z);
      assertThat(z).containsExactly(new double[] {0, 5 / 255.0}, within(1e-15));
    }
  }

  @Test
  void projectsToUncorrelatedNumbers() throws IOException {
    Dataset data = Samples.train(500);
    int count = 12;
    PrincipalComponents components;
    try (Team team = new Team(2)) {
      components = PrincipalComponents.of(data, count, team);
    }
    double[][] z = new double[data.size()][count];
    double[] means = new double[count];
    for (int i = 0; i < data.size(); i++) {
      components.project(data, i, z[i]);
      Vectors.add(means, 1.0 / data.size(), z[i], 0);
    }
    // Sums of 196 products, then of 500 samples: values below 8, a thousand roundings.
    double rounding = 1000 * 0x1p-53 * 8 * 8;
    for (int a = 0; a < count; a++) {
      assertThat(means[a]).isCloseTo(0, within(rounding));
      for (int b = 0; b < count; b++) {
        double covariance = 0;
        for (double[] sample : z) {
          covariance += sample[a] * sample[b] / data.size();
        }
        assertThat(covariance).isCloseTo(a == b ? components.variances()[a] : 0, within(rounding));
      }
    }
  }

  @Test
  void threadsDoNotChangeABit() throws IOException {
    Dataset data = Samples.train(300);
    double[] expected = null;
    for (int threads = 1; threads <= 3; threads++) {
      try (Team team = new Team(threads)) {
        double[] component = PrincipalComponents.of(data, 4, team).component(3);
        assertThat(component).isEqualTo(expected == null ? component : expected);
        expected = component;
      }
    }
  }

  @Test
  void refusesMoreThanThereAre() {
    try (Team team = new Team(1)) {
      Dataset data = Samples.noise(1, 4, 2, 3, 0, false);
      for (int count : new int[] {0, 7}) {
        assertThatThrownBy(() -> PrincipalComponents.of(data, count, team))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("noise: got %d components, expected 1 to 6, the number of pixels", count);
      }
    }
  }

  @Test
  void refusesImagesOfAnotherSize() {
    try (Team team = new Team(1)) {
      PrincipalComponents components =
          PrincipalComponents.of(Samples.noise(1, 4, 2, 3, 0, false), 2, team);
      Dataset wide = Samples.noise(1, 4, 2, 4, 0, false);
      assertThatThrownBy(() -> components.project(wide, 0, new double[2]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("noise: got images of 8 pixels, expected the components' 6");
    }
  }
}
