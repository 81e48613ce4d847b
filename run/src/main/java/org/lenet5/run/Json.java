package org.lenet5.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.lenet5.io.AtomicFile;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** Maps, iterables, numbers, text, booleans and null as JSON. */
public final class Json {
  /** Of a text in what is read: no option is longer. */
  private static final int LONGEST_TEXT = 1 << 13;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(LONGEST_TEXT).build())
          .build();

  private Json() {}

  /**
   * Indented JSON with a line break at the end. NaN and infinity, which JSON lacks, become null.
   */
  public static String text(Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ObjectWriteContext indented =
        new ObjectWriteContext.Base() {
          @Override
          public PrettyPrinter getPrettyPrinter() {
            return new DefaultPrettyPrinter();
          }

          @Override
          public boolean hasPrettyPrinter() {
            return true;
          }
        };
    try (JsonGenerator out = JSON.createGenerator(indented, bytes, JsonEncoding.UTF8)) {
      write(out, value);
    }
    return bytes.toString(StandardCharsets.UTF_8) + "\n";
  }

  /**
   * Pulls what this program has written, token by token.
   *
   * @throws IOException if the file can't be read
   */
  static JsonParser parser(Path file) throws IOException {
    return JSON.createParser(ObjectReadContext.empty(), Files.newInputStream(file));
  }

  /** Writes or replaces a file. */
  static void write(Path file, Object value) throws IOException {
    byte[] bytes = text(value).getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, bytes);
  }

  private static void write(JsonGenerator out, Object value) {
    switch (value) {
      case null -> out.writeNull();
      case Map<?, ?> map -> {
        out.writeStartObject();
        map.forEach(
            (key, item) -> {
              out.writeName(key.toString());
              write(out, item);
            });
        out.writeEndObject();
      }
      case Iterable<?> items -> {
        out.writeStartArray();
        items.forEach(item -> write(out, item));
        out.writeEndArray();
      }
      case Double number when !Double.isFinite(number) -> out.writeNull();
      case Double number -> out.writeNumber(number);
      case Long number -> out.writeNumber(number);
      case Integer number -> out.writeNumber(number);
      case Boolean truth -> out.writeBoolean(truth);
      default -> out.writeString(value.toString());
    }
  }
}
