package org.lenet5.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lenet5.io.ModelFileException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What a committee is to be, which {@code committee.json} says before any member is begun: a kill
 * at any moment leaves enough to make all of it.
 *
 * @param runs what each member's checkpoint says of its run: settings, and checksums of the data
 */
record CommitteePlan(List<Map<String, String>> runs) {
  /** More members than can help; keeps the names of their folders in order. */
  static final int MOST = 99;

  /** Each member's settings take 1 KiB. */
  private static final int LONGEST = 1 << 20;

  private static final String RUNS = "runs";

  /** Copies it. */
  CommitteePlan {
    runs = List.copyOf(runs);
  }

  /** As a record's first entries. */
  Map<String, Object> json(RunStatus status) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(RunStatus.KEY, status);
    json.put("members", runs.size());
    json.put(RUNS, runs);
    return json;
  }

  /**
   * Reads a committee's record.
   *
   * @return empty if there is none, or one of before there were plans
   * @throws ModelFileException if it is not what {@link #json} makes
   * @throws IOException if it can't be read
   */
  static Optional<CommitteePlan> read(Path record) throws IOException {
    if (!Files.exists(record)) {
      return Optional.empty();
    }
    if (Files.size(record) > LONGEST) {
      throw damaged(record, null);
    }
    try (JsonParser json = Json.parser(record)) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        for (String name = json.nextName(); name != null; name = json.nextName()) {
          json.nextToken();
          if (name.equals(RUNS)) {
            return Optional.of(new CommitteePlan(runs(json, record)));
          }
          json.skipChildren();
        }
        return Optional.empty();
      }
    } catch (JacksonException e) {
      throw damaged(record, e);
    }
    throw damaged(record, null);
  }

  /** Pulls an array of objects of text. */
  private static List<Map<String, String>> runs(JsonParser json, Path record) throws IOException {
    List<Map<String, String>> runs = new ArrayList<>();
    if (json.currentToken() == JsonToken.START_ARRAY) {
      while (json.nextToken() == JsonToken.START_OBJECT && runs.size() < MOST) {
        Map<String, String> run = new LinkedHashMap<>();
        for (String name = json.nextName(); name != null; name = json.nextName()) {
          if (json.nextToken() != JsonToken.VALUE_STRING) {
            throw damaged(record, null);
          }
          run.put(name, json.getString());
        }
        runs.add(run);
      }
    }
    if (runs.isEmpty() || json.currentToken() != JsonToken.END_ARRAY) {
      throw damaged(record, null);
    }
    return runs;
  }

  private static ModelFileException damaged(Path record, JacksonException cause) {
    return new ModelFileException(
        record.toString(),
        ModelFileException.NOWHERE,
        "a damaged record",
        "that of a committee",
        cause);
  }
}
