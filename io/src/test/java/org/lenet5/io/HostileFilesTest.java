package org.lenet5.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files made to harm: each is refused with one exception that says where and why. */
class HostileFilesTest {

  private static final String GOOD = "'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}";

  private static final String DTYPES =
      "one of [BOOL, U8, I8, F8_E5M2, F8_E4M3, F8_E8M0, I16, U16, F16, BF16, I32, U32, F32, C64,"
          + " F64, I64, U64]";

  /** A file of the header as it is, its right length before it, {@code dataBytes} zeros behind. */
  static byte[] file(String header, int dataBytes) {
    return file(header.getBytes(StandardCharsets.UTF_8), dataBytes);
  }

  private static byte[] file(byte[] header, int dataBytes) {
    return file(header.length, header, dataBytes);
  }

  private static byte[] file(long headerLength, byte[] header, int dataBytes) {
    return ByteBuffer.allocate(Long.BYTES + header.length + dataBytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(headerLength)
        .put(header)
        .array();
  }

  /** A case whose header has ' in place of ". */
  private static Arguments header(String header, int dataBytes, String got, String expected) {
    return arguments(header, file(header.replace('\'', '"'), dataBytes), got, expected);
  }

  /** A case of one tensor, with 8 bytes of data. */
  private static Arguments tensor(
      String dtype, String shape, String offsets, String got, String expected) {
    return header(
        "{'a':{'dtype':%s,'shape':%s,'data_offsets':%s}}".formatted(dtype, shape, offsets),
        8,
        got,
        expected);
  }

  static Stream<Arguments> lengths() {
    byte[] ok = "{}      ".getBytes(StandardCharsets.US_ASCII);
    return Stream.of(
        arguments(
            "empty", new byte[0], "0 bytes at byte 0", "a safetensors file, which has at least 8"),
        arguments(
            "7 bytes",
            new byte[7],
            "7 bytes at byte 0",
            "a safetensors file, which has at least 8"),
        arguments(
            "no header",
            file(0, ok, 0),
            "a header of 0 bytes at byte 0",
            "1 to 8 in a safetensors file of 16 bytes"),
        arguments(
            "only a length",
            new byte[8],
            "a header of 0 bytes at byte 0",
            "1 to 0 in a safetensors file of 8 bytes"),
        arguments(
            "cut header",
            file(9, ok, 0),
            "a header of 9 bytes at byte 0",
            "1 to 8 in a safetensors file of 16 bytes"),
        arguments(
            "2^31",
            file(1L << 31, ok, 0),
            "a header of 2147483648 bytes at byte 0",
            "1 to 8 in a safetensors file of 16 bytes"),
        arguments(
            "2^63 - 1",
            file(Long.MAX_VALUE, ok, 0),
            "a header of 9223372036854775807 bytes at byte 0",
            "1 to 8 in a safetensors file of 16 bytes"),
        arguments(
            "2^64 - 1",
            file(-1, ok, 0),
            "a header of 18446744073709551615 bytes at byte 0",
            "1 to 8 in a safetensors file of 16 bytes"),
        arguments(
            "long header",
            file(3, ok, 0),
            "5 bytes of data at byte 11",
            "0, where the last tensor ends"),
        arguments(
            "short header",
            file(1, ok, 0),
            "invalid JSON (Unexpected end-of-input) at byte 9",
            "a safetensors header"));
  }

  static Stream<Arguments> texts() {
    return Stream.of(
        header(" {}", 0, "0x20 at byte 8", "'{', the start of a safetensors header"),
        header("[]", 0, "0x5b at byte 8", "'{', the start of a safetensors header"),
        arguments(
            "byte order mark",
            file("\ufeff{}", 0),
            "0xef at byte 8",
            "'{', the start of a safetensors header"),
        arguments(
            "UTF-16",
            file("{}".getBytes(StandardCharsets.UTF_16LE), 0),
            "invalid JSON (Illegal character ((CTRL-CHAR, code 0))) at byte 9",
            "a safetensors header"),
        arguments(
            "Latin-1",
            file("{\"\u00e9\":1}".getBytes(StandardCharsets.ISO_8859_1), 0),
            "0xe9 at byte 10",
            "a header in UTF-8"),
        arguments(
            "overlong",
            file(new byte[] {'{', '"', (byte) 0xc0, (byte) 0xaf, '"', '}'}, 0),
            "0xc0 at byte 10",
            "a header in UTF-8"),
        arguments(
            "surrogate in UTF-8",
            file(new byte[] {'{', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', '}'}, 0),
            "0xed at byte 10",
            "a header in UTF-8"),
        arguments(
            "cut character",
            file(new byte[] {'{', '}', (byte) 0xc3}, 0),
            "0xc3 at byte 10",
            "a header in UTF-8"),
        header(
            "{'\\ud800':1}", 0, "half a surrogate pair in \"\\ud800\" at byte 9", "valid Unicode"),
        header("{", 0, "invalid JSON (Unexpected end-of-input) at byte 9", "a safetensors header"),
        header(
            "{'a",
            0,
            "invalid JSON (Unexpected end-of-input in property name) at byte 11",
            "a safetensors header"),
        header(
            "{} x", 0, "invalid JSON (Unrecognized token 'x') at byte 11", "a safetensors header"),
        header("{}{}", 0, "{ at byte 10", "only spaces behind the header's object"),
        header("{} 1", 0, "1 at byte 11", "only spaces behind the header's object"),
        header(
            "{}\0\0",
            0,
            "invalid JSON (Illegal character ((CTRL-CHAR, code 0))) at byte 10",
            "a safetensors header"),
        header("{'a':1}", 0, "1 at byte 13", "an object that describes a tensor"),
        header("{'a':null}", 0, "null at byte 13", "an object that describes a tensor"),
        header("{'a':[]}", 0, "[ at byte 13", "an object that describes a tensor"),
        header(
            "{a:{}}",
            0,
            "invalid JSON (Unexpected character ('a' (code 97))) at byte 9",
            "a safetensors header"),
        header(
            "{/**/}",
            0,
            "invalid JSON (Unexpected character ('/' (code 47))) at byte 9",
            "a safetensors header"),
        header(
            "{,}",
            0,
            "invalid JSON (Unexpected character (',' (code 44))) at byte 9",
            "a safetensors header"),
        header(
            "{" + GOOD + ",}",
            8,
            "invalid JSON (Unexpected character ('}' (code 125))) at byte 62",
            "a safetensors header"),
        header(
            "{" + GOOD + "," + GOOD + "}",
            8,
            "invalid JSON (Duplicate Object property \"a\") at byte 65",
            "a safetensors header"),
        header(
            "{" + GOOD + ",'\\u0061':{'dtype':'F32','shape':[0],'data_offsets':[8,8]}}",
            8,
            "invalid JSON (Duplicate Object property \"a\") at byte 70",
            "a safetensors header"),
        header(
            "{'__metadata__':{},'__metadata__':{}}",
            0,
            "invalid JSON (Duplicate Object property \"__metadata__\") at byte 41",
            "a safetensors header"),
        header(
            "{'\n':1}",
            0,
            "invalid JSON (Illegal unquoted character ((CTRL-CHAR, code 10))) at byte 10",
            "a safetensors header"),
        header(
            "{'\\u001b[31m\\u202e':{}}", // would turn a terminal red and backwards
            0,
            "\"\\u001b[31m\\u202e\" without dtype at byte 29",
            "dtype, shape and data_offsets"),
        header(
            "{'" + "n".repeat(1025) + "':1}",
            0,
            "a name of 1025 characters at byte 9",
            "at most 1024"),
        arguments(
            "deep",
            file("{\"a\":" + "[".repeat(100_000), 0),
            "[ at byte 13",
            "an object that describes a tensor"),
        arguments(
            "deep objects",
            file("{\"a\":".repeat(100_000), 0),
            "\"a\" at byte 14",
            "dtype, shape or data_offsets"));
  }

  static Stream<Arguments> metadata() {
    return Stream.of(
        header("{'__metadata__':null}", 0, "null at byte 24", "an object of texts as __metadata__"),
        header(
            "{'__metadata__':'text'}",
            0,
            "\"text\" at byte 24",
            "an object of texts as __metadata__"),
        header("{'__metadata__':[]}", 0, "[ at byte 24", "an object of texts as __metadata__"),
        header("{'__metadata__':{'k':1}}", 0, "1 at byte 29", "a text in __metadata__"),
        header("{'__metadata__':{'k':null}}", 0, "null at byte 29", "a text in __metadata__"),
        header("{'__metadata__':{'k':{}}}", 0, "{ at byte 29", "a text in __metadata__"),
        header(
            "{'__metadata__':{'k':'v','k':'w'}}",
            0,
            "invalid JSON (Duplicate Object property \"k\") at byte 36",
            "a safetensors header"),
        header(
            "{'__metadata__':{'k':'\\udc00'}}",
            0,
            "half a surrogate pair in \"\\udc00\" at byte 29",
            "valid Unicode"),
        header(
            "{'__metadata__':{'" + "n".repeat(1025) + "':''}}",
            0,
            "a name of 1025 characters at byte 25",
            "at most 1024"),
        header(
            "{'__metadata__':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}",
            8,
            "[ at byte 47",
            "a text in __metadata__"));
  }

  static Stream<Arguments> tensors() {
    return Stream.of(
        header("{'a':{}}", 0, "\"a\" without dtype at byte 14", "dtype, shape and data_offsets"),
        header(
            "{'a':{'shape':[],'data_offsets':[0,4]}}",
            4,
            "\"a\" without dtype at byte 45",
            "dtype, shape and data_offsets"),
        header(
            "{'a':{'dtype':'F32','data_offsets':[0,4]}}",
            4,
            "\"a\" without shape at byte 48",
            "dtype, shape and data_offsets"),
        header(
            "{'a':{'dtype':'F32','shape':[]}}",
            4,
            "\"a\" without data_offsets at byte 38",
            "dtype, shape and data_offsets"),
        header(
            "{'a':{'dtype':'F32','shape':[],'data_offsets':[0,4],'strides':[]}}",
            4,
            "\"strides\" at byte 60",
            "dtype, shape or data_offsets"),
        header(
            "{'a':{'dtype':'F32','dtype':'F32','shape':[],'data_offsets':[0,4]}}",
            4,
            "invalid JSON (Duplicate Object property \"dtype\") at byte 35",
            "a safetensors header"),
        tensor("'F31'", "[2]", "[0,8]", "dtype \"F31\" at byte 22", DTYPES),
        tensor("'f32'", "[2]", "[0,8]", "dtype \"f32\" at byte 22", DTYPES),
        tensor("32", "[2]", "[0,8]", "32 at byte 22", "a dtype"),
        tensor(
            "'" + "F".repeat(1000) + "'",
            "[2]",
            "[0,8]",
            "dtype \"" + "F".repeat(80) + "...\" at byte 22",
            DTYPES),
        tensor("'F32'", "2", "[0,8]", "2 at byte 36", "an array of integers"),
        tensor("'F32'", "[2.0]", "[0,8]", "2.0 at byte 37", "an integer from 0 to 2147483647"),
        tensor("'F32'", "[2e0]", "[0,8]", "2e0 at byte 37", "an integer from 0 to 2147483647"),
        tensor(
            "'F32'",
            "[02]",
            "[0,8]",
            "invalid JSON (Invalid numeric value) at byte 38",
            "a safetensors header"),
        tensor(
            "'F32'",
            "[+2]",
            "[0,8]",
            "invalid JSON (Unexpected character ('+' (code 43)) in numeric value) at byte 38",
            "a safetensors header"),
        tensor("'F32'", "[-0]", "[0,0]", "-0 at byte 37", "an integer from 0 to 2147483647"),
        tensor("'F32'", "[-1,-2]", "[0,8]", "-1 at byte 37", "an integer from 0 to 2147483647"),
        tensor("'F32'", "['2']", "[0,8]", "\"2\" at byte 37", "an integer from 0 to 2147483647"),
        tensor("'F32'", "[true]", "[0,8]", "true at byte 37", "an integer from 0 to 2147483647"),
        tensor(
            "'F32'",
            "[NaN]",
            "[0,8]",
            "invalid JSON (Non-standard token 'NaN') at byte 40",
            "a safetensors header"),
        tensor("'F32'", "[[2]]", "[0,8]", "[ at byte 37", "an integer from 0 to 2147483647"),
        tensor(
            "'F32'",
            "[3]",
            "[0,8]",
            "\"a\" with data_offsets [0, 8] at byte 9",
            "12 bytes for F32 [3]"),
        tensor(
            "'F32'",
            "[]",
            "[0,8]",
            "\"a\" with data_offsets [0, 8] at byte 9",
            "4 bytes for F32 []"),
        tensor(
            "'F64'",
            "[2]",
            "[0,8]",
            "\"a\" with data_offsets [0, 8] at byte 9",
            "16 bytes for F64 [2]"),
        tensor(
            "'F32'",
            "[2147483648,0]",
            "[0,0]",
            "2147483648 at byte 37",
            "an integer from 0 to 2147483647"),
        tensor(
            "'F32'",
            "[18446744073709551618]",
            "[0,8]",
            "18446744073709551618 at byte 37",
            "an integer from 0 to 2147483647"),
        tensor(
            "'F32'",
            "[1" + "0".repeat(999) + "]",
            "[0,8]",
            "1" + "0".repeat(79) + "... at byte 37",
            "an integer from 0 to 2147483647"),
        tensor(
            "'F32'",
            "[1" + "0".repeat(1000) + "]",
            "[0,8]",
            "invalid JSON (Number value length (1001) exceeds the maximum allowed (1000, from"
                + " `StreamReadConstraints.getMaxNumberLength()`))",
            "a safetensors header"),
        tensor(
            "'F32'",
            "[65536,65536,65536,65536]",
            "[0,8]",
            "\"a\" with data_offsets [0, 8] at byte 9",
            "2^63 or more bytes for F32 [65536, 65536, 65536, 65536]"),
        tensor(
            "'F32'",
            "[2147483647,2147483647,2147483647,0]",
            "[0,0]",
            "\"a\" with data_offsets [0, 0] at byte 9",
            "2^63 or more bytes for F32 [2147483647, 2147483647, 2147483647, 0]"),
        tensor(
            "'F32'",
            "[1073741824,1073741824,4]",
            "[0,8]",
            "\"a\" with data_offsets [0, 8] at byte 9",
            "2^63 or more bytes for F32 [1073741824, 1073741824, 4]"),
        tensor(
            "'F32'", "[" + "1,".repeat(64) + "2]", "[0,8]", "2 at byte 165", "at most 64 integers"),
        tensor("'F32'", "[2]", "[0]", "an array of 1 at byte 57", "2 integers"),
        tensor("'F32'", "[2]", "[]", "an array of 0 at byte 56", "2 integers"),
        tensor("'F32'", "[2]", "[0,8,8]", "8 at byte 60", "at most 2 integers"),
        tensor(
            "'F32'",
            "[2]",
            "[8,0]",
            "\"a\" with data_offsets [8, 0] at byte 9",
            "8 bytes for F32 [2]"),
        tensor(
            "'F32'", "[2]", "[-8,0]", "-8 at byte 56", "an integer from 0 to 9223372036854775807"),
        tensor(
            "'F32'",
            "[2]",
            "[0,9223372036854775808]",
            "9223372036854775808 at byte 58",
            "an integer from 0 to 9223372036854775807"),
        tensor(
            "'F32'",
            "[2]",
            "[9223372036854775807,7]",
            "\"a\" with data_offsets [9223372036854775807, 7] at byte 9",
            "8 bytes for F32 [2]"),
        tensor(
            "'U8'",
            "[2147483647,1073741824]",
            "[0,2305843008139952128]",
            "8 bytes of data at byte 99",
            "2305843008139952128, where the last tensor ends"));
  }

  static Stream<Arguments> layouts() {
    String second = "'b':{'dtype':'U8','shape':[4],'data_offsets':";
    return Stream.of(
        header("{}", 1, "1 bytes of data at byte 10", "0, where the last tensor ends"),
        header("{" + GOOD + "}", 7, "7 bytes of data at byte 62", "8, where the last tensor ends"),
        header("{" + GOOD + "}", 9, "9 bytes of data at byte 62", "8, where the last tensor ends"),
        header(
            "{" + GOOD.replace("[0,8]", "[1,9]") + "}",
            9,
            "\"a\" with data_offsets [1, 9] at byte 9",
            "it to begin at 0, where the tensor before it ends"),
        header(
            "{" + GOOD + "," + second + "[9,13]}}",
            13,
            "\"b\" with data_offsets [9, 13] at byte 62",
            "it to begin at 8, where the tensor before it ends"),
        header(
            "{" + GOOD + "," + second + "[4,8]}}",
            8,
            "\"b\" with data_offsets [4, 8] at byte 62",
            "it to begin at 8, where the tensor before it ends"),
        header(
            "{" + GOOD + "," + second + "[0,4]}}",
            12,
            "\"a\" with data_offsets [0, 8] at byte 9",
            "it to begin at 4, where the tensor before it ends"),
        header(
            "{" + GOOD + "," + GOOD.replace("'a'", "'b'") + "}",
            8,
            "\"b\" with data_offsets [0, 8] at byte 62",
            "it to begin at 8, where the tensor before it ends"),
        header(
            "{" + GOOD + ",'b':{'dtype':'U8','shape':[0],'data_offsets':[4,4]}}",
            8,
            "\"b\" with data_offsets [4, 4] at byte 62",
            "it to begin at 8, where the tensor before it ends"),
        header(
            "{" + GOOD + ",'b':{'dtype':'U8','shape':[0],'data_offsets':[9,9]}}",
            8,
            "\"b\" with data_offsets [9, 9] at byte 62",
            "it to begin at 8, where the tensor before it ends"),
        tensor(
            "'U8'",
            "[2147483647]",
            "[0,2147483647]",
            "8 bytes of data at byte 79",
            "2147483647, where the last tensor ends"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"lengths", "texts", "metadata", "tensors", "layouts"})
  void refuses(String name, byte[] bytes, String got, String expected) {
    assertThatThrownBy(() -> Safetensors.read("f", bytes))
        .isInstanceOf(ModelFileException.class)
        .hasMessage("f: got %s, expected %s", got, expected);
  }

  /** A stream does not tell its length; but whatever is wrong in a file is wrong in a stream. */
  @ParameterizedTest(name = "{0}")
  @MethodSource({"lengths", "texts", "metadata", "tensors", "layouts"})
  void refusesStreams(String name, byte[] bytes, String got, String expected) {
    assertThatThrownBy(() -> Safetensors.read("f", new ByteArrayInputStream(bytes)))
        .isInstanceOf(ModelFileException.class)
        .hasMessage("f: got %s, expected %s", got, expected);
  }

  /** In a heap of 128 MB. */
  @Test
  void refusesAStreamWithoutEnd() {
    InputStream endless = new EndlessZeros();
    assertThatThrownBy(() -> Safetensors.read("f", endless))
        .isInstanceOf(ModelFileException.class)
        .hasMessage(
            "f: got more bytes at byte 33554432, expected a stream of at most 33554432; save it as"
                + " a file");
  }

  @Test
  void refusesWhatIsNoFile(@TempDir Path folder) {
    assertThatThrownBy(() -> Safetensors.read(folder))
        .isInstanceOf(ModelFileException.class)
        .hasMessage("%s: got a folder, expected a safetensors file", folder);
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> Safetensors.read(missing))
        .isInstanceOf(ModelFileException.class)
        .hasMessage("%s: got no such file or folder, expected a safetensors file", missing);
    Path device = Path.of("/dev/zero");
    assumeTrue(Files.exists(device));
    assertThatThrownBy(() -> Safetensors.read(device))
        .isInstanceOf(ModelFileException.class)
        .hasMessage("/dev/zero: got a device, expected a safetensors file");
  }

  @Test
  void tellsProgramsFileAndOffset() {
    assertThatThrownBy(() -> Safetensors.read("f", file("{}", 3)))
        .isInstanceOfSatisfying(
            ModelFileException.class,
            e -> {
              assertThat(e.file()).isEqualTo("f");
              assertThat(e.offset()).isEqualTo(10);
            });
  }

  /** As when another process shortens the file meanwhile. */
  @Test
  void refusesAFileThatEndsEarly() {
    byte[] whole = file("{" + GOOD.replace('\'', '"') + "}", 8);
    for (int length = 0; length < whole.length; length++) {
      InputStream in = new ByteArrayInputStream(whole, 0, length);
      assertThatThrownBy(() -> new SafetensorsReader("f", in, whole.length).read())
          .isInstanceOf(ModelFileException.class)
          .hasMessage("f: got the end of the file at byte %d, expected 70 bytes in it", length);
    }
  }

  /** Every file cut short is refused, wherever the cut. */
  @Test
  void refusesEveryTruncation() {
    byte[] whole = file("{" + GOOD.replace('\'', '"') + "}", 8);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> Safetensors.read("f", cut))
          .as("%d bytes", length)
          .isInstanceOf(ModelFileException.class);
    }
  }

  /** A header may be 8 MiB: no more is believed, even of a file that is longer than the heap. */
  @Test
  void refusesALongHeaderBeforeReadingIt(@TempDir Path folder) throws IOException {
    Path path = folder.resolve("sparse");
    try (RandomAccessFile sparse = new RandomAccessFile(path.toFile(), "rw")) {
      sparse.write(file((1 << 23) + 1, new byte[] {'{'}, 0));
      sparse.setLength(1L << 33);
    }
    assertThatThrownBy(() -> Safetensors.read(path))
        .isInstanceOf(ModelFileException.class)
        .hasMessage(
            "%s: got a header of 8388609 bytes at byte 0, expected 1 to 8388608 in a"
                + " safetensors file of 8589934592 bytes",
            path);
  }

  /** Of those that readers take, in a heap of 128 MB: whatever fills 8 MiB of header. */
  @Test
  void readsTheLongestHeaders() throws IOException {
    String text = "\u2713" + "y".repeat(SafetensorsFormat.LONGEST_HEADER - 30);
    byte[] one = file("{\"__metadata__\":{\"k\":\"%s\"}}".formatted(text), 0);
    assertThat(Safetensors.read("f", one).metadata()).containsOnly(entry("k", text));
    byte[] tensors = file("{" + tensors(1 << 14, 300, 64) + "}", 0);
    assertThat(Safetensors.read("f", tensors).tensors()).hasSize(1 << 14);
  }

  /** They are counted while they are parsed: each costs ten times its length. */
  @Test
  void refusesMoreThanReadersTake() {
    assertThatThrownBy(
            () -> Safetensors.read("f", file("{" + tensors((1 << 14) + 1, 0, 1) + "x", 0)))
        .isInstanceOf(ModelFileException.class)
        .hasMessageStartingWith("f: got more tensors at byte ")
        .hasMessageEndingWith(", expected at most 16384");
    String keys = "{\"__metadata__\":{" + keys((1 << 16) + 1) + "x";
    assertThatThrownBy(() -> Safetensors.read("f", file(keys, 0)))
        .isInstanceOf(ModelFileException.class)
        .hasMessageStartingWith("f: got more keys in __metadata__ at byte ")
        .hasMessageEndingWith(", expected at most 65536");
  }

  private static String keys(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"" + i + "\":\"\"")
        .collect(Collectors.joining(","));
  }

  private static String tensors(int count, int nameLength, int rank) {
    String end =
        "t".repeat(nameLength)
            + "\":{\"dtype\":\"U8\",\"shape\":[0"
            + ",0".repeat(rank - 1)
            + "],\"data_offsets\":[0,0]}";
    return IntStream.range(0, count).mapToObj(i -> "\"" + i + end).collect(Collectors.joining(","));
  }

  /** Nothing is wrong with them; but the heap has 128 MB. One needs no try, the other does. */
  @ParameterizedTest
  @ValueSource(ints = {100, 140})
  void refusesValidFilesThatDoNotFitTheHeap(int megabytes, @TempDir Path folder)
      throws IOException {
    Path path = folder.resolve("sparse");
    byte[] header =
        "{'a':{'dtype':'U8','shape':[%1$d],'data_offsets':[0,%1$d]}}"
            .formatted(megabytes << 20)
            .replace('\'', '"')
            .getBytes(StandardCharsets.UTF_8);
    try (RandomAccessFile sparse = new RandomAccessFile(path.toFile(), "rw")) {
      sparse.write(file(header, 0));
      sparse.setLength(Long.BYTES + header.length + ((long) megabytes << 20));
    }
    for (Mutations.Reading reading :
        List.<Mutations.Reading>of(Safetensors::read, ModelFile::read, Checkpoint::read)) {
      assertThatThrownBy(() -> reading.read(path))
          .isInstanceOf(ModelFileException.class)
          .hasMessageStartingWith(path + ": got ")
          .hasMessageEndingWith(", expected " + Heap.EXPECTED);
    }
  }

  /** The header contradicts a file that is longer than the heap: none of its data is read. */
  @Test
  void refusesAWrongHeaderBeforeReadingData(@TempDir Path folder) throws IOException {
    Path path = folder.resolve("sparse");
    try (RandomAccessFile sparse = new RandomAccessFile(path.toFile(), "rw")) {
      sparse.write(
          file(
              "{\"a\":{\"dtype\":\"U8\",\"shape\":[1073741824],\"data_offsets\":[0,1073741824]}}",
              0));
      sparse.setLength(1L << 33);
    }
    assertThatThrownBy(() -> Safetensors.read(path))
        .isInstanceOf(ModelFileException.class)
        .hasMessageEndingWith("expected 1073741824, where the last tensor ends");
  }

  /**
   * Valid files with 1 to 8 bytes flipped, inserted, removed or copied, more often in the header
   * than in the data. Each is read or refused, in a heap of 128 MB; whatever is read can be written
   * and read again.
   */
  @Test
  void survivesMutations() throws IOException {
    byte[] valid =
        file(
            ("{'__metadata__':{'format':'pt'},"
                    + GOOD
                    + ",'b\\u00e9\u00e9':{'dtype':'F16','shape':[3,1,2],'data_offsets':[8,20]},"
                    + "'c':{'dtype':'I64','shape':[],'data_offsets':[20,28]},"
                    + "'d':{'dtype':'U8','shape':[0,7],'data_offsets':[28,28]}}  ")
                .replace('\'', '"'),
            28);
    assertThat(Safetensors.read("f", valid).tensors()).hasSize(4);
    int read = 0;
    int refused = 0;
    for (int seed = 0; seed < 20_000; seed++) {
      byte[] mutant = mutate(valid, new SplittableRandom(seed));
      try {
        Safetensors content = Safetensors.read("f", mutant);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        content.write(out);
        assertThat(Safetensors.read("f", out.toByteArray())).as("seed %d", seed).isEqualTo(content);
        read++;
      } catch (ModelFileException e) {
        refused++;
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
    // Else the mutations would be too harsh or too mild to try anything.
    assertThat(read).isGreaterThan(500);
    assertThat(refused).isGreaterThan(10_000);
  }

  private static byte[] mutate(byte[] bytes, SplittableRandom random) {
    for (int n = random.nextInt(1, 4); n > 0; n--) {
      int at = random.nextInt(bytes.length);
      int length = Math.min(random.nextInt(1, 9), bytes.length - at);
      byte[] before = Arrays.copyOf(bytes, at);
      byte[] after = Arrays.copyOfRange(bytes, at, bytes.length);
      byte[] cut = Arrays.copyOfRange(bytes, at + length, bytes.length);
      byte[] noise = new byte[length];
      random.nextBytes(noise);
      bytes =
          switch (random.nextInt(6)) {
            case 0 -> join(before, noise, after);
            case 1 -> join(before, cut);
            case 2 -> join(before, Arrays.copyOf(after, length), after);
            case 3 -> join(before, noise, cut);
            case 4 -> {
              after[0] = (byte) "{}[]\",:\\ 0129-.eFU".charAt(random.nextInt(18));
              yield join(before, after);
            }
            default -> {
              after[0] ^= (byte) (1 << random.nextInt(8));
              yield join(before, after);
            }
          };
      if (bytes.length >= Long.BYTES && random.nextInt(2) == 0) {
        // A length that fits, so that a change of it doesn't hide all others.
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(bytes.length - 36);
      }
      if (bytes.length == 0) {
        return bytes;
      }
    }
    return bytes;
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
