package org.lenet5.run;

/**
 * A setting has a value it can't have; the message names it as the command does, {@code --epochs:
 * got 0, expected an integer from 1 to 1000000}. Wrong usage rather than bad luck.
 */
public final class InvalidOptionException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /**
   * @param option its name, without hyphens before it
   * @param got the value's text
   * @param expected what would do
   */
  public InvalidOptionException(String option, String got, String expected) {
    super("--%s: got %s, expected %s".formatted(option, got, expected));
  }

  /** The cause's message is {@code who: got X, expected Y}; the option takes the place of who. */
  InvalidOptionException(String option, IllegalArgumentException cause) {
    super(
        "--%s%s".formatted(option, cause.getMessage().substring(cause.getMessage().indexOf(':'))),
        cause);
  }
}
