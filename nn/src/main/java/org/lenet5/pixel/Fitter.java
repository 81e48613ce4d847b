package org.lenet5.pixel;

/** Brings byte images of one size to another. Safe for use by several threads. */
public sealed interface Fitter permits BilinearResize, Pad {

  /**
   * Reads one image of {@code from} at {@code fromAt}, overwrites one of {@code to} at {@code
   * toAt}.
   */
  void fit(byte[] from, int fromAt, byte[] to, int toAt);
}
