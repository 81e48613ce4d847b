package org.lenet5.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lenet5.train.EpochResult;
import org.lenet5.train.TrainingState;

/**
 * A run between two epochs, as a safetensors file: what it takes to go on to the same bits.
 *
 * @param state weights, the optimizer's moments, and the epochs so far
 * @param notes what the run is, for the reader to compare: options, checksums of the data
 */
public record Checkpoint(TrainingState state, Map<String, String> notes) {
  private static final String NOTE = "note.";
  private static final String EPOCH = "epoch.";

  /**
   * Writes or replaces a file, atomically.
   *
   * @throws IOException if the file can't be written
   */
  public void write(Path file) throws IOException {
    Map<String, Tensor> tensors = new TreeMap<>();
    tensors.put("parameters", tensor(state.parameters()));
    tensors.put("best", tensor(state.best()));
    for (int i = 0; i < state.moments().length; i++) {
      tensors.put("moment." + i, tensor(state.moments()[i]));
    }
    Map<String, String> metadata = new TreeMap<>();
    notes.forEach((key, text) -> metadata.put(NOTE + key, text));
    for (EpochResult e : state.history()) {
      metadata.put(
          EPOCH + e.epoch(),
          "%s %s %s %s %s %s"
              .formatted(
                  e.trainLoss(),
                  e.validLoss(),
                  e.trainAccuracy(),
                  e.validAccuracy(),
                  e.trainingSeconds(),
                  e.seconds()));
    }
    new Safetensors(tensors, metadata).write(file);
  }

  private static Tensor tensor(float[] values) {
    return Tensor.of(List.of(values.length), values);
  }

  /**
   * Reads a checkpoint, trusting nothing in the file.
   *
   * @throws ModelFileException if the file can't be read or is no checkpoint
   */
  public static Checkpoint read(Path file) throws ModelFileException {
    Safetensors content = Safetensors.read(file);
    Map<String, String> notes = new TreeMap<>();
    content
        .metadata()
        .forEach(
            (key, text) -> {
              if (key.startsWith(NOTE)) {
                notes.put(key.substring(NOTE.length()), text);
              }
            });
    float[] parameters = values(file, content, "parameters", -1);
    int moments =
        (int) content.tensors().keySet().stream().filter(n -> n.startsWith("moment.")).count();
    float[][] state = new float[moments][];
    for (int i = 0; i < moments; i++) {
      state[i] = values(file, content, "moment." + i, parameters.length);
    }
    return new Checkpoint(
        new TrainingState(
            parameters,
            state,
            history(file, content.metadata()),
            values(file, content, "best", parameters.length)),
        notes);
  }

  private static float[] values(Path file, Safetensors content, String name, int length)
      throws ModelFileException {
    Tensor tensor = content.tensors().get(name);
    if (tensor == null || tensor.dtype() != DType.F32 || (length >= 0 && tensor.size() != length)) {
      throw error(
          file,
          name + " " + (tensor == null ? "missing" : tensor),
          "a checkpoint with %s F32%s".formatted(name, length < 0 ? "" : " [" + length + "]"));
    }
    float[] values = tensor.values();
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw error(file, "%s[%d] = %s".formatted(name, i, values[i]), "a finite number");
      }
    }
    return values;
  }

  private static List<EpochResult> history(Path file, Map<String, String> metadata)
      throws ModelFileException {
    List<EpochResult> history = new ArrayList<>();
    for (String text; (text = metadata.get(EPOCH + history.size())) != null; ) {
      double[] v;
      try {
        v = Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
      } catch (NumberFormatException e) {
        v = new double[0];
      }
      if (v.length != 6 || !Arrays.stream(v).allMatch(n -> Double.isFinite(n) && n >= 0)) {
        throw error(
            file,
            EPOCH + history.size() + " '" + text + "'",
            "6 numbers, finite and not negative");
      }
      history.add(new EpochResult(history.size(), v[0], v[1], v[2], v[3], v[4], v[5]));
    }
    long rows = metadata.keySet().stream().filter(key -> key.startsWith(EPOCH)).count();
    if (rows != history.size()) {
      throw error(
          file, rows + " epochs", "%d, numbered from 0 without a gap".formatted(history.size()));
    }
    return history;
  }

  private static ModelFileException error(Path file, String got, String expected) {
    return new ModelFileException(file.toString(), ModelFileException.NOWHERE, got, expected);
  }
}
