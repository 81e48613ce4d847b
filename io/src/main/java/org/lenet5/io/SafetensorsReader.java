package org.lenet5.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads one safetensors file that may be hostile: no number in it is believed, and no memory is
 * taken on its word. The header is checked whole, against the file's length too, before any tensor
 * is read.
 */
final class SafetensorsReader {

  private static final long LONGEST_ARRAY = Integer.MAX_VALUE - 8; // on HotSpot

  private final String file;
  private final InputStream in;
  private final long length;

  /** What the file holds. */
  record Content(Map<String, Tensor> tensors, Map<String, String> metadata) {}

  /**
   * @param file what messages call the file
   * @param in the file's bytes, from the first
   * @param length how many there are
   */
  SafetensorsReader(String file, InputStream in, long length) {
    this.file = file;
    this.in = in;
    this.length = length;
  }

  /**
   * Reads it all.
   *
   * @throws ModelFileException if the bytes depart from the format anywhere
   * @throws IOException if {@code in} can't be read
   */
  Content read() throws IOException {
    if (length < Long.BYTES) {
      throw refuse(0, length + " bytes", "a safetensors file, which has at least 8");
    }
    ByteBuffer first = ByteBuffer.wrap(readBytes(0, Long.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
    long headerLength = first.getLong();
    long longest = Math.min(SafetensorsFormat.LONGEST_HEADER, length - Long.BYTES);
    if (headerLength < 1 || headerLength > longest) {
      throw refuse(
          0,
          "a header of %s bytes".formatted(Long.toUnsignedString(headerLength)),
          "1 to %d in a safetensors file of %d bytes".formatted(longest, length));
    }
    SafetensorsHeader header =
        SafetensorsHeader.parse(file, decode(readBytes(Long.BYTES, headerLength)));
    long dataAt = Long.BYTES + headerLength;
    checkLayout(header, dataAt);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (SafetensorsHeader.Entry e : header.entries()) {
      byte[] bytes = readBytes(dataAt + e.begin(), e.end() - e.begin());
      tensors.put(e.name(), new Tensor(e.dtype(), e.shape(), ByteBuffer.wrap(bytes)));
    }
    return new Content(tensors, header.metadata());
  }

  /** UTF-8 without mercy: Jackson alone would take UTF-16 and overlong forms too. */
  private String decode(byte[] header) throws ModelFileException {
    if (header[0] != '{') {
      throw refuse(
          Long.BYTES, "0x%02x".formatted(header[0]), "'{', the start of a safetensors header");
    }
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer bytes = ByteBuffer.wrap(header);
    CharBuffer text = CharBuffer.allocate(header.length);
    CoderResult result = decoder.decode(bytes, text, true);
    if (result.isError()) {
      throw refuse(
          Long.BYTES + bytes.position(),
          "0x%02x".formatted(header[bytes.position()]),
          "a header in UTF-8");
    }
    return text.flip().toString();
  }

  /** Sorts entries by offset and checks that they cover the data exactly: no hole, no overlap. */
  private void checkLayout(SafetensorsHeader header, long dataAt) throws ModelFileException {
    header.entries().sort(SafetensorsHeader.Entry.BY_OFFSETS);
    long end = 0;
    for (SafetensorsHeader.Entry e : header.entries()) {
      if (e.begin() != end) {
        throw refuse(
            header.byteAt(e.place()),
            "%s with data_offsets [%d, %d]"
                .formatted(StrictJson.quote(e.name()), e.begin(), e.end()),
            "it to begin at %d, where the tensor before it ends".formatted(end));
      }
      end = e.end();
    }
    if (end != length - dataAt) {
      throw refuse(
          dataAt,
          "%d bytes of data".formatted(length - dataAt),
          "%d, where the last tensor ends".formatted(end));
    }
    if (length > Runtime.getRuntime().maxMemory()) {
      throw refuse(0, length + " bytes", Heap.EXPECTED); // no need to try
    }
  }

  /** Reads {@code count} bytes from the place {@code at}, where {@code in} stands. */
  private byte[] readBytes(long at, long count) throws IOException {
    if (count > LONGEST_ARRAY) {
      throw refuse(at, "a tensor of %d bytes".formatted(count), "at most " + LONGEST_ARRAY);
    }
    byte[] bytes = in.readNBytes((int) count); // grows with what is there
    if (bytes.length < count) {
      throw refuse(at + bytes.length, "the end of the file", "%d bytes in it".formatted(length));
    }
    return bytes;
  }

  private ModelFileException refuse(long at, String got, String expected) {
    return new ModelFileException(file, at, got, expected);
  }
}
