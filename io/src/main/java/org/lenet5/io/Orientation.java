package org.lenet5.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.lenet5.reading.Picture;

/**
 * How a picture lies in its file: a camera stores what its sensor sees, and notes how it was held
 * (Exif, CIPA DC-008, tag 0x0112).
 *
 * @param number 1 upright, 3 upside down, 6 and 8 on a side; 2, 4, 5 and 7 are mirrored as well
 */
record Orientation(int number) {
  static final Orientation UPRIGHT = new Orientation(1);

  private static final int TAG = 0x0112;
  private static final int SHORT = 3;

  /**
   * Reads what Exif says: the first directory of a TIFF, of which nothing else is looked at.
   *
   * @param tiff from its byte order on; all of it, or its start. Not modified.
   * @return {@link #UPRIGHT} if it says nothing, or is damaged: no reason to refuse a picture
   */
  static Orientation ofExif(byte[] tiff) {
    if (tiff.length < 8 || tiff[0] != tiff[1] || (tiff[0] != 'I' && tiff[0] != 'M')) {
      return UPRIGHT;
    }
    ByteBuffer in = ByteBuffer.wrap(tiff);
    in.order(tiff[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    long directory = in.getInt(4) & 0xffffffffL;
    if (in.getShort(2) != 42 || directory > tiff.length - 2) {
      return UPRIGHT;
    }
    int at = (int) directory + 2;
    for (int left = in.getShort(at - 2) & 0xffff; left > 0 && at <= tiff.length - 12; left--) {
      if (in.getShort(at) == TAG) {
        int number = in.getShort(at + 8);
        boolean known = in.getShort(at + 2) == SHORT && in.getInt(at + 4) == 1;
        return known && number >= 1 && number <= 8 ? new Orientation(number) : UPRIGHT;
      }
      at += 12;
    }
    return UPRIGHT;
  }

  /** The picture as it was seen. */
  Picture upright(Picture stored) {
    if (number == 1) {
      return stored;
    }
    boolean onItsSide = number >= 5; // the first row at the left or right
    boolean lastRowFirst = number == 3 || number == 4 || number == 6 || number == 7;
    boolean lastColumnFirst = number == 2 || number == 3 || number == 7 || number == 8;
    int row = lastRowFirst ? -stored.columns() : stored.columns(); // steps in what is stored
    int column = lastColumnFirst ? -1 : 1;
    int down = onItsSide ? column : row;
    int across = onItsSide ? row : column;
    int rows = onItsSide ? stored.columns() : stored.rows();
    int columns = onItsSide ? stored.rows() : stored.columns();
    byte[] pixels = new byte[rows * columns];
    int start =
        (lastRowFirst ? pixels.length - stored.columns() : 0)
            + (lastColumnFirst ? stored.columns() - 1 : 0);
    for (int y = 0, at = 0; y < rows; y++) {
      for (int x = 0, from = start + y * down; x < columns; x++, from += across) {
        pixels[at++] = stored.pixels()[from];
      }
    }
    return new Picture(rows, columns, pixels);
  }
}
