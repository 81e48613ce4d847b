package org.lenet5.paper;

import java.util.ArrayList;
import java.util.List;
import org.lenet5.layer.Connections;

/** Table I: which maps of S2 each map of C3 reads. */
public record Table1() implements Report {
  private static final int S2_MAPS = 6;

  @Override
  public String name() {
    return "table1";
  }

  @Override
  public Table table() {
    List<List<Integer>> inputs = Connections.TABLE_I.inputs();
    List<String> columns = new ArrayList<>(List.of("S2"));
    for (int c3 = 0; c3 < inputs.size(); c3++) {
      columns.add(Integer.toString(c3));
    }
    Table table = new Table("Table I: maps of S2 (rows) read by each map of C3 (columns)", columns);
    for (int s2 = 0; s2 < S2_MAPS; s2++) {
      List<Object> row = new ArrayList<>(List.of(s2));
      for (List<Integer> read : inputs) {
        row.add(read.contains(s2) ? "X" : "");
      }
      table.add(row.toArray());
    }
    return table;
  }
}
