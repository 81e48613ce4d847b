package org.lenet5.run.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import org.lenet5.io.Printable;

/** Texts from outside, made fit to be drawn, and numbers as text. */
final class Words {
  private Words() {}

  /** With an escape for each character that no font draws; XML forbids some of them. */
  static String clean(String text) {
    return Printable.escaped(text);
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
