package org.lenet5.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lenet5.data.DataException;
import org.lenet5.data.Dataset;
import org.lenet5.data.Idx;

/**
 * A data set in a folder of IDX files: MNIST, Fashion-MNIST, KMNIST, EMNIST or one's own, with up
 * to 256 classes.
 *
 * <p>The training set is in {@code train-images-idx3-ubyte} and {@code train-labels-idx1-ubyte},
 * the test set in {@code t10k-...} or {@code test-...}; either may be missing. A dot may stand
 * before {@code idx}, {@code .gz} at the end, and other words in front, as in {@code
 * emnist-letters-train-images-idx3-ubyte.gz}, in any case. A file may lie there compressed and
 * unpacked.
 *
 * <p>The classes are the labels of the training set, every number from the smallest to the largest;
 * of a test set alone, those that occur. Their names are the caller's, or those in the folder's
 * EMNIST {@code ...-mapping.txt}, or their numbers. Images in files called {@code emnist-...} are
 * stored transposed; they are turned upright.
 *
 * <p>Opening reads the sizes of the images, and then all labels, 16 million at most; {@link #train}
 * and {@link #test} read the images, of 4 million pixels at most. Data that do not fit the heap are
 * refused like wrong ones. Not for several threads at once.
 */
public final class DataFolder implements StoredData {

  private static final String IMAGES = "-images-idx3-ubyte";
  private static final String LABELS = "-labels-idx1-ubyte";

  /** Of an image: as many as the largest network reads. */
  private static final int MOST_PIXELS = 1 << 22;

  private final Path folder;
  private final DataFiles files;
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
    files = new DataFiles(folder);
    train = part("train", "train");
    test = part("test", "(t10k|test)");
    Idx labels =
        train.or(() -> test).orElseThrow(() -> files.missing("data set", "train", "t10k")).labels();
    if (train.isPresent() && test.isPresent()) {
      requireEqualSizes(train.get(), test.get());
    }
    Classes numbered = Classes.in(labels);
    if (train.isPresent()) {
      numbered = numbered.withoutGap(labels.name());
    }
    Optional<Path> mapping = files.mapping();
    if (!classNames.isEmpty()) {
      classes = numbered.named(classNames);
    } else if (mapping.isPresent()) {
      classes = numbered.named(mapping.get(), train.isEmpty());
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

  @Override
  public Dataset train() throws IOException {
    return read(train.orElseThrow(() -> files.missing("training set", "train")));
  }

  @Override
  public Dataset test() throws IOException {
    return read(test.orElseThrow(() -> files.missing("test set", "t10k")));
  }

  @Override
  public boolean hasTest() {
    return test.isPresent();
  }

  @Override
  public Map<String, String> checksums() {
    return new TreeMap<>(checksums);
  }

  private Dataset read(Part part) throws IOException {
    return Heap.data(folder, () -> dataset(part));
  }

  private Dataset dataset(Part part) throws IOException {
    Idx images = Idx.read(part.images(), 3);
    checksums.put(part.name() + "-images", images.sha256());
    if (transposed || isOfEmnist(part.images())) {
      images = images.transposed();
    }
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return classes.dataset(
        (name == null ? folder : name) + " " + part.name(), images, part.labels());
  }

  /** Whether a file's name tells that its images are stored column by column. */
  static boolean isOfEmnist(Path file) {
    return file.getFileName().toString().toLowerCase(Locale.ROOT).startsWith("emnist-");
  }

  private Optional<Part> part(String name, String prefix) throws IOException {
    Optional<Path> images = files.find(name + "-images", prefix + "-images");
    Optional<Path> labels = files.find(name + "-labels", prefix + "-labels");
    if (images.isEmpty() && labels.isEmpty()) {
      return Optional.empty();
    }
    if (images.isEmpty() || labels.isEmpty()) {
      throw new DataException(
          "%s: got %s alone, expected %s beside it"
              .formatted(
                  folder,
                  images.or(() -> labels).get().getFileName(),
                  name + (images.isEmpty() ? IMAGES : LABELS)));
    }
    int[] sizes = Idx.sizes(images.get(), 3);
    int count = Idx.sizes(labels.get(), 1)[0];
    if (sizes[0] != count) {
      throw new DataException(
          "%s: got %d images, expected %d, one for each label in %s"
              .formatted(images.get(), sizes[0], count, labels.get()));
    }
    if (sizes[1] * sizes[2] > MOST_PIXELS) {
      throw new DataException(
          "%s: got images of %dx%d, expected at most %d pixels"
              .formatted(images.get(), sizes[1], sizes[2], MOST_PIXELS));
    }
    Idx read = Idx.read(labels.get(), 1);
    checksums.put(name + "-labels", read.sha256());
    return Optional.of(new Part(name, images.get(), sizes, read));
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

  /**
   * Writes a training and a test set for {@link #open} to read, each file {@linkplain AtomicFile
   * whole or not at all}, the test set's labels last. Class names are not kept.
   *
   * @param folder made where it is missing
   * @throws IOException if it can't be made or written
   */
  public static void write(Path folder, Dataset train, Dataset test) throws IOException {
    Files.createDirectories(folder);
    write(folder, "train", train);
    write(folder, "t10k", test);
  }

  /** Whether {@link #write} has been here and got to its end. */
  public static boolean isWhole(Path folder) {
    return Files.exists(folder.resolve("t10k" + LABELS));
  }

  private static void write(Path folder, String set, Dataset data) throws IOException {
    Path images = folder.resolve(set + IMAGES);
    write(images, data.pixels(), data.size(), data.rows(), data.columns());
    write(folder.resolve(set + LABELS), data.labels(), data.size());
  }

  private static void write(Path file, byte[] elements, int... sizes) throws IOException {
    AtomicFile.write(
        file,
        out -> {
          out.write(Idx.header(sizes));
          out.write(elements);
        });
  }
}
