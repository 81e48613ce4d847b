package org.lenet5.io.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogTest {

  private static final String SUM = "0123456789abcdef".repeat(4);

  private static CatalogFile file(String name) {
    return new CatalogFile(name, 1, SUM, Optional.empty());
  }

  private static CatalogEntry entry(URI mirror) {
    return new CatalogEntry("toy", "", "", List.of(mirror), List.of(file("a.gz")));
  }

  @Test
  void standardCatalogHoldsThreeSetsOfFourFiles() {
    Set<String> sums = new HashSet<>();
    for (CatalogEntry entry : Catalog.standard().entries()) {
      assertThat(entry.files())
          .extracting(CatalogFile::name)
          .containsExactly(
              "train-images-idx3-ubyte.gz",
              "train-labels-idx1-ubyte.gz",
              "t10k-images-idx3-ubyte.gz",
              "t10k-labels-idx1-ubyte.gz");
      entry.files().forEach(file -> sums.add(file.sha256()));
    }
    assertThat(sums).hasSize(12);
    assertThat(Catalog.standard().entry("mnist").size()).isEqualTo(11_594_722);
    assertThat(Catalog.standard().entry("mnist").mirrors()).hasSize(2);
  }

  @Test
  void unknownNameListsTheKnownOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Catalog.standard().entry("minst"))
        .withMessage("data set: got 'minst', expected one of mnist, fashion-mnist, kmnist");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".gz",
        "..",
        "../a.gz",
        "a/b.gz",
        "a\\b.gz",
        "/a.gz",
        "C:a.gz",
        ".lock.gz",
        "a.gz.part",
        "a b.gz",
        "a\0.gz",
        "a.gz\n"
      })
  void fileNameCannotLeaveTheFolder(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> file(name)).withMessageContaining(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "../x", "a/b", "A", "-a"})
  void entryNameCannotLeaveTheCache(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new CatalogEntry(
                    name, "", "", List.of(URI.create("http://a/")), List.of(file("a.gz"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a/b", "file:///etc/", "ftp://a/", "http:///a", "http://u:p@a/", "http://a/?b"})
  void mirrorMustBeAFolderOnTheWeb(String mirror) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> entry(URI.create(mirror)))
        .withMessageContaining(mirror);
  }

  @Test
  void mirrorGetsItsSlash() {
    CatalogEntry entry = entry(URI.create("https://example.org/a"));
    assertThat(entry.mirrors()).containsExactly(URI.create("https://example.org/a/"));
    assertThat(entry.withMirrors(List.of(URI.create("http://b"))).mirrors())
        .containsExactly(URI.create("http://b/"));
  }

  @Test
  void entriesAreChecked() {
    URI mirror = URI.create("http://a/");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CatalogEntry("toy", "", "", List.of(), List.of(file("a.gz"))));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CatalogEntry("toy", "", "", List.of(mirror), List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new CatalogEntry(
                    "toy", "", "", List.of(mirror), List.of(file("a.gz"), file("a.gz"))))
        .withMessageContaining("twice");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CatalogFile("a.gz", 0, SUM, Optional.empty()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CatalogFile("a.gz", 1, "abc", Optional.empty()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CatalogFile("a.gz", 1, SUM, Optional.of("abc")));
    assertThat(new CatalogFile("a.gz", 1, SUM.toUpperCase(), Optional.empty()).sha256())
        .isEqualTo(SUM);
  }

  @Test
  void cacheFolderFollowsTheSystem() {
    Path home = Path.of("home").toAbsolutePath();
    Path xdg = Path.of("xdg").toAbsolutePath();
    assertThat(CacheFolder.of(Map.of("XDG_CACHE_HOME", xdg.toString()), "Linux", home))
        .isEqualTo(xdg.resolve("lenet5"));
    assertThat(CacheFolder.of(Map.of("XDG_CACHE_HOME", "relative"), "Linux", home))
        .isEqualTo(home.resolve(".cache/lenet5"));
    assertThat(CacheFolder.of(Map.of(), "Linux", home)).isEqualTo(home.resolve(".cache/lenet5"));
    assertThat(CacheFolder.of(Map.of(), "Mac OS X", home))
        .isEqualTo(home.resolve("Library/Caches/lenet5"));
    assertThat(CacheFolder.of(Map.of("LOCALAPPDATA", xdg.toString()), "Windows 11", home))
        .isEqualTo(xdg.resolve("lenet5"));
    assertThat(CacheFolder.of(Map.of(), "Windows 11", home))
        .isEqualTo(home.resolve("AppData/Local/lenet5"));
  }
}
