package org.lenet5.bench.fuzz;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;

/**
 * The command line of {@link Fuzz}.
 *
 * @param formats their names; none means all
 * @param minutes for how long to read each
 * @param seed of the inputs
 * @param input the only one to read, whose stack trace is printed
 */
record Options(List<String> formats, double minutes, long seed, OptionalLong input) {
  static final String USAGE =
      "usage: bench/fuzz [FORMAT...] [--minutes N] [--seed N] [--input N]; a format is one of ";

  /**
   * @throws IllegalArgumentException if there is an unknown option, or one lacks its value
   */
  static Options parse(List<String> arguments) {
    List<String> formats = new ArrayList<>();
    double minutes = 1;
    long seed = 1;
    OptionalLong input = OptionalLong.empty();
    for (Iterator<String> words = arguments.iterator(); words.hasNext(); ) {
      String word = words.next();
      switch (word) {
        case "--minutes" -> minutes = Double.parseDouble(value(word, words));
        case "--seed" -> seed = Long.parseLong(value(word, words));
        case "--input" -> input = OptionalLong.of(Long.parseLong(value(word, words)));
        default -> {
          if (word.startsWith("-")) {
            throw new IllegalArgumentException("option: got %s".formatted(word));
          }
          formats.add(word);
        }
      }
    }
    return new Options(formats, minutes, seed, input);
  }

  private static String value(String option, Iterator<String> words) {
    if (!words.hasNext()) {
      throw new IllegalArgumentException("%s: got no value".formatted(option));
    }
    return words.next();
  }
}
