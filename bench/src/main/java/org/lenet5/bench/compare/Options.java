package org.lenet5.bench.compare;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The command line of {@link Comparison}.
 *
 * @param effort how long to measure
 * @param json where the report goes as JSON, besides the tables on standard output
 * @param python a Python with PyTorch
 */
record Options(Effort effort, Optional<Path> json, String python) {
  static final String USAGE = "usage: bench/run [--quick] [--json FILE]";

  /**
   * @throws IllegalArgumentException if there is an unknown option, or one lacks its value
   */
  static Options parse(List<String> arguments) {
    Effort effort = Effort.FULL;
    Optional<Path> json = Optional.empty();
    String python = "python3";
    for (Iterator<String> words = arguments.iterator(); words.hasNext(); ) {
      String word = words.next();
      switch (word) {
        case "--quick" -> effort = Effort.QUICK;
        case "--json" -> json = Optional.of(Path.of(value(word, words)));
        case "--python" -> python = value(word, words);
        default -> throw new IllegalArgumentException("option: got %s; %s".formatted(word, USAGE));
      }
    }
    return new Options(effort, json, python);
  }

  private static String value(String option, Iterator<String> words) {
    if (!words.hasNext()) {
      throw new IllegalArgumentException("%s: got no value; %s".formatted(option, USAGE));
    }
    return words.next();
  }
}
