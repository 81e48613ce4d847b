package org.lenet5.io;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.lenet5.reading.Picture;

/**
 * Reads PNGs (ISO/IEC 15948) in the memory of two rows. The decoder of the JDK would do, but for
 * large ones: it takes 16 bits and interlaced pictures pixel by pixel, and keeps the texts in a
 * picture with a palette. Chunks other than those of pixels, colours and Exif are skipped,
 * checksums not looked at.
 */
final class PngPicture {
  private static final int IHDR = 0x49484452;
  private static final int PLTE = 0x504c5445;
  private static final int TRNS = 0x74524e53;
  private static final int EXIF = 0x65584966;
  private static final int IDAT = 0x49444154;

  private static final int CLEAR = 0;

  // Types of colour.
  private static final int GREY = 0;
  private static final int RGB = 2;
  private static final int PALETTE = 3;
  private static final int GREY_ALPHA = 4;
  private static final int RGB_ALPHA = 6;

  /** Bytes of Exif that are looked at: all that a JPEG can have. */
  private static final int MOST_EXIF = 1 << 16;

  /** First column and row, and steps, of the seven passes of an interlaced picture. */
  private static final int[][] ADAM7 = {
    {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
  };

  private final PictureInput in;
  private final int width;
  private final int height;
  private final int depth;
  private final int colour;
  private final boolean interlaced;
  private final int samples;

  /** RGB, three bytes each. */
  private byte[] palette = {};

  /** Of the palette's first colours; or of the one transparent colour, two bytes a sample. */
  private byte[] transparency = {};

  private Orientation orientation = Orientation.UPRIGHT;

  /** Bytes of the chunk being read that are left. */
  private int left;

  /** Of an IDAT chunk. */
  private final byte[] packed = new byte[1 << 13];

  private PngPicture(PictureInput in) throws IOException {
    this.in = in;
    in.seek(8);
    if (in.readInt() != 13 || in.readInt() != IHDR) {
      throw new IOException("no header");
    }
    width = in.readInt();
    height = in.readInt();
    depth = in.read();
    colour = in.read();
    int compression = in.read();
    int filters = in.read();
    int interlace = in.read();
    in.skipBytes(4);
    samples =
        switch (colour) {
          case GREY, PALETTE -> 1;
          case GREY_ALPHA -> 2;
          case RGB -> 3;
          case RGB_ALPHA -> 4;
          default -> throw new IOException("colours of type %d".formatted(colour));
        };
    boolean known =
        switch (depth) {
          case 1, 2, 4 -> samples == 1;
          case 8 -> true;
          case 16 -> colour != PALETTE;
          default -> false;
        };
    if (!known) {
      throw new IOException("%d bits for colours of type %d".formatted(depth, colour));
    }
    if (compression != 0 || filters != 0 || (interlace != 0 && interlace != 1)) {
      throw new IOException("methods %d, %d and %d".formatted(compression, filters, interlace));
    }
    interlaced = interlace == 1;
  }

  /**
   * Reads it, if its first bytes are a PNG's.
   *
   * @param most its pixels at most
   * @throws PictureException if its size is not one to be decoded
   * @throws IOException if it is damaged
   */
  static Picture read(PictureInput in, int most) throws IOException {
    PngPicture png = new PngPicture(in);
    ColourMeans means = ColourMeans.of(in, png.width, png.height, most);
    png.findPixels();
    try (Inflater inflater = new Inflater()) {
      if (png.interlaced) {
        for (int[] pass : ADAM7) {
          png.readPass(inflater, pass[0], pass[1], pass[2], pass[3], means);
        }
      } else {
        png.readPass(inflater, 0, 0, 1, 1, means);
      }
    } catch (DataFormatException e) {
      throw new IOException(e.getMessage(), e);
    }
    return png.orientation.upright(means.picture());
  }

  /** Reads up to the data of the first IDAT chunk. */
  private void findPixels() throws IOException {
    while (true) {
      int length = length();
      int type = in.readInt();
      if (type == IDAT) {
        left = length;
        return;
      }
      long end = in.getStreamPosition() + length + 4;
      if (type == PLTE && colour == PALETTE && palette.length == 0) {
        palette = new byte[Math.min(length / 3, 1 << depth) * 3];
        in.readFully(palette);
      } else if (type == TRNS && colour == PALETTE) {
        transparency = new byte[Math.min(length, palette.length / 3)];
        in.readFully(transparency);
      } else if (type == TRNS && (colour == GREY || colour == RGB) && length == 2 * samples) {
        transparency = new byte[length];
        in.readFully(transparency);
      } else if (type == EXIF) {
        byte[] start = new byte[Math.min(length, MOST_EXIF)];
        in.readFully(start);
        orientation = Orientation.ofExif(start);
      }
      in.seek(end);
    }
  }

  private int length() throws IOException {
    int length = in.readInt();
    if (length < 0) {
      throw new IOException("a chunk of %d bytes".formatted(length & 0xffffffffL));
    }
    return length;
  }

  /** Reads every {@code xStep}-th pixel of every {@code yStep}-th row. */
  private void readPass(
      Inflater inflater, int left, int top, int xStep, int yStep, ColourMeans means)
      throws IOException, DataFormatException {
    int columns = Math.ceilDiv(width - left, xStep);
    if (columns <= 0) {
      return;
    }
    int pixelBytes = Math.max(1, samples * depth / 8);
    byte[] row = new byte[1 + Math.ceilDiv(columns * samples * depth, 8)]; // its filter comes first
    byte[] above = new byte[row.length];
    boolean grey = colour == GREY && transparency.length == 0;
    Pixels<byte[]> greys = grey ? greys(columns) : null;
    Pixels<int[]> colours = grey ? null : colours(columns);
    for (int y = top; y < height; y += yStep) {
      in.checkTime();
      inflate(inflater, row);
      unfilter(row, above, pixelBytes);
      if (grey) {
        means.add(y, left, xStep, greys.of(row), columns);
      } else {
        means.add(y, left, xStep, colours.of(row), columns);
      }
      byte[] spare = above;
      above = row;
      row = spare;
    }
  }

  /** Overwrites {@code row}. */
  private void inflate(Inflater inflater, byte[] row) throws IOException, DataFormatException {
    for (int at = 0; at < row.length; ) {
      int inflated = inflater.inflate(row, at, row.length - at);
      at += inflated;
      if (inflated == 0) {
        if (!inflater.needsInput()) {
          throw new EOFException("fewer pixels than announced");
        }
        while (left == 0) {
          in.skipBytes(4);
          left = length();
          if (in.readInt() != IDAT) {
            throw new EOFException("fewer pixels than announced");
          }
        }
        int read = in.read(packed, 0, Math.min(left, packed.length));
        if (read < 0) {
          throw new EOFException("cut off");
        }
        left -= read;
        inflater.setInput(packed, 0, read);
      }
    }
  }

  /** Adds to each byte of {@code row} what its filter predicts of those to the left and above. */
  private static void unfilter(byte[] row, byte[] above, int pixelBytes) throws IOException {
    int second = 1 + pixelBytes;
    switch (row[0]) {
      case 0 -> {}
      case 1 -> {
        for (int i = second; i < row.length; i++) {
          row[i] += row[i - pixelBytes];
        }
      }
      case 2 -> {
        for (int i = 1; i < row.length; i++) {
          row[i] += above[i];
        }
      }
      case 3 -> {
        for (int i = 1; i < second; i++) {
          row[i] += (byte) ((above[i] & 0xff) >> 1);
        }
        for (int i = second; i < row.length; i++) {
          row[i] += (byte) (((row[i - pixelBytes] & 0xff) + (above[i] & 0xff)) >> 1);
        }
      }
      case 4 -> {
        for (int i = 1; i < second; i++) {
          row[i] += above[i];
        }
        for (int i = second; i < row.length; i++) {
          int a = row[i - pixelBytes] & 0xff;
          int b = above[i] & 0xff;
          int c = above[i - pixelBytes] & 0xff;
          int toA = Math.abs(b - c); // of the three, the nearest to a + b - c
          int toB = Math.abs(a - c);
          int toC = Math.abs(a + b - c - c);
          row[i] += (byte) (toA <= toB && toA <= toC ? a : toB <= toC ? b : c);
        }
      }
      default -> throw new IOException("filter %d".formatted(row[0] & 0xff));
    }
  }

  /** Makes grey levels or colours of rows. */
  private interface Pixels<T> {
    /**
     * Those of a row, valid until the next call.
     *
     * @param row pixels from its second byte on. Not modified.
     */
    T of(byte[] row);
  }

  private Pixels<byte[]> greys(int columns) {
    byte[] levels = new byte[columns];
    return switch (depth) {
      case 8 ->
          row -> {
            System.arraycopy(row, 1, levels, 0, columns);
            return levels;
          };
      case 16 ->
          row -> {
            narrow(row, 1, levels, 0);
            return levels;
          };
      default -> {
        int most = (1 << depth) - 1;
        yield row -> {
          for (int x = 0; x < columns; x++) {
            levels[x] = (byte) Luminance.scaled(bits(row, x), most);
          }
          return levels;
        };
      }
    };
  }

  private Pixels<int[]> colours(int columns) throws IOException {
    int[] colours = new int[columns];
    if (samples == 1 && depth <= 8) {
      int[] table = colour == PALETTE ? paletteColours() : greyColours();
      return row -> {
        for (int x = 0; x < columns; x++) {
          colours[x] = table[bits(row, x)];
        }
        return colours;
      };
    }
    byte[] narrow = new byte[depth == 8 ? 0 : 1 + columns * samples];
    byte[] key = key();
    return row -> {
      byte[] bytes = row;
      if (depth == 16) {
        narrow(row, 1, narrow, 1);
        bytes = narrow;
      }
      unpack(bytes, colours);
      if (key.length > 0) {
        clear(row, key, colours);
      }
      return colours;
    };
  }

  /** Those of each value of a grey sample, one of which is transparent. */
  private int[] greyColours() {
    int[] colours = new int[1 << depth];
    for (int i = 0; i < colours.length; i++) {
      int level = Luminance.scaled(i, colours.length - 1);
      colours[i] = Luminance.argb(255, level, level, level);
    }
    int clear = (transparency[0] & 0xff) << 8 | transparency[1] & 0xff;
    if (clear < colours.length) {
      colours[clear] = CLEAR;
    }
    return colours;
  }

  /** Those of each value of an index; behind the palette, black. */
  private int[] paletteColours() throws IOException {
    if (palette.length == 0) {
      throw new IOException("no palette");
    }
    int[] colours = new int[1 << depth];
    Arrays.fill(colours, Luminance.argb(255, 0, 0, 0));
    for (int i = 0, at = 0; at < palette.length; i++, at += 3) {
      int alpha = i < transparency.length ? transparency[i] & 0xff : 255;
      colours[i] =
          Luminance.argb(alpha, palette[at] & 0xff, palette[at + 1] & 0xff, palette[at + 2] & 0xff);
    }
    return colours;
  }

  /** The transparent colour, as its pixels are stored; empty if no pixel can have it. */
  private byte[] key() {
    if (depth == 16 || transparency.length == 0) {
      return transparency;
    }
    byte[] key = new byte[samples];
    for (int i = 0; i < samples; i++) {
      if (transparency[2 * i] != 0) {
        return new byte[0];
      }
      key[i] = transparency[2 * i + 1];
    }
    return key;
  }

  /** A sample of at most 8 bits, without others in its pixel. */
  private int bits(byte[] row, int x) {
    int bit = 8 + x * depth;
    return row[bit >> 3] >> (8 - depth - (bit & 7)) & (1 << depth) - 1;
  }

  /** Overwrites {@code narrow}, as {@link Luminance#scaled}. */
  private static void narrow(byte[] row, int from, byte[] narrow, int to) {
    for (int i = to, at = from; i < narrow.length; i++, at += 2) {
      int sample = (row[at] & 0xff) << 8 | row[at + 1] & 0xff;
      narrow[i] = (byte) ((sample * 255 + 32895) >> 16); // a division would take longer
    }
  }

  /** Overwrites {@code colours} by those of a row of bytes. */
  private void unpack(byte[] row, int[] colours) {
    boolean grey = colour == GREY || colour == GREY_ALPHA;
    int toGreen = grey ? 0 : 1;
    int toBlue = grey ? 0 : 2;
    boolean solid = colour == GREY || colour == RGB;
    for (int x = 0, at = 1; x < colours.length; x++, at += samples) {
      int alpha = solid ? 255 : row[at + samples - 1] & 0xff;
      colours[x] =
          Luminance.argb(alpha, row[at] & 0xff, row[at + toGreen] & 0xff, row[at + toBlue] & 0xff);
    }
  }

  /** Clears pixels of the transparent colour. */
  private static void clear(byte[] row, byte[] key, int[] colours) {
    for (int x = 0, at = 1; x < colours.length; x++, at += key.length) {
      if (Arrays.equals(row, at, at + key.length, key, 0, key.length)) {
        colours[x] = CLEAR;
      }
    }
  }
}
