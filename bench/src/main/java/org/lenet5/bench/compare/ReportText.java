package org.lenet5.bench.compare;

import java.util.ArrayList;
import java.util.List;
import org.lenet5.bench.Spread;

/** A {@link Report} for people: Markdown, with columns that align. */
final class ReportText {
  private final StringBuilder text = new StringBuilder();

  private ReportText() {}

  static String of(Report report) {
    ReportText text = new ReportText();
    report.machine().forEach((name, fact) -> text.line("- " + name + ": " + fact));
    report.races().forEach(text::race);
    text.commands(report.commands());
    text.agreements(report.agreements());
    if (!report.skipped().isEmpty()) {
      text.line("");
      report.skipped().forEach((what, why) -> text.line("- skipped: " + what + ": " + why));
    }
    return text.text.toString();
  }

  private void race(Race race) {
    Workload workload = race.workload();
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            workload.title(), "threads", workload.unit(), "from", "to", "ours is", "from", "to"));
    for (Race.Lane lane : race.lanes()) {
      Spread spread = lane.spread();
      Spread ratio = race.ratio(lane);
      List<String> row = new ArrayList<>();
      row.add(lane.peer());
      row.add(Integer.toString(lane.threads()));
      row.addAll(cells("%,.0f", spread));
      row.addAll(lane == race.lanes().getFirst() ? List.of("", "", "") : cells("%.1fx", ratio));
      rows.add(row);
    }
    table(rows);
    if (Double.isFinite(race.share())) {
      line("");
      line(
          "lenet5 does the work of %.0f GFLOP/s, counted as direct sums: %.0f%% of the multiply-add peak of as many threads, %.0f."
              .formatted(race.share() * race.peak(), 100 * race.share(), race.peak()));
    }
  }

  private static List<String> cells(String format, Spread spread) {
    return List.of(
        format.formatted(spread.median()),
        format.formatted(spread.least()),
        format.formatted(spread.most()));
  }

  private void commands(List<WholeCommand> commands) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("whole command", "s", "ours is"));
    for (WholeCommand command : commands) {
      boolean ours = command.command().startsWith("./lenet5");
      double ratio = command.seconds() / commands.getFirst().seconds();
      rows.add(
          List.of(
              command.command(),
              "%.1f".formatted(command.seconds()),
              ours ? "" : "%.1fx".formatted(ratio)));
    }
    table(rows);
  }

  private void agreements(List<Agreement> agreements) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("agreement with lenet5", "scores off by", "losses off by"));
    for (Agreement agreement : agreements) {
      rows.add(
          List.of(
              agreement.peer(),
              "%.1e".formatted(agreement.scores()),
              Double.isNaN(agreement.loss()) ? "" : "%.1e".formatted(agreement.loss())));
    }
    table(rows);
  }

  /** The first row is the head; names to the left, numbers to the right. */
  private void table(List<List<String>> rows) {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int c = 0; c < columns; c++) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
    }
    line("");
    for (List<String> row : rows) {
      StringBuilder cells = new StringBuilder("|");
      for (int c = 0; c < columns; c++) {
        String format = c == 0 ? " %-" + widths[c] + "s |" : " %" + widths[c] + "s |";
        cells.append(format.formatted(row.get(c)));
      }
      line(cells.toString());
      if (row == rows.getFirst()) {
        StringBuilder rule = new StringBuilder("|");
        for (int c = 0; c < columns; c++) {
          rule.append("-".repeat(widths[c] + (c == 0 ? 2 : 1))).append(c == 0 ? "|" : ":|");
        }
        line(rule.toString());
      }
    }
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
