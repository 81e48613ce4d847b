package org.lenet5.paper;

import java.util.List;

/** What an experiment measured, beside what the paper published, as it can be shown. */
public interface Report {
  /** What its files are called, but for their endings: {@code fig5}. */
  String name();

  /** The numbers. */
  Table table();

  /** What there is to see, if anything. */
  default List<Illustration> pictures() {
    return List.of();
  }
}
