package org.lenet5.io.download;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The data sets that can be fetched by name.
 *
 * @param entries the data sets, in the order to list them
 */
public record Catalog(List<CatalogEntry> entries) {

  public Catalog {
    entries = List.copyOf(entries);
  }

  /**
   * MNIST and its two drop-in replacements: 60,000 training and 10,000 test images of 28x28 pixels
   * in 10 classes, four IDX files each. The checksums are those of the files first published.
   */
  public static Catalog standard() {
    return new Catalog(List.of(mnist(), fashionMnist(), kmnist()));
  }

  /**
   * The data set of that name.
   *
   * @throws IllegalArgumentException if there is none; the message lists the names
   */
  public CatalogEntry entry(String name) {
    return entries.stream()
        .filter(entry -> entry.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "data set: got '%s', expected one of %s"
                        .formatted(
                            name,
                            entries.stream()
                                .map(CatalogEntry::name)
                                .collect(Collectors.joining(", ")))));
  }

  private static CatalogEntry mnist() {
    return new CatalogEntry(
        "mnist",
        "MNIST, handwritten digits",
        "CC BY-SA 3.0, Yann LeCun, Corinna Cortes and Christopher J.C. Burges",
        List.of(
            URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
            URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/")),
        List.of(
            file(
                "train-images-idx3-ubyte.gz",
                9_912_422,
                "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
                "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
            file(
                "train-labels-idx1-ubyte.gz",
                28_881,
                "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
                "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
            file(
                "t10k-images-idx3-ubyte.gz",
                1_648_877,
                "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
                "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
            file(
                "t10k-labels-idx1-ubyte.gz",
                4_542,
                "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
                "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2")));
  }

  private static CatalogEntry fashionMnist() {
    return new CatalogEntry(
        "fashion-mnist",
        "Fashion-MNIST, articles of clothing",
        "MIT, Zalando SE",
        List.of(URI.create("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/")),
        List.of(
            file(
                "train-images-idx3-ubyte.gz",
                26_421_880,
                "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
            file(
                "train-labels-idx1-ubyte.gz",
                29_515,
                "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
            file(
                "t10k-images-idx3-ubyte.gz",
                4_422_102,
                "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
            file(
                "t10k-labels-idx1-ubyte.gz",
                5_148,
                "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5")));
  }

  private static CatalogEntry kmnist() {
    return new CatalogEntry(
        "kmnist",
        "Kuzushiji-MNIST, cursive Japanese characters",
        "CC BY-SA 4.0, Center for Open Data in the Humanities (CODH)",
        List.of(URI.create("http://codh.rois.ac.jp/kmnist/dataset/kmnist/")),
        List.of(
            file(
                "train-images-idx3-ubyte.gz",
                18_165_135,
                "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4"),
            file(
                "train-labels-idx1-ubyte.gz",
                29_497,
                "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17"),
            file(
                "t10k-images-idx3-ubyte.gz",
                3_041_136,
                "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5"),
            file(
                "t10k-labels-idx1-ubyte.gz",
                5_120,
                "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c")));
  }

  private static CatalogFile file(String name, long size, String sha256) {
    return new CatalogFile(name, size, sha256, Optional.empty());
  }

  private static CatalogFile file(String name, long size, String sha256, String contentSha256) {
    return new CatalogFile(name, size, sha256, Optional.of(contentSha256));
  }
}
