package org.lenet5.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lenet5.data.DataException;
import org.lenet5.data.Dataset;
import org.lenet5.data.Idx;

/**
 * The classes of a data set: the labels in its files, which are numbers from 0 to 255.
 *
 * @param labels the label of each class, in order
 * @param names one name for each class
 */
record Classes(List<Integer> labels, List<String> names) {

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  /** EMNIST's own for 62 classes has 400. */
  private static final int MOST_MAPPING_BYTES = 1 << 16;

  /**
   * Code points end at 1,114,111: six digits are all valid. Their number is bounded: for each, the
   * matcher calls itself.
   */
  private static final Pattern MAPPING_LINE =
      Pattern.compile("\\s*\\d{1,3}(\\s+\\d{1,6}){1,16}\\s*");

  Classes {
    labels = List.copyOf(labels);
    names = List.copyOf(names);
  }

  /** Names in the order of people: numbers by their size, then text. */
  static List<String> sorted(Collection<String> names) {
    Comparator<String> byNumber =
        Comparator.comparingInt(name -> number(name).orElse(Integer.MAX_VALUE));
    return names.stream().sorted(byNumber.thenComparing(Comparator.naturalOrder())).toList();
  }

  /** The number that a name is, if it has at most nine digits and nothing else. */
  static OptionalInt number(String name) {
    return NUMBER.matcher(name).matches()
        ? OptionalInt.of(Integer.parseInt(name))
        : OptionalInt.empty();
  }

  /** The labels that occur, named by their numbers. */
  static Classes in(Idx labels) {
    boolean[] occurs = new boolean[256];
    for (byte label : labels.elements()) {
      occurs[label & 0xff] = true;
    }
    List<Integer> all = IntStream.range(0, 256).filter(label -> occurs[label]).boxed().toList();
    return new Classes(all, all.stream().map(String::valueOf).toList());
  }

  /**
   * The same classes, which are to be learned: one that is left out between two others is a mistake
   * in the data.
   *
   * @param file what messages call the labels
   * @throws DataException if a label between the smallest and the largest does not occur
   */
  Classes withoutGap(String file) throws DataException {
    for (int label = smallest(); label <= largest(); label++) {
      if (!labels.contains(label)) {
        throw new DataException(
            "%s: got no label %d, expected every label from %d to %d"
                .formatted(file, label, smallest(), largest()));
      }
    }
    return this;
  }

  private int smallest() {
    return labels.getFirst();
  }

  private int largest() {
    return labels.getLast();
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
              .formatted(others.size(), names.size(), smallest(), largest()));
    }
    return new Classes(labels, others);
  }

  /**
   * The same classes with the names of an EMNIST mapping: lines of a label and one or more code
   * points, all decimal. {@code 1 65 97} calls label 1 {@code Aa}.
   *
   * @param more whether the mapping may name more than these
   * @throws DataException if the file holds anything else, or leaves a class without a name
   * @throws IOException if it cannot be read
   */
  Classes named(Path mapping, boolean more) throws IOException {
    String[] others = new String[1000]; // by label, of three digits
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
      if (!more && !labels.contains(label) || others[label] != null) {
        throw new DataException(
            "%s line %d: got label %d, expected each of %d to %d once"
                .formatted(mapping, number, label, smallest(), largest()));
      }
      for (int codePoint : Arrays.copyOfRange(fields, 1, fields.length)) {
        if (!Printable.isPrintable(codePoint)) {
          throw new DataException(
              "%s line %d: got code point %d, expected one that can be printed"
                  .formatted(mapping, number, codePoint));
        }
      }
      others[label] = new String(fields, 1, fields.length - 1);
    }
    for (int label : labels) {
      if (others[label] == null) {
        throw new DataException(
            "%s: got no name of label %d, expected each of %d to %d"
                .formatted(mapping, label, smallest(), largest()));
      }
    }
    return new Classes(labels, labels.stream().map(label -> others[label]).toList());
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
    int[] classOf = new int[256];
    Arrays.setAll(classOf, this.labels::indexOf);
    for (int i = 0; i < classes.length; i++) {
      int label = labels.elements()[i] & 0xff;
      if (classOf[label] < 0) {
        throw new DataException(
            "%s: got label %d at sample %d, expected %d to %d"
                .formatted(labels.name(), label, i, smallest(), largest()));
      }
      classes[i] = (byte) classOf[label];
    }
    return new Dataset(
        name, images.sizes()[1], images.sizes()[2], images.elements(), classes, names);
  }
}
