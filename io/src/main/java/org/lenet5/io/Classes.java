package org.lenet5.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lenet5.data.DataException;
import org.lenet5.data.Dataset;
import org.lenet5.data.Idx;

/**
 * The classes of a data set: labels in files are consecutive numbers, the first of which need not
 * be 0.
 *
 * @param smallest the label of the first class
 * @param names one name for each class
 */
record Classes(int smallest, List<String> names) {

  /** EMNIST's own for 62 classes has 400. */
  private static final int MOST_MAPPING_BYTES = 1 << 16;

  /**
   * Code points end at 1,114,111: six digits are all valid. Their number is bounded: for each, the
   * matcher calls itself.
   */
  private static final Pattern MAPPING_LINE =
      Pattern.compile("\\s*\\d{1,3}(\\s+\\d{1,6}){1,16}\\s*");

  Classes {
    names = List.copyOf(names);
  }

  /**
   * All labels from the smallest to the largest that occur, named by their numbers.
   *
   * @throws DataException if one between them does not occur
   */
  static Classes in(Idx labels) throws DataException {
    boolean[] occurs = new boolean[256];
    for (byte label : labels.elements()) {
      occurs[label & 0xff] = true;
    }
    int smallest = 0;
    while (!occurs[smallest]) {
      smallest++;
    }
    int largest = 255;
    while (!occurs[largest]) {
      largest--;
    }
    for (int label = smallest; label <= largest; label++) {
      if (!occurs[label]) {
        throw new DataException(
            "%s: got no label %d, expected every label from %d to %d"
                .formatted(labels.name(), label, smallest, largest));
      }
    }
    return new Classes(
        smallest, IntStream.rangeClosed(smallest, largest).mapToObj(String::valueOf).toList());
  }

  /** The label of the last class. */
  int largest() {
    return smallest + names.size() - 1;
  }

  /**
   * The same classes with other names.
   *
   * @throws IllegalArgumentException if there are more or fewer names than classes
   */
  Classes named(List<String> others) {
    if (others.size() != names.size()) {
      throw new IllegalArgumentException(
          "class names: got %d, expected %d, one for each label from %d to %d"
              .formatted(others.size(), names.size(), smallest, largest()));
    }
    return new Classes(smallest, others);
  }

  /**
   * The same classes with the names of an EMNIST mapping: lines of a label and one or more code
   * points, all decimal. {@code 1 65 97} calls label 1 {@code Aa}.
   *
   * @throws DataException if the file holds anything else, or leaves a class without a name
   * @throws IOException if it cannot be read
   */
  Classes named(Path mapping) throws IOException {
    String[] others = new String[names.size()];
    int number = 0;
    for (String line : lines(mapping)) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      if (!MAPPING_LINE.matcher(line).matches()) {
        throw new DataException(
            "%s line %d: got \"%s\", expected a label and 1 to 16 code points"
                .formatted(mapping, number, Printable.of(line)));
      }
      int[] fields = Stream.of(line.trim().split("\\s+")).mapToInt(Integer::parseInt).toArray();
      int label = fields[0];
      if (label < smallest || label > largest() || others[label - smallest] != null) {
        throw new DataException(
            "%s line %d: got label %d, expected each of %d to %d once"
                .formatted(mapping, number, label, smallest, largest()));
      }
      for (int codePoint : Arrays.copyOfRange(fields, 1, fields.length)) {
        if (!Printable.isPrintable(codePoint)) {
          throw new DataException(
              "%s line %d: got code point %d, expected one that can be printed"
                  .formatted(mapping, number, codePoint));
        }
      }
      others[label - smallest] = new String(fields, 1, fields.length - 1);
    }
    int nameless = Arrays.asList(others).indexOf(null);
    if (nameless >= 0) {
      throw new DataException(
          "%s: got no name of label %d, expected each of %d to %d"
              .formatted(mapping, nameless + smallest, smallest, largest()));
    }
    return new Classes(smallest, List.of(others));
  }

  private static List<String> lines(Path mapping) throws IOException {
    try (InputStream in = Files.newInputStream(mapping)) {
      byte[] bytes = in.readNBytes(MOST_MAPPING_BYTES + 1); // a file may grow
      if (bytes.length > MOST_MAPPING_BYTES) {
        throw new DataException(
            "%s: got more bytes, expected at most %d".formatted(mapping, MOST_MAPPING_BYTES));
      }
      return new String(bytes, StandardCharsets.ISO_8859_1).lines().toList();
    }
  }

  /**
   * Puts images {@code [sample][row][column]} and labels {@code [sample]} together.
   *
   * @param name the data set's
   * @throws DataException if a label has no class
   */
  Dataset dataset(String name, Idx images, Idx labels) throws DataException {
    byte[] classes = new byte[labels.elements().length];
    for (int i = 0; i < classes.length; i++) {
      int label = labels.elements()[i] & 0xff;
      if (label < smallest || label > largest()) {
        throw new DataException(
            "%s: got label %d at sample %d, expected %d to %d"
                .formatted(labels.name(), label, i, smallest, largest()));
      }
      classes[i] = (byte) (label - smallest);
    }
    return new Dataset(
        name, images.sizes()[1], images.sizes()[2], images.elements(), classes, names);
  }
}
