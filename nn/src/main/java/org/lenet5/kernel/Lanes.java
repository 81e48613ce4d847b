package org.lenet5.kernel;

/** Sixteen neighbours in memory. */
public final class Lanes {
  /** Lanes that lie side by side, whatever the machine's vectors hold. */
  public static final int LANES = 16;

  private Lanes() {}

  /**
   * The sum of 16 lanes by one fixed tree: lane l takes lane l + 8, then l + 4, l + 2, l + 1.
   *
   * @param x lanes from {@code xAt}. Not modified.
   */
  public static float sum(float[] x, int xAt) {
    return ((pair(x, xAt) + pair(x, xAt + 4)) + (pair(x, xAt + 2) + pair(x, xAt + 6)))
        + ((pair(x, xAt + 1) + pair(x, xAt + 5)) + (pair(x, xAt + 3) + pair(x, xAt + 7)));
  }

  private static float pair(float[] x, int at) {
    return x[at] + x[at + 8];
  }
}
