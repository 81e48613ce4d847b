package org.lenet5.io;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lenet5.data.Dataset;
import org.lenet5.data.Idx;

/**
 * A data set in the making: images of one size and the names of their classes, one after the other.
 * Memory grows with what arrives.
 */
final class LabelledImages {
  /** A label is a byte. */
  static final int MOST_CLASSES = 256;

  /** What a virtual machine makes room for at most. */
  private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

  private final int rows;
  private final int columns;

  /** The number of each class, in the order in which they came. */
  private final Map<String, Integer> numbers = new LinkedHashMap<>();

  private byte[] pixels;
  private byte[] labels = new byte[64];
  private int size;

  /**
   * @param rows of each image
   * @param columns of each image
   */
  LabelledImages(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    pixels = new byte[rows * columns];
  }

  /**
   * Adds an image.
   *
   * @param className of which there are {@link #MOST_CLASSES} at most
   * @param image {@code [row][column]}. Not modified.
   * @throws OutOfMemoryError if there is no room for it
   */
  void add(String className, byte[] image) {
    pixels = withRoom(pixels, (long) (size + 1) * image.length);
    labels = withRoom(labels, size + 1);
    System.arraycopy(image, 0, pixels, size * image.length, image.length);
    Integer number = numbers.putIfAbsent(className, numbers.size());
    labels[size++] = (byte) (number == null ? numbers.size() - 1 : number);
  }

  private static byte[] withRoom(byte[] bytes, long needed) {
    if (needed > MOST_BYTES) {
      throw new OutOfMemoryError("an array of " + needed);
    }
    return needed <= bytes.length
        ? bytes
        : Arrays.copyOf(bytes, (int) Math.min(MOST_BYTES, Math.max(needed, 2L * bytes.length)));
  }

  /** The number of images. */
  int size() {
    return size;
  }

  /** The number of classes so far. */
  int classes() {
    return numbers.size();
  }

  /** The names of the classes so far, in the order of people. */
  List<String> classNames() {
    return Classes.sorted(numbers.keySet());
  }

  /**
   * The data set of all that was added, to be called once.
   *
   * @param name the data set's
   * @param role {@code train} or {@code test}
   * @param transposed whether rows and columns are to be swapped
   * @param classNames all that were added, and maybe more
   * @param checksums by role, to be added to: those of the IDX files that would hold it, and, where
   *     the classes are no numbers, {@code classes}, that of their names
   */
  Dataset dataset(
      String name,
      String role,
      boolean transposed,
      List<String> classNames,
      Map<String, String> checksums) {
    pixels = Arrays.copyOf(pixels, size * rows * columns);
    Idx images = Idx.of(name, pixels, size, rows, columns);
    checksums.put(role + "-images", images.sha256());
    boolean numbered = classNames.stream().allMatch(c -> Classes.number(c).orElse(256) < 256);
    byte[] classes = new byte[size];
    byte[] stored = new byte[size];
    List<String> added = List.copyOf(numbers.keySet());
    for (int i = 0; i < size; i++) {
      String className = added.get(labels[i] & 0xff);
      classes[i] = (byte) classNames.indexOf(className);
      stored[i] = numbered ? (byte) Integer.parseInt(className) : classes[i];
    }
    checksums.put(role + "-labels", Idx.of(name, stored, size).sha256());
    if (!numbered) {
      byte[] names = String.join("\n", classNames).getBytes(StandardCharsets.UTF_8);
      checksums.put("classes", Idx.of(name, names, names.length).sha256());
    }
    Idx upright = transposed ? images.transposed() : images;
    return new Dataset(
        name, upright.sizes()[1], upright.sizes()[2], upright.elements(), classes, classNames);
  }
}
