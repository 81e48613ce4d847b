package org.lenet5.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.lenet5.data.Dataset;
import org.lenet5.data.Mnist;
import org.lenet5.data.PixelOrder;
import org.lenet5.io.DataFolder;
import org.lenet5.io.download.CacheFolder;
import org.lenet5.io.download.Catalog;
import org.lenet5.io.download.CatalogEntry;

/**
 * A data set by its name: the embedded MNIST, as it is or permuted, one that has been fetched, or a
 * folder of IDX files. Nothing but labels is read before it is asked for. Not for several threads
 * at once.
 */
public final class DataSource {
  /** Names for people of the classes that files only number. */
  private static final Map<String, List<String>> CLASS_NAMES =
      Map.of(
          "fashion-mnist",
          List.of(
              "T-shirt/top",
              "Trouser",
              "Pullover",
              "Dress",
              "Coat",
              "Sandal",
              "Shirt",
              "Sneaker",
              "Bag",
              "Ankle boot"));

  private static final Set<String> BUILT_IN = Set.of("mnist", "permuted-mnist");

  /** Of the one random order of all pixels that there is. */
  private static final long PERMUTATION = 0;

  /** Reads a part of the data. */
  @FunctionalInterface
  private interface Part {
    Dataset read() throws IOException;
  }

  private final Part train;
  private final Part test;
  private final boolean hasTest;
  private final Supplier<Map<String, String>> checksums;

  private DataSource(
      Part train, Part test, boolean hasTest, Supplier<Map<String, String>> checksums) {
    this.train = train;
    this.test = test;
    this.hasTest = hasTest;
    this.checksums = checksums;
  }

  /**
   * Finds a data set.
   *
   * @param name {@code mnist}, {@code permuted-mnist}, the name of a fetched data set, or a folder
   * @param transposed whether a folder's images are stored column by column
   * @throws IOException if there is none, or it can't be read
   * @throws InvalidOptionException if data that are built in are to be transposed
   */
  public static DataSource of(String name, boolean transposed) throws IOException {
    if (transposed && BUILT_IN.contains(name)) {
      throw new InvalidOptionException(
          "transposed", "it with --data " + name, "a folder of IDX files");
    }
    if (name.equals("mnist")) {
      return new DataSource(Mnist::train, Mnist::test, true, Mnist::checksums);
    }
    if (name.equals("permuted-mnist")) {
      return new DataSource(
          () -> PixelOrder.shuffle(Mnist.train(), PERMUTATION),
          () -> PixelOrder.shuffle(Mnist.test(), PERMUTATION),
          true,
          DataSource::permutedChecksums);
    }
    for (CatalogEntry entry : Catalog.standard().entries()) {
      if (entry.name().equals(name)) {
        return fetched(name, transposed);
      }
    }
    if (name.isBlank()) {
      throw new IOException("--data: got an empty name, expected mnist or a folder");
    }
    return of(DataFolder.open(Path.of(name), transposed, List.of()));
  }

  private static DataSource fetched(String name, boolean transposed) throws IOException {
    Path folder = cache().resolve(name);
    if (!Files.isDirectory(folder)) {
      throw new IOException(
          "--data: got %s, which is not in %s; fetch it first: lenet5 data fetch %s"
              .formatted(name, folder, name));
    }
    return of(DataFolder.open(folder, transposed, CLASS_NAMES.getOrDefault(name, List.of())));
  }

  private static DataSource of(DataFolder folder) {
    return new DataSource(folder::train, folder::test, folder.hasTest(), folder::checksums);
  }

  /** Those of MNIST, under names of their own: no run takes one for the other. */
  private static Map<String, String> permutedChecksums() {
    Map<String, String> permuted = new TreeMap<>();
    Mnist.checksums().forEach((role, sha256) -> permuted.put("permuted-" + role, sha256));
    return permuted;
  }

  /** Where fetched data sets lie. */
  public static Path cache() {
    return CacheFolder.of(
        System.getenv(), System.getProperty("os.name"), Path.of(System.getProperty("user.home")));
  }

  /**
   * Reads the training set.
   *
   * @throws IOException if there is none, or it can't be read
   */
  public Dataset train() throws IOException {
    return train.read();
  }

  /**
   * Reads the test set.
   *
   * @throws IOException if there is none, or it can't be read
   */
  public Dataset test() throws IOException {
    return test.read();
  }

  /** Whether there is a test set. */
  public boolean hasTest() {
    return hasTest;
  }

  /** SHA-256 of what has been read so far, uncompressed, by role. */
  public Map<String, String> checksums() {
    return new TreeMap<>(checksums.get());
  }
}
