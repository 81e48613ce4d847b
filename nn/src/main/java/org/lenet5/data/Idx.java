package org.lenet5.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * An array of unsigned bytes in the IDX format: two zero bytes, the type 0x08, the rank, one
 * big-endian int for each size, the elements. Files may be compressed with gzip, whatever they are
 * called.
 *
 * <p>Nothing a file claims is believed: memory grows with the bytes that arrive, never with those a
 * header promises, and reading stops at the first byte too many. An array that does not fit the
 * heap is refused like a wrong one.
 *
 * @param name what messages call it
 * @param sizes the size of each dimension, all at least 1
 * @param elements {@code [sizes[0]][sizes[1]]...}; not copied
 * @param sha256 SHA-256 of the uncompressed file, in hexadecimal
 */
public record Idx(String name, int[] sizes, byte[] elements, String sha256) {

  /** The most elements an array can have here. */
  private static final int MOST_ELEMENTS = Integer.MAX_VALUE - 8;

  /** Of rank 1: labels, with which a megabyte of gzip could fill a gigabyte. */
  private static final int MOST_LABELS = 1 << 24;

  private static final int CHUNK = 1 << 16;

  /**
   * An array that is not from a file, with the checksum of the file that would hold it.
   *
   * @param name what messages call it
   * @param elements {@code [sizes[0]][sizes[1]]...}; not copied
   * @param sizes the size of each dimension, all at least 1
   */
  public static Idx of(String name, byte[] elements, int... sizes) {
    MessageDigest digest = Reader.sha256();
    digest.update(header(sizes));
    digest.update(elements);
    return new Idx(name, sizes, elements, HexFormat.of().formatHex(digest.digest()));
  }

  /** What a file of arrays of these sizes starts with. */
  public static byte[] header(int... sizes) {
    ByteBuffer header = ByteBuffer.allocate(4 + Integer.BYTES * sizes.length);
    header.put(new byte[] {0, 0, 0x08, (byte) sizes.length});
    Arrays.stream(sizes).forEach(header::putInt);
    return header.array();
  }

  /**
   * Images {@code [sample][row][column]} with rows and columns swapped, under the old checksum.
   * Their elements are overwritten.
   */
  public Idx transposed() {
    int rows = sizes[1];
    int columns = sizes[2];
    byte[] image = new byte[rows * columns];
    for (int i = 0; i < sizes[0]; i++) {
      System.arraycopy(elements, i * image.length, image, 0, image.length);
      int at = i * image.length;
      for (int column = 0; column < columns; column++) {
        for (int row = 0; row < rows; row++) {
          elements[at++] = image[row * columns + column];
        }
      }
    }
    return new Idx(name, new int[] {sizes[0], columns, rows}, elements, sha256);
  }

  /**
   * Reads a file.
   *
   * @param rank the number of dimensions it must have: 3 for images, 1 for labels, of which there
   *     are 16 million at most
   * @throws DataException if it is anything else than such a file, or does not fit the heap
   * @throws IOException if it cannot be read
   */
  public static Idx read(Path file, int rank) throws IOException {
    try (InputStream in = open(file)) {
      return read(file.toString(), in, rank);
    }
  }

  /**
   * Reads a stream to its end. Does not close it.
   *
   * @param name what messages call it
   * @param rank the number of dimensions it must have: 3 for images, 1 for labels, of which there
   *     are 16 million at most
   * @throws DataException if it is anything else than such a file, or does not fit the heap
   * @throws IOException if it cannot be read
   */
  public static Idx read(String name, InputStream in, int rank) throws IOException {
    Reader reader = new Reader(name, in);
    int[] sizes = reader.sizes(rank);
    return reader.rest(sizes);
  }

  /**
   * Reads the sizes of a file, and no more of it.
   *
   * @param rank as for {@link #read(Path, int)}
   * @throws DataException if it is anything else than such a file
   * @throws IOException if it cannot be read
   */
  public static int[] sizes(Path file, int rank) throws IOException {
    try (InputStream in = open(file)) {
      return new Reader(file.toString(), in).sizes(rank);
    }
  }

  /** A device may never end, and a pipe never begin. */
  private static InputStream open(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new DataException(
          "%s: got a %s, expected an IDX file"
              .formatted(file, Files.isDirectory(file) ? "folder" : "device"));
    }
    return Files.newInputStream(file);
  }

  /** Reads one array and digests its bytes on the way. */
  private static final class Reader {

    private final String name;
    private final InputStream in;
    private final MessageDigest digest = sha256();
    private long bytesRead;

    Reader(String name, InputStream in) throws IOException {
      this.name = name;
      InputStream buffered = new BufferedInputStream(in, CHUNK);
      buffered.mark(2);
      boolean gzip = buffered.read() == 0x1f && buffered.read() == 0x8b;
      buffered.reset();
      this.in = gzip ? gunzip(buffered) : buffered;
    }

    private InputStream gunzip(InputStream in) throws IOException {
      try {
        return new GZIPInputStream(in, CHUNK);
      } catch (EOFException | ZipException e) {
        throw broken(e);
      }
    }

    int[] sizes(int rank) throws IOException {
      byte[] start = read(4);
      if (start[0] != 0 || start[1] != 0) {
        throw wrong(
            "a file that starts with " + HexFormat.ofDelimiter(" ").formatHex(start),
            "an IDX file, which starts with 00 00 08 %02x".formatted(rank));
      }
      if (start[2] != 8) {
        throw wrong(
            "elements of type 0x%02x%s".formatted(start[2], typeName(start[2])),
            "type 0x08 (unsigned bytes)");
      }
      if (start[3] != rank) {
        throw wrong("rank " + (start[3] & 0xff), "rank " + rank);
      }
      ByteBuffer header = ByteBuffer.wrap(read(Math.multiplyExact(4, rank)));
      int most = rank == 1 ? MOST_LABELS : MOST_ELEMENTS;
      int[] sizes = new int[rank];
      long elements = 1;
      for (int i = 0; i < rank; i++) {
        long size = Integer.toUnsignedLong(header.getInt());
        // Below 2^31 x 2^32: cannot overflow.
        elements *= size;
        if (size == 0 || elements > most) {
          throw wrong(
              "size %d in dimension %d of %d".formatted(size, i + 1, rank),
              "sizes of at least 1 and %d elements at most".formatted(most));
        }
        sizes[i] = (int) size;
      }
      return sizes;
    }

    Idx rest(int[] sizes) throws IOException {
      byte[] elements = read(IntStream.of(sizes).reduce(1, Math::multiplyExact));
      try {
        if (next(new byte[1], 0) > 0) {
          throw wrong("more bytes", "%d as its header says".formatted(bytesRead));
        }
      } catch (EOFException e) {
        throw broken(e); // a compressed file without its checksum
      }
      return new Idx(name, sizes, elements, HexFormat.of().formatHex(digest.digest()));
    }

    private byte[] read(int count) throws IOException {
      byte[] bytes = new byte[Math.min(count, CHUNK)];
      int at = 0;
      while (at < count) {
        if (at == bytes.length) {
          bytes = grown(bytes, (int) Math.min(count, 4L * at), count);
        }
        int got = nextOrEnd(bytes, at);
        if (got < 0) {
          throw wrong(
              "%d bytes".formatted(bytesRead), "at least %d".formatted(bytesRead + count - at));
        }
        digest.update(bytes, at, got);
        at += got;
        bytesRead += got;
      }
      return bytes;
    }

    /** How much memory is left only an allocation can tell; but there is never more than all. */
    private byte[] grown(byte[] bytes, int length, int count) throws DataException {
      long memory = Runtime.getRuntime().maxMemory();
      OutOfMemoryError failure = null;
      if (length < memory) {
        try {
          return Arrays.copyOf(bytes, length);
        } catch (OutOfMemoryError e) {
          failure = e;
        }
      }
      throw new DataException(
          "%s: got %d elements, expected what a heap of %d MB has room for; more: -Xmx2g, or LENET5_JAVA_OPTIONS=-Xmx2g"
              .formatted(name, count, memory >> 20),
          failure);
    }

    private int nextOrEnd(byte[] bytes, int at) throws IOException {
      try {
        return next(bytes, at);
      } catch (EOFException e) {
        return -1; // compressed data that are cut short
      }
    }

    private int next(byte[] bytes, int at) throws IOException {
      try {
        return in.read(bytes, at, Math.min(bytes.length - at, CHUNK));
      } catch (ZipException | StackOverflowError e) {
        // GZIPInputStream calls itself for each empty member of a file.
        throw broken(e);
      }
    }

    private DataException broken(Throwable e) {
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      return new DataException(
          "%s: got broken gzip data (%s), expected an intact file".formatted(name, reason), e);
    }

    private DataException wrong(String got, String expected) {
      return new DataException("%s: got %s, expected %s".formatted(name, got, expected));
    }

    private static String typeName(byte type) {
      return switch (type) {
        case 0x09 -> " (signed bytes)";
        case 0x0b -> " (shorts)";
        case 0x0c -> " (ints)";
        case 0x0d -> " (floats)";
        case 0x0e -> " (doubles)";
        default -> "";
      };
    }

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new AssertionError("every Java platform has SHA-256", e);
      }
    }
  }
}
