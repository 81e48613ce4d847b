package org.lenet5.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A data set in a folder of IDX files: MNIST, Fashion-MNIST, KMNIST, EMNIST or one's own, with up
 * to 256 classes.
 *
 * <p>The training set is in {@code train-images-idx3-ubyte} and {@code train-labels-idx1-ubyte},
 * the test set in {@code t10k-...} or {@code test-...}; either may be missing. A dot may stand
 * before {@code idx}, {@code .gz} at the end, and other words in front, as in {@code
 * emnist-letters-train-images-idx3-ubyte.gz}.
 *
 * <p>The classes are the labels from the smallest to the largest of the training set, or of the
 * test set where that is the only one. Their names are the caller's, or those in the folder's
 * EMNIST {@code ...-mapping.txt}, or their numbers. Images in files called {@code emnist-...} are
 * stored transposed; they are turned upright.
 *
 * <p>Opening reads all labels, and the sizes of the images; {@link #train} and {@link #test} read
 * the images. Not for several threads at once.
 */
public final class DataFolder {

  private static final Pattern MAPPING = Pattern.compile("(.*[-_.])?mapping\\.txt");

  private final Path folder;
  private final boolean transposed;
  private final Optional<Part> train;
  private final Optional<Part> test;
  private final Classes classes;
  private final Map<String, String> checksums = new TreeMap<>();

  /** The training or the test set. Its images stay in their file until they are needed. */
  private record Part(String name, Path images, int[] imageSizes, Idx labels) {}

  private DataFolder(Path folder, boolean transposed, List<String> classNames) throws IOException {
    this.folder = folder;
    this.transposed = transposed;
    List<Path> files = list();
    train = part("train", "train", files);
    test = part("test", "(t10k|test)", files);
    Idx labels =
        train.or(() -> test).orElseThrow(() -> missing("data set", "train", "t10k")).labels();
    if (train.isPresent() && test.isPresent()) {
      requireEqualSizes(train.get(), test.get());
    }
    Classes numbered = Classes.in(labels);
    Optional<Path> mapping = find("mapping", MAPPING, files);
    if (!classNames.isEmpty()) {
      classes = numbered.named(classNames);
    } else if (mapping.isPresent()) {
      classes = numbered.named(mapping.get());
    } else {
      classes = numbered;
    }
  }

  /**
   * Opens a folder whose files say all about it.
   *
   * @throws DataException if it does not hold a data set
   * @throws IOException if it cannot be read
   */
  public static DataFolder open(Path folder) throws IOException {
    return open(folder, false, List.of());
  }

  /**
   * Opens a folder.
   *
   * @param transposed whether images are stored column by column, whatever the files are called
   * @param classNames a name for each class, or none to have them named by the folder
   * @throws IllegalArgumentException if there are names, but not as many as classes
   * @throws DataException if it does not hold a data set
   * @throws IOException if it cannot be read
   */
  public static DataFolder open(Path folder, boolean transposed, List<String> classNames)
      throws IOException {
    return new DataFolder(folder, transposed, classNames);
  }

  /**
   * Reads the training set.
   *
   * @throws DataException if there is none, or its files do not hold what they should
   * @throws IOException if they cannot be read
   */
  public Dataset train() throws IOException {
    return read(train.orElseThrow(() -> missing("training set", "train")));
  }

  /**
   * Reads the test set.
   *
   * @throws DataException if there is none, or its files do not hold what they should
   * @throws IOException if they cannot be read
   */
  public Dataset test() throws IOException {
    return read(test.orElseThrow(() -> missing("test set", "t10k")));
  }

  /** Whether there is a test set. */
  public boolean hasTest() {
    return test.isPresent();
  }

  /**
   * SHA-256 of the uncompressed files read so far, by role: {@code train-images}, {@code
   * train-labels}, {@code test-images}, {@code test-labels}.
   */
  public Map<String, String> checksums() {
    return new TreeMap<>(checksums);
  }

  private Dataset read(Part part) throws IOException {
    Idx images = Idx.read(part.images(), 3);
    checksums.put(part.name() + "-images", images.sha256());
    if (transposed || part.images().getFileName().toString().startsWith("emnist-")) {
      images = transpose(images);
    }
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return classes.dataset(
        (name == null ? folder : name) + " " + part.name(), images, part.labels());
  }

  /** Swaps rows and columns of each image, in place. */
  private static Idx transpose(Idx images) {
    int count = images.sizes()[0];
    int rows = images.sizes()[1];
    int columns = images.sizes()[2];
    byte[] pixels = images.elements();
    byte[] image = new byte[rows * columns];
    for (int i = 0; i < count; i++) {
      System.arraycopy(pixels, i * image.length, image, 0, image.length);
      int at = i * image.length;
      for (int column = 0; column < columns; column++) {
        for (int row = 0; row < rows; row++) {
          pixels[at++] = image[row * columns + column];
        }
      }
    }
    return new Idx(images.name(), new int[] {count, columns, rows}, pixels, images.sha256());
  }

  private List<Path> list() throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new DataException(
          "%s: got %s, expected a folder of IDX files"
              .formatted(folder, Files.exists(folder) ? "a file" : "nothing"));
    }
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private Optional<Part> part(String name, String prefix, List<Path> files) throws IOException {
    Optional<Path> images = find(name + "-images", role(prefix + "-images"), files);
    Optional<Path> labels = find(name + "-labels", role(prefix + "-labels"), files);
    if (images.isEmpty() && labels.isEmpty()) {
      return Optional.empty();
    }
    if (images.isEmpty() || labels.isEmpty()) {
      throw new DataException(
          "%s: got %s alone, expected %s beside it"
              .formatted(
                  folder,
                  images.or(() -> labels).get().getFileName(),
                  images.isEmpty() ? name + "-images-idx3-ubyte" : name + "-labels-idx1-ubyte"));
    }
    Idx read = Idx.read(labels.get(), 1);
    checksums.put(name + "-labels", read.sha256());
    int[] sizes = Idx.sizes(images.get(), 3);
    if (sizes[0] != read.sizes()[0]) {
      throw new DataException(
          "%s: got %d images, expected %d, one for each label in %s"
              .formatted(images.get(), sizes[0], read.sizes()[0], labels.get()));
    }
    return Optional.of(new Part(name, images.get(), sizes, read));
  }

  /** Any IDX file of a role, so that one of another type is found and refused by its header. */
  private static Pattern role(String name) {
    return Pattern.compile("(.*[-_.])?" + name + "[-.]idx\\d-\\w+(\\.gz)?");
  }

  private Optional<Path> find(String role, Pattern pattern, List<Path> files) throws DataException {
    List<Path> found =
        files.stream()
            .map(Path::getFileName)
            .filter(file -> pattern.matcher(file.toString()).matches())
            .toList();
    if (found.size() > 1) {
      throw new DataException(
          "%s: got %d files of %s (%s), expected one; keep each data set in a folder of its own"
              .formatted(
                  folder,
                  found.size(),
                  role,
                  found.stream().map(Path::toString).collect(Collectors.joining(", "))));
    }
    return found.stream().map(folder::resolve).findFirst();
  }

  private DataException missing(String what, String... prefixes) {
    return new DataException(
        "%s: got no %s, expected %s"
            .formatted(
                folder,
                what,
                Stream.of(prefixes)
                    .map("%1$s-images-idx3-ubyte[.gz] and %1$s-labels-idx1-ubyte[.gz]"::formatted)
                    .collect(Collectors.joining(", or "))));
  }

  private static void requireEqualSizes(Part train, Part test) throws DataException {
    int[] expected = train.imageSizes();
    int[] got = test.imageSizes();
    if (got[1] != expected[1] || got[2] != expected[2]) {
      throw new DataException(
          "%s: got images of %dx%d, expected %dx%d as in %s"
              .formatted(test.images(), got[1], got[2], expected[1], expected[2], train.images()));
    }
  }
}
