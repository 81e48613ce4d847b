package org.lenet5.io;

import org.lenet5.reading.Picture;

/**
 * {@link SquareMeans} of a JPEG in four inks (CMYK): the light that they leave of white paper. C, M
 * and Y take red, green and blue of it, and K takes its part of what is left.
 *
 * <p>Adobe stores ink inverted, 255 for none, and marks its files. Without the mark, 0 is none
 * (ITU-T T.872) or, where a program has lost the mark, 255. The wrong way would make one black of
 * white and of pure K. So both are tried, and the one of less ink is taken: the other has more than
 * 200% of ink on a whole sheet, which nobody prints.
 */
final class InkMeans implements RowRaster.Rows {
  private final SquareMeans inverted;

  /** If 0 is no ink; null in a marked file. */
  private final SquareMeans plain;

  private final byte[] levels;

  /** Of all values if they are inverted: above 0 if more than half of what is possible. */
  private long ink;

  private InkMeans(SquareMeans inverted, SquareMeans plain, int width) {
    this.inverted = inverted;
    this.plain = plain;
    levels = new byte[width];
  }

  /**
   * Of a picture of which nothing but the markers are read.
   *
   * @param most its pixels at most
   * @throws PictureException if its size is not one to be decoded
   */
  static InkMeans of(PictureInput in, JpegOutline jpeg, int most) throws PictureException {
    SquareMeans inverted = SquareMeans.of(in, jpeg.width(), jpeg.height(), most);
    SquareMeans plain = jpeg.adobe() ? null : SquareMeans.of(in, jpeg.width(), jpeg.height(), most);
    return new InkMeans(inverted, plain, jpeg.width());
  }

  /**
   * Adds a row.
   *
   * @param inks C, M, Y and K of each pixel, as the decoder of the JDK has them: 255 less what is
   *     stored, be there a mark or not
   */
  @Override
  public void row(int y, byte[] inks) {
    add(inverted, y, inks, 255);
    if (plain != null) {
      add(plain, y, inks, 0);
      for (byte value : inks) {
        ink += 2 * (value & 0xff) - 255;
      }
    }
  }

  /**
   * @param flip what makes light of a value, by exclusive or
   */
  private void add(SquareMeans means, int y, byte[] inks, int flip) {
    for (int x = 0, at = 0; x < levels.length; x++, at += 4) {
      int colour =
          Luminance.of(
              inks[at] & 0xff ^ flip, inks[at + 1] & 0xff ^ flip, inks[at + 2] & 0xff ^ flip);
      levels[x] = (byte) ((colour * (inks[at + 3] & 0xff ^ flip) + 127) / 255);
    }
    means.add(y, 0, 1, levels, levels.length);
  }

  /** The means, rounded; ends the use of this object. */
  Picture picture() {
    return plain != null && ink > 0 ? plain.picture() : inverted.picture();
  }
}
