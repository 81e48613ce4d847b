package org.lenet5.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.lenet5.train.EpochResult;
import org.lenet5.train.TrainingState;

/**
 * A run between two epochs, as a safetensors file: what it takes to go on to the same bits.
 *
 * @param state weights, the optimizer's moments, and the epochs so far; not copied
 * @param notes what the run is, for the reader to compare: options, checksums of the data; in the
 *     order of its keys
 */
public record Checkpoint(TrainingState state, Map<String, String> notes) {
  private static final String PARAMETERS = "parameters";
  private static final String BEST = "best";
  private static final String MOMENT = "moment.";
  private static final String NOTE = "note.";
  private static final String EPOCH = "epoch.";

  /** Numbers of an epoch's text: all of {@link EpochResult} but the epoch. */
  private static final int NUMBERS = 6;

  /** Longer than a path, which is the longest option. */
  private static final int LONGEST_NOTE = 1 << 13;

  /** Copies and orders the notes. */
  public Checkpoint {
    notes = Collections.unmodifiableMap(new TreeMap<>(notes));
  }

  /**
   * Writes or replaces a file, {@linkplain AtomicFile whole or not at all}.
   *
   * @throws IOException if the file can't be written
   * @throws IllegalArgumentException if a note has more than 8,192 characters, or {@link
   *     Safetensors} can't hold it
   */
  public void write(Path file) throws IOException {
    content().write(file);
  }

  /**
   * Writes the bytes of a file.
   *
   * @throws IOException if {@code out} does
   * @throws IllegalArgumentException if a note has more than 8,192 characters, or {@link
   *     Safetensors} can't hold it
   */
  public void write(OutputStream out) throws IOException {
    content().write(out);
  }

  private Safetensors content() {
    Map<String, Tensor> tensors = new TreeMap<>();
    tensors.put(PARAMETERS, tensor(state.parameters()));
    tensors.put(BEST, tensor(state.best()));
    for (int i = 0; i < state.moments().length; i++) {
      tensors.put(MOMENT + i, tensor(state.moments()[i]));
    }
    Map<String, String> metadata = new TreeMap<>();
    notes.forEach((key, text) -> metadata.put(NOTE + key, checkNote(key, text)));
    for (int i = 0; i < state.history().size(); i++) {
      metadata.put(EPOCH + i, text(state.history().get(i)));
    }
    return new Safetensors(tensors, metadata);
  }

  private static String checkNote(String key, String text) {
    if (text.length() > LONGEST_NOTE) {
      throw new IllegalArgumentException(
          "note %s: got %d characters, expected at most %d"
              .formatted(key, text.length(), LONGEST_NOTE));
    }
    return text;
  }

  private static Tensor tensor(float[] values) {
    return Tensor.of(List.of(values.length), values);
  }

  /** {@link Double#toString} gives back the same bits when parsed, whatever the locale. */
  private static String text(EpochResult e) {
    return DoubleStream.of(
            e.trainLoss(),
            e.validLoss(),
            e.trainAccuracy(),
            e.validAccuracy(),
            e.trainingSeconds(),
            e.seconds())
        .mapToObj(Double::toString)
        .collect(Collectors.joining(" "));
  }

  /**
   * Reads a checkpoint, trusting nothing in the file. Whether it fits a network and its training is
   * for the caller to compare.
   *
   * @throws ModelFileException if the file can't be read, is no checkpoint, holds weights or
   *     moments that are not finite, or does not fit the heap
   */
  public static Checkpoint read(Path file) throws ModelFileException {
    String name = file.toString();
    return Heap.read(name, () -> of(name, Safetensors.read(file)));
  }

  /**
   * Reads the bytes of a file, trusting nothing in them.
   *
   * @param name what messages call the file
   * @param bytes the whole file. Not modified.
   * @throws ModelFileException as {@link #read(Path)}
   */
  public static Checkpoint read(String name, byte[] bytes) throws ModelFileException {
    return Heap.read(name, () -> of(name, Safetensors.read(name, bytes)));
  }

  /**
   * Reads a stream to its end, at most 32 MiB of it, trusting nothing in it. Does not close it.
   *
   * @param name what messages call the stream
   * @throws ModelFileException as {@link #read(Path)}, or if it holds more
   * @throws IOException if {@code in} can't be read
   */
  public static Checkpoint read(String name, InputStream in) throws IOException {
    return Heap.read(name, () -> of(name, Safetensors.read(name, in)));
  }

  private static Checkpoint of(String name, Safetensors content) throws ModelFileException {
    return new Reader(name, content.tensors(), content.metadata()).checkpoint();
  }

  private record Reader(String file, Map<String, Tensor> tensors, Map<String, String> metadata) {

    Checkpoint checkpoint() throws ModelFileException {
      Tensor parameters = tensors.get(PARAMETERS);
      if (parameters == null) {
        throw error("tensors " + tensors.keySet(), "a checkpoint, which has " + PARAMETERS);
      }
      List<Integer> shape = List.of(parameters.size());
      float[] weights = values(PARAMETERS, shape);
      float[] best = values(BEST, shape);
      float[][] moments = new float[tensors.size() - 2][];
      for (int i = 0; i < moments.length; i++) {
        moments[i] = values(MOMENT + i, shape);
      }
      return new Checkpoint(new TrainingState(weights, moments, history(), best), notes());
    }

    private float[] values(String name, List<Integer> shape) throws ModelFileException {
      Tensor tensor = tensors.get(name);
      if (tensor == null) {
        throw error("tensors " + tensors.keySet(), "a checkpoint, which has " + name);
      }
      if (tensor.dtype() != DType.F32 || !tensor.shape().equals(shape)) {
        throw error(name + " " + tensor, "F32 " + shape);
      }
      float[] values = tensor.values();
      for (int i = 0; i < values.length; i++) {
        if (!Float.isFinite(values[i])) {
          throw error("%s[%d] = %s".formatted(name, i, values[i]), "a finite number");
        }
      }
      return values;
    }

    /** A list that grows, since the run goes on. */
    private List<EpochResult> history() throws ModelFileException {
      Set<String> left = new TreeSet<>(metadata.keySet());
      left.removeIf(key -> !key.startsWith(EPOCH));
      List<EpochResult> history = new ArrayList<>();
      while (left.remove(EPOCH + history.size())) {
        history.add(epoch(history.size()));
      }
      if (!left.isEmpty()) {
        throw error(left.toString(), EPOCH + history.size() + " before them");
      }
      return history;
    }

    private EpochResult epoch(int epoch) throws ModelFileException {
      String text = metadata.get(EPOCH + epoch);
      try {
        String[] words = text.split(" ", NUMBERS + 1);
        double[] v = Arrays.stream(words).mapToDouble(Double::parseDouble).toArray();
        if (v.length == NUMBERS && Arrays.stream(v).allMatch(n -> Double.isFinite(n) && n >= 0)) {
          return new EpochResult(epoch, v[0], v[1], v[2], v[3], v[4], v[5]);
        }
      } catch (NumberFormatException e) {
        // Reported below, like a wrong number of numbers.
      }
      throw error(EPOCH + epoch + " '" + text + "'", NUMBERS + " numbers, finite and not negative");
    }

    private Map<String, String> notes() throws ModelFileException {
      Map<String, String> notes = new TreeMap<>();
      for (Map.Entry<String, String> entry : metadata.entrySet()) {
        String text = entry.getValue();
        if (entry.getKey().startsWith(NOTE)) {
          if (text.length() > LONGEST_NOTE) {
            throw error(
                "%d characters of %s".formatted(text.length(), entry.getKey()),
                "at most %d".formatted(LONGEST_NOTE));
          }
          notes.put(entry.getKey().substring(NOTE.length()), text);
        }
      }
      return notes;
    }

    private ModelFileException error(String got, String expected) {
      return new ModelFileException(file, ModelFileException.NOWHERE, got, expected);
    }
  }
}
