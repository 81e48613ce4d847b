package org.lenet5.cli.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AxisTest {

  @Test
  void ticksAreRoundAndCoverTheRange() {
    assertThat(labels(Axis.round(0, 0.23, 8)))
        .isEqualTo(List.of("0.00", "0.05", "0.10", "0.15", "0.20", "0.25"));
    assertThat(labels(Axis.round(97.27, 99.77, 8)))
        .isEqualTo(List.of("97.0", "97.5", "98.0", "98.5", "99.0", "99.5", "100.0"));
    assertThat(labels(Axis.round(0, 2.3, 8)))
        .isEqualTo(List.of("0.0", "0.5", "1.0", "1.5", "2.0", "2.5"));
    assertThat(labels(Axis.round(-1, 1, 2))).isEqualTo(List.of("-1", "0", "1"));
    assertThat(labels(Axis.round(0, 3e7, 3)))
        .isEqualTo(List.of("0.0e+00", "1.0e+07", "2.0e+07", "3.0e+07"));
  }

  @Test
  void wholeNumbersHaveWholeSteps() {
    assertThat(labels(Axis.whole(0, 3, 16))).isEqualTo(List.of("0", "1", "2", "3"));
    assertThat(Axis.whole(0, 14, 16).ticks()).isEqualTo(15);
    assertThat(labels(Axis.whole(0, 39, 16)).subList(0, 3)).isEqualTo(List.of("0", "5", "10"));
    assertThat(Axis.whole(0, 149, 16).step()).isEqualTo(10);
    assertThat(labels(Axis.whole(1, 20, 16))).startsWith("2", "4").endsWith("18", "20");
    assertThat(labels(new Axis(6.6, 7.4, 1))).isEqualTo(List.of("7"));
    assertThat(labels(new Axis(-0.4, 0.4, 1))).isEqualTo(List.of("0"));
  }

  @Test
  void placesEndsAndMiddle() {
    Axis axis = new Axis(2, 6, 1);
    assertThat(axis.place(2)).isZero();
    assertThat(axis.place(4)).isEqualTo(0.5);
    assertThat(axis.place(6)).isOne();
  }

  private static List<String> labels(Axis axis) {
    return IntStream.range(0, axis.ticks()).mapToObj(axis::label).toList();
  }
}
