package org.lenet5.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lenet5.data.Image;
import org.lenet5.data.Preprocessing;
import org.lenet5.layer.InitialRange;
import org.lenet5.model.Calibration;
import org.lenet5.model.Classifier;
import org.lenet5.model.Model;
import org.lenet5.network.Architecture;
import org.lenet5.network.LeNet5;
import org.lenet5.network.Network;

class ModelFileTest {
  private static final String LAST = "classifier.2.bias";
  private static final String LAST_WEIGHT = "classifier.2.weight";
  private static final String FIRST = "feature_extractor.0.weight";

  @TempDir private Path folder;

  private static Model model(Architecture architecture, List<String> names) {
    Network network = architecture.network(names);
    return new Model(
        network, names, architecture.preprocessing(), network.initialParameters(names.size()));
  }

  /** A small model's file. */
  static Path sample(Path folder) throws IOException {
    Path file = folder.resolve("sample.safetensors");
    ModelFile.write(file, model(Architecture.LINEAR, List.of("a", "b")));
    return file;
  }

  private static List<String> numbers(int classes) {
    return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
  }

  private Path written(Model model) throws IOException {
    Path file = folder.resolve("model.safetensors");
    ModelFile.write(file, model, Map.of());
    return file;
  }

  @Test
  void calibrationsAreKept() throws IOException {
    TreeMap<Double, Double> thresholds = new TreeMap<>(Map.of(0.005, 0.62, 0.001, 0.9375));
    Model model = model(Architecture.LENET5, numbers(10)).with(new Calibration(1.25, thresholds));
    assertThat(ModelFile.read(written(model)).calibration()).isEqualTo(model.calibration());
    Model bare = model.with(Calibration.NONE);
    assertThat(ModelFile.read(written(bare)).calibration()).isEqualTo(Calibration.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "NaN", "warm", "1001"})
  void refusesATemperatureOutOfItsRange(String temperature) throws IOException {
    Content content = new Content(10);
    content.metadata.put("lenet5.calibration.temperature", temperature);
    content.isRefused(
        "got calibration '%s', '', expected a temperature above 0 and up to 1000, and up to 1000 words SHARE=PROBABILITY of numbers from 0 to 1"
            .formatted(temperature));
  }

  @Test
  void refusesMoreThresholdsThanAnybodyMeasures() throws IOException {
    Content content = new Content(10);
    content.metadata.put("lenet5.calibration.temperature", "1");
    for (String words : List.of("0=0 ".repeat(1000) + "0=0", "0=0 ".repeat(2_000_000))) {
      content.metadata.put("lenet5.calibration.thresholds", words);
      Path file = content.file();
      assertThatThrownBy(() -> ModelFile.read(file))
          .isInstanceOf(ModelFileException.class)
          .hasMessageContaining(" and up to 1000 words SHARE=PROBABILITY");
    }
    TreeMap<Double, Double> many = new TreeMap<>();
    for (int i = 0; i <= 1000; i++) {
      many.put(i / 1000.0, 0.5);
    }
    Model model = model(Architecture.LENET5, numbers(10)).with(new Calibration(1, many));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> written(model))
        .withMessageContaining("up to 1000 words");
  }

  /** In a heap of 128 MB: they are counted before they are cut. */
  @Test
  void refusesMillionsOfClassNames() throws IOException {
    Content content = new Content(10);
    content.metadata.put("lenet5.classes", "\n".repeat(4_000_000));
    content.isRefused("got 4000001 class names, expected 10, one for each output");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.1", "0.1=", "x=0.5", "0.1=2", "0.1=0.5 "})
  void refusesThresholdsThatAreNone(String thresholds) throws IOException {
    Content content = new Content(10);
    content.metadata.put("lenet5.calibration.temperature", "1");
    content.metadata.put("lenet5.calibration.thresholds", thresholds);
    content.isRefused(
        "got calibration '1', '%s', expected a temperature above 0 and up to 1000, and up to 1000 words SHARE=PROBABILITY of numbers from 0 to 1"
            .formatted(thresholds));
  }

  /** The content of a good file, to be spoilt. */
  private final class Content {
    final Map<String, Tensor> tensors;
    final Map<String, String> metadata;

    Content(int classes) throws IOException {
      Safetensors good = Safetensors.read(written(model(Architecture.LENET5, numbers(classes))));
      tensors = new TreeMap<>(good.tensors());
      metadata = new TreeMap<>(good.metadata());
    }

    /** As it was before files described their network. */
    Content old() {
      metadata.remove("lenet5.network");
      return this;
    }

    Path file() throws IOException {
      Path file = folder.resolve("spoilt");
      new Safetensors(tensors, metadata).write(file);
      return file;
    }

    void isRefused(String message) throws IOException {
      Path file = file();
      assertThatThrownBy(() -> ModelFile.read(file))
          .isInstanceOf(ModelFileException.class)
          .hasMessage(file + ": " + message);
    }
  }

  private static void assertSame(Model got, Model expected) {
    assertThat(got.network()).isEqualTo(expected.network());
    assertThat(got.classNames()).isEqualTo(expected.classNames());
    assertThat(got.preprocessing()).isEqualTo(expected.preprocessing());
    assertThat(got.sha256()).isEqualTo(expected.sha256());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LENET5_1998")
  void readsWhatItWrote(Architecture architecture) throws IOException {
    for (int classes : new int[] {1, 2, 10, 47, 62, 257}) {
      Model model = model(architecture, numbers(classes));
      assertSame(ModelFile.read(written(model)), model);
    }
  }

  /** Its classes are told by their names alone: the outputs have no weights. */
  @ParameterizedTest
  @ValueSource(strings = {"0", "0123456789", "cab", "~ \"\\"})
  void readsTheOriginalNetwork(String characters) throws IOException {
    Model model = model(Architecture.LENET5_1998, List.of(characters.split("")));
    Path file = written(model);
    Model read = ModelFile.read(file);
    assertSame(read, model);
    assertThat(read.preprocessing()).isEqualTo(Preprocessing.paper());
    assertThat(read.network().output().size()).isEqualTo(characters.length());
    Map<String, List<Integer>> shapes = new TreeMap<>();
    Safetensors.read(file).tensors().forEach((name, tensor) -> shapes.put(name, tensor.shape()));
    assertThat(shapes)
        .isEqualTo(
            Map.ofEntries(
                Map.entry("C1.weight", List.of(6, 1, 5, 5)),
                Map.entry("C1.bias", List.of(6)),
                Map.entry("S2.weight", List.of(6)),
                Map.entry("S2.bias", List.of(6)),
                Map.entry("C3.weight", List.of(60, 5, 5)),
                Map.entry("C3.bias", List.of(16)),
                Map.entry("S4.weight", List.of(16)),
                Map.entry("S4.bias", List.of(16)),
                Map.entry("C5.weight", List.of(120, 16, 5, 5)),
                Map.entry("C5.bias", List.of(120)),
                Map.entry("F6.weight", List.of(84, 120)),
                Map.entry("F6.bias", List.of(84))));
  }

  @Test
  void filesBytesAndStreamsAreTheSame() throws IOException {
    Model model = model(Architecture.LENET5, numbers(3));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ModelFile.write(out, model, Map.of());
    assertThat(written(model)).hasBinaryContent(out.toByteArray());
    assertSame(ModelFile.read("m", out.toByteArray()), model);
    assertSame(ModelFile.read("m", new ByteArrayInputStream(out.toByteArray())), model);
    ByteArrayOutputStream other = new ByteArrayOutputStream();
    CheckpointTest.sample(0, 0).checkpoint().write(other);
    String message =
        "m: got tensors [best, parameters], expected those of one of " + Architecture.ids();
    assertThatThrownBy(() -> ModelFile.read("m", other.toByteArray()))
        .isInstanceOf(ModelFileException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> ModelFile.read("m", new ByteArrayInputStream(other.toByteArray())))
        .isInstanceOf(ModelFileException.class)
        .hasMessage(message);
  }

  // Networks.

  private static Model model(Network network, List<String> names) {
    Preprocessing preprocessing =
        new Preprocessing(
            Preprocessing.Fit.BILINEAR, network.input().rows(), network.input().columns(), -1, 1);
    return new Model(network, names, preprocessing, network.initialParameters(7));
  }

  private static Model own() {
    return model(NetworkJsonTest.own(), List.of("north", "east", "south", "west"));
  }

  /** No architecture has it: it is what its description says. */
  @Test
  void readsANetworkWithoutAName() throws IOException {
    Path file = written(own());
    Model read = ModelFile.read(file);
    assertSame(read, own());
    assertThat(read.preprocessing().columns()).isEqualTo(26);
    Safetensors content = Safetensors.read(file);
    assertThat(content.metadata()).doesNotContainKey("lenet5.architecture");
    assertThat(content.tensors().keySet())
        .containsExactlyInAnyOrder(
            "first.weight",
            "first.bias",
            "\"second\" é.weight",
            "\"second\" é.bias",
            "sum.weight",
            "sum.bias",
            "hidden.weight",
            "hidden.bias");
    assertThat(content.tensors().get("\"second\" é.weight").shape()).isEqualTo(List.of(6, 4, 4));
    byte[] pixels = new byte[300];
    Arrays.fill(pixels, 100, 170, (byte) 200);
    Image image = new Image(15, 20, pixels);
    assertThat(new Classifier(read).classify(image).probabilities())
        .containsExactly(new Classifier(own()).classify(image).probabilities());
  }

  /** Each has the review's layers and weights, computed or placed in another way. */
  @Test
  void readsRelativesOfTheArchitectures() throws IOException {
    for (Network network :
        List.of(
            LeNet5.modern(10).direct(),
            LeNet5.modern(10).widened(52),
            LeNet5.original(numbers(10)).widened(36),
            LeNet5.modern(10).initialRange(InitialRange.REPORTED_RATES))) {
      Model model = model(network, numbers(network.output().size()));
      Path file = written(model);
      assertSame(ModelFile.read(file), model);
      Safetensors content = Safetensors.read(file);
      assertThat(content.metadata()).doesNotContainKey("lenet5.architecture");
      assertThat(content.tensors()).containsKey("C3.weight");
    }
  }

  @ParameterizedTest
  @EnumSource
  void saysTheArchitectureAndTheNetwork(Architecture architecture) throws IOException {
    Model model = model(architecture, numbers(10));
    Path file = written(model);
    // The same page: a table of connections keeps its name.
    assertThat(ModelFile.read(file).network()).hasToString(model.network().toString());
    assertThat(Safetensors.read(file).metadata())
        .containsEntry("lenet5.architecture", architecture.id())
        .containsEntry("lenet5.network", NetworkJson.text(model.network()));
  }

  /** Files from before networks were described. */
  @ParameterizedTest
  @EnumSource
  void theArchitectureIsEnough(Architecture architecture) throws IOException {
    Model model = model(architecture, numbers(10));
    Safetensors good = Safetensors.read(written(model));
    Map<String, String> metadata = new TreeMap<>(good.metadata());
    metadata.remove("lenet5.network");
    Path file = folder.resolve("old");
    new Safetensors(good.tensors(), metadata).write(file);
    assertSame(ModelFile.read(file), model);
  }

  @Test
  void theNetworkIsEnough() throws IOException {
    Content content = new Content(5);
    content.metadata.remove("lenet5.architecture");
    content.metadata.keySet().removeIf(key -> key.startsWith("lenet5.preprocessing"));
    content.metadata.remove("lenet5.classes");
    assertSame(ModelFile.read(content.file()), model(Architecture.LENET5, numbers(5)));
  }

  @Test
  void refusesANetworkOfAnotherArchitecture() throws IOException {
    Content content = new Content(2);
    content.metadata.put("lenet5.architecture", "lenet5-no-tanh");
    content.isRefused("got architecture lenet5-no-tanh, expected lenet5, as lenet5.network is");
    content.metadata.put("lenet5.architecture", "vgg\u001b[2J");
    content.isRefused("got architecture vgg\\u001b[2J, expected lenet5, as lenet5.network is");
    content.metadata.put("lenet5.architecture", "lenet5");
    content.metadata.put("lenet5.network", NetworkJson.text(LeNet5.modern(2).direct()));
    content.isRefused("got architecture lenet5, expected none, as lenet5.network is");
  }

  @Test
  void refusesANetworkThatIsNotThatOfTheTensors() throws IOException {
    Content content = new Content(2);
    content.metadata.remove("lenet5.architecture");
    content.metadata.put("lenet5.network", NetworkJson.text(LeNet5.modern(3)));
    content.isRefused("got 2 class names, expected 3, one for each output");
    content.metadata.put("lenet5.classes", "a\nb\nc");
    content.isRefused("got classifier.2.weight F32 [2, 84], expected floats [3, 84]");
    content.metadata.put("lenet5.network", NetworkJson.text(LeNet5.withoutTanh(3)));
    Path file = content.file();
    assertThatThrownBy(() -> ModelFile.read(file))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("got no tensors [feature_extractor.2.bias, ")
        .hasMessageEndingWith(", expected all of lenet5-no-tanh");
    content.metadata.put("lenet5.network", NetworkJson.text(LeNet5.modern(3).direct()));
    Path direct = content.file();
    assertThatThrownBy(() -> ModelFile.read(direct))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("got no tensors [C1.bias, C1.weight, C3.bias, ")
        .hasMessageEndingWith(", expected all of the network");
  }

  /** The file itself is small: what the text asks for is refused before anything is as large. */
  @Test
  void refusesHugeNetworks() throws IOException {
    Content content = new Content(2);
    content.metadata.remove("lenet5.architecture");
    String many = NetworkJson.text(LeNet5.modern(2)).replace(":84,", ":4000000,");
    content.metadata.put("lenet5.network", many);
    content.isRefused(
        "got 484050692 parameters up to here at character %d of lenet5.network, expected at most 67108864"
            .formatted(many.indexOf("{\"type\":\"dense\"")));
  }

  @Test
  void refusesTextsThatAreNoNetwork() throws IOException {
    Content content = new Content(2);
    content.metadata.put("lenet5.network", "{\"input\":");
    content.isRefused(
        "got invalid JSON (Unexpected end-of-input within/between Object entries) at character 9"
            + " of lenet5.network, expected a network");
    content.metadata.put(
        "lenet5.network", NetworkJson.text(Network.input(3, 32, 32).dense("OUT", 2)));
    content.isRefused("got a network for inputs of 3 maps, expected one map, a grey image");
    content.metadata.put(
        "lenet5.network", NetworkJson.text(Network.input(1, 1, 1).dense("OUT", 65_537)));
    content.isRefused("got a network of 65537 outputs, expected at most 65536");
  }

  /** Without a name nothing is usual. */
  @Test
  void aNetworkWithoutANameNeedsItsPreprocessing() throws IOException {
    Safetensors good = Safetensors.read(written(own()));
    Map<String, String> metadata = new TreeMap<>(good.metadata());
    metadata.keySet().removeIf(key -> key.startsWith("lenet5.preprocessing"));
    Path file = folder.resolve("spoilt");
    new Safetensors(good.tensors(), metadata).write(file);
    assertThatThrownBy(() -> ModelFile.read(file))
        .isInstanceOf(ModelFileException.class)
        .hasMessage(file + ": got lenet5.preprocessing.fit '', expected bilinear or pad");
  }

  @Test
  void refusesToWriteNetworksThatItWouldNotRead() {
    Map<Network, String> networks =
        Map.of(
            Network.input(1, 2, 2).dense("F", 2).tanh().dense("F", 2),
            "a second layer \"F\" at character",
            Network.input(1, 2, 2).dense("", 2),
            "name \"\" at character");
    networks.forEach(
        (network, message) ->
            assertThatIllegalArgumentException()
                .isThrownBy(() -> written(model(network, numbers(2))))
                .withMessageStartingWith("model file: got " + message));
    assertThat(folder).isEmptyDirectory();
  }

  /** Told by the tensors' names, and where they agree by the hidden units. */
  @ParameterizedTest
  @EnumSource
  void withoutMetadataTheTensorsTell(Architecture architecture) throws IOException {
    Model model = model(architecture, numbers(10));
    Path file = folder.resolve("bare");
    new Safetensors(Safetensors.read(written(model)).tensors(), Map.of()).write(file);
    assertSame(ModelFile.read(file), model);
  }

  @Test
  void refusesClassesThatHaveNoCode() throws IOException {
    Safetensors good = Safetensors.read(written(model(Architecture.LENET5_1998, numbers(2))));
    Map<String, String> metadata = new TreeMap<>(good.metadata());
    metadata.remove("lenet5.network");
    for (String names : List.of("", "a\nbc", "\u00e9")) {
      metadata.put("lenet5.classes", names);
      Path file = folder.resolve("spoilt");
      new Safetensors(good.tensors(), metadata).write(file);
      assertThatThrownBy(() -> ModelFile.read(file))
          .isInstanceOf(ModelFileException.class)
          .hasMessage(
              "%s: got class names %s, expected single characters, as lenet5-1998 needs",
              file, List.of(names.split("\n")));
    }
    metadata.put("lenet5.classes", "a\n".repeat(65_536) + "a");
    Path file = folder.resolve("spoilt");
    new Safetensors(good.tensors(), metadata).write(file);
    assertThatThrownBy(() -> ModelFile.read(file))
        .isInstanceOf(ModelFileException.class)
        .hasMessage(file + ": got 65537 class names, expected at most 65536");
  }

  @Test
  void keepsNamesAndPreprocessingAsTheyAre() throws IOException {
    Model plain =
        model(Architecture.LENET5, List.of("", "a b", "é", "\ud83d\ude42", "\"\\,;", "a b"));
    Model model =
        new Model(
            plain.network(),
            plain.classNames(),
            new Preprocessing(Preprocessing.Fit.PAD, 32, 32, -0.1, 1.1749999999999998, true),
            plain.parameters());
    assertSame(ModelFile.read(written(model)), model);
  }

  @Test
  void sameModelSameBytes() throws IOException {
    Map<String, String> notes = Map.of("b", "1", "a", "2", "z", "3");
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    ModelFile.write(one, model(Architecture.LENET5, numbers(10)), notes);
    ModelFile.write(two, model(Architecture.LENET5, numbers(10)), new TreeMap<>(notes));
    assertThat(one).hasSameBinaryContentAs(two);
    assertThat(Safetensors.read(one).metadata()).containsAllEntriesOf(notes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "\r", "\u001b[31m", "\u009b31m", "\0"})
  void refusesToWriteControlCharacters(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> written(model(Architecture.LENET5, List.of("a", name))))
        .withMessageStartingWith("model file: got class name");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusesToWriteWhatItWouldNotRead() {
    Model good = model(Architecture.LENET5, numbers(10));
    for (String key :
        List.of("format", "lenet5.classes", "lenet5.network", "lenet5.preprocessing.ink")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ModelFile.write(folder.resolve("m"), good, Map.of(key, "")))
          .withMessage("model file: got note %s, expected one that can be read back", key);
    }
    float[] parameters = good.parameters().clone();
    parameters[parameters.length - 1] = Float.NaN;
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> written(new Model(good.network(), numbers(10), good.preprocessing(), parameters)))
        .withMessage("model file: got OUT.bias NaN, expected one that can be read back");
    Preprocessing wide = new Preprocessing(Preprocessing.Fit.PAD, 32, 32, 0, 1e39);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> written(new Model(good.network(), numbers(10), wide, good.parameters())))
        .withMessageStartingWith("model file: got ink 1.0E39");
    assertThat(folder).isEmptyDirectory();
  }

  // PyTorch: both files are written by src/test/python/pytorch_model.py.

  private Safetensors resource(String name) throws IOException {
    return Safetensors.read(name, bytes(name));
  }

  private static byte[] bytes(String name) throws IOException {
    try (var in = ModelFileTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  private Path pytorchModel() throws IOException {
    return Files.write(folder.resolve("pytorch"), bytes("pytorch-lenet5.safetensors"));
  }

  /**
   * Both sides sum floats in their own order. The logits are below 1; with PyTorch's initial
   * weights, uniform in +-1/sqrt(n), a layer's outputs and its partial sums are too. Each of n
   * additions rounds by at most half an ulp, and independent roundings grow like sqrt(n); an error
   * that a layer takes in comes out smaller by sqrt(3), the weights' root mean square times sqrt(n)
   * being 1/sqrt(3). A probability moves by at most half the logits' error, and there are two
   * sides.
   */
  private static final double TOLERANCE =
      0x1p-24 * (Math.sqrt(25) + Math.sqrt(150) + Math.sqrt(400) + Math.sqrt(120) + Math.sqrt(84));

  private static Architecture architecture(Model model) {
    return Architecture.of(model.network(), model.classNames()).orElseThrow();
  }

  private static void assertPyTorchsProbabilities(Model model, Safetensors golden) {
    Classifier classifier = new Classifier(model);
    Tensor images = golden.tensors().get("images");
    ByteBuffer pixels = images.data();
    ByteBuffer expected = golden.tensors().get(architecture(model).id()).data();
    for (int i = 0; i < images.shape().getFirst(); i++) {
      byte[] image = new byte[32 * 32];
      pixels.get(image);
      for (double p : classifier.classify(new Image(32, 32, image)).probabilities()) {
        assertThat(p).isCloseTo(expected.getDouble(), within(TOLERANCE));
      }
    }
    assertThat(expected.remaining()).isZero();
  }

  @Test
  void readsWhatPyTorchWrote() throws IOException {
    Safetensors golden = resource("pytorch-golden.safetensors");
    Model modern = ModelFile.read(pytorchModel());
    assertThat(architecture(modern)).isEqualTo(Architecture.LENET5);
    assertThat(modern.classNames()).isEqualTo(numbers(10));
    assertThat(modern.preprocessing()).isEqualTo(Preprocessing.review());
    assertPyTorchsProbabilities(modern, golden);

    // The same weights under the names that PyTorch has for the other network.
    Map<String, Tensor> tensors = resource("pytorch-lenet5.safetensors").tensors();
    String[] from = golden.metadata().get("lenet5").split(" ");
    String[] to = golden.metadata().get("lenet5-no-tanh").split(" ");
    Map<String, Tensor> renamed = new TreeMap<>();
    for (int i = 0; i < from.length; i++) {
      renamed.put(to[i], tensors.get(from[i]));
    }
    Path file = folder.resolve("renamed");
    new Safetensors(renamed, Map.of("format", "pt")).write(file);
    Model without = ModelFile.read(file);
    assertThat(architecture(without)).isEqualTo(Architecture.LENET5_NO_TANH);
    assertPyTorchsProbabilities(without, golden);
  }

  /** Leaves the file that {@code pytorch_model.py check} loads. */
  @Test
  void writesPyTorchsNamesAndShapes() throws IOException {
    Path file = Path.of("target", "written.safetensors");
    ModelFile.write(file, ModelFile.read(pytorchModel()), Map.of());
    assertThat(Safetensors.read(file).tensors())
        .isEqualTo(resource("pytorch-lenet5.safetensors").tensors());
    assertThat(Safetensors.read(file).metadata()).containsEntry("format", "pt");
  }

  // Hostile files.

  @Test
  void widensAndRoundsOtherFloats() throws IOException {
    Content content = new Content(2);
    ByteBuffer half = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
    half.putShort(Float.floatToFloat16(0.5f)).putShort(Float.floatToFloat16(-2f)).flip();
    content.tensors.put(LAST, new Tensor(DType.F16, List.of(2), half));
    float[] parameters = ModelFile.read(content.file()).parameters();
    assertThat(Arrays.copyOfRange(parameters, parameters.length - 2, parameters.length))
        .containsExactly(0.5f, -2f);
  }

  @Test
  void refusesMissingAndFurtherTensors() throws IOException {
    Content content = new Content(2);
    Tensor bias = content.tensors.remove(LAST);
    content.isRefused("got no tensors [classifier.2.bias], expected all of lenet5");
    content.metadata.clear();
    content.isRefused("got no tensors [classifier.2.bias], expected all of lenet5");
    content.tensors.keySet().removeIf(name -> name.startsWith("feature_extractor."));
    Path file = content.file();
    assertThatThrownBy(() -> ModelFile.read(file))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("got tensors [classifier.0.bias, ")
        .hasMessageEndingWith(", expected those of one of " + Architecture.ids());

    Content more = new Content(2);
    more.tensors.put("classifier.3.bias", bias);
    more.isRefused("got further tensors [classifier.3.bias], expected none but those of lenet5");
    more.metadata.clear();
    more.isRefused("got further tensors [classifier.3.bias], expected none but those of lenet5");
    Content none = new Content(2);
    none.tensors.clear();
    none.metadata.clear();
    none.isRefused("got tensors [], expected those of one of " + Architecture.ids());
  }

  /** PyTorch's wrappers, one in another, with our metadata or without. */
  @ParameterizedTest
  @ValueSource(strings = {"module.", "model.", "_orig_mod.", "module._orig_mod.model."})
  void readsNamesBehindPyTorchsPrefixes(String prefix) throws IOException {
    Content content = new Content(3);
    Model expected = ModelFile.read(content.file());
    Map<String, Tensor> plain = new TreeMap<>(content.tensors);
    content.tensors.clear();
    plain.forEach((name, tensor) -> content.tensors.put(prefix + name, tensor));
    assertSame(ModelFile.read(content.file()), expected);
    content.metadata.clear();
    assertSame(ModelFile.read(content.file()), expected);
    content.tensors.put(LAST, content.tensors.remove(prefix + LAST));
    Path file = content.file();
    assertThatThrownBy(() -> ModelFile.read(file)).isInstanceOf(ModelFileException.class);
  }

  @Test
  void refusesTheTensorsOfAnotherArchitecture() throws IOException {
    Content content = new Content(2).old();
    content.metadata.put("lenet5.architecture", "lenet5-no-tanh");
    Path file = content.file();
    assertThatThrownBy(() -> ModelFile.read(file))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("got no tensors [feature_extractor.2.bias, ")
        .hasMessageEndingWith(", expected all of lenet5-no-tanh");
    content.metadata.put("lenet5.architecture", "vgg\u001b[2J");
    content.isRefused("got architecture vgg\\u001b[2J, expected one of " + Architecture.ids());
  }

  @Test
  void refusesOtherHiddenUnits() throws IOException {
    Safetensors good = Safetensors.read(written(model(Architecture.MLP_300, numbers(2))));
    Map<String, Tensor> tensors = new TreeMap<>(good.tensors());
    tensors.put("F1.bias", Tensor.of(List.of(1), 1f));
    Path file = folder.resolve("spoilt");
    new Safetensors(tensors, Map.of()).write(file);
    assertThatThrownBy(() -> ModelFile.read(file))
        .isInstanceOf(ModelFileException.class)
        .hasMessageStartingWith(file + ": got tensors [F1.bias, F1.weight, OUT.bias, OUT.weight]");
    new Safetensors(tensors, good.metadata()).write(file);
    assertThatThrownBy(() -> ModelFile.read(file))
        .isInstanceOf(ModelFileException.class)
        .hasMessage(file + ": got F1.bias F32 [1], expected floats [300]");
  }

  @Test
  void refusesShapesAndTypes() throws IOException {
    Content shape = new Content(2);
    Tensor first = shape.tensors.get(FIRST);
    shape.tensors.put(FIRST, new Tensor(DType.F32, List.of(6, 5, 5, 1), first.data()));
    shape.isRefused("got " + FIRST + " F32 [6, 5, 5, 1], expected floats [6, 1, 5, 5]");
    shape.tensors.put(FIRST, new Tensor(DType.I32, List.of(6, 1, 5, 5), first.data()));
    shape.isRefused("got " + FIRST + " I32 [6, 1, 5, 5], expected floats [6, 1, 5, 5]");
    shape.tensors.put(FIRST, new Tensor(DType.F32, List.of(150), first.data()));
    shape.isRefused("got " + FIRST + " F32 [150], expected floats [6, 1, 5, 5]");

    Content bias = new Content(2);
    bias.tensors.put(LAST, new Tensor(DType.I32, List.of(2), ByteBuffer.allocate(8)));
    bias.isRefused("got " + LAST + " I32 [2], expected floats [2]");
  }

  @Test
  void refusesNumbersOfClassesThatDoNotFit() throws IOException {
    String one = ", expected one value for each of 1 to 65536 classes";
    Content content = new Content(2).old();
    content.metadata.remove("lenet5.classes");
    content.tensors.put(LAST, Tensor.of(List.of(), 1f));
    content.isRefused("got " + LAST + " F32 []" + one);
    content.tensors.put(LAST, Tensor.of(List.of(1, 2), 1f, 2f));
    content.isRefused("got " + LAST + " F32 [1, 2]" + one);
    content.tensors.put(LAST, Tensor.of(List.of(0)));
    content.tensors.put(LAST_WEIGHT, Tensor.of(List.of(0, 84)));
    content.isRefused("got " + LAST + " F32 [0]" + one);
    // 85 times as many parameters would not be countable.
    int many = 30_000_000;
    content.tensors.put(LAST, new Tensor(DType.U8, List.of(many), ByteBuffer.allocate(many)));
    content.isRefused("got " + LAST + " U8 [" + many + "]" + one);
    content.tensors.put(LAST, new Tensor(DType.U8, List.of(65536), ByteBuffer.allocate(65536)));
    content.isRefused("got " + LAST_WEIGHT + " F32 [0, 84], expected floats [65536, 84]");
  }

  @Test
  void refusesClassNamesThatDoNotFit() throws IOException {
    Content content = new Content(3);
    for (String names : List.of("", "a\nb", "a\nb\nc\nd", "a\nb\nc\n")) {
      content.metadata.put("lenet5.classes", names);
      content.isRefused(
          "got %d class names, expected 3, one for each output"
              .formatted(names.split("\n", -1).length));
    }
    content.metadata.put("lenet5.classes", "a\nb\n\u001b]0;title\u0007");
    content.isRefused(
        "got class name \\u001b]0;title\\u0007, expected up to 200 characters, none of them a control");
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void refusesWeightsThatAreNotFinite(float value) throws IOException {
    Content content = new Content(2);
    content.tensors.put(LAST, Tensor.of(List.of(2), 0f, value));
    content.isRefused("got %s[1] = %s, expected a finite number".formatted(LAST, value));
  }

  @Test
  void refusesDoublesBeyondAFloat() throws IOException {
    Content content = new Content(1);
    ByteBuffer data = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(0, 1e39);
    content.tensors.put(LAST, new Tensor(DType.F64, List.of(1), data));
    content.isRefused("got %s[0] = Infinity, expected a finite number".formatted(LAST));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "NaN", "-Infinity", "1e39", "1e999", "0,5", "one", "0 1", "\u0663x"})
  void refusesPreprocessingValues(String text) throws IOException {
    for (String key : List.of("lenet5.preprocessing.background", "lenet5.preprocessing.ink")) {
      Content content = new Content(2);
      content.metadata.put(key, text);
      content.isRefused("got %s '%s', expected a finite number".formatted(key, text));
    }
  }

  @Test
  void refusesHalfAPreprocessing() throws IOException {
    Content content = new Content(2);
    content.metadata.remove("lenet5.preprocessing.ink");
    content.isRefused("got lenet5.preprocessing.ink '', expected a finite number");
    Content fit = new Content(2);
    fit.metadata.put("lenet5.preprocessing.fit", "BILINEAR");
    fit.isRefused("got lenet5.preprocessing.fit 'BILINEAR', expected bilinear or pad");
    fit.metadata.remove("lenet5.preprocessing.fit");
    fit.isRefused("got lenet5.preprocessing.fit '', expected bilinear or pad");
  }

  @Test
  void filesOlderThanDeslantingDoNot() throws IOException {
    Content content = new Content(2);
    assertThat(content.metadata.remove("lenet5.preprocessing.deslant")).isEqualTo("false");
    assertThat(ModelFile.read(content.file()).preprocessing()).isEqualTo(Preprocessing.review());
    content.metadata.put("lenet5.preprocessing.deslant", "yes");
    content.isRefused("got lenet5.preprocessing.deslant 'yes', expected true or false");
  }

  @Test
  void refusesACheckpoint() throws IOException {
    Path file = CheckpointTest.sample(2, 2).write(folder);
    assertThatThrownBy(() -> ModelFile.read(file))
        .isInstanceOf(ModelFileException.class)
        .hasMessage(
            file
                + ": got tensors [best, moment.0, moment.1, parameters],"
                + " expected those of one of "
                + Architecture.ids());
  }

  /** Nothing but a model or a {@link ModelFileException} comes out of a damaged file. */
  @Test
  void survivesMutations() throws IOException {
    Path good = written(model(Architecture.LENET5, numbers(3)));
    int refused = Mutations.refused(good, ModelFile::read, 600, 1998);
    assertThat(refused).isBetween(300, 599);
  }
}
