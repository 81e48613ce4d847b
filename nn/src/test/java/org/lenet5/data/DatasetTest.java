package org.lenet5.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lenet5.engine.PreparedSet;

class DatasetTest {
  private static final Dataset THREE =
      new Dataset(
          "three",
          1,
          2,
          new byte[] {1, 2, 3, 4, 5, 6},
          new byte[] {2, 0, 2},
          List.of("a", "b", "c"));

  @ParameterizedTest
  @ValueSource(ints = {-1, 3, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void refusesSamplesThatItDoesNotHave(int sample) {
    String message = "three: got sample %d, expected 0 to 2".formatted(sample);
    PreparedSet prepared = new PreparedSet(Preprocessing.review(), THREE);
    assertThat(THREE.image(2).pixels()).containsExactly(5, 6);
    assertThat(prepared.label(2)).isEqualTo(2);
    for (Runnable call :
        List.<Runnable>of(
            () -> THREE.image(sample),
            () -> THREE.label(sample),
            () -> prepared.image(sample),
            () -> prepared.label(sample))) {
      assertThatThrownBy(call::run)
          .isInstanceOf(IndexOutOfBoundsException.class)
          .hasMessage(message);
    }
  }

  /** A class without a sample, b, may be missing in the model. */
  @Test
  void classesAreMatchedByName() {
    Dataset matched = THREE.withClasses(List.of("c", "x", "a"));
    assertThat(matched.labels()).containsExactly(0, 2, 0);
    assertThat(matched.classNames()).containsExactly("c", "x", "a");
    assertThat(matched.pixels()).isSameAs(THREE.pixels());
    assertThat(THREE.withClasses(List.of("a", "b", "c"))).isSameAs(THREE);
    assertThatThrownBy(() -> THREE.withClasses(List.of("c", "b")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "three: got class a at sample 1, which the model lacks, expected one of its 2: c, b");
    assertThatThrownBy(
            () -> THREE.withClasses(IntStream.range(0, 1000).mapToObj(String::valueOf).toList()))
        .hasMessageEndingWith(" 28, 29, ...");
  }
}
