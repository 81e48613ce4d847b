package org.lenet5.bench.fuzz;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Good pictures: those of people, and of each kind that readers tell apart a small one. */
final class PictureSeeds {

  /** Pictures that people have; the program runs in the folder {@code bench}. */
  private static final Path PICTURES = Path.of("images-off-mnist");

  private static final ColorModel GREY_ALPHA =
      new ComponentColorModel(
          ColorSpace.getInstance(ColorSpace.CS_GRAY),
          true,
          false,
          Transparency.TRANSLUCENT,
          DataBuffer.TYPE_BYTE);

  private static final IndexColorModel SIXTEEN_GREYS = greys();

  private PictureSeeds() {}

  /** Pictures of people, and of every type of pixel, plain, interlaced and transparent. */
  static List<Input> pngs() throws IOException {
    List<Input> pictures = new ArrayList<>(ofPeople("drawings/3-0.png", "strokes/7-1.png"));
    for (int type :
        new int[] {
          BufferedImage.TYPE_BYTE_BINARY,
          BufferedImage.TYPE_BYTE_INDEXED,
          BufferedImage.TYPE_BYTE_GRAY,
          BufferedImage.TYPE_USHORT_GRAY,
          BufferedImage.TYPE_INT_RGB,
          BufferedImage.TYPE_4BYTE_ABGR
        }) {
      pictures.add(written(drawn(type), "png", false, null));
      pictures.add(written(drawn(type), "png", true, null));
    }
    BufferedImage greyAlpha =
        new BufferedImage(
            GREY_ALPHA, GREY_ALPHA.createCompatibleWritableRaster(40, 30), false, null);
    pictures.add(written(greyAlpha, "png", false, null));
    byte[] white = {0, (byte) 255, 0, (byte) 255, 0, (byte) 255};
    for (int type :
        new int[] {
          BufferedImage.TYPE_BYTE_INDEXED, BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_INT_RGB
        }) {
      int length = type == BufferedImage.TYPE_BYTE_GRAY ? 2 : 6;
      byte[] plain = written(drawn(type), "png", false, null).bytes();
      byte[] file = PngMutator.with(plain, "tRNS", Arrays.copyOf(white, length));
      pictures.add(Input.of("picture.png", file));
    }
    byte[] grey = written(drawn(BufferedImage.TYPE_BYTE_GRAY), "png", false, null).bytes();
    pictures.add(Input.of("picture.png", PngMutator.with(grey, "eXIf", turned())));
    return pictures;
  }

  /** The orientation of Exif: on its side. */
  private static byte[] turned() {
    ByteBuffer exif = ByteBuffer.allocate(26).put((byte) 'M').put((byte) 'M').putShort((short) 42);
    exif.putInt(8).putShort((short) 1); // one entry of the directory: tag, type, count, value
    return exif.putShort((short) 0x0112).putShort((short) 3).putInt(1).putInt(6 << 16).array();
  }

  /** A photograph, one that is turned, grey and coloured ones, in four inks; also progressive. */
  static List<Input> jpegs() throws IOException {
    List<Input> pictures = new ArrayList<>(ofPeople("photographs/5-0.jpg"));
    for (int type : new int[] {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_INT_RGB}) {
      pictures.add(written(drawn(type), "jpeg", false, null));
      pictures.add(written(drawn(type), "jpeg", true, null));
    }
    byte[] grey = written(drawn(BufferedImage.TYPE_BYTE_GRAY), "jpeg", false, null).bytes();
    byte[] exif = Bytes.join("Exif\0\0".getBytes(StandardCharsets.US_ASCII), turned());
    pictures.add(Input.of("picture.jpeg", JpegMutator.with(grey, 0xe1, exif)));
    Raster inks = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 40, 30, 4, null);
    byte[] adobe = "Adobe\0d\0\0\0\0\2".getBytes(StandardCharsets.US_ASCII);
    for (boolean progressive : new boolean[] {false, true}) {
      byte[] plain = written(new IIOImage(inks, null, null), "jpeg", progressive, null).bytes();
      pictures.add(Input.of("picture.jpeg", plain));
      pictures.add(Input.of("picture.jpeg", JpegMutator.with(plain, 0xee, adobe)));
    }
    return pictures;
  }

  /** Black and white ones, coloured ones, plain and interlaced. */
  static List<Input> gifs() throws IOException {
    List<Input> pictures = new ArrayList<>();
    for (int type : new int[] {BufferedImage.TYPE_BYTE_BINARY, BufferedImage.TYPE_BYTE_INDEXED}) {
      pictures.add(written(drawn(type), "gif", false, null));
      pictures.add(written(drawn(type), "gif", true, null));
    }
    return pictures;
  }

  /** Of 1, 4, 8, 16, 24 and 32 bits, plain and run-length encoded, with every header. */
  static List<Input> bmps() throws IOException {
    List<Input> pictures = new ArrayList<>();
    for (int type :
        new int[] {
          BufferedImage.TYPE_BYTE_BINARY,
          BufferedImage.TYPE_BYTE_GRAY,
          BufferedImage.TYPE_USHORT_565_RGB,
          BufferedImage.TYPE_INT_RGB
        }) {
      String kind = type == BufferedImage.TYPE_USHORT_565_RGB ? "BI_BITFIELDS" : "BI_RGB";
      pictures.add(written(drawn(type), "bmp", false, kind));
    }
    BufferedImage bytes = drawn(BufferedImage.TYPE_BYTE_GRAY);
    pictures.add(written(bytes, "bmp", false, "BI_RLE8"));
    BufferedImage nibbles =
        new BufferedImage(40, 30, BufferedImage.TYPE_BYTE_BINARY, SIXTEEN_GREYS);
    pictures.add(written(nibbles, "bmp", false, "BI_RGB"));
    pictures.add(written(nibbles, "bmp", false, "BI_RLE4"));
    pictures.add(Input.of("picture.bmp", bmp(12, 24, 0)));
    pictures.add(Input.of("picture.bmp", bmp(40, 16, 0)));
    pictures.add(Input.of("picture.bmp", bmp(56, 32, 3)));
    pictures.add(Input.of("picture.bmp", bmp(124, 32, 3)));
    return pictures;
  }

  /**
   * A BMP of 5 columns and 4 rows with a header that ImageIO does not write.
   *
   * @param header its length: 12 for OS/2, 40, or more for colour masks and profiles
   */
  private static byte[] bmp(int header, int bits, int compression) {
    int row = 4 * ((5 * bits + 31) / 32);
    ByteBuffer file = ByteBuffer.allocate(14 + header + 4 * row).order(ByteOrder.LITTLE_ENDIAN);
    file.put((byte) 'B').put((byte) 'M').putInt(file.capacity()).putInt(0).putInt(14 + header);
    file.putInt(header);
    if (header == 12) {
      file.putShort((short) 5).putShort((short) 4).putShort((short) 1).putShort((short) bits);
    } else {
      file.putInt(5).putInt(-4).putShort((short) 1).putShort((short) bits).putInt(compression);
    }
    if (header > 40) {
      file.position(54).putInt(0xff0000).putInt(0xff00).putInt(0xff).putInt(0xff << 24);
    }
    for (int i = 14 + header; i < file.capacity(); i++) {
      file.put(i, (byte) (37 * i));
    }
    return file.array();
  }

  private static List<Input> ofPeople(String... names) {
    return Arrays.stream(names)
        .map(
            name -> {
              try {
                Path file = PICTURES.resolve(name);
                return Input.of(file.getFileName().toString(), Files.readAllBytes(file));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .toList();
  }

  private static IndexColorModel greys() {
    byte[] levels = new byte[16];
    for (int i = 0; i < 16; i++) {
      levels[i] = (byte) (17 * i);
    }
    return new IndexColorModel(4, 16, levels, levels, levels);
  }

  /** A stroke on paper. */
  private static BufferedImage drawn(int type) {
    BufferedImage image = new BufferedImage(40, 30, type);
    Graphics2D canvas = image.createGraphics();
    canvas.setColor(Color.WHITE);
    canvas.fillRect(0, 0, 40, 30);
    canvas.setColor(new Color(40, 30, 90));
    canvas.drawLine(12, 4, 28, 4);
    canvas.fillRect(20, 5, 3, 20);
    canvas.dispose();
    return image;
  }

  private static Input written(
      BufferedImage image, String format, boolean progressive, String compression)
      throws IOException {
    return written(new IIOImage(image, null, null), format, progressive, compression);
  }

  private static Input written(
      IIOImage image, String format, boolean progressive, String compression) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    if (progressive) {
      param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    } else if (param.canWriteProgressive()) {
      param.setProgressiveMode(ImageWriteParam.MODE_DISABLED);
    }
    if (compression != null) {
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionType(compression);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, image, param);
    } finally {
      writer.dispose();
    }
    return Input.of("picture." + format, bytes.toByteArray());
  }
}
