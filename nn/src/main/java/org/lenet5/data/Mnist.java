package org.lenet5.data;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The MNIST database of handwritten digits (LeCun, Cortes, Burges), from the artifact {@code
 * lenet5-mnist}, if that is on the class path. Every file is checked against the SHA-256 of the
 * original before it is used.
 */
public final class Mnist {

  private static final Map<String, String> CHECKSUMS =
      new TreeMap<>(
          Map.of(
              "train-images", "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
              "train-labels", "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
              "test-images", "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
              "test-labels", "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"));

  private static final List<String> DIGITS =
      List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

  private Mnist() {}

  /**
   * The 60,000 training images of 28x28.
   *
   * @throws DataException if {@code lenet5-mnist} is not on the class path, or holds other data
   * @throws IOException if it cannot be read
   */
  public static Dataset train() throws IOException {
    return read("train", "train");
  }

  /**
   * The 10,000 test images of 28x28.
   *
   * @throws DataException if {@code lenet5-mnist} is not on the class path, or holds other data
   * @throws IOException if it cannot be read
   */
  public static Dataset test() throws IOException {
    return read("test", "t10k");
  }

  /** SHA-256 of the uncompressed files, by role: {@code train-images} and so on. */
  public static Map<String, String> checksums() {
    return Map.copyOf(CHECKSUMS);
  }

  private static Dataset read(String set, String fileSet) throws IOException {
    Idx images = resource(set + "-images", fileSet + "-images-idx3-ubyte.gz", 3);
    Idx labels = resource(set + "-labels", fileSet + "-labels-idx1-ubyte.gz", 1);
    return new Dataset(
        "mnist " + set,
        images.sizes()[1],
        images.sizes()[2],
        images.elements(),
        labels.elements(),
        DIGITS);
  }

  private static Idx resource(String role, String file, int rank) throws IOException {
    String path = "org/lenet5/mnist/" + file;
    try (InputStream in = Mnist.class.getClassLoader().getResourceAsStream(path)) {
      if (in == null) {
        throw new DataException(
            "mnist: got no resource %s, expected the artifact lenet5-mnist on the class path, or on the module path with --add-modules org.lenet5.mnist"
                .formatted(path));
      }
      Idx idx = Idx.read(path, in, rank);
      if (!idx.sha256().equals(CHECKSUMS.get(role))) {
        throw new DataException(
            "%s: got SHA-256 %s, expected %s".formatted(path, idx.sha256(), CHECKSUMS.get(role)));
      }
      return idx;
    }
  }
}
