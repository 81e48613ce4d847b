package org.lenet5.io;

import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.util.Arrays;
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
      ColourMeans means = ColourMeans.of(in, width, height, most);
      ImageTypeSpecifier type = reader.getImageTypes(0).next();
      int[] palette = new int[256];
      Arrays.fill(palette, Luminance.argb(255, 0, 0, 0));
      ((IndexColorModel) type.getColorModel()).getRGBs(palette);
      int[] colours = new int[width];
      boolean[] seen = new boolean[height];
      RowRaster.Rows rows =
          (y, indices) -> {
            in.checkTime();
            for (int x = 0; x < width; x++) {
              colours[x] = palette[indices[x] & 0xff];
            }
            means.add(y, 0, 1, colours, width);
            seen[y] = true;
          };
      ImageReadParam param = reader.getDefaultReadParam();
      param.setDestination(RowRaster.image(type, width, height, rows));
      reader.read(0, param);
      Arrays.fill(colours, palette[0]);
      for (int y = 0; y < height; y++) {
        if (!seen[y]) { // data may end early
          means.add(y, 0, 1, colours, width);
        }
      }
      return means.picture();
    } finally {
      reader.dispose();
    }
  }
}
