package org.lenet5.io.download;

/** A mirror did not deliver. Never leaves the package: a {@link DownloadException} sums them up. */
final class MirrorException extends Exception {

  private static final long serialVersionUID = 1;

  private final boolean again;

  /**
   * @param reason what happened, for the user; what the mirror said is made {@link
   *     org.lenet5.io.Printable} in it
   * @param again whether the same mirror deserves another attempt
   */
  MirrorException(String reason, boolean again) {
    super(reason);
    this.again = again;
  }

  boolean again() {
    return again;
  }
}
