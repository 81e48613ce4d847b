package org.lenet5.io;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/**
 * Text from outside, made safe to print: names of files, what is in them, what a mirror says. On a
 * terminal it does nothing but show. All that this program prints goes by here.
 *
 * <p>An escape is two of JSON's where the character is a pair, so that escaped JSON is the same
 * JSON.
 */
public final class Printable {

  /** Most characters of a line that tells what went wrong or goes on. */
  public static final int LONGEST_LINE = 2000;

  private static final int LONGEST_TEXT = 200;

  private Printable() {}

  /** One text as a part of a message: {@link #escaped}, and cut after 200 characters. */
  public static String of(String text) {
    return of(text, LONGEST_TEXT);
  }

  /**
   * The same, cut elsewhere.
   *
   * @param most characters of the result, but for three dots where it is cut
   */
  public static String of(String text, int most) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      int before = out.length();
      append(out, c, Printable::isPrintable);
      if (out.length() > most) {
        out.setLength(before);
        return out.append("...").toString();
      }
    }
    return out.toString();
  }

  /**
   * A whole message as one line: its own lines joined by semicolons, {@link #escaped}, and cut to
   * {@value #LONGEST_LINE} characters. Cut in the middle, since a message begins with what it is
   * about and ends with a remedy.
   */
  public static String line(String message) {
    String line =
        escaped(
            message
                .lines()
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; ")));
    if (line.length() <= LONGEST_LINE) {
      return line;
    }
    int half = LONGEST_LINE / 2 - 10; // dots, and escapes of halves of pairs
    String start = line.substring(0, half);
    String end = line.substring(line.length() - half);
    return escaped(start + " ... " + end);
  }

  /**
   * All of a text, with an escape such as {@code \}{@code u001b} for each character that is not
   * {@linkplain #isPrintable printable}. A printable text stays as it is, so that a script can use
   * it.
   */
  public static String escaped(String text) {
    return escaped(text, Printable::isPrintable);
  }

  /** A path, {@link #escaped} and whole: systems bound it. */
  public static String path(Path path) {
    return escaped(path.toString());
  }

  /** The same as {@link #escaped} for a text of several lines: line breaks and tabs stay too. */
  public static String escapedLines(String text) {
    return escaped(text, c -> c == '\n' || c == '\t' || isPrintable(c));
  }

  private static String escaped(String text, IntPredicate stays) {
    if (text.codePoints().allMatch(stays)) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    text.codePoints().forEach(c -> append(out, c, stays));
    return out.toString();
  }

  private static void append(StringBuilder out, int codePoint, IntPredicate stays) {
    if (stays.test(codePoint)) {
      out.appendCodePoint(codePoint);
      return;
    }
    for (char unit : Character.toChars(codePoint)) {
      out.append("\\u%04x".formatted((int) unit));
    }
  }

  /**
   * A text as a shell takes it: itself, in quotes where need be, and as {@code $'...'} with octal
   * escapes of its UTF-8 where it is not printable, as bash, ksh, zsh and POSIX of 2024 read it.
   */
  public static String quoted(String text) {
    if (text.matches("[\\w./-]+")) {
      return text;
    }
    if (text.codePoints().allMatch(Printable::isPrintable)) {
      return "'" + text.replace("'", "'\\''") + "'";
    }
    StringBuilder out = new StringBuilder("$'");
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      boolean plain = b >= ' ' && b < 0x7f && b != '\'' && b != '\\';
      out.append(plain ? String.valueOf((char) b) : "\\%03o".formatted(b & 0xff));
    }
    return out.append("'").toString();
  }

  /**
   * Whether a character does nothing but show: it controls no terminal, turns no direction of
   * writing, breaks no line, is not half a pair, and exists.
   */
  public static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT, // the bidirectional overrides are among these
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
