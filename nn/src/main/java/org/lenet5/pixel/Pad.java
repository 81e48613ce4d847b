package org.lenet5.pixel;

import java.util.Arrays;

/** Zeros all around, the image in the middle; an odd row or column goes to the bottom or right. */
public record Pad(int fromRows, int fromColumns, int toRows, int toColumns) implements Fitter {

  public Pad {
    if (fromRows > toRows || fromColumns > toColumns) {
      throw new IllegalArgumentException(
          "padding: got an image of %dx%d, expected at most %dx%d"
              .formatted(fromRows, fromColumns, toRows, toColumns));
    }
  }

  @Override
  public void fit(byte[] from, int fromAt, byte[] to, int toAt) {
    Arrays.fill(to, toAt, toAt + toRows * toColumns, (byte) 0);
    int top = (toRows - fromRows) / 2;
    int left = (toColumns - fromColumns) / 2;
    for (int row = 0; row < fromRows; row++) {
      System.arraycopy(
          from, fromAt + row * fromColumns, to, toAt + (top + row) * toColumns + left, fromColumns);
    }
  }
}
