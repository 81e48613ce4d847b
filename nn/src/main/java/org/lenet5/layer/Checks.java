package org.lenet5.layer;

/** What several layers check of their sizes. */
final class Checks {
  private Checks() {}

  static void convolution(Shape input, int maps, int kernel) {
    if (maps < 1 || kernel < 1 || kernel > Math.min(input.rows(), input.columns())) {
      throw new IllegalArgumentException(
          "convolution: got %d maps of %dx%d, %d output maps and a kernel of %dx%d, expected at least one map each and a kernel within the input"
              .formatted(input.maps(), input.rows(), input.columns(), maps, kernel, kernel));
    }
  }

  static void window(String name, Shape input, int window) {
    if (window < 1 || window > input.rows() || window > input.columns()) {
      throw new IllegalArgumentException(
          "%s: got a window of %d, expected 1 to the size of the input %s"
              .formatted(name, window, input));
    }
  }

  static void units(String name, int units) {
    if (units < 1) {
      throw new IllegalArgumentException(
          "%s: got %d units, expected at least 1".formatted(name, units));
    }
  }

  /** Either the input is read as a whole, or at each of its positions. */
  static void positions(String name, Shape input, int positions) {
    if (positions != 1 && positions != input.positions()) {
      throw new IllegalArgumentException(
          "%s: got %d positions, expected 1 or the %d of the input %s"
              .formatted(name, positions, input.positions(), input));
    }
  }

  /**
   * How many positions there are for another input: as many as it has, if at each there is what was
   * read at one.
   */
  static int widened(String name, Shape input, int positions, Shape other) {
    if (other.maps() == input.maps()
        && other.rows() == input.rows()
        && other.columns() == input.columns()) {
      return positions;
    }
    if (other.maps() != input.size() / positions) {
      throw new IllegalArgumentException(
          "%s: got an input of %s, expected %d maps of any size"
              .formatted(name, other, input.size() / positions));
    }
    return other.positions();
  }
}
