package org.lenet5.io;

import java.io.IOException;
import java.util.Iterator;
import java.util.stream.IntStream;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import org.lenet5.reading.Picture;

/**
 * Reads JPEGs by the decoder of the JDK. What that does for a picture of several scans is bounded
 * before it starts: it keeps all coefficients between them, and makes the whole picture of them for
 * each scan, even for one of no bytes.
 */
final class JpegPicture {

  /** Of all scans together: a progressive one has some ten. A second for 100 million. */
  private static final long MOST_SCANNED = 200_000_000;

  /**
   * Bytes of coefficients, of 128 a block: 16 million pixels of full colour, 33 million as usual.
   */
  private static final long MOST_KEPT = 100_000_000;

  /** A block has two codes at least: its mean, and that nothing else comes. */
  private static final int FEWEST_BITS = 2;

  private JpegPicture() {}

  /**
   * Reads it, if its first bytes are a JPEG's.
   *
   * @param most its pixels at most
   * @throws PictureException if its size or its work are not to be decoded
   * @throws IOException if it is damaged
   */
  static Picture read(PictureInput in, int most) throws IOException {
    JpegOutline outline = JpegOutline.of(in);
    if (outline.components() == 4) {
      InkMeans means = InkMeans.of(in, outline, most);
      decode(in, outline, means);
      return outline.orientation().upright(means.picture());
    }
    ColourMeans means = ColourMeans.of(in, outline.width(), outline.height(), most);
    decode(in, outline, outline.components() == 1 ? grey(means, outline) : colours(means, outline));
    return outline.orientation().upright(means.picture());
  }

  private static RowRaster.Rows grey(ColourMeans means, JpegOutline outline) {
    return (y, levels) -> means.add(y, 0, 1, levels, outline.width());
  }

  private static RowRaster.Rows colours(ColourMeans means, JpegOutline outline) {
    int[] colours = new int[outline.width()];
    return (y, samples) -> {
      for (int x = 0, at = 0; x < colours.length; x++, at += 3) {
        colours[x] =
            Luminance.argb(255, samples[at] & 0xff, samples[at + 1] & 0xff, samples[at + 2] & 0xff);
      }
      means.add(y, 0, 1, colours, colours.length);
    };
  }

  private static void decode(PictureInput in, JpegOutline outline, RowRaster.Rows means)
      throws IOException {
    checkWork(in, outline);
    ImageReader reader = JdkReaders.of("jpeg");
    try {
      in.seek(0);
      reader.setInput(in, false, true);
      reader.addIIOReadWarningListener((source, warning) -> checkWhole(warning));
      Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
      if (!types.hasNext()) {
        throw in.refuse(
            "%d components of unknown colours".formatted(outline.components()),
            "grey, RGB or CMYK; convert it");
      }
      ImageTypeSpecifier type = types.next();
      LastScan rows = new LastScan(in, outline, means);
      ImageReadParam param = reader.getDefaultReadParam();
      param.setDestination(RowRaster.image(type, outline.width(), outline.height(), rows));
      // With bands named, no profile within is applied.
      param.setSourceBands(IntStream.range(0, type.getNumBands()).toArray());
      reader.read(0, param);
      rows.checkWhole();
    } finally {
      reader.dispose();
    }
  }

  private static void checkWork(PictureInput in, JpegOutline jpeg) throws IOException {
    long pixels = (long) jpeg.width() * jpeg.height();
    if (jpeg.inOneScan()) {
      if (jpeg.data() * 8 < jpeg.blocks() * FEWEST_BITS) {
        throw new IOException(
            "%d bytes for %dx%d pixels".formatted(jpeg.data(), jpeg.width(), jpeg.height()));
      }
    } else if (pixels * jpeg.scans() > MOST_SCANNED || jpeg.blocks() * 128 > MOST_KEPT) {
      throw in.refuse(
          "%d scans of %dx%d pixels".formatted(jpeg.scans(), jpeg.width(), jpeg.height()),
          "at most %d million pixels in all scans and %d MB between them; save it as baseline JPEG"
              .formatted(MOST_SCANNED / 1_000_000, MOST_KEPT / 1_000_000));
    }
  }

  /** The decoder takes the end of a file for the end of the picture, and fills up with grey. */
  private static void checkWhole(String warning) {
    if (warning.startsWith("Truncated")) {
      throw new IllegalStateException(warning);
    }
  }

  /** Takes the rows of the last scan; those before are the same, less exact. */
  private static final class LastScan implements RowRaster.Rows {
    private final PictureInput in;
    private final JpegOutline outline;
    private final RowRaster.Rows means;
    private int scan;
    private int rows;

    LastScan(PictureInput in, JpegOutline outline, RowRaster.Rows means) {
      this.in = in;
      this.outline = outline;
      this.means = means;
    }

    @Override
    public void row(int y, byte[] samples) {
      in.checkTime();
      if (y == 0) {
        scan++;
      }
      if (scan < outline.scans()) {
        return;
      }
      rows++;
      means.row(y, samples);
    }

    void checkWhole() throws IOException {
      if (rows != outline.height()) {
        throw new IOException("%d of %d rows".formatted(rows, outline.height()));
      }
    }
  }
}
