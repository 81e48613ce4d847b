package org.lenet5.reading;

/** A picture in which more than one digit is drawn. */
public final class SeveralDigitsException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  SeveralDigitsException(int digits) {
    super("image: got %d digits side by side, expected one; cut it out".formatted(digits));
  }
}
