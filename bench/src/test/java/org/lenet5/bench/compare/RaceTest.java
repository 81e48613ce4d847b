package org.lenet5.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lenet5.bench.Spread;

class RaceTest {
  private static final double ROUNDING = 1e-12;

  @Test
  void spreadIsMedianAndEnds() {
    assertThat(Spread.of(new double[] {5, 1, 3})).isEqualTo(new Spread(3, 1, 5));
    assertThat(Spread.of(new double[] {4, 1, 3, 2})).isEqualTo(new Spread(2.5, 1, 4));
    assertThatThrownBy(() -> Spread.of(new double[0])).hasMessageContaining("got no values");
  }

  /** The peer's slow round is ours too: its ratio is not that of the medians. */
  @Test
  void ratiosAreTakenRoundByRound() {
    Race race = race(Workload.TRAINING_32, new double[] {100, 10, 90}, new double[] {50, 5, 30});
    assertThat(race.ratio(race.lanes().getLast())).isEqualTo(new Spread(2, 2, 3));
  }

  /** Less is better there. */
  @Test
  void ratioOfLatenciesIsInverted() {
    Race race = race(Workload.LATENCY, new double[] {10}, new double[] {40});
    assertThat(race.ratio(race.lanes().getLast())).isEqualTo(new Spread(4, 4, 4));
    assertThat(race.share()).isNaN();
  }

  /** 416,520 multiply-adds forward, as many for weights, 298,920 for data: 2,263,920 operations. */
  @Test
  void shareCountsTheNetworksOperations() {
    Race training = race(Workload.TRAINING_512, new double[] {1e6}, new double[] {1});
    assertThat(training.share()).isCloseTo(2_263.92 / 10_000, within(ROUNDING));
    Race inference = race(Workload.INFERENCE_32, new double[] {1e6}, new double[] {1});
    assertThat(inference.share()).isCloseTo(833.04 / 10_000, within(ROUNDING));
  }

  /** An answer is images, seconds, and the median seconds of a piece. */
  @Test
  void valueIsRateOrLatency() {
    double[] answer = {300, 2, 0.0005};
    assertThat(Workload.TRAINING_32.value(answer)).isEqualTo(150);
    assertThat(Workload.LATENCY.value(answer)).isCloseTo(500, within(ROUNDING));
  }

  @Test
  void batchesOfInferenceAreMeasuredByCore() {
    assertThat(Workload.INFERENCE_512.allows(2)).isFalse();
    assertThat(Workload.INFERENCE_512.allows(1)).isTrue();
    assertThat(Workload.LATENCY.allows(2)).isTrue();
  }

  static Race race(Workload workload, double[] ours, double[] theirs) {
    return new Race(
        workload,
        List.of(new Race.Lane("lenet5, simd", 2, ours), new Race.Lane("Other 1.0", 1, theirs)),
        10_000);
  }
}
