package org.lenet5.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdxTest {

  private static final byte[] IMAGES =
      hex("00000803 00000002 00000002 00000003 000102030405 0607f8f9faff");

  @Test
  void readsSizesAndElements() throws IOException {
    Idx idx = read(IMAGES, 3);
    assertThat(idx.sizes()).containsExactly(2, 2, 3);
    assertThat(idx.elements()).isEqualTo(hex("000102030405 0607f8f9faff"));
    // sha256sum of the same bytes
    assertThat(idx.sha256())
        .isEqualTo("b05f5c8c27c90d9999e2e6850befa2b30fdb8fcab61915c78a862f42a6c81baa");
  }

  @Test
  void readsGzipWhateverTheName(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("images");
    Files.write(file, gzip(IMAGES));
    Idx idx = Idx.read(file, 3);
    assertThat(idx.elements()).isEqualTo(read(IMAGES, 3).elements());
    assertThat(idx.sha256()).isEqualTo(read(IMAGES, 3).sha256());
    assertThat(Idx.sizes(file, 3)).containsExactly(2, 2, 3);
  }

  @Test
  void readsArraysOfManyChunks() throws IOException {
    byte[] elements = new byte[1_000_000];
    new Random(1).nextBytes(elements);
    byte[] file = concat(hex("00000801 000f4240"), elements);
    assertThat(read(file, 1).elements()).isEqualTo(elements);
    assertThat(read(gzip(file), 1).elements()).isEqualTo(elements);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                         | 0 bytes, expected at least 4",
        "0000                       | 2 bytes, expected at least 4",
        "89504e47 0d0a1a0a          | a file that starts with 89 50 4e 47, expected an IDX file, which starts with 00 00 08 01",
        "00000c01 00000001 00000007 | elements of type 0x0c (ints), expected type 0x08 (unsigned bytes)",
        "00000701 00000001 00000007 | elements of type 0x07, expected type 0x08 (unsigned bytes)",
        "00000803 00000001 00000001 | rank 3, expected rank 1",
        "000008ff 00000001 00000001 | rank 255, expected rank 1",
        "00000801 0000              | 6 bytes, expected at least 8",
        "00000801 00000000          | size 0 in dimension 1 of 1, expected sizes of at least 1 and 16777216 elements at most",
        "00000801 ffffffff 00       | size 4294967295 in dimension 1 of 1, expected sizes of at least 1 and 16777216 elements at most",
        "00000801 01000001 00       | size 16777217 in dimension 1 of 1, expected sizes of at least 1 and 16777216 elements at most",
        "00000801 00000003 0102     | 10 bytes, expected at least 11",
        "00000801 01000000 0102     | 10 bytes, expected at least 16777224",
        "00000801 00000003 01020304 | more bytes, expected 11 as its header says",
      })
  void refuses(String file, String message) throws IOException {
    refuses(hex(file), 1, "file: got " + message);
    if (!file.isEmpty()) {
      refuses(gzip(hex(file)), 1, "file: got " + message);
    }
  }

  @Test
  void refusesProductsThatOverflow() throws IOException {
    String expected = ", expected sizes of at least 1 and 2147483639 elements at most";
    refuses(
        hex("00000803 7fffffff 7fffffff 7fffffff"),
        3,
        "file: got size 2147483647 in dimension 1 of 3" + expected);
    // 2^32 x 2^16 x 2^16 is 0 in 64 bits; here the first two are 2^32 already.
    refuses(
        hex("00000803 00010000 00010000 00010000"),
        3,
        "file: got size 65536 in dimension 2 of 3" + expected);
  }

  @Test
  void believesNoHeader() {
    // Promises 2 GiB, more than the tests' heap.
    refuses(
        concat(hex("00000803 7fffffef 00000001 00000001"), new byte[100_000]),
        3,
        "file: got 100016 bytes, expected at least 2147483647");
  }

  /** A device may never end, and reading a pipe may never begin. */
  @Test
  void readsFilesAlone(@TempDir Path folder) {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> Idx.read(folder, 1))
        .withMessage(folder + ": got a folder, expected an IDX file");
    Path device = Path.of("/dev/zero");
    assumeTrue(Files.exists(device));
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> Idx.sizes(device, 1))
        .withMessage("/dev/zero: got a device, expected an IDX file");
  }

  @Test
  void stopsAtTheFirstByteTooMany() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 0;
          }

          @Override
          public int read(byte[] bytes, int at, int length) {
            return length;
          }
        };
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(
            () ->
                Idx.read(
                    "file",
                    new SequenceInputStream(
                        new ByteArrayInputStream(hex("00000801 00000005")), endless),
                    1))
        .withMessage("file: got more bytes, expected 13 as its header says");
  }

  @Test
  void refusesBrokenGzip() throws IOException {
    byte[] intact = gzip(concat(hex("00000801 00001000"), new byte[4096]));
    refuses(Arrays.copyOf(intact, 5), 1, "file: got broken gzip data");
    refuses(Arrays.copyOf(intact, 20), 1, "file: got ");
    refuses(Arrays.copyOf(intact, intact.length - 1), 1, "file: got broken gzip data");
    byte[] otherChecksum = intact.clone();
    otherChecksum[intact.length - 8] ^= 1;
    refuses(otherChecksum, 1, "file: got broken gzip data");
    byte[] noGzip = intact.clone();
    noGzip[2] = 7;
    refuses(noGzip, 1, "file: got broken gzip data");
  }

  @Test
  void refusesAGzipFileOfEmptyMembers() throws IOException {
    byte[] empty = gzip(new byte[0]);
    byte[] file = new byte[200_000 * empty.length];
    for (int at = 0; at < file.length; at += empty.length) {
      System.arraycopy(empty, 0, file, at, empty.length);
    }
    refuses(file, 1, "file: got broken gzip data");
  }

  @Test
  void refusesEveryPrefix() throws IOException {
    byte[] gzipped = gzip(IMAGES);
    for (int length = 0; length < IMAGES.length; length++) {
      refuses(Arrays.copyOf(IMAGES, length), 3, "file: got ");
    }
    for (int length = 0; length < gzipped.length; length++) {
      refuses(Arrays.copyOf(gzipped, length), 3, "file: got ");
    }
  }

  private static Idx read(byte[] file, int rank) throws IOException {
    return Idx.read("file", new ByteArrayInputStream(file), rank);
  }

  private static void refuses(byte[] file, int rank, String message) {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> read(file, rank))
        .withMessageStartingWith(message);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] concat(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }
}
