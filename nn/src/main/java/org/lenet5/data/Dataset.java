package org.lenet5.data;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Labelled grey images of one size: {@code pixels [sample][row][column]} and {@code labels
 * [sample]}, unsigned bytes. Immutable by convention: the arrays are not copied.
 *
 * @param name what messages call it, for example {@code mnist test}
 * @param rows rows of each image
 * @param columns columns of each image
 * @param pixels {@code samples x rows x columns} unsigned bytes, 0 background to 255 ink
 * @param labels class of each sample, an index into {@code classNames}
 * @param classNames one name for each class, at most 256
 */
public record Dataset(
    String name, int rows, int columns, byte[] pixels, byte[] labels, List<String> classNames) {

  /** Class names in a message. */
  private static final int LISTED = 30;

  /**
   * @throws IllegalArgumentException if sizes disagree, there is no sample, or a label has no class
   */
  public Dataset {
    Objects.requireNonNull(name, "name");
    classNames = List.copyOf(classNames);
    if (labels.length == 0) {
      throw new IllegalArgumentException(name + ": got 0 samples, expected at least 1");
    }
    if (rows < 1 || columns < 1 || (long) rows * columns * labels.length != pixels.length) {
      throw new IllegalArgumentException(
          "%s: got %d pixels, expected %d samples of %dx%d"
              .formatted(name, pixels.length, labels.length, rows, columns));
    }
    for (int i = 0; i < labels.length; i++) {
      if ((labels[i] & 0xff) >= classNames.size()) {
        throw new IllegalArgumentException(
            "%s: got label %d at sample %d, expected 0 to %d"
                .formatted(name, labels[i] & 0xff, i, classNames.size() - 1));
      }
    }
  }

  /** Makes one image of another, of the same size: from {@code from[at..]} to {@code to[at..]}. */
  @FunctionalInterface
  interface ImageMap {
    void map(byte[] from, int at, byte[] to);
  }

  /** The same samples with every image mapped, several at once. */
  Dataset mapped(String otherName, ImageMap map) {
    byte[] to = new byte[pixels.length];
    IntStream.range(0, size()).parallel().forEach(i -> map.map(pixels, i * rows * columns, to));
    return new Dataset(otherName, rows, columns, to, labels, classNames);
  }

  /** The same samples with ink for background and background for ink. */
  public Dataset inverted() {
    int size = rows * columns;
    return mapped(
        name,
        (from, at, to) -> {
          for (int i = at; i < at + size; i++) {
            to[i] = (byte) ~from[i]; // 255 minus the pixel
          }
        });
  }

  /** Number of samples. */
  public int size() {
    return labels.length;
  }

  /** Number of classes. */
  public int classes() {
    return classNames.size();
  }

  /**
   * The class of a sample.
   *
   * @throws IndexOutOfBoundsException if there is no such sample
   */
  public int label(int sample) {
    return labels[checked(sample)] & 0xff;
  }

  private int checked(int sample) {
    if (sample < 0 || sample >= size()) {
      throw new IndexOutOfBoundsException(
          "%s: got sample %d, expected 0 to %d".formatted(name, sample, size() - 1));
    }
    return sample;
  }

  /** The class of each sample. */
  public int[] classNumbers() {
    return IntStream.range(0, size()).map(this::label).toArray();
  }

  /**
   * A copy of one sample's image.
   *
   * @throws IndexOutOfBoundsException if there is no such sample
   */
  public Image image(int sample) {
    int size = rows * columns;
    int at = checked(sample) * size;
    return new Image(rows, columns, Arrays.copyOfRange(pixels, at, at + size));
  }

  /**
   * The same samples with the classes of a model, matched by their names. It may have more.
   *
   * @param others the model's class names
   * @throws IllegalArgumentException if a sample is of a class that the model lacks
   */
  public Dataset withClasses(List<String> others) {
    if (others.equals(classNames)) {
      return this;
    }
    byte[] theirs = new byte[labels.length];
    for (int i = 0; i < labels.length; i++) {
      String className = classNames.get(label(i));
      int other = others.indexOf(className);
      if (other < 0) {
        throw new IllegalArgumentException(
            "%s: got class %s at sample %d, which the model lacks, expected one of its %d: %s"
                .formatted(name, className, i, others.size(), listed(others)));
      }
      theirs[i] = (byte) other;
    }
    return new Dataset(name, rows, columns, pixels, theirs, others);
  }

  /** So many that a message stays a line. */
  private static String listed(List<String> names) {
    String first = String.join(", ", names.subList(0, Math.min(names.size(), LISTED)));
    return names.size() > LISTED ? first + ", ..." : first;
  }

  /**
   * Copies the samples {@code from} (inclusive) to {@code to} (exclusive); returns this where that
   * is all.
   *
   * @throws IllegalArgumentException if the range is empty or leaves the data set
   */
  public Dataset slice(int from, int to) {
    if (from < 0 || from >= to || to > size()) {
      throw new IllegalArgumentException(
          "%s: got samples %d to %d, expected a range within 0 to %d"
              .formatted(name, from, to, size()));
    }
    if (to - from == size()) {
      return this;
    }
    int size = rows * columns;
    return new Dataset(
        name,
        rows,
        columns,
        Arrays.copyOfRange(pixels, from * size, to * size),
        Arrays.copyOfRange(labels, from, to),
        classNames);
  }
}
