package org.lenet5.run.chart;

import java.math.BigDecimal;
import java.math.MathContext;

/** Texts from outside, made fit to be drawn, and numbers as text. */
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

  /** A whole number as it is, another one with up to three digits that count. */
  static String number(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e9;
    MathContext digits = whole ? MathContext.UNLIMITED : new MathContext(3);
    return new BigDecimal(value, digits).stripTrailingZeros().toPlainString();
  }
}
