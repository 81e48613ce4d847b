package org.lenet5.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lenet5.data.Mnist;
import org.lenet5.data.Preprocessing;
import org.lenet5.engine.PreparedSet;
import org.lenet5.paper.Change.Range;

class ChangeTest {
  @ParameterizedTest
  @EnumSource
  void oneAmountChangesNothingAndAllOthersDo(Change change) throws Exception {
    PreparedSet samples = new PreparedSet(Preprocessing.paper(), Mnist.test().slice(0, 2));
    double[] amounts = change.amounts();
    assertThat(amounts).isSorted();
    assertThat(Arrays.stream(amounts))
        .filteredOn(
            a ->
                Arrays.equals(
                    change.apply(samples, a).image(1).pixels(), samples.image(1).pixels()))
        .containsExactly(change == Change.SCALE ? 1.0 : 0.0);
  }

  @Test
  void theRangeEndsWhereLessIsRight() {
    double[] right = new double[Change.ROTATION.amounts().length]; // -60, -50, ... 60
    Arrays.fill(right, 3, 9, 0.9); // -30 to 20
    right[0] = 1; // -60, on the far side of worse ones
    assertThat(Change.ROTATION.range(right, 0.9)).contains(new Range(-30, 20));
    assertThat(Change.ROTATION.range(right, 0.91)).isEmpty();
    Arrays.fill(right, 1);
    assertThat(Change.ROTATION.range(right, 0.9)).contains(new Range(-60, 60));
    double[] noise = new double[Change.NOISE.amounts().length];
    noise[0] = 0.95;
    assertThat(Change.NOISE.range(noise, 0.9)).contains(new Range(0, 0));
  }
}
