package org.lenet5.bench.torture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lenet5.io.Checkpoint;
import org.lenet5.train.EpochResult;

/**
 * What a run has left in its folder, but for what time makes different: seconds, and the lock.
 *
 * @param files the digest of each file by its place under the folder
 */
record Trace(Map<String, String> files) {

  static Trace of(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        if (!name.equals(".lock")) {
          files.put(folder.relativize(file).toString(), digest(timeless(name, file)));
        }
      }
    }
    return new Trace(files);
  }

  private static byte[] timeless(String name, Path file) throws IOException {
    return switch (name) {
      case "run.json" ->
          lines(file, line -> !line.matches(".*\"(images_per_|training_)?second[s]?\".*"));
      case "history.csv" ->
          Files.readAllLines(file).stream()
              .map(line -> line.substring(0, line.lastIndexOf(',')))
              .collect(Collectors.joining("\n"))
              .getBytes(StandardCharsets.UTF_8);
      case "checkpoint.safetensors" -> text(Checkpoint.read(file));
      default -> Files.readAllBytes(file);
    };
  }

  private static byte[] lines(Path file, Predicate<String> kept) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(kept)
        .collect(Collectors.joining("\n"))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] text(Checkpoint checkpoint) {
    StringBuilder text = new StringBuilder();
    for (EpochResult e : checkpoint.state().history()) {
      text.append(
          List.of(e.epoch(), e.trainLoss(), e.validLoss(), e.trainAccuracy(), e.validAccuracy()));
    }
    text.append(checkpoint.notes())
        .append(Arrays.hashCode(checkpoint.state().parameters()))
        .append(Arrays.hashCode(checkpoint.state().best()))
        .append(Arrays.deepHashCode(checkpoint.state().moments()));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** What is different in another one, a file a line; empty if nothing is. */
  String differences(Trace other) {
    Map<String, String> both = new TreeMap<>(files);
    both.putAll(other.files);
    return both.keySet().stream()
        .filter(name -> !String.valueOf(files.get(name)).equals(other.files.get(name)))
        .map(
            name ->
                name
                    + (!other.files.containsKey(name)
                        ? " is missing"
                        : files.containsKey(name) ? " is another" : " is too many"))
        .collect(Collectors.joining(", "));
  }
}
