package org.lenet5.cli.picture;

/** Texts from outside, made fit to be drawn. */
final class Words {
  private Words() {}

  /** With a replacement character for each that no font draws and XML forbids. */
  static String clean(String text) {
    return text.replaceAll("[\\p{Cntrl}\\p{Cs}\\uFFFE\\uFFFF]", "\uFFFD");
  }

  /** Cut, with an ellipsis, to at most {@code most} characters. */
  static String cut(String text, int most) {
    return text.codePointCount(0, text.length()) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
  }
}
