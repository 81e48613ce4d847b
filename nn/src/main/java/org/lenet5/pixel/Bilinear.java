package org.lenet5.pixel;

/**
 * Bilinear sampling of a byte image at places in fixed point: integers alone, so equal on every
 * machine. Pixel (row, column) lies at the place (row, column); beyond the edge is background, 0.
 *
 * <p>Holds one image at a time, with two pixels of background all around: a place far outside is
 * moved to where its four pixels are background too, so that no place is a special case. The loops
 * are such that HotSpot turns them into vectors, all but the one that looks pixels up.
 */
public final class Bilinear {
  /** Fractional bits of a place. */
  public static final int PLACE_BITS = 16;

  /** Fractional bits that count: two such weights times a byte stay below 2^30. */
  private static final int WEIGHT_BITS = 11;

  private static final int SHIFT = PLACE_BITS - WEIGHT_BITS;
  private static final int ONE = 1 << WEIGHT_BITS;
  private static final int HALF = 1 << (2 * WEIGHT_BITS - 1);
  private static final int EDGE = 2;
  private static final int BYTE = 0xff;

  private final int rows;
  private final int columns;
  private final int pitch;

  /** {@code [EDGE + rows + EDGE][pitch]}. */
  private final byte[] padded;

  /** Each pixel's byte, and above it those of its neighbours right, below, and below right. */
  private final int[] squares;

  /** {@code [place]} where the square is, then the square, then how grey the place is. */
  private final int[] found;

  /** {@code [place]} between the square's upper pixels, and its lower ones. */
  private final int[] top;

  private final int[] bottom;

  /**
   * For images of one size; black until {@link #set}.
   *
   * @param places number of places that are looked up at once
   */
  public Bilinear(int rows, int columns, int places) {
    this.rows = rows;
    this.columns = columns;
    pitch = columns + 2 * EDGE;
    padded = new byte[(rows + 2 * EDGE) * pitch];
    squares = new int[padded.length - pitch - 1];
    found = new int[places];
    top = new int[places];
    bottom = new int[places];
  }

  /**
   * Takes another image.
   *
   * @param from holds the image {@code [rows][columns]} at {@code at}. Not modified.
   */
  public void set(byte[] from, int at) {
    for (int row = 0; row < rows; row++) {
      System.arraycopy(from, at + row * columns, padded, (row + EDGE) * pitch + EDGE, columns);
    }
    for (int i = 0; i < squares.length; i++) {
      squares[i] =
          padded[i] & BYTE
              | (padded[i + 1] & BYTE) << 8
              | (padded[i + pitch] & BYTE) << 16
              | (padded[i + pitch + 1] & BYTE) << 24;
    }
  }

  /** A place or distance in pixels as fixed point, rounded down from its middle. */
  public static int place(double pixels) {
    return (int) Math.floor(pixels * (1 << PLACE_BITS) + 0.5);
  }

  /**
   * One row of an image, sampled at its own pixels' places and a distance further across: what
   * {@link #sample} gives there.
   *
   * @param from holds the row {@code [columns]} at {@code at}. Not modified.
   * @param shift the distance, {@value #PLACE_BITS} fractional bits
   * @param to overwritten at the same places
   */
  public static void shift(byte[] from, int at, int columns, int shift, byte[] to) {
    int whole = shift >> PLACE_BITS;
    int right = (shift >> SHIFT) & (ONE - 1);
    for (int column = 0; column < columns; column++) {
      int source = column + whole;
      int left = source >= 0 && source < columns ? from[at + source] & BYTE : 0;
      int next = source >= -1 && source < columns - 1 ? from[at + source + 1] & BYTE : 0;
      to[at + column] = (byte) (left * ONE + (next - left) * right + ONE / 2 >> WEIGHT_BITS);
    }
  }

  /**
   * The grey values at places, 0 to 255, rounded; at a pixel's own place exactly the pixel.
   *
   * @param down {@code [place]} along rows, {@value #PLACE_BITS} fractional bits. Not modified.
   * @param across {@code [place]} along columns, likewise
   * @return {@code [place]}, valid until the next call
   */
  public int[] sample(int[] down, int[] across) {
    find(down, across);
    alongRows(across);
    acrossRows(down);
    return found;
  }

  private void find(int[] down, int[] across) {
    for (int i = 0; i < found.length; i++) {
      int row = Math.min(Math.max(down[i] >> PLACE_BITS, -EDGE), rows);
      int column = Math.min(Math.max(across[i] >> PLACE_BITS, -EDGE), columns);
      found[i] = (row + EDGE) * pitch + column + EDGE;
    }
    for (int i = 0; i < found.length; i++) {
      found[i] = squares[found[i]];
    }
  }

  private void alongRows(int[] across) {
    for (int i = 0; i < found.length; i++) {
      int square = found[i];
      int right = (across[i] >> SHIFT) & (ONE - 1);
      int topLeft = square & BYTE;
      int topRight = (square >>> 8) & BYTE;
      int bottomLeft = (square >>> 16) & BYTE;
      int bottomRight = square >>> 24;
      top[i] = topLeft * ONE + (topRight - topLeft) * right;
      bottom[i] = bottomLeft * ONE + (bottomRight - bottomLeft) * right;
    }
  }

  private void acrossRows(int[] down) {
    for (int i = 0; i < found.length; i++) {
      int lower = (down[i] >> SHIFT) & (ONE - 1);
      found[i] = (top[i] * ONE + (bottom[i] - top[i]) * lower + HALF) >> (2 * WEIGHT_BITS);
    }
  }
}
