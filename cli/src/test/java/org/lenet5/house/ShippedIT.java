package org.lenet5.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the command is shipped with: the jars that its own jar names. Runs when they are there. */
class ShippedIT {
  // The test runs in the module's folder.
  private static final Path TARGET = Path.of("target");
  private static final Path ROOT = Path.of("..");

  private static final String OURS = "lenet5-";

  private static List<Path> jars() throws IOException {
    try (JarFile main = new JarFile(TARGET.resolve("lenet5-cli.jar").toFile())) {
      String names = main.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      return Stream.of(names.split(" ")).map(TARGET::resolve).toList();
    }
  }

  private static String withoutVersion(Path jar) {
    return jar.getFileName().toString().replaceFirst("-\\d.*", "");
  }

  private static List<MatchResult> find(String regex, Path file) throws IOException {
    return Pattern.compile(regex, Pattern.MULTILINE)
        .matcher(Files.readString(file))
        .results()
        .toList();
  }

  /** By library, its licence. */
  private static Map<String, String> licences(List<MatchResult> lines, int library, int licence) {
    Map<String, String> licences = new TreeMap<>();
    lines.forEach(line -> licences.put(line.group(library), line.group(licence)));
    return licences;
  }

  @Test
  void theNoticeNamesEachLibraryWithTheLicenceOfItsPom() throws IOException {
    Map<String, String> notice =
        licences(find("^  (\\S+) +(\\S+) +https://", ROOT.resolve("NOTICE")), 1, 2);
    Map<String, String> poms =
        licences(
            find(
                "^ *\\(([^()]*)\\).*\\([^():]+:([^():]+):",
                TARGET.resolve("generated-sources/license/THIRD-PARTY.txt")),
            2,
            1);
    assertThat(notice).isEqualTo(poms);
    assertThat(jars().stream().map(ShippedIT::withoutVersion).filter(n -> !n.startsWith(OURS)))
        .containsExactlyInAnyOrderElementsOf(notice.keySet());
  }

  @Test
  void noJarHoldsNativeCode() throws IOException {
    Pattern library = Pattern.compile(".*\\.(so|dll|dylib|jnilib|a|o|exe)(\\.\\d+)*");
    List<String> found = new ArrayList<>();
    int classes = 0;
    for (Path jar : jars()) {
      try (JarFile file = new JarFile(jar.toFile())) {
        for (String name : file.stream().map(entry -> entry.getName()).toList()) {
          classes += name.endsWith(".class") ? 1 : 0;
          if (library.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
            found.add(jar.getFileName() + ": " + name);
          }
        }
      }
    }
    assertThat(found).isEmpty();
    assertThat(classes).isGreaterThan(500);
  }

  /** Otherwise it would not notice that one has changed. */
  @Test
  void theLauncherLooksAtEachModule() throws IOException {
    String modules =
        find("^sources=\\(pom\\.xml \\{(.*)}/\\{pom\\.xml,src/main}\\)$", ROOT.resolve("lenet5"))
            .getFirst()
            .group(1);
    TreeSet<String> shipped = new TreeSet<>(List.of("cli"));
    jars().stream()
        .map(ShippedIT::withoutVersion)
        .filter(name -> name.startsWith(OURS))
        .forEach(name -> shipped.add(name.substring(OURS.length())));
    assertThat(modules.split(",")).containsExactlyInAnyOrderElementsOf(shipped);
  }
}
