package org.lenet5.io;

import java.awt.Point;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import javax.imageio.ImageTypeSpecifier;

/**
 * Where a decoder of the JDK believes to store its picture: it keeps no pixels, and hands on each
 * row that it is given. So a picture of any size is decoded in one pass and in the memory of a row.
 * It has what the decoders of JPEG and GIF call, and nothing else.
 */
final class RowRaster extends WritableRaster {

  /** What becomes of the rows. */
  interface Rows {
    /**
     * @param y its place, from the top. Progressive pictures come several times.
     * @param samples one byte for each sample, pixel by pixel. Not to be modified or kept.
     */
    void row(int y, byte[] samples);
  }

  private final Rows rows;

  private RowRaster(ImageTypeSpecifier type, int width, int height, Rows rows) {
    super(type.getSampleModel(width, height), new DataBufferByte(1), new Point());
    this.rows = rows;
  }

  /** To be given to a decoder as the destination of a whole picture of bytes. */
  static BufferedImage image(ImageTypeSpecifier type, int width, int height, Rows rows) {
    RowRaster raster = new RowRaster(type, width, height, rows);
    return new BufferedImage(type.getColorModel(), raster, false, null);
  }

  /** What the decoder of JPEG calls, with a raster of one row. */
  @Override
  public void setRect(int x, int y, Raster row) {
    DataBufferByte buffer = (DataBufferByte) row.getDataBuffer();
    handOn(x, y, row.getWidth(), row.getHeight(), buffer.getData());
  }

  /** What the decoder of GIF calls, with an index for each pixel of a row. */
  @Override
  public void setDataElements(int x, int y, int width, int height, Object row) {
    handOn(x, y, width, height, (byte[]) row);
  }

  private void handOn(int x, int y, int width, int height, byte[] samples) {
    if (x != 0 || width != getWidth() || height != 1) {
      throw new UnsupportedOperationException("part of a row");
    }
    rows.row(y, samples);
  }
}
