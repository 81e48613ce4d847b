package org.lenet5.bench.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.lenet5.data.Dataset;
import org.lenet5.data.Mnist;
import org.lenet5.data.Preprocessing;
import org.lenet5.io.Checkpoint;
import org.lenet5.io.DType;
import org.lenet5.io.ModelFile;
import org.lenet5.io.Safetensors;
import org.lenet5.io.Tensor;
import org.lenet5.layer.Connections;
import org.lenet5.layer.RbfCodes;
import org.lenet5.model.Model;
import org.lenet5.model.Pretrained;
import org.lenet5.network.Architecture;
import org.lenet5.network.Network;
import org.lenet5.run.Json;
import org.lenet5.run.Recipe;
import org.lenet5.run.SettingsText;
import org.lenet5.train.EpochResult;
import org.lenet5.train.TrainingState;

/**
 * Good files: as programs write them, most of them small, of every kind that readers tell apart.
 */
final class Seeds {

  /** The record of a committee. */
  static final String COMMITTEE = "committee.json";

  private static final int SAMPLES = 12;

  /** From here on, the next twelve of the test set are some of each digit. */
  private static final int ALL_DIGITS = 488;

  private Seeds() {}

  /** Models: the weights inside, small ones, as PyTorch writes them, of half precision. */
  static List<Input> models() throws IOException {
    Network own =
        Network.input(1, 7, 7)
            .convolution("C1", 2, 2)
            .scaledTanh()
            .averagePool("S2", 2)
            .convolution("C3", new Connections(List.of(List.of(0), List.of(0, 1))), 2)
            .tanh()
            .subsampling("S4", 2)
            .dense("OUT", 3);
    List<byte[]> files = new ArrayList<>();
    files.add(bytes(Pretrained.lenet5()));
    files.add(
        bytes(
            model(
                own,
                List.of("a", "\u00e9", "\u2713"),
                new Preprocessing(Preprocessing.Fit.PAD, 7, 7, -1, 1, true))));
    List<String> characters = List.of("7", "A", "~");
    Network codes =
        Network.input(1, 5, 5).dense("F6", RbfCodes.LENGTH).rbf("OUT", RbfCodes.of(characters));
    files.add(bytes(model(codes, characters, Preprocessing.paper().with(5))));
    Architecture known = Architecture.LINEAR;
    files.add(bytes(model(known.network(characters), characters, known.preprocessing())));
    Safetensors linear = Safetensors.read("linear", files.getLast());
    files.add(bytes(new Safetensors(linear.tensors(), Map.of("format", "pt"))));
    Map<String, Tensor> half = new LinkedHashMap<>();
    linear.tensors().forEach((name, tensor) -> half.put(name, half(tensor)));
    files.add(bytes(new Safetensors(half, linear.metadata())));
    return files.stream().map(file -> Input.of("model.safetensors", file)).toList();
  }

  private static Model model(Network network, List<String> names, Preprocessing preprocessing) {
    return new Model(network, names, preprocessing, network.initialParameters(1));
  }

  private static byte[] bytes(Model model) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ModelFile.write(out, model, Map.of("made", "for tests"));
    return out.toByteArray();
  }

  private static byte[] bytes(Safetensors content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    content.write(out);
    return out.toByteArray();
  }

  private static Tensor half(Tensor tensor) {
    ByteBuffer data = ByteBuffer.allocate(tensor.size() * DType.F16.bytes());
    data.order(ByteOrder.LITTLE_ENDIAN);
    for (float value : tensor.values()) {
      data.putShort(Float.floatToFloat16(value));
    }
    return new Tensor(DType.F16, tensor.shape(), data.flip());
  }

  /** Checkpoints before the first epoch and after some, with the notes of a run. */
  static List<Input> checkpoints() throws IOException {
    List<Input> checkpoints = new ArrayList<>();
    for (Recipe recipe : List.of(Recipe.REVIEW, Recipe.PAPER, Recipe.BEST)) {
      Map<String, String> notes = new TreeMap<>(SettingsText.of(recipe.settings()));
      Mnist.checksums().forEach((role, sha256) -> notes.put("sha256." + role, sha256));
      int epochs = 5 * checkpoints.size();
      List<EpochResult> history =
          IntStream.range(0, epochs)
              .mapToObj(
                  e -> new EpochResult(e, 1.0 / (e + 3), 0.1 / (e + 7), 0.9, 0.98, 1.5, 1.625))
              .toList();
      float[][] weights = new float[4][10];
      for (int i = 0; i < 40; i++) {
        weights[i / 10][i % 10] = (i - 20) / 7f;
      }
      float[][] moments = Arrays.copyOf(weights, checkpoints.size());
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      new Checkpoint(new TrainingState(weights[2], moments, history, weights[3]), notes).write(out);
      checkpoints.add(Input.of("checkpoint.safetensors", out.toByteArray()));
    }
    return checkpoints;
  }

  /** The folders of runs, and of a committee whose members are not begun. */
  static List<Input> runs() throws IOException {
    Map<String, String> settings = SettingsText.of(Recipe.COMMITTEE.settings());
    String record =
        Json.text(Map.of("status", "running", "members", 2, "runs", List.of(settings, settings)));
    List<Input> runs = new ArrayList<>(checkpoints());
    runs.add(Input.of(COMMITTEE, record.getBytes(StandardCharsets.UTF_8)));
    return runs;
  }

  /** Images of MNIST. */
  static List<Input> images() throws IOException {
    return List.of(Input.of("images-idx3-ubyte", images(Mnist.test().slice(0, SAMPLES))));
  }

  /** Labels of MNIST. */
  static List<Input> labels() throws IOException {
    byte[] labels = labels(Mnist.test().slice(0, SAMPLES).labels());
    return List.of(Input.of("labels-idx1-ubyte", labels));
  }

  private static byte[] images(Dataset data) {
    ByteBuffer file = ByteBuffer.allocate(16 + data.pixels().length);
    file.putInt(0x803).putInt(data.size()).putInt(data.rows()).putInt(data.columns());
    return file.put(data.pixels()).array();
  }

  private static byte[] labels(byte[] labels) {
    return ByteBuffer.allocate(8 + labels.length)
        .putInt(0x801)
        .putInt(labels.length)
        .put(labels)
        .array();
  }

  /** Data sets of all digits, called as MNIST is and as EMNIST is. */
  static List<Input> folders() throws IOException {
    Dataset data = Mnist.test().slice(ALL_DIGITS, ALL_DIGITS + SAMPLES);
    Map<String, byte[]> mnist = new TreeMap<>();
    mnist.put("train-images-idx3-ubyte", images(data));
    mnist.put("train-labels-idx1-ubyte", labels(data.labels()));
    mnist.put("t10k-images-idx3-ubyte", images(data.slice(0, 3)));
    mnist.put("t10k-labels-idx1-ubyte", labels(data.slice(0, 3).labels()));
    Map<String, byte[]> emnist = new TreeMap<>();
    mnist.forEach(
        (name, file) -> emnist.put("emnist-digits-" + name.replace("t10k", "test"), file));
    emnist.put("emnist-digits-mapping.txt", mapping(0, 10, 0));
    return List.of(new Input(new TreeMap<>(mnist)), new Input(new TreeMap<>(emnist)));
  }

  /** The mappings of EMNIST's letters, which count from 1 and have two cases, and of its digits. */
  static List<Input> mappings() {
    return List.of(mapped(1, 26, 'a' - 'A'), mapped(0, 10, 0));
  }

  /** A folder of one pixel for each class. */
  private static Input mapped(int first, int classes, int secondCase) {
    byte[] labels = new byte[classes];
    for (int i = 0; i < classes; i++) {
      labels[i] = (byte) (first + i);
    }
    ByteBuffer images = ByteBuffer.allocate(16 + classes);
    images.putInt(0x803).putInt(classes).putInt(1).putInt(1);
    return Input.of("train-images-idx3-ubyte", images.array())
        .with("train-labels-idx1-ubyte", labels(labels))
        .with("mapping.txt", mapping(first, classes, secondCase));
  }

  /** As EMNIST has it: {@code 1 65 97}. */
  private static byte[] mapping(int first, int classes, int secondCase) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < classes; i++) {
      int upper = (classes > 10 ? 'A' : '0') + i;
      text.append(first + i).append(' ').append(upper);
      text.append(secondCase == 0 ? "" : " " + (upper + secondCase)).append("\r\n");
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
