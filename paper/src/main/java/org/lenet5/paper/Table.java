package org.lenet5.paper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lenet5.run.Json;
import org.lenet5.run.chart.LineChart;

/**
 * Rows of numbers and words under named columns, with notes below: as text, as CSV, as JSON. A NaN
 * is a number that there is not.
 */
public final class Table {
  private final String title;
  private final List<String> columns;
  private final List<List<Object>> rows = new ArrayList<>();
  private final Map<String, Object> notes = new LinkedHashMap<>();

  Table(String title, List<String> columns) {
    this.title = title;
    this.columns = List.copyOf(columns);
  }

  Table(String title, String... columns) {
    this(title, List.of(columns));
  }

  /** Appends a row: a value for each column. */
  void add(Object... values) {
    if (values.length != columns.size()) {
      throw new IllegalArgumentException(
          "%s: got %d values, expected one for each of %s"
              .formatted(title, values.length, columns));
    }
    rows.add(List.of(values));
  }

  /** Appends a line below the table. */
  void note(String name, Object value) {
    notes.put(name, value);
  }

  /**
   * The columns of measured numbers over the first column, for a chart; after each the paper's of
   * the same name, dashed, so that both have one colour. A column without any number is left out.
   */
  List<LineChart.Series> series() {
    return columns.stream()
        .filter(column -> column.endsWith(" (here)"))
        .flatMap(column -> List.of(column, column.replace("(here)", "(paper)")).stream())
        .filter(columns::contains)
        .filter(column -> Arrays.stream(numbers(column)).anyMatch(Double::isFinite))
        .map(
            column ->
                new LineChart.Series(
                    column,
                    numbers(columns.getFirst()),
                    numbers(column),
                    column.endsWith("(paper)")))
        .toList();
  }

  private double[] numbers(String column) {
    int at = columns.indexOf(column);
    return rows.stream().mapToDouble(row -> ((Number) row.get(at)).doubleValue()).toArray();
  }

  /** For people: columns aligned, fractions with two decimals. */
  public String text() {
    List<List<String>> lines = new ArrayList<>(List.of(columns));
    rows.forEach(row -> lines.add(row.stream().map(Table::shown).toList()));
    int[] widths =
        IntStream.range(0, columns.size())
            .map(i -> lines.stream().mapToInt(line -> line.get(i).length()).max().orElseThrow())
            .toArray();
    StringBuilder text = new StringBuilder(title).append("\n\n");
    lines.forEach(line -> text.append(aligned(line, widths)));
    if (!notes.isEmpty()) {
      text.append('\n');
      notes.forEach((name, value) -> text.append(name + ": " + shown(value) + "\n"));
    }
    return text.toString();
  }

  private static String aligned(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = cells.get(i);
      String space = " ".repeat(widths[i] - cell.length());
      // Names to the left, numbers to the right.
      line.append(i == 0 ? cell + space : "  " + space + cell);
    }
    return line.toString().stripTrailing() + "\n";
  }

  private static String shown(Object value) {
    return switch (value) {
      case Double number when number.isNaN() -> "-";
      case Double number -> String.format(Locale.ROOT, "%.2f", number);
      case Integer number -> String.format(Locale.ROOT, "%,d", number);
      case Long number -> String.format(Locale.ROOT, "%,d", number);
      default -> value.toString();
    };
  }

  /** The rows alone, after RFC 4180, in full precision; a number that there is not is empty. */
  public String csv() {
    List<List<?>> lines = new ArrayList<>(List.of(columns));
    lines.addAll(rows);
    return lines.stream()
        .map(line -> line.stream().map(Table::quoted).collect(Collectors.joining(",", "", "\n")))
        .collect(Collectors.joining());
  }

  private static String quoted(Object value) {
    if (value instanceof Double number && number.isNaN()) {
      return "";
    }
    String text = value.toString();
    return text.contains(",") || text.contains("\"")
        ? '"' + text.replace("\"", "\"\"") + '"'
        : text;
  }

  /** An object of the title, the rows as objects, and the notes; a NaN is null. */
  public String json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("title", title);
    json.put("rows", rows.stream().map(this::named).toList());
    json.putAll(notes);
    return Json.text(json);
  }

  private Map<String, Object> named(List<Object> row) {
    Map<String, Object> named = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      named.put(columns.get(i), row.get(i));
    }
    return named;
  }
}
