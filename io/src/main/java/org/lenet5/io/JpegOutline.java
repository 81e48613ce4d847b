package org.lenet5.io;

import java.io.EOFException;
import java.io.IOException;
import javax.imageio.stream.ImageInputStream;

/**
 * What the markers of a JPEG tell of it, and of the work in it (ITU-T T.81, annex B). The decoder
 * goes from marker to marker in the same way, so that no scan escapes that it would read.
 *
 * @param width columns of pixels; 0 is possible
 * @param height rows of pixels; 0 is possible
 * @param components 1 grey, 3 colours, 4 colours for print
 * @param blocks blocks of 8x8 coefficients, of all components
 * @param scans how many there are, at least 1
 * @param inOneScan whether one scan has everything; otherwise coefficients are kept between scans
 * @param data bytes from the first scan's marker to the end
 * @param orientation as Exif has it
 * @param adobe whether Adobe's mark is there, with which colours for print are inverted
 */
record JpegOutline(
    int width,
    int height,
    int components,
    long blocks,
    int scans,
    boolean inOneScan,
    long data,
    Orientation orientation,
    boolean adobe) {

  private static final int SOF0 = 0xc0;
  private static final int SOF15 = 0xcf;
  private static final int DHT = 0xc4;
  private static final int JPG = 0xc8;
  private static final int DAC = 0xcc;
  private static final int RST0 = 0xd0;
  private static final int SOI = 0xd8;
  private static final int EOI = 0xd9;
  private static final int SOS = 0xda;
  private static final int APP1 = 0xe1;
  private static final int APP14 = 0xee;
  private static final int TEM = 0x01;

  private static final String EXIF = "Exif\0\0";
  private static final String ADOBE = "Adobe";

  /** Before the first scan: the decoder keeps colour profiles. Depth maps take some megabytes. */
  private static final int MOST_HEADER = 16_000_000;

  /**
   * Reads the markers, from the first byte to the end of the picture.
   *
   * @throws IOException if they are no JPEG's, or end early
   */
  static JpegOutline of(ImageInputStream in) throws IOException {
    Markers markers = new Markers(in);
    Frame frame = null;
    int scans = 0;
    boolean inOneScan = false;
    long firstScan = 0;
    Orientation orientation = null;
    boolean adobe = false;
    for (int marker = markers.next(); marker != EOI; marker = markers.next()) {
      if (marker == SOI) {
        throw new IOException("a picture in the picture");
      }
      long at = markers.position() - 2;
      int length = markers.word();
      if (length < 2) {
        throw new IOException("segment of %d bytes".formatted(length));
      }
      if (isFrame(marker) && frame == null) {
        frame = Frame.of(markers, marker);
      } else if (marker == SOS && scans++ == 0) {
        inOneScan = frame != null && !frame.progressive && markers.one() == frame.components;
        firstScan = at;
      } else if (marker == APP1 && orientation == null && scans == 0) {
        byte[] tiff = markers.after(EXIF, length - 2);
        orientation = tiff == null ? null : Orientation.ofExif(tiff);
      } else if (marker == APP14 && scans == 0) {
        adobe |= markers.after(ADOBE, length - 2) != null;
      }
      long end = at + 2 + length;
      if (scans == 0 && end > MOST_HEADER) {
        throw new IOException("%d bytes and no picture yet".formatted(end));
      }
      markers.position(end);
    }
    if (frame == null || scans == 0) {
      throw new IOException("no picture before its end");
    }
    return new JpegOutline(
        frame.width,
        frame.height,
        frame.components,
        frame.blocks,
        scans,
        inOneScan,
        markers.position() - firstScan,
        orientation == null ? Orientation.UPRIGHT : orientation,
        adobe);
  }

  private static boolean isFrame(int marker) {
    return marker >= SOF0 && marker <= SOF15 && marker != DHT && marker != JPG && marker != DAC;
  }

  private record Frame(int width, int height, int components, boolean progressive, long blocks) {

    static Frame of(Markers markers, int marker) throws IOException {
      markers.one(); // bits of a sample
      int height = markers.word();
      int width = markers.word();
      int components = markers.one();
      int[] across = new int[components];
      int[] down = new int[components];
      int mostAcross = 1;
      int mostDown = 1;
      for (int c = 0; c < components; c++) {
        markers.one(); // its name
        int sampling = markers.one();
        markers.one(); // its table
        across[c] = sampling >> 4;
        down[c] = sampling & 0xf;
        mostAcross = Math.max(mostAcross, across[c]);
        mostDown = Math.max(mostDown, down[c]);
      }
      long blocks = 0;
      for (int c = 0; c < components; c++) {
        long wide = Math.ceilDiv((long) width * across[c], 8 * mostAcross);
        long high = Math.ceilDiv((long) height * down[c], 8 * mostDown);
        blocks += wide * high;
      }
      return new Frame(width, height, components, (marker & 3) == 2, blocks);
    }
  }

  /** Bytes by the block, since scans are searched for markers to their ends. */
  private static final class Markers {
    private final ImageInputStream in;
    private final byte[] block = new byte[1 << 13];
    private int at;
    private int end;

    Markers(ImageInputStream in) throws IOException {
      this.in = in;
      in.seek(0);
      if (word() != (0xff00 | SOI)) {
        throw new IOException("no JPEG");
      }
    }

    /** The next marker with a segment, the next picture or the end. */
    int next() throws IOException {
      int marker;
      do {
        while (one() != 0xff) {
          // data of a scan
        }
        do {
          marker = one();
        } while (marker == 0xff);
      } while (marker == 0 || marker == TEM || (marker >= RST0 && marker < SOI));
      return marker;
    }

    int word() throws IOException {
      return one() << 8 | one();
    }

    int one() throws IOException {
      if (at == end) {
        end = Math.max(0, in.read(block));
        at = 0;
        if (end == 0) {
          throw new EOFException("cut off: no end marker");
        }
      }
      return block[at++] & 0xff;
    }

    /**
     * What comes after a name at the start of a segment; null if another or none is there.
     *
     * @param length bytes of the segment that are left
     */
    byte[] after(String name, int length) throws IOException {
      for (int i = 0; i < name.length(); i++) {
        if (i == length || one() != name.charAt(i)) {
          return null;
        }
      }
      byte[] rest = new byte[length - name.length()];
      for (int i = 0; i < rest.length; i++) {
        rest[i] = (byte) one();
      }
      return rest;
    }

    long position() throws IOException {
      return in.getStreamPosition() - end + at;
    }

    void position(long to) throws IOException {
      long ahead = to - position();
      if (ahead >= 0 && ahead <= end - at) {
        at += (int) ahead;
      } else {
        in.seek(to);
        at = end;
      }
    }
  }
}
