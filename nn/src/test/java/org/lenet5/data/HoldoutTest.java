package org.lenet5.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HoldoutTest {
  private static final int SAMPLES = 50;

  /** Sample i is one pixel of value i. */
  private static final Dataset DATA = data();

  private static Dataset data() {
    byte[] pixels = new byte[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      pixels[i] = (byte) i;
    }
    return new Dataset("data", 1, 1, pixels, new byte[SAMPLES], List.of("0"));
  }

  @Test
  void partsShareNothingAndNothingIsLost() {
    List<Integer> kept = new ArrayList<>();
    for (int number = 1; number <= 3; number++) {
      Holdout part = Holdout.of(DATA, new Holdout.Part(16, number));
      List<Integer> valid = samples(part.valid());
      List<Integer> train = samples(part.train());
      assertThat(valid).hasSize(16).isSorted();
      assertThat(train).hasSize(SAMPLES - 16).isSorted().doesNotContainAnyElementsOf(valid);
      kept.addAll(valid);
    }
    assertThat(kept).doesNotHaveDuplicates();
  }

  @Test
  void theFirstPartIsTheUsualOneAndNumbersGoRound() {
    List<Integer> usual = samples(Holdout.of(DATA, 16).valid());
    Holdout.Part first = new Holdout.Part(16, 1);
    assertThat(samples(Holdout.of(DATA, first).valid())).isEqualTo(usual);
    assertThat(samples(Holdout.of(DATA, first.plus(1)).valid())).isNotEqualTo(usual);
    assertThat(samples(Holdout.of(DATA, first.plus(3)).valid())).isEqualTo(usual);
  }

  @Test
  void refusesWhatLeavesNothing() {
    assertThatThrownBy(() -> Holdout.of(DATA, SAMPLES))
        .hasMessage(
            "hold-out: got 50 samples, expected 1 to 49, one less than the training set has");
    assertThatThrownBy(() -> Holdout.of(DATA, 0))
        .hasMessage("hold-out: got part 1 of 0 samples, expected both at least 1");
    assertThatThrownBy(() -> new Holdout.Part(5, 0))
        .hasMessage("hold-out: got part 0 of 5 samples, expected both at least 1");
  }

  private static List<Integer> samples(Dataset data) {
    return IntStream.range(0, data.size()).mapToObj(i -> (int) data.pixels()[i]).toList();
  }
}
