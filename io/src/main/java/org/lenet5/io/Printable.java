package org.lenet5.io;

/** Text that came from outside, made safe for a message: on a terminal it does nothing but show. */
final class Printable {
  private static final int LONGEST = 200;

  private Printable() {}

  /**
   * The text, cut after 200 characters, with an escape such as {@code \}{@code u001b} for each that
   * controls a terminal, turns the direction of writing, breaks the line or is half a pair.
   */
  static String of(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < Math.min(text.length(), LONGEST); i++) {
      char c = text.charAt(i);
      if (isPrintable(c)) {
        out.append(c);
      } else {
        out.append("\\u%04x".formatted((int) c));
      }
    }
    return text.length() > LONGEST ? out.append("...").toString() : out.toString();
  }

  /** Whether a character does nothing but show. */
  static boolean isPrintable(int codePoint) {
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
