package org.lenet5.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lenet5.data.DataFolder;
import org.lenet5.data.Dataset;
import org.lenet5.data.Mnist;
import org.lenet5.data.PixelOrder;
import org.lenet5.io.download.CacheFolder;
import org.lenet5.io.download.Catalog;
import org.lenet5.io.download.CatalogEntry;

/**
 * What {@code --data} names: the embedded MNIST, as it is or permuted, a data set fetched by name,
 * or a folder of IDX files.
 */
interface DataSource {
  /** Names for people of the classes that files only number. */
  Map<String, List<String>> CLASS_NAMES =
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

  /** What the user called it. */
  String name();

  Dataset train() throws IOException;

  Dataset test() throws IOException;

  boolean hasTest();

  /** SHA-256 of what has been read so far, uncompressed, by role. */
  Map<String, String> checksums();

  /**
   * @param name {@code mnist}, {@code permuted-mnist}, the name of a fetched data set, or a folder
   * @param transposed whether a folder's images are stored column by column
   */
  static DataSource of(String name, boolean transposed) throws IOException {
    if (name.equals("mnist")) {
      return new Embedded();
    }
    if (name.equals("permuted-mnist")) {
      return new Permuted();
    }
    for (CatalogEntry entry : Catalog.standard().entries()) {
      if (entry.name().equals(name)) {
        Path folder = cache().resolve(name);
        if (!Files.isDirectory(folder)) {
          throw new IOException(
              "--data: got %s, which is not in %s; fetch it first: lenet5 data fetch %s"
                  .formatted(name, folder, name));
        }
        return new Folder(
            name, DataFolder.open(folder, transposed, CLASS_NAMES.getOrDefault(name, List.of())));
      }
    }
    if (name.isBlank()) {
      throw new IOException("--data: got an empty name, expected mnist or a folder");
    }
    return new Folder(name, DataFolder.open(Path.of(name), transposed, List.of()));
  }

  /** Where fetched data sets lie. */
  static Path cache() {
    return CacheFolder.of(
        System.getenv(), System.getProperty("os.name"), Path.of(System.getProperty("user.home")));
  }

  /** The MNIST inside the program. */
  record Embedded() implements DataSource {
    @Override
    public String name() {
      return "mnist";
    }

    @Override
    public Dataset train() throws IOException {
      return Mnist.train();
    }

    @Override
    public Dataset test() throws IOException {
      return Mnist.test();
    }

    @Override
    public boolean hasTest() {
      return true;
    }

    @Override
    public Map<String, String> checksums() {
      return new TreeMap<>(Mnist.checksums());
    }
  }

  /** The same with all pixels in one random order, always this one. */
  record Permuted() implements DataSource {
    private static final long SEED = 0;

    @Override
    public String name() {
      return "permuted-mnist";
    }

    @Override
    public Dataset train() throws IOException {
      return PixelOrder.shuffle(Mnist.train(), SEED);
    }

    @Override
    public Dataset test() throws IOException {
      return PixelOrder.shuffle(Mnist.test(), SEED);
    }

    @Override
    public boolean hasTest() {
      return true;
    }

    /** Those of MNIST, under names of their own: no run takes one for the other. */
    @Override
    public Map<String, String> checksums() {
      Map<String, String> checksums = new TreeMap<>();
      Mnist.checksums().forEach((role, sha256) -> checksums.put("permuted-" + role, sha256));
      return checksums;
    }
  }

  /** IDX files in a folder. */
  record Folder(String name, DataFolder folder) implements DataSource {
    @Override
    public Dataset train() throws IOException {
      return folder.train();
    }

    @Override
    public Dataset test() throws IOException {
      return folder.test();
    }

    @Override
    public boolean hasTest() {
      return folder.hasTest();
    }

    @Override
    public Map<String, String> checksums() {
      return new TreeMap<>(folder.checksums());
    }
  }
}
