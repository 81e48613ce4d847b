package org.lenet5.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RandomnessTest {

  /** The values of an independent implementation, in Python. */
  @Test
  void golden() {
    assertThat(Randomness.bits(42, Randomness.WEIGHTS, 0)).isEqualTo(0x8a42655afd56572L);
    assertThat(Randomness.bits(42, Randomness.WEIGHTS, 1)).isEqualTo(0xc5fd664249797016L);
    assertThat(Randomness.bits(42, Randomness.WEIGHTS, 2)).isEqualTo(0x903bebd000929ea1L);
    assertThat(Randomness.bits(0, 0, 0)).isEqualTo(0x238275bc38fcbe91L);
    assertThat(Randomness.bits(-1, 7, 1L << 31)).isEqualTo(0xf517745dd42aed78L);
    assertThat(Randomness.permutation(42, Randomness.SHUFFLE, 10))
        .containsExactly(4, 5, 2, 0, 9, 8, 6, 3, 1, 7);
    assertThat(Randomness.permutation(42, Randomness.SHUFFLE + 1, 10))
        .containsExactly(4, 9, 7, 6, 0, 1, 5, 8, 2, 3);
    assertThat(Randomness.permutation(43, Randomness.SHUFFLE, 10))
        .containsExactly(9, 1, 8, 0, 4, 2, 6, 7, 5, 3);
  }

  @Test
  void unitIsUniform() {
    int n = 10_000;
    double[] units = LongStream.range(0, n).mapToDouble(i -> Randomness.unit(3, 5, i)).toArray();
    assertThat(Arrays.stream(units)).allMatch(unit -> unit >= 0 && unit < 1);
    assertThat(Arrays.stream(units)).allMatch(unit -> unit * 0x1p53 == Math.rint(unit * 0x1p53));
    // Five standard deviations of a mean of n.
    assertThat(Arrays.stream(units).average().orElseThrow())
        .isCloseTo(0.5, within(5 * Math.sqrt(1 / 12.0 / n)));
  }

  @Test
  void permutationsHoldEveryNumberOnce() {
    for (int n : new int[] {0, 1, 2, 3, 1000}) {
      assertThat(Randomness.permutation(42, Randomness.SHUFFLE, n))
          .containsExactlyInAnyOrder(IntStream.range(0, n).toArray());
    }
  }

  @Test
  void permutationsDifferByEpochAndSeed() {
    int[] order = Randomness.permutation(42, Randomness.SHUFFLE, 1000);
    assertThat(Randomness.permutation(42, Randomness.SHUFFLE, 1000)).isEqualTo(order);
    assertThat(Randomness.permutation(42, Randomness.SHUFFLE + 1, 1000)).isNotEqualTo(order);
    assertThat(Randomness.permutation(43, Randomness.SHUFFLE, 1000)).isNotEqualTo(order);
  }

  @Test
  void allOrdersAreEquallyLikely() {
    int rounds = 24_000;
    Map<String, Integer> counts = new HashMap<>();
    for (int seed = 0; seed < rounds; seed++) {
      counts.merge(Arrays.toString(Randomness.permutation(seed, 9, 4)), 1, Integer::sum);
    }
    assertThat(counts).hasSize(24);
    // Five standard deviations of a count of 1000.
    assertThat(counts.values()).allMatch(count -> Math.abs(count - 1000) < 5 * Math.sqrt(1000));
  }
}
