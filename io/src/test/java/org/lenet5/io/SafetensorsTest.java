package org.lenet5.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {

  private static byte[] bytes(Safetensors content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    content.write(out);
    return out.toByteArray();
  }

  /** Ranks 0 to 5, sizes 0 and 1 among them, every type of element, awkward names and texts. */
  private static Safetensors sample() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("rank0", Tensor.of(List.of(), -0f));
    tensors.put("rank1", Tensor.of(List.of(3), Float.NaN, 1.5f, Float.MAX_VALUE));
    tensors.put("rank2", Tensor.of(List.of(2, 1), 1f, 2f));
    tensors.put("rank3", Tensor.of(List.of(1, 1, 1), 3f));
    tensors.put("rank4", Tensor.of(List.of(2, 1, 2, 1), 4f, 5f, 6f, 7f));
    tensors.put("rank5", Tensor.of(List.of(1, 2, 1, 1, 2), 8f, 9f, 10f, 11f));
    tensors.put("empty1", Tensor.of(List.of(0)));
    tensors.put("empty3", Tensor.of(List.of(7, 0, Integer.MAX_VALUE)));
    tensors.put("", Tensor.of(List.of(1), 12f));
    tensors.put("quote\" back\\ slash/ \u0001 \n é ✓ \ud83d\ude42", Tensor.of(List.of(1), 13f));
    for (DType dtype : DType.values()) {
      byte[] data = new byte[3 * dtype.bytes()];
      for (int i = 0; i < data.length; i++) {
        data[i] = (byte) (200 + i);
      }
      tensors.put("type " + dtype, new Tensor(dtype, List.of(3), ByteBuffer.wrap(data)));
    }
    return new Safetensors(
        tensors, Map.of("format", "pt", "", "", "classes", "[\"0\",\"1\"]\t\u007f"));
  }

  @Test
  void readsWhatItWrote() throws IOException {
    Safetensors content = sample();
    Safetensors read = Safetensors.read("sample", bytes(content));
    assertThat(read).isEqualTo(content);
    assertThat(read.tensors().keySet()).containsExactlyElementsOf(content.tensors().keySet());
  }

  @Test
  void readsAndWritesFiles(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("model.safetensors");
    sample().write(file);
    assertThat(file).hasBinaryContent(bytes(sample()));
    assertThat(Safetensors.read(file)).isEqualTo(sample());
    assertThat(folder).isDirectoryNotContaining(other -> !other.equals(file));
  }

  @Test
  void readsAStreamToItsEndAndLeavesItOpen() throws IOException {
    byte[] bytes = bytes(sample());
    ByteArrayInputStream in =
        new ByteArrayInputStream(bytes) {
          @Override
          public void close() {
            throw new AssertionError("closed");
          }
        };
    assertThat(Safetensors.read("stream", in)).isEqualTo(sample());
    assertThat(in.available()).isZero();
    IOException reset = new IOException("connection reset");
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw reset;
          }
        };
    assertThatThrownBy(() -> Safetensors.read("broken", broken)).isSameAs(reset);
  }

  @Test
  void equalContentsHaveEqualBytes() throws IOException {
    Safetensors content = sample();
    Map<String, Tensor> backwards = new LinkedHashMap<>();
    List<String> names = new ArrayList<>(content.tensors().keySet());
    for (String name : names.reversed()) {
      backwards.put(name, content.tensors().get(name));
    }
    Map<String, String> metadata = new TreeMap<>(Collections.reverseOrder());
    metadata.putAll(content.metadata());
    assertThat(bytes(new Safetensors(backwards, metadata))).isEqualTo(bytes(content));
  }

  /** Written out by hand from the specification. */
  @Test
  void writesTheSpecifiedBytes() throws IOException {
    Safetensors content =
        new Safetensors(
            Map.of("b", Tensor.of(List.of(2), 1f, -2f), "a", Tensor.of(List.of(), 0.5f)),
            Map.of("k", "v"));
    String header =
        """
        {"__metadata__":{"k":"v"},\
        "a":{"dtype":"F32","shape":[],"data_offsets":[0,4]},\
        "b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}\
        """;
    String expected =
        "8800000000000000" // 136 bytes of header: 132 and 4 spaces
            + HexFormat.of().formatHex((header + "    ").getBytes(StandardCharsets.US_ASCII))
            + "0000003f"
            + "0000803f"
            + "000000c0";
    assertThat(HexFormat.of().formatHex(bytes(content))).isEqualTo(expected);
  }

  @Test
  void writesNothingAsTheReferenceDoes() throws IOException {
    byte[] expected = HexFormat.of().parseHex("08000000000000007b7d202020202020");
    assertThat(bytes(new Safetensors(Map.of(), Map.of()))).isEqualTo(expected);
  }

  /** The file that {@code src/test/python/golden_safetensors.py} writes. */
  @Test
  void agreesWithThePythonGolden() throws IOException {
    byte[] golden;
    try (InputStream in = SafetensorsTest.class.getResourceAsStream("golden.safetensors")) {
      golden = in.readAllBytes();
    }
    Safetensors read = Safetensors.read("golden", golden);
    assertThat(read.metadata())
        .containsExactly(Map.entry("format", "pt"), Map.entry("model", "lenet5"));
    assertThat(read.tensors().entrySet().stream().map(e -> e.getKey() + " " + e.getValue()))
        .containsExactly(
            "steps I64 [2]",
            "mean F64 [3]",
            "classifier.0.bias F32 [4]",
            "empty F32 [2, 0, 3]",
            "feature_extractor.0.weight F32 [6, 1, 5, 5]",
            "scale F32 []",
            "brain BF16 [2, 2]",
            "half F16 [5]",
            "naïve.✓ U8 [3]");
    assertThat(read.tensors().get("steps").data().asLongBuffer())
        .isEqualTo(LongBuffer.wrap(new long[] {-1, 1L << 40}));
    assertValues(read, "mean", 0.1f, -2.5f, Float.POSITIVE_INFINITY);
    assertValues(read, "classifier.0.bias", 0f, -0f, Float.POSITIVE_INFINITY, Float.MIN_VALUE);
    assertValues(read, "empty");
    assertValues(read, "scale", 1.7159f);
    assertValues(read, "brain", 1f, -3.140625f, 0x1p127f, 0x1p-133f);
    assertValues(read, "half", 1f, -0.333251953125f, 65504f, 0x1p-24f, Float.NEGATIVE_INFINITY);
    float[] weight = read.tensors().get("feature_extractor.0.weight").values();
    for (int i = 0; i < 150; i++) {
      assertThat(weight[i]).isEqualTo(i / 8f - 9);
    }
    assertThat(bytes(read)).isEqualTo(golden);
  }

  private static void assertValues(Safetensors content, String name, float... values) {
    assertThat(content.tensors().get(name).values()).as(name).isEqualTo(values);
  }

  @Test
  void readsEntriesInAnyOrderAndAnySpacing() throws IOException {
    String header =
        """
        { "late" : { "data_offsets" : [ 8 , 12 ] , "shape" : [ ] , "dtype" : "F32" } ,
          "\\u0065arly": {"shape":[2],"dtype":"F32","data_offsets":[0,8]}, "__metadata__":{} }\r\t\n\
        """;
    byte[] file = HostileFilesTest.file(header, 12);
    Safetensors read = Safetensors.read("spaced", file);
    assertThat(read.tensors().keySet()).containsExactly("early", "late");
    assertThat(read.metadata()).isEmpty();
  }

  @Test
  void readsTheLongestNameAndHighestRank() throws IOException {
    Safetensors content =
        new Safetensors(
            Map.of("n".repeat(1024), Tensor.of(Collections.nCopies(64, 1), 1f)), Map.of());
    assertThat(Safetensors.read("long", bytes(content))).isEqualTo(content);
  }

  /** As many as are read; else a file could be written that can't be read again. */
  @Test
  void writesNoMoreThanReadersTake() {
    Map<String, Tensor> tensors = new TreeMap<>();
    Tensor empty = Tensor.of(List.of(0));
    for (int i = 0; i <= 1 << 14; i++) {
      tensors.put("t" + i, empty);
    }
    assertThatThrownBy(() -> bytes(new Safetensors(tensors, Map.of())))
        .isInstanceOf(IOException.class)
        .hasMessage("16385 tensors, of which readers take 16384");
    Map<String, String> metadata = new TreeMap<>();
    for (int i = 0; i <= 1 << 16; i++) {
      metadata.put("k" + i, "");
    }
    assertThatThrownBy(() -> bytes(new Safetensors(Map.of(), metadata)))
        .isInstanceOf(IOException.class)
        .hasMessage("65537 keys of metadata, of which readers take 65536");
    Map<String, String> text = Map.of("k", "t".repeat(1 << 23));
    assertThatThrownBy(() -> bytes(new Safetensors(Map.of(), text)))
        .isInstanceOf(IOException.class)
        .hasMessage("8388640 bytes of header, of which readers take 8388608");
  }

  @Test
  void copiesAndFreezesItsMaps() {
    Map<String, Tensor> tensors = new LinkedHashMap<>(sample().tensors());
    Safetensors content = new Safetensors(tensors, Map.of());
    tensors.clear();
    assertThat(content.tensors()).isEqualTo(sample().tensors());
    assertThatThrownBy(content.tensors()::clear).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> content.metadata().put("a", "b"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void refusesNamesThatNoFileCanHold() {
    Tensor tensor = Tensor.of(List.of(), 1f);
    assertThatThrownBy(() -> new Safetensors(Map.of("__metadata__", tensor), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tensor name: got __metadata__, expected another");
    assertThatThrownBy(() -> new Safetensors(Map.of("x".repeat(1025), tensor), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("got a name of 1025 characters, expected at most 1024");
    assertThatThrownBy(() -> new Safetensors(Map.of(), Map.of("key", "\ud800")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("key: got half a surrogate pair, expected valid Unicode");
  }
}
