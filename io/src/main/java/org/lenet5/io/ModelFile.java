package org.lenet5.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lenet5.layer.Parameter;
import org.lenet5.model.Model;
import org.lenet5.network.Architecture;

/**
 * Models as safetensors files. The weights of the review's networks are what PyTorch's {@code
 * load_state_dict} takes; those of all others are called by layer and role, as in {@code
 * C1.weight}. The metadata say what the weights alone do not:
 *
 * <ul>
 *   <li>{@code lenet5.network}, the network's layers as JSON;
 *   <li>{@code lenet5.architecture}, its name if it is an {@link Architecture};
 *   <li>{@code lenet5.classes}, the names of the classes, a line each;
 *   <li>{@code lenet5.preprocessing.fit}, {@code background}, {@code ink} and {@code deslant};
 *   <li>{@code lenet5.calibration.temperature} and {@code thresholds}, if the model is calibrated.
 * </ul>
 *
 * <p>A file without {@code lenet5.network} has one of the architectures: the one it names, else, as
 * in PyTorch's files, the one that has tensors of these names. Without the others it gets the
 * architecture's usual preprocessing and numbers for class names.
 *
 * <p>What a file may hold is bounded, see {@link Safetensors}; one that is right and too large for
 * the heap is refused like a wrong one.
 */
public final class ModelFile {
  private ModelFile() {}

  /**
   * Writes or replaces a file without further notes; see {@link #write(Path, Model, Map)}.
   *
   * @throws IOException if the file can't be written
   * @throws IllegalArgumentException if {@link #read(Path)} would refuse the model
   */
  public static void write(Path file, Model model) throws IOException {
    write(file, model, Map.of());
  }

  /**
   * Writes or replaces a file, {@linkplain AtomicFile whole or not at all}. The same model with the
   * same notes always gives the same bytes.
   *
   * @param notes further metadata, for example how the model was made; not read back
   * @throws IOException if the file can't be written
   * @throws IllegalArgumentException if {@link #read(Path)} would refuse the model: a class name
   *     with a control character, which includes line breaks, a parameter that is not finite, a
   *     preprocessing value beyond a float; a network of several input maps, more than 100 layers
   *     or 67 million parameters, of layers without a name or with the same; more than 65,536
   *     classes; or if a note has a key of the model's own metadata
   */
  public static void write(Path file, Model model, Map<String, String> notes) throws IOException {
    content(model, notes).write(file);
  }

  /**
   * Writes the bytes of a file; see {@link #write(Path, Model, Map)}.
   *
   * @param notes further metadata, for example how the model was made; not read back
   * @throws IOException if {@code out} does
   * @throws IllegalArgumentException if {@link #read(Path)} would refuse the model
   */
  public static void write(OutputStream out, Model model, Map<String, String> notes)
      throws IOException {
    content(model, notes).write(out);
  }

  private static Safetensors content(Model model, Map<String, String> notes) {
    Optional<Architecture> named = Architecture.of(model.network(), model.classNames());
    SortedMap<String, String> metadata = ModelMetadata.of(model, named);
    notes.forEach(
        (key, text) -> ModelMetadata.require(metadata.put(key, text) == null, "note", key));
    Map<String, Tensor> tensors = new TreeMap<>();
    StateDict.of(named, model.network())
        .forEach((name, parameter) -> tensors.put(name, tensor(parameter, model.parameters())));
    return new Safetensors(tensors, metadata);
  }

  private static Tensor tensor(Parameter parameter, float[] parameters) {
    int from = parameter.offset();
    float[] values = Arrays.copyOfRange(parameters, from, from + parameter.size());
    for (float value : values) {
      ModelMetadata.require(Float.isFinite(value), parameter.name(), value);
    }
    return Tensor.of(parameter.shape(), values);
  }

  /**
   * Reads a model, trusting nothing in the file. Weights of type F16 and BF16 are widened, F64 are
   * rounded.
   *
   * @throws ModelFileException if the file can't be read, is no safetensors file, holds anything
   *     but the finite weights of a network that it describes or that is known, with metadata that
   *     fit them, or does not fit the heap
   */
  public static Model read(Path file) throws ModelFileException {
    String name = file.toString();
    return Heap.read(name, () -> model(name, Safetensors.read(file)));
  }

  /**
   * Reads the bytes of a file, trusting nothing in them; see {@link #read(Path)}.
   *
   * @param name what messages call the file
   * @param bytes the whole file. Not modified.
   * @throws ModelFileException as {@link #read(Path)}
   */
  public static Model read(String name, byte[] bytes) throws ModelFileException {
    return Heap.read(name, () -> model(name, Safetensors.read(name, bytes)));
  }

  /**
   * Reads a stream to its end, at most 32 MiB of it, trusting nothing in it; see {@link
   * #read(Path)}. Does not close it.
   *
   * @param name what messages call the stream
   * @throws ModelFileException as {@link #read(Path)}, or if it holds more
   * @throws IOException if {@code in} can't be read
   */
  public static Model read(String name, InputStream in) throws IOException {
    return Heap.read(name, () -> model(name, Safetensors.read(name, in)));
  }

  private static Model model(String name, Safetensors content) throws ModelFileException {
    return new ModelReader(name, content.tensors(), content.metadata()).model();
  }
}
