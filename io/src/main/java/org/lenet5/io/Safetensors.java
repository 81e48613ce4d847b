package org.lenet5.io;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * Named tensors and a table of text: the content of a safetensors file, which is
 *
 * <pre>{@code
 * 8 bytes    N, the length of the header, little-endian
 * N bytes    the header, a JSON object in UTF-8, padded with spaces:
 *            {"__metadata__": {"key": "text"},
 *             "C1.weight": {"dtype": "F32", "shape": [6, 1, 5, 5], "data_offsets": [0, 600]}}
 * the rest   the tensors' bytes; offsets count from here
 * }</pre>
 *
 * (<a href="https://github.com/huggingface/safetensors">the format's specification</a>). Equal
 * contents have equal bytes: those the reference implementation writes, but for the order of the
 * metadata, which it leaves to chance.
 *
 * <p>What is read or written has at most 16,384 tensors, 65,536 keys of metadata and a header of 8
 * MiB, so that a file needs no more memory than its own length and some 80 MB. One that is longer
 * than the heap has room for is refused like a wrong one.
 *
 * @param tensors by name, in the order of the file: the widest type first, then by name
 * @param metadata text by key, in the order of its keys
 */
public record Safetensors(Map<String, Tensor> tensors, Map<String, String> metadata) {

  /** More than a hundred times LeNet-5: a stream is held whole, and twice while it is read. */
  private static final int MOST_STREAMED = 1 << 25;

  /** Escapes what JSON demands and nothing else, as the reference implementation does. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
          .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
          .build();

  /**
   * Copies both maps and orders them.
   *
   * @throws IllegalArgumentException if a file can't hold a name or text: a name longer than 1024,
   *     a tensor named {@code __metadata__}, half a surrogate pair
   */
  public Safetensors {
    Map<String, Tensor> ordered = new LinkedHashMap<>();
    tensors.entrySet().stream()
        .sorted(
            Comparator.comparing((Map.Entry<String, Tensor> e) -> e.getValue().dtype())
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(e -> ordered.put(checkName(e.getKey()), e.getValue()));
    if (ordered.containsKey(SafetensorsFormat.METADATA)) {
      throw new IllegalArgumentException(
          "tensor name: got " + SafetensorsFormat.METADATA + ", expected another");
    }
    metadata.forEach((key, text) -> checkText(checkName(key), text));
    tensors = Collections.unmodifiableMap(ordered);
    metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
  }

  private static String checkName(String name) {
    if (name.length() > SafetensorsFormat.LONGEST_NAME) {
      throw new IllegalArgumentException(
          "%.40s...: got a name of %d characters, expected at most %d"
              .formatted(name, name.length(), SafetensorsFormat.LONGEST_NAME));
    }
    checkText(name, name);
    return name;
  }

  private static void checkText(String name, String text) {
    if (!SafetensorsFormat.isUnicode(text)) {
      throw new IllegalArgumentException(
          name + ": got half a surrogate pair, expected valid Unicode");
    }
  }

  /**
   * Reads a file, trusting nothing in it.
   *
   * @throws ModelFileException if the file can't be read, departs from the format anywhere, or does
   *     not fit the heap
   */
  public static Safetensors read(Path file) throws ModelFileException {
    String name = file.toString();
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new ModelFileException(
          name,
          ModelFileException.NOWHERE,
          Files.isDirectory(file) ? "a folder" : "a device",
          "a safetensors file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return of(name, in, Files.size(file));
    } catch (ModelFileException e) {
      throw e;
    } catch (IOException e) {
      throw new ModelFileException(
          name, ModelFileException.NOWHERE, AtomicFile.reason(e), "a safetensors file", e);
    }
  }

  /**
   * Reads the bytes of a file, trusting nothing in them.
   *
   * @param name what messages call the file
   * @param bytes the whole file. Not modified.
   * @throws ModelFileException if the bytes depart from the format anywhere, or do not fit the heap
   *     twice
   */
  public static Safetensors read(String name, byte[] bytes) throws ModelFileException {
    try {
      return of(name, new ByteArrayInputStream(bytes), bytes.length);
    } catch (ModelFileException e) {
      throw e;
    } catch (IOException e) {
      throw new AssertionError("an array can't fail to be read", e);
    }
  }

  /**
   * Reads a stream to its end, at most 32 MiB of it, trusting nothing in it. Does not close it.
   *
   * @param name what messages call the stream
   * @throws ModelFileException if it holds more, or departs from the format anywhere
   * @throws IOException if {@code in} can't be read
   */
  public static Safetensors read(String name, InputStream in) throws IOException {
    // Grows with what is there.
    byte[] bytes = Heap.read(name, () -> in.readNBytes(MOST_STREAMED + 1));
    if (bytes.length > MOST_STREAMED) {
      throw new ModelFileException(
          name,
          MOST_STREAMED,
          "more bytes",
          "a stream of at most %d; save it as a file".formatted(MOST_STREAMED));
    }
    return read(name, bytes);
  }

  private static Safetensors of(String name, InputStream in, long length) throws IOException {
    return Heap.read(
        name,
        () -> {
          SafetensorsReader.Content content = new SafetensorsReader(name, in, length).read();
          return new Safetensors(content.tensors(), content.metadata());
        });
  }

  /**
   * Writes or replaces a file, {@linkplain AtomicFile whole or not at all}.
   *
   * @throws IOException if the file can't be written, or has more than a reader takes
   */
  public void write(Path file) throws IOException {
    AtomicFile.write(file, this::write);
  }

  /**
   * Writes the bytes of a file.
   *
   * @throws IOException if {@code out} does, or there is more than a reader takes
   */
  public void write(OutputStream out) throws IOException {
    requireAtMost(SafetensorsFormat.MOST_TENSORS, tensors.size(), "tensors");
    requireAtMost(SafetensorsFormat.MOST_KEYS, metadata.size(), "keys of metadata");
    byte[] header = header();
    requireAtMost(SafetensorsFormat.LONGEST_HEADER, header.length, "bytes of header");
    for (int i = 0; i < Long.BYTES; i++) {
      out.write((int) ((long) header.length >>> (8 * i)));
    }
    out.write(header);
    WritableByteChannel channel = Channels.newChannel(out);
    for (Tensor tensor : tensors.values()) {
      channel.write(tensor.data());
    }
  }

  private static void requireAtMost(int most, int count, String what) throws IOException {
    if (count > most) {
      throw new IOException("%d %s, of which readers take %d".formatted(count, what, most));
    }
  }

  private byte[] header() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject();
      if (!metadata.isEmpty()) {
        json.writeObjectPropertyStart(SafetensorsFormat.METADATA);
        metadata.forEach(json::writeStringProperty);
        json.writeEndObject();
      }
      long begin = 0;
      for (Map.Entry<String, Tensor> e : tensors.entrySet()) {
        Tensor tensor = e.getValue();
        long end = begin + tensor.data().remaining();
        json.writeObjectPropertyStart(e.getKey());
        json.writeStringProperty("dtype", tensor.dtype().name());
        json.writeArrayPropertyStart("shape");
        tensor.shape().forEach(json::writeNumber);
        json.writeEndArray();
        json.writeArrayPropertyStart("data_offsets");
        json.writeNumber(begin);
        json.writeNumber(end);
        json.writeEndArray();
        json.writeEndObject();
        begin = end;
      }
      json.writeEndObject();
    }
    while (bytes.size() % 8 != 0) {
      bytes.write(' ');
    }
    return bytes.toByteArray();
  }
}
