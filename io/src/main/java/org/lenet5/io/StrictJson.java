package org.lenet5.io;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON from outside, pulled token by token through the one grammar that its reader knows: nothing
 * can be nested deeper than that, no key stands twice, and no text holds half a surrogate pair.
 */
final class StrictJson {

  /** Where a place of the text has no number. */
  static final long NOWHERE = -1;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // Else the names of one file would stay in a table that all parsers share.
          .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
          // A text may be as long as the JSON, which is limited and in memory already.
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(SafetensorsFormat.LONGEST_HEADER)
                  .maxNameLength(SafetensorsFormat.LONGEST_HEADER)
                  .build())
          .build();

  /** Pulls a whole text, or refuses it. */
  @FunctionalInterface
  interface Grammar<T> {
    T read(StrictJson json) throws ModelFileException;
  }

  /** Says what is wrong at a place of the text, which counts UTF-16 units, or {@link #NOWHERE}. */
  @FunctionalInterface
  interface Refusal {
    ModelFileException at(long place, String got, String expected, Throwable cause);
  }

  private final JsonParser parser;
  private final Refusal refusal;

  private StrictJson(JsonParser parser, Refusal refusal) {
    this.parser = parser;
    this.refusal = refusal;
  }

  /**
   * Reads a text from its start to its end.
   *
   * @param what what it is
   * @param end where only spaces may follow
   * @throws ModelFileException made by {@code refusal}, if the text is no JSON, goes on behind what
   *     the grammar has pulled, or the grammar refuses it
   */
  static <T> T read(String text, String what, String end, Refusal refusal, Grammar<T> grammar)
      throws ModelFileException {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
      StrictJson json = new StrictJson(parser, refusal);
      T result = grammar.read(json);
      if (parser.nextToken() != null) {
        throw json.refuse(json.token(), "only spaces behind " + end);
      }
      return result;
    } catch (JacksonException e) {
      // What follows the colon is for those who program the parser.
      String message = e.getOriginalMessage().split(": ", 2)[0];
      // Numbers of more than 1000 digits are refused without a location.
      long place = e.getLocation() == null ? NOWHERE : e.getLocation().getCharOffset();
      throw refusal.at(place, "invalid JSON (" + message + ")", what, e);
    }
  }

  /** The current token's place. */
  long place() {
    return parser.currentTokenLocation().getCharOffset();
  }

  /** Advances to the start of an object. */
  void startObject(String expected) throws ModelFileException {
    expect(JsonToken.START_OBJECT, expected);
  }

  /** Advances to the name of the next property, or past the object's end and returns null. */
  String nextName() throws ModelFileException {
    if (parser.nextToken() == JsonToken.END_OBJECT) {
      return null;
    }
    String name = parser.currentName();
    if (name.length() > SafetensorsFormat.LONGEST_NAME) {
      throw refuse(
          "a name of %d characters".formatted(name.length()),
          "at most %d".formatted(SafetensorsFormat.LONGEST_NAME));
    }
    return checkUnicode(name);
  }

  /** Advances to the start of an array. */
  void startArray(String expected) throws ModelFileException {
    expect(JsonToken.START_ARRAY, expected);
  }

  /** Advances to the start of the array's next element, an object, or past its end. */
  boolean nextObject(String expected) throws ModelFileException {
    return nextElement(JsonToken.START_OBJECT, expected);
  }

  /** Advances to the start of the array's next element, an array, or past its end. */
  boolean nextArray(String expected) throws ModelFileException {
    return nextElement(JsonToken.START_ARRAY, expected);
  }

  private boolean nextElement(JsonToken start, String expected) throws ModelFileException {
    if (parser.nextToken() == JsonToken.END_ARRAY) {
      return false;
    }
    if (parser.currentToken() != start) {
      throw refuse(token(), expected);
    }
    return true;
  }

  /** Advances to a text and returns it. */
  String text(String expected) throws ModelFileException {
    expect(JsonToken.VALUE_STRING, expected);
    return checkUnicode(parser.getString());
  }

  private String checkUnicode(String text) throws ModelFileException {
    if (!SafetensorsFormat.isUnicode(text)) {
      throw refuse("half a surrogate pair in " + quote(text), "valid Unicode");
    }
    return text;
  }

  /** Advances past an array of integers, each from 0 to {@code largest}. */
  List<Long> integers(int fewest, int most, long largest) throws ModelFileException {
    startArray("an array of integers");
    return restOfIntegers(fewest, most, largest);
  }

  /** The same for an array whose start is the current token. */
  List<Long> restOfIntegers(int fewest, int most, long largest) throws ModelFileException {
    List<Long> integers = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (integers.size() == most) {
        throw refuse(token(), "at most %d integers".formatted(most));
      }
      integers.add(currentInteger(0, largest));
    }
    if (integers.size() < fewest) {
      throw refuse("an array of %d".formatted(integers.size()), "%d integers".formatted(fewest));
    }
    return integers;
  }

  /** Advances to an integer without sign, point or exponent, and returns it. */
  long integer(long smallest, long largest) throws ModelFileException {
    parser.nextToken();
    return currentInteger(smallest, largest);
  }

  private long currentInteger(long smallest, long largest) throws ModelFileException {
    String digits = parser.getString();
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT && !digits.startsWith("-")) {
      try {
        long integer = Long.parseLong(digits);
        if (integer >= smallest && integer <= largest) {
          return integer;
        }
      } catch (NumberFormatException e) {
        // Too large for a long: refused below as any other.
      }
    }
    throw refuse(token(), "an integer from %d to %d".formatted(smallest, largest));
  }

  private void expect(JsonToken expected, String words) throws ModelFileException {
    if (parser.nextToken() != expected) {
      throw refuse(token(), words);
    }
  }

  /** The current token's text, in quotes if it is one. */
  private String token() {
    if (parser.currentToken() == null) {
      return "nothing";
    }
    String text = parser.getString();
    return parser.currentToken() == JsonToken.VALUE_STRING ? quote(text) : shorten(text);
  }

  /** Refuses the current token. */
  ModelFileException refuse(String got, String expected) {
    return refuse(place(), got, expected);
  }

  /** Refuses a token that has been pulled before. */
  ModelFileException refuse(long place, String got, String expected) {
    return refusal.at(place, got, expected, null);
  }

  static String quote(String text) {
    return '"' + shorten(text) + '"';
  }

  /** Leaves room for the rest of a message. */
  private static String shorten(String text) {
    return Printable.of(text, 80);
  }
}
