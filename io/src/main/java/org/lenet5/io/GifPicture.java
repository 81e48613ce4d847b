package org.lenet5.io;

import java.awt.image.IndexColorModel;
import java.io.IOException;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import org.lenet5.reading.Picture;

/** Reads the first frame of GIFs by the decoder of the JDK. */
final class GifPicture {

  private GifPicture() {}

  /**
   * Reads it, if its first bytes are a GIF's.
   *
   * @param most its pixels at most
   * @throws PictureException if its size is not one to be decoded
   * @throws IOException if it is damaged
   */
  static Picture read(PictureInput in, int most) throws IOException {
    ImageReader reader = JdkReaders.of("gif");
    try {
      reader.setInput(in, false, true);
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      SquareMeans means = SquareMeans.of(in, width, height, most);
      ImageTypeSpecifier type = reader.getImageTypes(0).next();
      byte[] palette = levels((IndexColorModel) type.getColorModel());
      byte[] levels = new byte[width];
      boolean[] seen = new boolean[height];
      RowRaster.Rows rows =
          (y, indices) -> {
            in.checkTime();
            for (int x = 0; x < levels.length; x++) {
              levels[x] = palette[indices[x] & 0xff];
            }
            means.add(y, 0, 1, levels, levels.length);
            seen[y] = true;
          };
      ImageReadParam param = reader.getDefaultReadParam();
      param.setDestination(RowRaster.image(type, width, height, rows));
      reader.read(0, param);
      for (int y = 0; y < height; y++) {
        if (!seen[y]) { // data may end early
          means.add(y, palette[0] & 0xff);
        }
      }
      return means.picture();
    } finally {
      reader.dispose();
    }
  }

  private static byte[] levels(IndexColorModel palette) {
    byte[] levels = new byte[256];
    for (int i = 0; i < palette.getMapSize(); i++) {
      int luminance = Luminance.of(palette.getRed(i), palette.getGreen(i), palette.getBlue(i));
      levels[i] = (byte) Luminance.onWhite(luminance, palette.getAlpha(i));
    }
    return levels;
  }
}
