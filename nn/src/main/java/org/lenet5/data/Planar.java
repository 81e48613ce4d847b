package org.lenet5.data;

/**
 * A planar distortion of an image about its centre, in the order of its parts.
 *
 * @param mirrored whether left and right change places
 * @param squeeze factor of the width, divisor of the height, above 0
 * @param scale factor of both, above 0
 * @param shear pixels to the right for each pixel down
 * @param degrees of rotation, clockwise
 * @param down pixels of the stored image moved
 * @param across pixels moved to the right
 */
public record Planar(
    boolean mirrored,
    double squeeze,
    double scale,
    double shear,
    double degrees,
    double down,
    double across) {

  /** A change of size. */
  public static Planar scaled(double factor) {
    return new Planar(false, 1, factor, 0, 0, 0, 0);
  }

  /** A rotation, clockwise. */
  public static Planar rotated(double degrees) {
    return new Planar(false, 1, 1, 0, degrees, 0, 0);
  }

  /** A translation. */
  public static Planar moved(double down, double across) {
    return new Planar(false, 1, 1, 0, 0, down, across);
  }
}
