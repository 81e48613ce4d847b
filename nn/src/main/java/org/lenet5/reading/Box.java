package org.lenet5.reading;

/** Rows and columns of a picture, from (inclusive) and to (exclusive). */
record Box(int top, int left, int bottom, int right) {

  int rows() {
    return bottom - top;
  }

  int columns() {
    return right - left;
  }

  int longer() {
    return Math.max(rows(), columns());
  }

  /** The least around both. */
  Box union(Box other) {
    return new Box(
        Math.min(top, other.top),
        Math.min(left, other.left),
        Math.max(bottom, other.bottom),
        Math.max(right, other.right));
  }

  /** The greater of the distances along rows and along columns, at least 0. */
  int gap(Box other) {
    int down = Math.max(top - other.bottom, other.top - bottom);
    int across = Math.max(left - other.right, other.left - right);
    return Math.max(Math.max(down, across), 0);
  }

  /** The same rows and columns of a picture around the one they are of. */
  Box moved(int down, int across) {
    return new Box(top + down, left + across, bottom + down, right + across);
  }
}
