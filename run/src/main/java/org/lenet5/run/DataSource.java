package org.lenet5.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.lenet5.data.Dataset;
import org.lenet5.data.Mnist;
import org.lenet5.data.PixelOrder;
import org.lenet5.data.Polarity;
import org.lenet5.io.DataFolder;
import org.lenet5.io.StoredData;
import org.lenet5.io.download.CacheFolder;
import org.lenet5.io.download.Catalog;
import org.lenet5.io.download.CatalogEntry;

/**
 * A data set by its name: the embedded MNIST, as it is or permuted, one that has been fetched, or
 * {@linkplain StoredData one's own}. Nothing but labels is read before it is asked for.
 *
 * <p>Data are given with light ink, whatever they are stored with. If that is not said, the borders
 * of the images tell it that are read first. Not for several threads at once.
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

  /** What is known of the data that have names. */
  private static final Optional<Polarity> LIGHT = Optional.of(Polarity.LIGHT_INK);

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
  private final Set<String> remarks = new LinkedHashSet<>();
  private Optional<Polarity> polarity;

  private DataSource(
      Optional<Polarity> polarity,
      Part train,
      Part test,
      boolean hasTest,
      Supplier<Map<String, String>> checksums) {
    this.polarity = polarity;
    this.train = train;
    this.test = test;
    this.hasTest = hasTest;
    this.checksums = checksums;
  }

  /**
   * Finds a data set whose borders tell its polarity; see {@link #of(String, boolean, Optional)}.
   */
  public static DataSource of(String name, boolean transposed) throws IOException {
    return of(name, transposed, Optional.empty());
  }

  /**
   * Finds a data set.
   *
   * @param name {@code mnist}, {@code permuted-mnist}, the name of a fetched data set, or a folder
   *     or CSV file
   * @param transposed whether a folder's images are stored column by column
   * @param polarity what they are stored with, or empty for what their borders tell
   * @throws IOException if there is none, or it can't be read
   * @throws InvalidOptionException if data that are built in are to be transposed or inverted
   */
  public static DataSource of(String name, boolean transposed, Optional<Polarity> polarity)
      throws IOException {
    if (transposed && BUILT_IN.contains(name)) {
      throw new InvalidOptionException(
          "transposed", "it with --data " + name, "a folder of IDX files");
    }
    if (polarity.equals(Optional.of(Polarity.DARK_INK)) && BUILT_IN.contains(name)) {
      throw new InvalidOptionException(
          "polarity", "dark-ink with --data " + name, "light-ink, or other data");
    }
    if (name.equals("mnist")) {
      return new DataSource(LIGHT, Mnist::train, Mnist::test, true, Mnist::checksums);
    }
    if (name.equals("permuted-mnist")) {
      return new DataSource(
          LIGHT,
          () -> PixelOrder.shuffle(Mnist.train(), PERMUTATION),
          () -> PixelOrder.shuffle(Mnist.test(), PERMUTATION),
          true,
          DataSource::permutedChecksums);
    }
    for (CatalogEntry entry : Catalog.standard().entries()) {
      if (entry.name().equals(name)) {
        return fetched(name, transposed, polarity.or(() -> LIGHT));
      }
    }
    if (name.isBlank()) {
      throw new IOException("--data: got an empty name, expected mnist, a folder or a CSV file");
    }
    return of(StoredData.open(Path.of(name), transposed), polarity);
  }

  private static DataSource fetched(String name, boolean transposed, Optional<Polarity> polarity)
      throws IOException {
    Path folder = cache().resolve(name);
    if (!Files.isDirectory(folder)) {
      throw new IOException(
          "--data: got %s, which is not in %s; fetch it first: lenet5 data fetch %s"
              .formatted(name, folder, name));
    }
    return of(
        DataFolder.open(folder, transposed, CLASS_NAMES.getOrDefault(name, List.of())), polarity);
  }

  private static DataSource of(StoredData data, Optional<Polarity> polarity) {
    return new DataSource(polarity, data::train, data::test, data.hasTest(), data::checksums);
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
    Dataset read = train.read();
    int first = read.label(0);
    if (read.size() > 1 && IntStream.range(1, read.size()).allMatch(i -> read.label(i) == first)) {
      remarks.add(
          "%s: got one class alone, %s, expected two or more; a network learns to answer nothing else"
              .formatted(read.name(), read.classNames().get(first)));
    }
    return ofLightInk(read);
  }

  /**
   * Reads the test set.
   *
   * @throws IOException if there is none, or it can't be read
   */
  public Dataset test() throws IOException {
    return ofLightInk(test.read());
  }

  private Dataset ofLightInk(Dataset read) {
    if (isOfZerosAndOnes(read)) {
      remarks.add(
          "%s: got pixels of 0 and 1 alone, expected 0 to 255, of which 1 is hardly ink; multiply them by 255"
              .formatted(read.name()));
    }
    if (polarity.isEmpty()) {
      polarity = told(read);
    }
    return polarity.equals(LIGHT) ? read : read.inverted();
  }

  private Optional<Polarity> told(Dataset read) {
    Optional<Polarity> told = Polarity.of(read);
    if (told.isEmpty()) {
      remarks.add(
          "%s: borders of the images do not tell light ink from dark; taken for light (if not: --polarity dark-ink)"
              .formatted(read.name()));
    } else if (!told.equals(LIGHT)) {
      remarks.add(
          "%s: dark ink on a light ground, by the borders of the images; inverted, as MNIST is light on dark (if wrong: --polarity light-ink)"
              .formatted(read.name()));
    }
    return told.or(() -> LIGHT);
  }

  /** Ends at the first other one, which is near. */
  private static boolean isOfZerosAndOnes(Dataset read) {
    for (byte pixel : read.pixels()) {
      if ((pixel & 0xff) > 1) {
        return false;
      }
    }
    return true;
  }

  /** What the data are stored with; empty if that is for them to tell and none has been read. */
  public Optional<Polarity> polarity() {
    return polarity;
  }

  /** What is odd about what has been read so far, and what to do about it: a line each. */
  public List<String> remarks() {
    return List.copyOf(remarks);
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
