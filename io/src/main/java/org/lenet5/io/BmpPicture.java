package org.lenet5.io;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.lenet5.reading.Picture;

/**
 * Reads BMPs, those of Windows and of OS/2, in the memory of a row: 1, 4 and 8 bits with a palette,
 * packed or not, and 16, 24 and 32 with masks. The decoder of the JDK holds palettes, profiles and
 * packed pixels whole, of whatever length the header gives them.
 */
final class BmpPicture {

  // Kinds of compression.
  private static final int NONE = 0;
  private static final int RLE8 = 1;
  private static final int RLE4 = 2;
  private static final int MASKS = 3;

  private final PictureInput in;
  private final long pixelsAt;
  private final int width;
  private final int height;
  private final boolean upwards;
  private final int bits;
  private final int compression;

  /** Red, green, blue and alpha, which is 0 where there is none. */
  private final int[] masks = {0xff0000, 0xff00, 0xff, 0};

  /** The colour of each index. */
  private final int[] palette;

  private BmpPicture(PictureInput in) throws IOException {
    this.in = in;
    in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
    in.seek(2);
    long length = in.readUnsignedInt();
    if (length > in.length()) {
      throw in.refuse(in.length() + " bytes", length + ", as its header says; a damaged copy?");
    }
    in.seek(10);
    pixelsAt = in.readUnsignedInt();
    int header = in.readInt();
    if (header != 12
        && header != 40
        && header != 52
        && header != 56
        && header != 108
        && header != 124) {
      throw new IOException("a header of %d bytes".formatted(header & 0xffffffffL));
    }
    width = header == 12 ? in.readShort() : in.readInt();
    int signedHeight = header == 12 ? in.readShort() : in.readInt();
    upwards = signedHeight > 0;
    height = Math.abs(signedHeight);
    in.readShort(); // planes
    bits = in.readUnsignedShort();
    compression = header == 12 ? NONE : in.readInt();
    boolean known =
        switch (bits) {
          case 1, 24 -> compression == NONE;
          case 4 -> compression == NONE || compression == RLE4;
          case 8 -> compression == NONE || compression == RLE8;
          case 16, 32 -> compression == NONE || compression == MASKS;
          default -> false;
        };
    if (!known) {
      throw new IOException("%d bits, compression %d".formatted(bits, compression));
    }
    readMasks(header);
    palette = bits <= 8 ? readPalette(14 + header, header == 12 ? 3 : 4) : new int[0];
  }

  /**
   * Reads it, if its first bytes are a BMP's.
   *
   * @param most its pixels at most
   * @throws PictureException if its size is not one to be decoded
   * @throws IOException if it is damaged
   */
  static Picture read(PictureInput in, int most) throws IOException {
    BmpPicture bmp = new BmpPicture(in);
    ColourMeans means = ColourMeans.of(in, bmp.width, bmp.height, most);
    in.seek(bmp.pixelsAt);
    if (bmp.compression == RLE4 || bmp.compression == RLE8) {
      bmp.readPacked(means);
    } else {
      bmp.readRows(means);
    }
    return means.picture();
  }

  private void readMasks(int header) throws IOException {
    if (header > 40 || compression == MASKS) {
      in.seek(54);
      for (int i = 0; i < (header > 52 ? 4 : 3); i++) {
        int mask = in.readInt();
        if (compression == MASKS || i == 3) {
          masks[i] = mask;
        }
      }
    }
    if (bits == 16) {
      masks[3] = 0;
      if (compression == NONE) {
        masks[0] = 0x7c00;
        masks[1] = 0x3e0;
        masks[2] = 0x1f;
      }
    }
    if (bits != 16 && bits != 32) {
      return;
    }
    for (int i = 0; i < 4; i++) {
      int most = most(masks[i]);
      if ((most & (most + 1)) != 0 || most >>> 16 != 0 || (most == 0 && i < 3)) {
        throw new IOException("mask %08x".formatted(masks[i]));
      }
    }
  }

  private static int most(int mask) {
    return mask == 0 ? 0 : mask >>> Integer.numberOfTrailingZeros(mask);
  }

  private int[] readPalette(int at, int bytes) throws IOException {
    in.seek(at);
    int[] colours = new int[1 << bits];
    Arrays.fill(colours, Luminance.argb(255, 0, 0, 0));
    long given = Math.min(colours.length, (pixelsAt - at) / bytes);
    for (int i = 0; i < given; i++) {
      int blue = in.readUnsignedByte();
      int green = in.readUnsignedByte();
      int red = in.readUnsignedByte();
      in.skipBytes(bytes - 3);
      colours[i] = Luminance.argb(255, red, green, blue);
    }
    return colours;
  }

  private void readRows(ColourMeans means) throws IOException {
    byte[] row = new byte[Math.ceilDiv(width * bits, 32) * 4];
    int unpadded = Math.ceilDiv(width * bits, 8);
    int[] colours = new int[width];
    for (int y = 0; y < height; y++) {
      in.checkTime();
      in.readFully(row, 0, y == height - 1 ? unpadded : row.length);
      switch (bits) {
        case 16 -> masked(row, 2, colours);
        case 24 -> unpack(row, colours);
        case 32 -> masked(row, 4, colours);
        default -> {
          for (int x = 0, bit = 0; x < width; x++, bit += bits) {
            int index = row[bit >> 3] >> (8 - bits - (bit & 7)) & palette.length - 1;
            colours[x] = palette[index];
          }
        }
      }
      means.add(upwards ? height - 1 - y : y, 0, 1, colours, width);
    }
  }

  private static void unpack(byte[] row, int[] colours) {
    for (int x = 0, at = 0; x < colours.length; x++, at += 3) {
      colours[x] = Luminance.argb(255, row[at + 2] & 0xff, row[at + 1] & 0xff, row[at] & 0xff);
    }
  }

  private void masked(byte[] row, int bytes, int[] colours) {
    int[] shifts = new int[4];
    int[] most = new int[4];
    for (int i = 0; i < 4; i++) {
      shifts[i] = Integer.numberOfTrailingZeros(masks[i]);
      most[i] = most(masks[i]);
    }
    int[] sample = {0, 0, 0, 255};
    for (int x = 0, at = 0; x < colours.length; x++, at += bytes) {
      int pixel = row[at] & 0xff | (row[at + 1] & 0xff) << 8;
      if (bytes == 4) {
        pixel |= (row[at + 2] & 0xff) << 16 | row[at + 3] << 24;
      }
      for (int i = 0; i < 4; i++) {
        if (most[i] == 255) {
          sample[i] = pixel >>> shifts[i] & 255;
        } else if (most[i] != 0) {
          sample[i] = Luminance.scaled(pixel >>> shifts[i] & most[i], most[i]);
        }
      }
      colours[x] = Luminance.argb(sample[3], sample[0], sample[1], sample[2]);
    }
  }

  /** Runs, literal pixels and escapes; what they leave out has index 0. */
  private void readPacked(ColourMeans means) throws IOException {
    int[] colours = new int[width];
    Arrays.fill(colours, palette[0]);
    byte[] indices = new byte[256];
    int x = 0;
    for (int y = 0; y < height; ) {
      int count = in.readUnsignedByte();
      int value = in.readUnsignedByte();
      int down = 0;
      if (count > 0) {
        Arrays.fill(indices, 0, count, (byte) value);
        x = unpack(indices, count, colours, x);
      } else if (value == 0) { // end of a row
        x = 0;
        down = 1;
      } else if (value == 1) { // of the picture
        down = height - y;
      } else if (value == 2) { // a step
        x = Math.min(width, x + in.readUnsignedByte());
        down = in.readUnsignedByte();
      } else {
        in.readFully(indices, 0, Math.ceilDiv(value * bits, 16) * 2);
        x = unpack(indices, value, colours, x);
      }
      for (int end = Math.min(height, y + down); y < end; y++) {
        in.checkTime();
        means.add(upwards ? height - 1 - y : y, 0, 1, colours, width);
        Arrays.fill(colours, palette[0]);
      }
    }
  }

  /** Overwrites {@code colours} from {@code x} on; the place behind them is returned. */
  private int unpack(byte[] indices, int count, int[] colours, int x) {
    int end = Math.min(width, x + count);
    for (int i = 0; x + i < end; i++) {
      int index = bits == 8 ? indices[i] : indices[i / 2] >> 4 * (1 - i % 2) & 0xf;
      colours[x + i] = palette[index & 0xff];
    }
    return end;
  }
}
