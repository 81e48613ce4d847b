package org.lenet5.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

  private static final String SMILE = "\uD83D\uDE00";

  @ParameterizedTest
  @ValueSource(strings = {"", "a-b_1.png", "é 中 \\u001b", "\uD83D\uDE00", "'\"$"})
  void whatIsPrintableStays(String text) {
    assertThat(Printable.escaped(text)).isSameAs(text);
    assertThat(Printable.of(text)).isEqualTo(text);
    assertThat(Printable.line(text)).isEqualTo(text);
    assertThat(Printable.path(Path.of(text))).isEqualTo(text);
  }

  @Test
  void whatIsNotIsEscaped() {
    assertThat(Printable.escaped("a\u001b[2J\r\n\t\u0000\u007f\u009b\u202e\u2028\u00ad\ufffe"))
        .isEqualTo(
            "a\\u001b[2J\\u000d\\u000a\\u0009\\u0000\\u007f\\u009b\\u202e\\u2028\\u00ad\\ufffe");
    assertThat(Printable.escaped("\uD83D" + SMILE + "\uDE00"))
        .isEqualTo("\\ud83d" + SMILE + "\\ude00");
    assertThat(Printable.escaped("\uDB40\uDC01")).isEqualTo("\\udb40\\udc01"); // a language tag
    assertThat(Printable.escapedLines("a\n\tb\r\u001b")).isEqualTo("a\n\tb\\u000d\\u001b");
  }

  @Test
  void aTextIsCutBetweenCharacters() {
    assertThat(Printable.of("a".repeat(200))).isEqualTo("a".repeat(200));
    assertThat(Printable.of("a".repeat(20_000))).isEqualTo("a".repeat(200) + "...");
    assertThat(Printable.of("\u001b".repeat(20_000)))
        .isEqualTo("\\u001b".repeat(33) + "..."); // 198 characters
    assertThat(Printable.of("ab" + SMILE, 3)).isEqualTo("ab...");
    assertThat(Printable.of("ab" + SMILE, 4)).isEqualTo("ab" + SMILE);
  }

  @Test
  void aMessageIsOneLineWithItsBeginningAndItsEnd() {
    assertThat(Printable.line("\n who: got\r\n  X  \n\n, expected\u001b\n"))
        .isEqualTo("who: got; X; , expected\\u001b");
    String line = Printable.line("who: got " + SMILE.repeat(20_000) + ", expected less");
    assertThat(line).hasSizeBetween(1900, Printable.LONGEST_LINE);
    assertThat(line).startsWith("who: got " + SMILE).contains(" ... ").endsWith(", expected less");
    assertThat(Printable.escaped(line)).isSameAs(line);
    assertThat(Printable.line("\u001b".repeat(20_000)))
        .hasSizeLessThanOrEqualTo(Printable.LONGEST_LINE);
    assertThat(Printable.line(" ".repeat(10_000_000) + "a")).isEqualTo("a");
  }

  @Test
  void whateverIsMadeIsPrintableAndShort() {
    Random random = new Random(5);
    for (int i = 0; i < 50; i++) {
      char[] units = new char[random.nextInt(3000)];
      for (int j = 0; j < units.length; j++) {
        // Mostly what needs care, and any half of a pair.
        units[j] = (char) (random.nextBoolean() ? random.nextInt(0x100) : random.nextInt(0x10000));
      }
      String text = new String(units);
      for (String made :
          new String[] {
            Printable.of(text),
            Printable.line(text),
            Printable.escaped(text),
            Printable.quoted(text)
          }) {
        assertThat(made.codePoints().allMatch(Printable::isPrintable)).as("text %d", i).isTrue();
      }
      assertThat(Printable.of(text)).hasSizeLessThanOrEqualTo(203);
      assertThat(Printable.line(text)).hasSizeLessThanOrEqualTo(Printable.LONGEST_LINE);
    }
  }

  @Test
  void plainTextsAreQuotedAsEver() {
    assertThat(Printable.quoted("runs/a_1.b-c")).isEqualTo("runs/a_1.b-c");
    assertThat(Printable.quoted("a b")).isEqualTo("'a b'");
    assertThat(Printable.quoted("it's")).isEqualTo("'it'\\''s'");
    assertThat(Printable.quoted("")).isEqualTo("''");
    assertThat(Printable.quoted("a\u001b[31mb\n'\\")).isEqualTo("$'a\\033[31mb\\012\\047\\134'");
  }

  /** The launcher needs bash, so that it is there. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b",
        "it's",
        "",
        "a\u001b[31mb\n",
        "\u202e'\\\"$(x)`",
        "é\t7",
        "\u00017",
        "!~*?"
      })
  void aShellReadsWhatWasQuoted(String text) throws IOException {
    Process bash =
        new ProcessBuilder("bash", "-c", "printf %s " + Printable.quoted(text))
            .redirectErrorStream(true)
            .start();
    assertThat(bash.getInputStream().readAllBytes())
        .isEqualTo(text.getBytes(StandardCharsets.UTF_8));
  }
}
