package org.lenet5.io;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/**
 * The JSON header of a safetensors file, pulled token by token through the one grammar it may have:
 * nothing can be nested deeper than that, and each entry agrees with itself. Whether the entries
 * agree with each other and with the file is for {@link SafetensorsReader} to check.
 */
final class SafetensorsHeader {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // Else the names of one file would stay in a table that all parsers share.
          .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
          // A text may be as long as the header, which is limited and in memory already.
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Safetensors.LONGEST_HEADER)
                  .maxNameLength(Safetensors.LONGEST_HEADER)
                  .build())
          .build();

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

  private final String file;
  private final String json;
  private final JsonParser parser;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, String> metadata = new TreeMap<>();

  /**
   * Parses a header.
   *
   * @param file what messages call the file
   * @param json the header, without its length
   * @throws ModelFileException if it departs from the format
   */
  SafetensorsHeader(String file, String json) throws ModelFileException {
    this.file = file;
    this.json = json;
    try (JsonParser open = JSON.createParser(ObjectReadContext.empty(), json)) {
      parser = open;
      parse();
    } catch (JacksonException e) {
      // What follows the colon is for those who program the parser.
      String message = e.getOriginalMessage().split(": ", 2)[0];
      // Numbers of more than 1000 digits are refused without a location.
      boolean known = e.getLocation() != null;
      throw new ModelFileException(
          file,
          known ? byteAt(e.getLocation().getCharOffset()) : ModelFileException.NOWHERE,
          "invalid JSON (" + message + ")",
          "a safetensors header",
          e);
    }
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
    String before = json.substring(0, Math.clamp(place, 0, json.length()));
    return Long.BYTES + before.getBytes(StandardCharsets.UTF_8).length;
  }

  private void parse() throws ModelFileException {
    expect(JsonToken.START_OBJECT, "a JSON object");
    for (String name = nextName(); name != null; name = nextName()) {
      if (name.equals(Safetensors.METADATA)) {
        parseMetadata();
      } else {
        entries.add(parseTensor(name));
      }
    }
    if (parser.nextToken() != null) {
      throw refuse(token(), "only spaces behind the header's object");
    }
  }

  private void parseMetadata() throws ModelFileException {
    expect(JsonToken.START_OBJECT, "an object of texts as " + Safetensors.METADATA);
    for (String key = nextName(); key != null; key = nextName()) {
      expect(JsonToken.VALUE_STRING, "a text in " + Safetensors.METADATA);
      metadata.put(key, checkUnicode(parser.getString()));
    }
  }

  private Entry parseTensor(String name) throws ModelFileException {
    long place = parser.currentTokenLocation().getCharOffset();
    DType dtype = null;
    List<Long> sizes = null;
    List<Long> offsets = null;
    expect(JsonToken.START_OBJECT, "an object that describes a tensor");
    for (String field = nextName(); field != null; field = nextName()) {
      switch (field) {
        case "dtype" -> dtype = parseDType();
        case "shape" -> sizes = parseIntegers(0, Tensor.HIGHEST_RANK, Integer.MAX_VALUE);
        case "data_offsets" -> offsets = parseIntegers(2, 2, Long.MAX_VALUE);
        default -> throw refuse(quote(field), "dtype, shape or data_offsets");
      }
    }
    if (dtype == null || sizes == null || offsets == null) {
      String missing = dtype == null ? "dtype" : sizes == null ? "shape" : "data_offsets";
      throw refuse(
          "%s without %s".formatted(quote(name), missing), "dtype, shape and data_offsets");
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
    throw new ModelFileException(
        file,
        byteAt(place),
        "%s with data_offsets [%d, %d]".formatted(quote(name), begin, end),
        "%s bytes for %s %s".formatted(bytes, dtype, shape));
  }

  private DType parseDType() throws ModelFileException {
    expect(JsonToken.VALUE_STRING, "a dtype");
    String name = parser.getString();
    return Arrays.stream(DType.values())
        .filter(dtype -> dtype.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> refuse("dtype " + quote(name), "one of " + Arrays.asList(DType.values())));
  }

  private List<Long> parseIntegers(int fewest, int most, long largest) throws ModelFileException {
    List<Long> integers = new ArrayList<>();
    expect(JsonToken.START_ARRAY, "an array of integers");
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (integers.size() == most) {
        throw refuse(token(), "at most %d integers".formatted(most));
      }
      integers.add(parseInteger(largest));
    }
    if (integers.size() < fewest) {
      throw refuse("an array of %d".formatted(integers.size()), "%d integers".formatted(fewest));
    }
    return integers;
  }

  /** The current token as an integer from 0 to {@code largest}, without sign, point, exponent. */
  private long parseInteger(long largest) throws ModelFileException {
    String digits = parser.getString();
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT && !digits.startsWith("-")) {
      try {
        long integer = Long.parseLong(digits);
        if (integer <= largest) {
          return integer;
        }
      } catch (NumberFormatException e) {
        // Too large for a long: refused below as any other.
      }
    }
    throw refuse(token(), "an integer from 0 to %d".formatted(largest));
  }

  /** Advances to the name of the next property, or past the object's end and returns null. */
  private String nextName() throws ModelFileException {
    if (parser.nextToken() == JsonToken.END_OBJECT) {
      return null;
    }
    String name = parser.currentName();
    if (name.length() > Safetensors.LONGEST_NAME) {
      throw refuse(
          "a name of %d characters".formatted(name.length()),
          "at most %d".formatted(Safetensors.LONGEST_NAME));
    }
    return checkUnicode(name);
  }

  private String checkUnicode(String text) throws ModelFileException {
    if (!Safetensors.isUnicode(text)) {
      throw refuse("half a surrogate pair in " + quote(text), "valid Unicode");
    }
    return text;
  }

  private void expect(JsonToken expected, String words) throws ModelFileException {
    if (parser.nextToken() != expected) {
      throw refuse(token(), words);
    }
  }

  /** The current token's text, in quotes if it is one. */
  private String token() {
    String text = parser.getString();
    return parser.currentToken() == JsonToken.VALUE_STRING ? quote(text) : shorten(text);
  }

  /** Refuses the current token. */
  private ModelFileException refuse(String got, String expected) {
    long place = parser.currentTokenLocation().getCharOffset();
    return new ModelFileException(file, byteAt(place), got, expected);
  }

  static String quote(String text) {
    return '"' + shorten(text) + '"';
  }

  /** Leaves room for the rest of a message. */
  private static String shorten(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "...";
  }
}
