package org.lenet5.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The command, run in this process or in one of its own. */
final class Cli {
  private Cli() {}

  /**
   * What a command left.
   *
   * @param exit its exit code
   * @param out what it printed to stdout
   * @param err what it printed to stderr
   */
  record Result(int exit, String out, String err) {
    /** This, if the command was done. */
    Result done() {
      if (exit != 0) {
        throw new AssertionError("exit code " + exit + ": " + err);
      }
      return this;
    }

    /** All of stdout, which must be one JSON value. */
    Object json() {
      return Cli.json(out);
    }

    /** The value of a line {@code key: value}. */
    String value(String key) {
      return out.lines()
          .filter(line -> line.startsWith(key + ": "))
          .map(line -> line.substring(key.length() + 2))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no line " + key + " in " + out));
    }
  }

  /** Runs a command in this process. */
  static Result run(Object... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        Main.run(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            words(args));
    return new Result(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Trains in this process; returns the hash of the weights. */
  static String train(Object... args) {
    return run(prepend("train", args)).done().value("weights_sha256");
  }

  /** Starts a command in a JVM of its own, which has these options too. */
  static Process start(List<String> jvm, Path folder, Object... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), "-XX:+UseSerialGC", "-Xmx256m"));
    command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    command.add("-XX:+IgnoreUnrecognizedVMOptions"); // UseAVX is x86's
    command.addAll(jvm);
    command.add(Main.class.getName());
    command.addAll(List.of(words(args)));
    return new ProcessBuilder(command)
        .redirectError(folder.resolve("stderr.txt").toFile())
        .redirectOutput(folder.resolve("stdout.txt").toFile())
        .start();
  }

  /** Runs a command in a JVM of its own, to its end. */
  static Result child(List<String> jvm, Path folder, Object... args) throws Exception {
    Process process = start(jvm, folder, args);
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still running after two minutes");
    }
    return new Result(
        process.exitValue(),
        Files.readString(folder.resolve("stdout.txt")),
        Files.readString(folder.resolve("stderr.txt"))
            .replace("WARNING: Using incubator modules: jdk.incubator.vector\n", ""));
  }

  static Object[] prepend(Object first, Object... rest) {
    return Stream.concat(Stream.of(first), Stream.of(rest)).toArray();
  }

  static Object[] append(Object[] first, Object last) {
    return Stream.concat(Stream.of(first), Stream.of(last)).toArray();
  }

  private static String[] words(Object... args) {
    return Stream.of(args).map(Object::toString).toArray(String[]::new);
  }

  /** Reads one JSON value, and nothing after it. */
  static Object json(String text) {
    try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
      Object value = value(parser, parser.nextToken());
      if (parser.nextToken() != null) {
        throw new AssertionError("more than one JSON value: " + text);
      }
      return value;
    }
  }

  private static Object value(JsonParser parser, JsonToken token) {
    return switch (token) {
      case START_OBJECT -> {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String key = parser.currentName();
          object.put(key, value(parser, parser.nextToken()));
        }
        yield object;
      }
      case START_ARRAY -> {
        List<Object> array = new ArrayList<>();
        for (JsonToken item; (item = parser.nextToken()) != JsonToken.END_ARRAY; ) {
          array.add(value(parser, item));
        }
        yield array;
      }
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new AssertionError(token + " in JSON");
    };
  }

  /** A JSON object's members. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> object(Object json) {
    return (Map<String, Object>) json;
  }

  /** A JSON array's members. */
  @SuppressWarnings("unchecked")
  static List<Object> array(Object json) {
    return (List<Object>) json;
  }
}
