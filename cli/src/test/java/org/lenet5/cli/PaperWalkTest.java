package org.lenet5.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lenet5.layer.RbfCodes;

/** What docs/paper quotes exists: code, files, members, commands, their output, and the codes. */
class PaperWalkTest {
  // The test runs in the module's folder, the pages lie above it.
  private static final Path PAGES = Path.of("..", "docs", "paper");

  /** A link, or the start of a block of Java: the code is from the file last linked to. */
  private static final Pattern LINK_OR_CODE =
      Pattern.compile(
          "\\[([^\\[\\]]*)\\]\\(([^)#]+)[^)]*\\)|^```java\n(.*?)^```",
          Pattern.DOTALL | Pattern.MULTILINE);

  private static final Pattern MEMBER = Pattern.compile("`([A-Z]\\w+)((?:\\.\\w+)*)`");
  private static final Pattern COMMAND = Pattern.compile("^\\./lenet5 (.*)$", Pattern.MULTILINE);

  /** A block of commands, and one of what they print. */
  private static final Pattern PRINTS =
      Pattern.compile("```sh\n\\./lenet5 ([^\n]*)\n```\n\n```text\n(.*?)```", Pattern.DOTALL);

  @TempDir Path temp;

  static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(PAGES)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
  }

  @Test
  void thereAreSevenPages() throws IOException {
    assertThat(pages()).hasSize(7);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linksLeadSomewhereAndCodeIsTheirs(Path page) throws IOException {
    Matcher found = LINK_OR_CODE.matcher(Files.readString(page));
    Path linked = null;
    while (found.find()) {
      if (found.group(3) != null) {
        assertThat(lines(Files.readString(linked)))
            .as("%s", linked)
            .contains(lines(found.group(3)));
      } else if (!found.group(2).startsWith("https:")) {
        Path file = PAGES.resolve(found.group(2));
        assertThat(file).exists();
        if (file.toString().endsWith(".java")) {
          linked = file;
          requireMember(found.group(1), file);
        }
      }
    }
  }

  /** {@code Network.forward} links to Network.java, in which there is something called forward. */
  private static void requireMember(String text, Path file) throws IOException {
    Matcher member = MEMBER.matcher(text);
    assertThat(member.matches()).as(text).isTrue();
    assertThat(file).hasFileName(member.group(1) + ".java");
    for (String name : member.group(2).split("\\.")) {
      assertThat(file).content().containsPattern("\\b" + name + "\\b");
    }
  }

  /** Code as it is but for its indentation. */
  private static String lines(String code) {
    return code.lines().map(String::strip).collect(Collectors.joining("\n"));
  }

  /**
   * None is run to its end: an unknown option is refused, which must be the first thing not
   * understood, and train looks for its data after it has read the values of its options.
   */
  @ParameterizedTest
  @MethodSource("pages")
  void commandsAreUnderstood(Path page) throws IOException {
    Matcher command = COMMAND.matcher(Files.readString(page));
    while (command.find()) {
      String words = command.group(1);
      assertThat(run(words + " --nothing").err()).startsWith("option: got --nothing,");
      if (words.startsWith("train")) {
        Path none = temp.resolve("none");
        assertThat(run(words + " --data " + none).err()).startsWith(none + ": ");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void quickCommandsPrintWhatThePageSays(Path page) throws IOException {
    Matcher prints = PRINTS.matcher(Files.readString(page));
    while (prints.find()) {
      String command = prints.group(1);
      if (command.startsWith("summary")) {
        assertThat(run(command).done().out()).contains(prints.group(2));
      } else if (command.equals("reproduce table1")) {
        assertThat(run(command + " --out " + temp).done().out()).contains(prints.group(2));
      }
    }
  }

  private static Cli.Result run(String words) {
    return Cli.run((Object[]) words.split(" +"));
  }

  @Test
  void codesAndTheirDifferences() throws IOException {
    String page = Files.readString(PAGES.resolve("network.md"));
    RbfCodes digits = RbfCodes.of(IntStream.range(0, 10).mapToObj(Integer::toString).toList());
    StringBuilder pictures = new StringBuilder();
    for (int row = 0; row < RbfCodes.ROWS; row++) {
      pictures.append(row(digits, 6, row)).append("   ").append(row(digits, 8, row)).append('\n');
    }
    StringBuilder differences = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      differences.append(i);
      for (int j = 0; j < 10; j++) {
        differences.append("%4s".formatted(i == j ? "." : digits.difference(i, j)));
      }
      differences.append('\n');
    }
    RbfCodes round = RbfCodes.of(List.of("O", "o", "0"));
    assertThat(page)
        .contains(pictures)
        .contains(differences)
        .contains(
            "`O` and `o` differ in %d places, `O` and `0` in %d"
                .formatted(round.difference(0, 1), round.difference(0, 2)));
  }

  private static String row(RbfCodes codes, int classNumber, int row) {
    return IntStream.range(0, RbfCodes.COLUMNS)
        .mapToObj(column -> codes.value(classNumber, row, column) == 1 ? "#" : ".")
        .collect(Collectors.joining());
  }
}
