package org.lenet5.reading;

/**
 * A connected region of ink or of paper.
 *
 * @param number its own
 * @param parent the number of the region around it, less than its own, or {@link #NONE}
 * @param pixels how many
 * @param mass the sum of their ink
 * @param squares the sum of its squares
 * @param peak the most ink
 * @param contact how many of the pixels are at the picture's border
 */
record Region(
    int number,
    boolean ink,
    int parent,
    int pixels,
    long mass,
    double squares,
    int peak,
    Box box,
    int contact) {

  /** The number of what is around regions at the border. */
  static final int NONE = -1;
}
