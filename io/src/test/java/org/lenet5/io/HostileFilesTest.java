package org.lenet5.io;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files made to harm: each is refused with one exception that says where and why. */
class HostileFilesTest {

  private static final String GOOD = "'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}";

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
  private static Arguments header(String header, int dataBytes, String message) {
    return arguments(header, file(header.replace('\'', '"'), dataBytes), message);
  }

  /** A case of one tensor, with 8 bytes of data. */
  private static Arguments tensor(String dtype, String shape, String offsets, String message) {
    return header(
        "{'a':{'dtype':%s,'shape':%s,'data_offsets':%s}}".formatted(dtype, shape, offsets),
        8,
        message);
  }

  static Stream<Arguments> lengths() {
    byte[] ok = "{}      ".getBytes(StandardCharsets.US_ASCII);
    return Stream.of(
        arguments(
            "empty",
            new byte[0],
            "got 0 bytes at byte 0, expected a safetensors file, which has at least 8"),
        arguments(
            "7 bytes",
            new byte[7],
            "got 7 bytes at byte 0, expected a safetensors file, which has at least 8"),
        arguments(
            "no header",
            file(0, ok, 0),
            "got a header of 0 bytes at byte 0, expected 1 to 8 in a safetensors file of 16 bytes"),
        arguments(
            "only a length",
            new byte[8],
            "got a header of 0 bytes at byte 0, expected 1 to 0 in a safetensors file of 8 bytes"),
        arguments(
            "cut header",
            file(9, ok, 0),
            "got a header of 9 bytes at byte 0, expected 1 to 8 in a safetensors file of 16 bytes"),
        arguments(
            "2^31",
            file(1L << 31, ok, 0),
            "got a header of 2147483648 bytes at byte 0, expected 1 to 8 in a safetensors file of 16 bytes"),
        arguments(
            "2^63 - 1",
            file(Long.MAX_VALUE, ok, 0),
            "got a header of 9223372036854775807 bytes at byte 0, expected 1 to 8 in a safetensors file of 16 bytes"),
        arguments(
            "2^64 - 1",
            file(-1, ok, 0),
            "got a header of 18446744073709551615 bytes at byte 0, expected 1 to 8 in a safetensors file of 16 bytes"),
        arguments(
            "long header",
            file(3, ok, 0),
            "got 5 bytes of data at byte 11, expected 0, where the last tensor ends"),
        arguments("short header", file(1, ok, 0), "X"));
  }

  static Stream<Arguments> texts() {
    return Stream.of(
        header(" {}", 0, "got 0x20 at byte 8, expected '{', the start of a safetensors header"),
        header("[]", 0, "got 0x5b at byte 8, expected '{', the start of a safetensors header"),
        arguments(
            "byte order mark",
            file("\ufeff{}", 0),
            "got 0xef at byte 8, expected '{', the start of a safetensors header"),
        arguments("UTF-16", file("{}".getBytes(StandardCharsets.UTF_16LE), 0), "X"),
        arguments(
            "Latin-1",
            file("{\"\u00e9\":1}".getBytes(StandardCharsets.ISO_8859_1), 0),
            "got 0xe9 at byte 10, expected a header in UTF-8"),
        arguments(
            "overlong",
            file(new byte[] {'{', '"', (byte) 0xc0, (byte) 0xaf, '"', '}'}, 0),
            "got 0xc0 at byte 10, expected a header in UTF-8"),
        arguments(
            "surrogate in UTF-8",
            file(new byte[] {'{', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', '}'}, 0),
            "got 0xed at byte 10, expected a header in UTF-8"),
        arguments(
            "cut character",
            file(new byte[] {'{', '}', (byte) 0xc3}, 0),
            "got 0xc3 at byte 10, expected a header in UTF-8"),
        header("{'\\ud800':1}", 0, "X"),
        header("{", 0, "X"),
        header("{'a", 0, "X"),
        header("{} x", 0, "X"),
        header("{}{}", 0, "X"),
        header("{} 1", 0, "X"),
        header("{}\0\0", 0, "X"),
        header("{'a':1}", 0, "X"),
        header("{'a':null}", 0, "X"),
        header("{'a':[]}", 0, "X"),
        header("{a:{}}", 0, "X"),
        header("{/**/}", 0, "X"),
        header("{,}", 0, "X"),
        header("{" + GOOD + ",}", 8, "X"),
        header("{" + GOOD + "," + GOOD + "}", 8, "X"),
        header("{" + GOOD + ",'\\u0061':{'dtype':'F32','shape':[0],'data_offsets':[8,8]}}", 8, "X"),
        header("{'__metadata__':{},'__metadata__':{}}", 0, "X"),
        header("{'\n':1}", 0, "X"),
        header("{'\\u001b[31m\\u202e':1}", 0, "X"),
        header(
            "{'" + "n".repeat(1025) + "':1}",
            0,
            "got a name of 1025 characters at byte 9, expected at most 1024"),
        arguments("deep", file("{\"a\":" + "[".repeat(100_000), 0), "X"),
        arguments("deep objects", file("{\"a\":".repeat(100_000), 0), "X"));
  }

  static Stream<Arguments> metadata() {
    return Stream.of(
        header("{'__metadata__':null}", 0, "X"),
        header("{'__metadata__':'text'}", 0, "X"),
        header("{'__metadata__':[]}", 0, "X"),
        header("{'__metadata__':{'k':1}}", 0, "X"),
        header("{'__metadata__':{'k':null}}", 0, "X"),
        header("{'__metadata__':{'k':{}}}", 0, "X"),
        header("{'__metadata__':{'k':'v','k':'w'}}", 0, "X"),
        header("{'__metadata__':{'k':'\\udc00'}}", 0, "X"),
        header("{'__metadata__':{'" + "n".repeat(1025) + "':''}}", 0, "X"),
        header("{'__metadata__':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}", 8, "X"));
  }

  static Stream<Arguments> tensors() {
    return Stream.of(
        header("{'a':{}}", 0, "X"),
        header("{'a':{'shape':[],'data_offsets':[0,4]}}", 4, "X"),
        header("{'a':{'dtype':'F32','data_offsets':[0,4]}}", 4, "X"),
        header("{'a':{'dtype':'F32','shape':[]}}", 4, "X"),
        header("{'a':{'dtype':'F32','shape':[],'data_offsets':[0,4],'strides':[]}}", 4, "X"),
        header("{'a':{'dtype':'F32','dtype':'F32','shape':[],'data_offsets':[0,4]}}", 4, "X"),
        tensor("'F31'", "[2]", "[0,8]", "X"),
        tensor("'f32'", "[2]", "[0,8]", "X"),
        tensor("32", "[2]", "[0,8]", "X"),
        tensor("'" + "F".repeat(1000) + "'", "[2]", "[0,8]", "X"),
        tensor("'F32'", "2", "[0,8]", "X"),
        tensor("'F32'", "[2.0]", "[0,8]", "X"),
        tensor("'F32'", "[2e0]", "[0,8]", "X"),
        tensor("'F32'", "[02]", "[0,8]", "X"),
        tensor("'F32'", "[+2]", "[0,8]", "X"),
        tensor("'F32'", "[-0]", "[0,0]", "X"),
        tensor("'F32'", "[-1,-2]", "[0,8]", "X"),
        tensor("'F32'", "['2']", "[0,8]", "X"),
        tensor("'F32'", "[true]", "[0,8]", "X"),
        tensor("'F32'", "[NaN]", "[0,8]", "X"),
        tensor("'F32'", "[[2]]", "[0,8]", "X"),
        tensor("'F32'", "[3]", "[0,8]", "X"),
        tensor("'F32'", "[]", "[0,8]", "X"),
        tensor("'F64'", "[2]", "[0,8]", "X"),
        tensor("'F32'", "[2147483648,0]", "[0,0]", "X"),
        tensor("'F32'", "[18446744073709551618]", "[0,8]", "X"),
        tensor("'F32'", "[1" + "0".repeat(999) + "]", "[0,8]", "X"),
        tensor("'F32'", "[1" + "0".repeat(1000) + "]", "[0,8]", "X"),
        tensor("'F32'", "[65536,65536,65536,65536]", "[0,8]", "X"),
        tensor("'F32'", "[2147483647,2147483647,2147483647,0]", "[0,0]", "X"),
        tensor("'F32'", "[1073741824,1073741824,4]", "[0,8]", "X"),
        tensor("'F32'", "[" + "1,".repeat(64) + "2]", "[0,8]", "X"),
        tensor("'F32'", "[2]", "[0]", "X"),
        tensor("'F32'", "[2]", "[]", "X"),
        tensor("'F32'", "[2]", "[0,8,8]", "X"),
        tensor("'F32'", "[2]", "[8,0]", "X"),
        tensor("'F32'", "[2]", "[-8,0]", "X"),
        tensor("'F32'", "[2]", "[0,9223372036854775808]", "X"),
        tensor("'F32'", "[2]", "[9223372036854775807,7]", "X"),
        tensor("'U8'", "[2147483647,1073741824]", "[0,2305843008139952128]", "X"));
  }

  static Stream<Arguments> layouts() {
    String second = "'b':{'dtype':'U8','shape':[4],'data_offsets':";
    return Stream.of(
        header("{}", 1, "X"),
        header("{" + GOOD + "}", 7, "X"),
        header("{" + GOOD + "}", 9, "X"),
        header("{" + GOOD.replace("[0,8]", "[1,9]") + "}", 9, "X"),
        header("{" + GOOD + "," + second + "[9,13]}}", 13, "X"),
        header("{" + GOOD + "," + second + "[4,8]}}", 8, "X"),
        header("{" + GOOD + "," + second + "[0,4]}}", 12, "X"),
        header("{" + GOOD + "," + GOOD.replace("'a'", "'b'") + "}", 8, "X"),
        header("{" + GOOD + ",'b':{'dtype':'U8','shape':[0],'data_offsets':[4,4]}}", 8, "X"),
        header("{" + GOOD + ",'b':{'dtype':'U8','shape':[0],'data_offsets':[9,9]}}", 8, "X"),
        tensor("'U8'", "[2147483647]", "[0,2147483647]", "X"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"lengths", "texts", "metadata", "tensors", "layouts"})
  void refuses(String name, byte[] bytes, String message) {
    assertThatThrownBy(() -> Safetensors.read("f", bytes))
        .isInstanceOf(ModelFileException.class)
        .hasMessage("f: " + message);
  }
}
