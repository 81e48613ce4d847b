package org.lenet5.io;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The JSON header of a safetensors file. Each entry agrees with itself; whether the entries agree
 * with each other and with the file is for {@link SafetensorsReader} to check.
 */
final class SafetensorsHeader {

  /**
   * What the header says of a tensor.
   *
   * @param begin offset of its first byte in the data, at least 0
   * @param end offset behind its last byte; {@code end - begin} is right for dtype and shape
   * @param place where the header says it, as {@link #byteAt} takes it
   */
  record Entry(String name, DType dtype, List<Integer> shape, long begin, long end, long place) {

    static final Comparator<Entry> BY_OFFSETS =
        Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end);
  }

  private final String text;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, String> metadata = new TreeMap<>();

  private SafetensorsHeader(String text) {
    this.text = text;
  }

  /**
   * Parses a header.
   *
   * @param file what messages call the file
   * @param text the header, without its length
   * @throws ModelFileException if it departs from the format
   */
  static SafetensorsHeader parse(String file, String text) throws ModelFileException {
    SafetensorsHeader header = new SafetensorsHeader(text);
    return StrictJson.read(
        text,
        "a safetensors header",
        "the header's object",
        (place, got, expected, cause) ->
            new ModelFileException(file, header.byteAt(place), got, expected, cause),
        header::parse);
  }

  /** The tensors in the header's order, or the one the caller gave them. */
  List<Entry> entries() {
    return entries;
  }

  /** The metadata, in the order of its keys. */
  Map<String, String> metadata() {
    return metadata;
  }

  /** The byte of the file at a place in the header, which counts UTF-16 units. */
  long byteAt(long place) {
    if (place == StrictJson.NOWHERE) {
      return ModelFileException.NOWHERE;
    }
    String before = text.substring(0, Math.clamp(place, 0, text.length()));
    return Long.BYTES + before.getBytes(StandardCharsets.UTF_8).length;
  }

  private SafetensorsHeader parse(StrictJson json) throws ModelFileException {
    json.startObject("a JSON object");
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      if (name.equals(SafetensorsFormat.METADATA)) {
        parseMetadata(json);
      } else if (entries.size() == SafetensorsFormat.MOST_TENSORS) {
        throw json.refuse("more tensors", "at most %d".formatted(SafetensorsFormat.MOST_TENSORS));
      } else {
        entries.add(tensor(name, json));
      }
    }
    return this;
  }

  private void parseMetadata(StrictJson json) throws ModelFileException {
    json.startObject("an object of texts as " + SafetensorsFormat.METADATA);
    for (String key = json.nextName(); key != null; key = json.nextName()) {
      if (metadata.size() == SafetensorsFormat.MOST_KEYS) {
        throw json.refuse(
            "more keys in " + SafetensorsFormat.METADATA,
            "at most %d".formatted(SafetensorsFormat.MOST_KEYS));
      }
      metadata.put(key, json.text("a text in " + SafetensorsFormat.METADATA));
    }
  }

  private static Entry tensor(String name, StrictJson json) throws ModelFileException {
    long place = json.place();
    DType dtype = null;
    List<Long> sizes = null;
    List<Long> offsets = null;
    json.startObject("an object that describes a tensor");
    for (String field = json.nextName(); field != null; field = json.nextName()) {
      switch (field) {
        case "dtype" -> dtype = dtype(json);
        case "shape" -> sizes = json.integers(0, Tensor.HIGHEST_RANK, Integer.MAX_VALUE);
        case "data_offsets" -> offsets = json.integers(2, 2, Long.MAX_VALUE);
        default -> throw json.refuse(StrictJson.quote(field), "dtype, shape or data_offsets");
      }
    }
    if (dtype == null || sizes == null || offsets == null) {
      String missing = dtype == null ? "dtype" : sizes == null ? "shape" : "data_offsets";
      throw json.refuse(
          "%s without %s".formatted(StrictJson.quote(name), missing),
          "dtype, shape and data_offsets");
    }
    List<Integer> shape = sizes.stream().map(Long::intValue).toList();
    long begin = offsets.getFirst();
    long end = offsets.getLast();
    String bytes;
    try {
      long count = Tensor.byteCount(dtype, shape);
      if (begin <= end && end - begin == count) {
        return new Entry(name, dtype, shape, begin, end, place);
      }
      bytes = Long.toString(count);
    } catch (ArithmeticException e) {
      bytes = "2^63 or more";
    }
    throw json.refuse(
        place,
        "%s with data_offsets [%d, %d]".formatted(StrictJson.quote(name), begin, end),
        "%s bytes for %s %s".formatted(bytes, dtype, shape));
  }

  private static DType dtype(StrictJson json) throws ModelFileException {
    String name = json.text("a dtype");
    return Arrays.stream(DType.values())
        .filter(dtype -> dtype.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                json.refuse(
                    "dtype " + StrictJson.quote(name), "one of " + Arrays.asList(DType.values())));
  }
}
