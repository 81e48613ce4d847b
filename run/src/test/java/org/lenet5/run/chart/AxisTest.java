package org.lenet5.run.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AxisTest {

  @Test
  void ticksAreRoundAndCoverTheRange() {
    assertThat(labels(EvenAxis.round(0, 0.23, 8)))
        .isEqualTo(List.of("0.00", "0.05", "0.10", "0.15", "0.20", "0.25"));
    assertThat(labels(EvenAxis.round(97.27, 99.77, 8)))
        .isEqualTo(List.of("97.0", "97.5", "98.0", "98.5", "99.0", "99.5", "100.0"));
    assertThat(labels(EvenAxis.round(0, 2.3, 8)))
        .isEqualTo(List.of("0.0", "0.5", "1.0", "1.5", "2.0", "2.5"));
    assertThat(labels(EvenAxis.round(-1, 1, 2))).isEqualTo(List.of("-1", "0", "1"));
    assertThat(labels(EvenAxis.round(0, 3e7, 3)))
        .isEqualTo(List.of("0.0e+00", "1.0e+07", "2.0e+07", "3.0e+07"));
  }

  @Test
  void wholeNumbersHaveWholeSteps() {
    assertThat(labels(EvenAxis.whole(0, 3, 16))).isEqualTo(List.of("0", "1", "2", "3"));
    assertThat(EvenAxis.whole(0, 14, 16).ticks()).isEqualTo(15);
    assertThat(labels(EvenAxis.whole(0, 39, 16)).subList(0, 3)).isEqualTo(List.of("0", "5", "10"));
    assertThat(EvenAxis.whole(0, 149, 16).step()).isEqualTo(10);
    assertThat(labels(EvenAxis.whole(1, 20, 16))).startsWith("2", "4").endsWith("18", "20");
    assertThat(labels(new EvenAxis(6.6, 7.4, 1))).isEqualTo(List.of("7"));
    assertThat(labels(new EvenAxis(-0.4, 0.4, 1))).isEqualTo(List.of("0"));
  }

  @Test
  void placesEndsAndMiddle() {
    EvenAxis axis = new EvenAxis(2, 6, 1);
    assertThat(axis.place(2)).isZero();
    assertThat(axis.place(4)).isEqualTo(0.5);
    assertThat(axis.place(6)).isOne();
  }

  @Test
  void logarithmicTicksAreRoundAndCoverTheRange() {
    assertThat(labels(LogarithmicAxis.round(0.59, 16)))
        .isEqualTo(List.of("0.5", "1", "2", "5", "10", "20"));
    assertThat(labels(LogarithmicAxis.round(0.02, 2.3)))
        .isEqualTo(List.of("0.02", "0.05", "0.1", "0.2", "0.5", "1", "2", "5"));
    assertThat(labels(LogarithmicAxis.round(5, 5))).isEqualTo(List.of("5", "10"));
    assertThat(labels(LogarithmicAxis.round(0.003, 40)))
        .isEqualTo(List.of("0.001", "0.01", "0.1", "1", "10", "100"));
  }

  @Test
  void doublingTicksStartAtTheLeast() {
    assertThat(labels(LogarithmicAxis.doubling(1875, 60_000)))
        .isEqualTo(List.of("1875", "3750", "7500", "15000", "30000", "60000"));
    assertThat(labels(LogarithmicAxis.doubling(0.5, 3))).isEqualTo(List.of("0.5", "1", "2"));
    assertThat(labels(LogarithmicAxis.doubling(1, 1 << 14)))
        .isEqualTo(List.of("1", "4", "16", "64", "256", "1024", "4096", "16384"));
  }

  @Test
  void equalFactorsAreEqualDistances() {
    Axis axis = LogarithmicAxis.doubling(2, 32);
    assertThat(axis.place(2)).isZero();
    assertThat(axis.place(8)).isCloseTo(0.5, within(1e-12)); // a few roundings of about 1
    assertThat(axis.place(32)).isOne();
  }

  private static List<String> labels(Axis axis) {
    return IntStream.range(0, axis.ticks()).mapToObj(axis::label).toList();
  }
}
