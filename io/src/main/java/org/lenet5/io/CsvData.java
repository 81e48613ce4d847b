package org.lenet5.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lenet5.data.DataException;
import org.lenet5.data.Dataset;

/**
 * A data set in CSV files, as Kaggle has MNIST: in each line a label and the pixels of a square
 * image, row by row, integers from 0 to 255. A first line may name the columns; the label is in the
 * one called {@code label}, {@code class} or {@code target}, else in the first.
 *
 * <p>A file is a training set, and the test set is the file beside it that has {@code test} in its
 * name where it has {@code train}; one of pixels alone, as Kaggle's {@code test.csv}, is none. A
 * file with the word {@code test} in its own name is a test set alone.
 *
 * <p>The classes are the labels of the training set: every number from the smallest to the largest,
 * or any text; of a test set alone, those that occur. There are 256 at most. Images in files called
 * {@code emnist-...} are stored transposed; they are turned upright.
 */
public final class CsvData implements StoredData {
  private static final Set<String> LABELS = Set.of("label", "class", "target");
  private static final Pattern INTEGER = Pattern.compile("([0-9]{1,9})(\\.0*)?");
  private static final Pattern TEST = Pattern.compile("(.*[^a-z])?test([^a-z].*)?");

  private static final Map<String, String> TEST_FOR_TRAIN =
      Map.of("train", "test", "Train", "Test", "TRAIN", "TEST");

  /** Of a side: an image has a million pixels at most. */
  private static final int LONGEST_SIDE = 1 << 10;

  private static final int MOST_SAMPLES = 1 << 24;

  private final Path file;
  private final boolean transposed;
  private final Optional<Table> train;
  private final Optional<Table> test;
  private final Map<String, String> checksums = new TreeMap<>();

  /** The classes of the training set, once it has been read. */
  private Optional<List<String>> classNames = Optional.empty();

  /**
   * A file and what is in its columns.
   *
   * @param labelColumn from 0
   * @param side rows and columns of each image; 0 if there are no labels
   */
  private record Table(Path file, boolean header, int labelColumn, int side) {}

  private CsvData(Path file, boolean transposed) throws IOException {
    this.file = file;
    this.transposed = transposed || DataFolder.isOfEmnist(file);
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    Table table = table(file);
    if (table.side == 0) {
      throw new DataException(
          "%s: got pixels alone, expected a column of labels, called label".formatted(file));
    }
    boolean tests = TEST.matcher(name).matches() && !name.contains("train");
    train = tests ? Optional.empty() : Optional.of(table);
    test = tests ? Optional.of(table) : beside(file, table);
  }

  /**
   * Opens a file, and the one beside it.
   *
   * @param transposed whether images are stored column by column
   * @throws DataException if it does not hold a data set
   * @throws IOException if it cannot be read
   */
  public static CsvData open(Path file, boolean transposed) throws IOException {
    return Heap.data(file, () -> new CsvData(file, transposed));
  }

  private static Optional<Table> beside(Path file, Table train) throws IOException {
    String name = file.getFileName().toString();
    for (Map.Entry<String, String> words : TEST_FOR_TRAIN.entrySet()) {
      String other = name.replace(words.getKey(), words.getValue());
      Path path = file.resolveSibling(other);
      if (!other.equals(name) && Files.isRegularFile(path)) {
        Table test = table(path);
        if (test.side != 0 && test.side != train.side) {
          throw new DataException(
              "%s: got images of %2$dx%2$d, expected %3$dx%3$d as in %4$s"
                  .formatted(path, test.side, train.side, file));
        }
        return test.side == 0 ? Optional.empty() : Optional.of(test);
      }
    }
    return Optional.empty();
  }

  /** Told by the first line. */
  private static Table table(Path file) throws IOException {
    List<String> fields = new ArrayList<>();
    try (CsvReader in = new CsvReader(file)) {
      if (!in.hasRow()) {
        throw new DataException(
            "%s: got no line, expected a label and pixels in each".formatted(file));
      }
      do {
        in.next();
        fields.add(in.text());
        if (fields.size() > 1 + LONGEST_SIDE * LONGEST_SIDE) {
          throw in.wrong(
              "more columns", "a label and at most %1$dx%1$d pixels".formatted(LONGEST_SIDE));
        }
      } while (!in.isLast());
    }
    int words = 0;
    int label = 0;
    boolean named = false;
    for (int i = fields.size() - 1; i >= 0; i--) {
      String field = fields.get(i).toLowerCase(Locale.ROOT);
      words += INTEGER.matcher(field).matches() ? 0 : 1;
      if (LABELS.contains(field)) {
        named = true;
        label = i;
      }
    }
    int side = side(fields.size() - 1);
    if (side == 0 && side(fields.size()) == 0) {
      throw new DataException(
          "%s: got %d columns, expected a label and a square number of pixels, such as 1 + 28x28"
              .formatted(file, fields.size()));
    }
    return new Table(file, named || words > 1, label, side);
  }

  /** The root of a number; 0 if that is no integer. */
  private static int side(int pixels) {
    int side = (int) Math.round(Math.sqrt(pixels));
    return side * side == pixels ? side : 0;
  }

  @Override
  public Dataset train() throws IOException {
    Table table =
        train.orElseThrow(
            () -> missing("training", "a file with train in its name, or without test"));
    return Heap.data(file, () -> read(table, "train"));
  }

  @Override
  public Dataset test() throws IOException {
    Table table =
        test.orElseThrow(
            () -> missing("test", "one with labels beside it, called test.csv beside train.csv"));
    return Heap.data(file, () -> read(table, "test"));
  }

  private DataException missing(String set, String expected) {
    return new DataException("%s: got no %s set, expected %s".formatted(file, set, expected));
  }

  @Override
  public boolean hasTest() {
    return test.isPresent();
  }

  @Override
  public Map<String, String> checksums() {
    return new TreeMap<>(checksums);
  }

  private Dataset read(Table table, String role) throws IOException {
    boolean trains = role.equals("train");
    Optional<List<String>> expected = trains ? Optional.empty() : classNames;
    LabelledImages images = new LabelledImages(table.side, table.side);
    byte[] image = new byte[table.side * table.side];
    try (CsvReader in = new CsvReader(table.file)) {
      if (table.header && in.hasRow()) {
        do {
          in.next();
        } while (!in.isLast());
      }
      while (in.hasRow()) {
        images.add(row(in, table, image, expected), image);
        if (images.classes() > LabelledImages.MOST_CLASSES || images.size() > MOST_SAMPLES) {
          throw in.wrong(
              "one more",
              "%d classes and %d samples at most"
                  .formatted(LabelledImages.MOST_CLASSES, MOST_SAMPLES));
        }
      }
    }
    if (images.size() == 0) {
      throw new DataException("%s: got no samples, expected some".formatted(table.file));
    }
    if (trains) {
      requireNoGap(table.file, images.classNames());
      classNames = Optional.of(images.classNames());
    }
    String name = table.file.getFileName().toString();
    return images.dataset(
        name.substring(0, name.length() - ".csv".length()),
        role,
        transposed,
        expected.orElseGet(images::classNames),
        checksums);
  }

  /**
   * Reads a line.
   *
   * @param image its pixels {@code [row][column]}. Overwritten.
   * @param expected the names of the classes, if they are known
   * @return the name of its class
   */
  private static String row(
      CsvReader in, Table table, byte[] image, Optional<List<String>> expected) throws IOException {
    int columns = 1 + image.length;
    String label = "";
    int at = 0;
    for (int column = 0; column < columns; column++) {
      in.next();
      if (in.isLast() != (column == columns - 1)) {
        throw in.wrong(
            in.isLast() ? "the end of the line" : "a further column",
            "%d columns, as in the first line".formatted(columns));
      }
      if (column == table.labelColumn) {
        label = label(in);
        if (expected.isPresent() && !expected.get().contains(label)) {
          throw in.wrong(
              "label " + label, "one of the training set's %s".formatted(expected.get()));
        }
      } else {
        image[at++] = in.pixel();
      }
    }
    return label;
  }

  /** The name of a class; a whole number without what programs put after it. */
  private static String label(CsvReader in) throws DataException {
    String text = in.text();
    Matcher integer = INTEGER.matcher(text);
    if (integer.matches()) {
      return Integer.toString(Integer.parseInt(integer.group(1)));
    }
    if (text.isEmpty() || !text.codePoints().allMatch(Printable::isPrintable)) {
      throw in.wrong("\"" + Printable.of(text) + "\"", "a label that can be printed");
    }
    return text;
  }

  /** A number that is left out between two others is a mistake in what is to be learned. */
  private static void requireNoGap(Path file, List<String> names) throws DataException {
    if (!names.stream().allMatch(name -> Classes.number(name).isPresent())) {
      return;
    }
    int smallest = Integer.parseInt(names.getFirst());
    for (int i = 0; i < names.size(); i++) {
      if (Integer.parseInt(names.get(i)) != smallest + i) {
        throw new DataException(
            "%s: got no label %d, expected every label from %d to %s"
                .formatted(file, smallest + i, smallest, names.getLast()));
      }
    }
  }
}
