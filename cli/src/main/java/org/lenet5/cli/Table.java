package org.lenet5.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lenet5.cli.picture.LineChart;

/**
 * Rows of named values, to be printed, or written as CSV or JSON. Fractions are shown with two
 * decimals.
 */
final class Table {
  private final String title;
  private final List<Map<String, Object>> rows = new ArrayList<>();
  private final Map<String, Object> notes = new LinkedHashMap<>();

  Table(String title) {
    this.title = title;
  }

  /** Appends a row; every row has the first one's columns. */
  void add(Map<String, Object> row) {
    rows.add(row);
  }

  /** Appends a line below the table. */
  void note(String name, Object value) {
    notes.put(name, value);
  }

  /**
   * Columns of numbers against the first one, for a chart: dashed if they are the paper's, which
   * follow ours of the same name, so that both have one colour. A column without any number is left
   * out.
   */
  List<LineChart.Series> series() {
    List<String> columns = List.copyOf(rows.getFirst().keySet());
    List<LineChart.Series> series = new ArrayList<>();
    for (String column : columns) {
      if (column.endsWith(" (here)")) {
        add(series, columns.getFirst(), column, false);
        String paper = column.replace("(here)", "(paper)");
        if (columns.contains(paper)) {
          add(series, columns.getFirst(), paper, true);
        }
      }
    }
    return series;
  }

  private void add(List<LineChart.Series> series, String x, String y, boolean dashed) {
    double[] values = numbers(y);
    if (Arrays.stream(values).anyMatch(Double::isFinite)) {
      series.add(new LineChart.Series(y, numbers(x), values, dashed));
    }
  }

  private double[] numbers(String column) {
    return rows.stream().mapToDouble(row -> ((Number) row.get(column)).doubleValue()).toArray();
  }

  /** For people: columns aligned. */
  String text() {
    List<String> columns = List.copyOf(rows.getFirst().keySet());
    List<Integer> widths =
        columns.stream()
            .map(
                column ->
                    Math.max(
                        column.length(),
                        rows.stream()
                            .mapToInt(row -> shown(row.get(column)).length())
                            .max()
                            .orElse(0)))
            .toList();
    StringBuilder text = new StringBuilder(title).append("\n\n");
    text.append(line(columns, widths));
    for (Map<String, Object> row : rows) {
      text.append(line(columns.stream().map(column -> shown(row.get(column))).toList(), widths));
    }
    if (!notes.isEmpty()) {
      text.append('\n');
      notes.forEach((name, value) -> text.append(name + ": " + shown(value) + "\n"));
    }
    return text.toString();
  }

  private static String line(List<String> cells, List<Integer> widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      String space = " ".repeat(widths.get(i) - cell.length());
      // Names to the left, numbers to the right.
      line.append(i == 0 ? cell + space : "  " + space + cell);
    }
    return line.toString().stripTrailing() + "\n";
  }

  private static String shown(Object value) {
    return switch (value) {
      case Double number when number.isNaN() -> "-";
      case Double number -> "%.2f".formatted(number);
      case Integer number -> "%,d".formatted(number);
      case Long number -> "%,d".formatted(number);
      default -> value.toString();
    };
  }

  String csv() {
    return String.join(",", rows.getFirst().keySet())
        + "\n"
        + rows.stream()
            .map(
                row ->
                    row.values().stream().map(Table::quoted).collect(Collectors.joining(","))
                        + "\n")
            .collect(Collectors.joining());
  }

  /** As RFC 4180 has it; no number is an empty cell. */
  private static String quoted(Object value) {
    if (value instanceof Double number && number.isNaN()) {
      return "";
    }
    String text = value.toString();
    return text.contains(",") || text.contains("\"")
        ? '"' + text.replace("\"", "\"\"") + '"'
        : text;
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("title", title);
    json.put("rows", rows);
    json.putAll(notes);
    return json;
  }
}
