package org.lenet5.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScalingTest {
  @Test
  void threadsDoubleUpToAllCores() {
    assertThat(Scaling.threadCounts(1)).containsExactly(1);
    assertThat(Scaling.threadCounts(2)).containsExactly(1, 2);
    assertThat(Scaling.threadCounts(6)).containsExactly(1, 2, 4, 6);
    assertThat(Scaling.threadCounts(8)).containsExactly(1, 2, 4, 8);
  }
}
