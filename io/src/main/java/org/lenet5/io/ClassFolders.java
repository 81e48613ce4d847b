package org.lenet5.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lenet5.data.DataException;
import org.lenet5.data.Dataset;
import org.lenet5.reading.Picture;

/**
 * A data set of pictures in a folder for each class, as torchvision's {@code ImageFolder} has it:
 * {@code train/CLASS/*.png} and {@code test/CLASS/*.png} or {@code val/CLASS/*.png}, or {@code
 * CLASS/*.png} alone, which is a test set if the folder itself is called {@code test} or {@code
 * val}, else a training set.
 *
 * <p>The classes are called like the folders of the training set, numbers by their size, then text;
 * 256 at most. Pictures are read by {@link PictureFile}, all have one size, and their light is
 * taken as it is. They come in the same order everywhere: the first of each class by name, then the
 * second of each, and so on. Other files, and what systems hide, do not count.
 */
public final class ClassFolders implements StoredData {
  private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg", "gif", "bmp");
  private static final String TRAIN = "train";
  private static final List<String> TESTS = List.of("test", "val");

  /** Of a class: as long as a model file's may be. */
  private static final int LONGEST_NAME = 200;

  private final Path folder;
  private final Optional<Path> train;
  private final Optional<Path> test;
  private final List<String> classNames;
  private final Map<String, String> checksums = new TreeMap<>();

  private ClassFolders(Path folder) throws IOException {
    this.folder = folder;
    Optional<Path> within = set(folder, List.of(TRAIN));
    Optional<Path> beside = set(folder, TESTS);
    boolean whole = within.isEmpty() && beside.isEmpty();
    boolean tests = TESTS.contains(name(folder).toLowerCase(Locale.ROOT));
    train = whole && !tests ? Optional.of(folder) : within;
    test = whole && tests ? Optional.of(folder) : beside;
    classNames =
        Classes.sorted(
            classes(train.or(() -> test).orElseThrow()).stream().map(ClassFolders::name).toList());
    check(classNames);
  }

  private void check(List<String> names) throws DataException {
    if (names.size() > LabelledImages.MOST_CLASSES) {
      throw new DataException(
          "%s: got %d folders of pictures, expected at most %d classes"
              .formatted(folder, names.size(), LabelledImages.MOST_CLASSES));
    }
    for (String name : names) {
      if (name.length() > LONGEST_NAME || !name.codePoints().allMatch(Printable::isPrintable)) {
        throw new DataException(
            "%s: got a class called %s, expected up to %d characters that can be printed"
                .formatted(folder, Printable.of(name), LONGEST_NAME));
      }
    }
  }

  /**
   * Opens a folder.
   *
   * @throws DataException if it does not hold a data set
   * @throws IOException if it cannot be read
   */
  public static ClassFolders open(Path folder) throws IOException {
    if (!Files.isDirectory(folder) || !isOne(folder)) {
      throw new DataException(
          "%s: got no pictures, expected a folder of them for each class".formatted(folder));
    }
    return new ClassFolders(folder);
  }

  /** Whether a folder holds pictures by class, or sets of them. */
  static boolean isOne(Path folder) throws IOException {
    return holdsClasses(folder)
        || set(folder, List.of(TRAIN)).isPresent()
        || set(folder, TESTS).isPresent();
  }

  /** The first set of these names. */
  private static Optional<Path> set(Path folder, List<String> names) throws IOException {
    List<Path> folders = list(folder, Files::isDirectory);
    for (String name : names) {
      for (Path set : folders) {
        if (name(set).equalsIgnoreCase(name) && holdsClasses(set)) {
          return Optional.of(set);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean holdsClasses(Path set) throws IOException {
    for (Path each : classes(set)) {
      try (Stream<Path> entries = Files.list(each)) {
        if (entries.anyMatch(ClassFolders::isPicture)) {
          return true;
        }
      } catch (UncheckedIOException e) {
        throw e.getCause(); // in the middle of the list
      }
    }
    return false;
  }

  private static List<Path> classes(Path set) throws IOException {
    return list(set, Files::isDirectory);
  }

  /** What a folder holds, by name, but for what is hidden. */
  private static List<Path> list(Path folder, Predicate<Path> kept) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> !name(entry).startsWith(".") && !name(entry).startsWith("__"))
          .filter(entry -> !SystemFiles.isOne(entry))
          .filter(kept)
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause(); // in the middle of the list
    }
  }

  private static boolean isPicture(Path file) {
    String name = name(file).toLowerCase(Locale.ROOT);
    return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1)) && Files.isRegularFile(file);
  }

  private static String name(Path path) {
    Path name = path.toAbsolutePath().normalize().getFileName();
    return name == null ? "" : name.toString();
  }

  @Override
  public Dataset train() throws IOException {
    return read(train, "training", TRAIN);
  }

  @Override
  public Dataset test() throws IOException {
    return read(test, "test", "test");
  }

  @Override
  public boolean hasTest() {
    return test.isPresent();
  }

  @Override
  public Map<String, String> checksums() {
    return new TreeMap<>(checksums);
  }

  private Dataset read(Optional<Path> set, String what, String role) throws IOException {
    if (set.isEmpty()) {
      throw new DataException(
          "%s: got no %s set, expected pictures in %s/CLASS".formatted(folder, what, role));
    }
    return Heap.data(folder, () -> dataset(set.get(), role));
  }

  private Dataset dataset(Path set, String role) throws IOException {
    Map<String, List<Path>> pictures = pictures(set, role);
    int longest = pictures.values().stream().mapToInt(List::size).max().orElse(0);
    LabelledImages images = null;
    Picture first = null;
    for (int i = 0; i < longest; i++) {
      for (String className : classNames) {
        List<Path> files = pictures.getOrDefault(className, List.of());
        if (i >= files.size()) {
          continue;
        }
        Picture picture = read(files.get(i));
        if (images == null) {
          first = picture;
          images = new LabelledImages(first.rows(), first.columns());
        }
        if (picture.rows() != first.rows() || picture.columns() != first.columns()) {
          throw new DataException(
              "%s: got a picture of %dx%d, expected %dx%d, as the others in %s; scale all to one size"
                  .formatted(
                      files.get(i),
                      picture.rows(),
                      picture.columns(),
                      first.rows(),
                      first.columns(),
                      set));
        }
        images.add(className, picture.pixels());
      }
    }
    if (images == null) {
      throw new DataException("%s: got no pictures, expected some in it".formatted(set));
    }
    return images.dataset(name(folder) + " " + role, role, false, classNames, checksums);
  }

  private static Picture read(Path file) throws IOException {
    try {
      return PictureFile.read(file);
    } catch (PictureException e) {
      throw new DataException(e.getMessage(), e);
    }
  }

  /** The files of each class. */
  private Map<String, List<Path>> pictures(Path set, String role) throws IOException {
    Map<String, List<Path>> pictures = new TreeMap<>();
    for (Path each : classes(set)) {
      List<Path> files = list(each, ClassFolders::isPicture);
      if (files.isEmpty() && role.equals(TRAIN)) {
        throw new DataException(
            "%s: got no pictures, expected some of each class (%s files)"
                .formatted(each, ENDINGS.stream().sorted().collect(Collectors.joining(", "))));
      }
      if (!files.isEmpty() && !classNames.contains(name(each))) {
        throw new DataException(
            "%s: got a class of its own, expected one of those in %s"
                .formatted(each, train.orElse(set)));
      }
      pictures.put(name(each), files);
    }
    return pictures;
  }
}
