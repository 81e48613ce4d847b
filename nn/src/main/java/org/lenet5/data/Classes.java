package org.lenet5.data;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The classes of a data set: labels in files are consecutive numbers, the first of which need not
 * be 0.
 *
 * @param smallest the label of the first class
 * @param names one name for each class
 */
record Classes(int smallest, List<String> names) {

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
   * Puts images {@code [sample][row][column]} and labels {@code [sample]} together. Makes indexes
   * of the labels in place.
   *
   * @param name the data set's
   * @throws DataException if there are more of one than of the other, or a label has no class
   */
  Dataset dataset(String name, Idx images, Idx labels) throws DataException {
    byte[] classes = labels.elements();
    if (classes.length != images.sizes()[0]) {
      throw new DataException(
          "%s: got %d images, expected %d, one for each label in %s"
              .formatted(images.name(), images.sizes()[0], classes.length, labels.name()));
    }
    for (int i = 0; i < classes.length; i++) {
      int label = classes[i] & 0xff;
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
