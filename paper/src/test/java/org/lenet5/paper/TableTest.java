package org.lenet5.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.lenet5.run.chart.LineChart;

class TableTest {
  @Test
  void tablesQuoteCommas() {
    Table table = new Table("methods", "method", "paper", "here");
    table.add("k-NN, \"deslanted\"", Double.NaN, 2.5);
    assertThat(table.csv()).isEqualTo("method,paper,here\n\"k-NN, \"\"deslanted\"\"\",,2.5\n");
    assertThat(table.text()).contains("k-NN, \"deslanted\"      -  2.50\n");
  }

  /** And the same where a comma is usual. */
  @Test
  void textIsAligned() {
    Table table = new Table("Sizes", "samples", "error");
    table.add(60_000, 0.956);
    table.add(7L, 10.0);
    table.note("rate", 0.5);
    table.note("network", "LeNet-5");
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(table.text())
          .isEqualTo(
              """
              Sizes

              samples  error
              60,000    0.96
              7        10.00

              rate: 0.50
              network: LeNet-5
              """);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void jsonHasObjects() {
    Table table = new Table("Sizes", "samples", "error");
    table.add(60_000, Double.NaN);
    table.note("alpha", "0.5 to 1");
    assertThat(table.json().replaceAll("\\s", ""))
        .isEqualTo(
            """
            {"title":"Sizes","rows":[{"samples":60000,"error":null}],"alpha":"0.5to1"}""");
  }

  @Test
  void thePapersLineFollowsOurs() {
    Table table =
        new Table("t", "pass", "a (paper)", "a (here)", "b (here)", "c (paper)", "c (here)", "d");
    table.add(1, 1.0, 2.0, 3.0, Double.NaN, 4.0, 5.0);
    table.add(2, Double.NaN, 2.5, 3.5, Double.NaN, 4.5, 5.5);
    List<LineChart.Series> series = table.series();
    assertThat(series)
        .extracting(LineChart.Series::name)
        .containsExactly("a (here)", "a (paper)", "b (here)", "c (here)");
    assertThat(series)
        .extracting(LineChart.Series::dashed)
        .containsExactly(false, true, false, false);
    assertThat(series.get(1).x()).containsExactly(1, 2);
    assertThat(series.get(1).y()).containsExactly(1, Double.NaN);
  }

  @Test
  void refusesAnotherNumberOfValues() {
    Table table = new Table("t", "a", "b");
    assertThatThrownBy(() -> table.add(1))
        .hasMessage("t: got 1 values, expected one for each of [a, b]");
  }
}
