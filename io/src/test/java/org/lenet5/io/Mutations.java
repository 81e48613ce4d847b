package org.lenet5.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Damages safetensors files, mostly their headers. */
final class Mutations {
  private Mutations() {}

  @FunctionalInterface
  interface Reading {
    Object read(Path file) throws IOException;
  }

  /**
   * Reads {@code count} damaged copies of a file.
   *
   * @return how many were refused, each with a {@link ModelFileException}
   */
  static int refused(Path good, Reading reading, int count, long seed) throws IOException {
    byte[] bytes = Files.readAllBytes(good);
    int header = 8 + (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    Path file = good.resolveSibling("mutation");
    int refused = 0;
    for (int i = 0; i < count; i++) {
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed + i);
      Files.write(file, mutated(bytes, header, random));
      try {
        reading.read(file);
      } catch (ModelFileException e) {
        assertThat(e.file()).isEqualTo(file.toString());
        refused++;
      } catch (IOException | RuntimeException | Error e) {
        throw new AssertionError("seed " + (seed + i), e);
      }
    }
    return refused;
  }

  private static byte[] mutated(byte[] good, int header, RandomGenerator random) {
    byte[] bytes = good.clone();
    switch (random.nextInt(5)) {
      case 0 -> {
        return Arrays.copyOf(bytes, random.nextInt(bytes.length));
      }
      case 1 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      case 2 -> {
        // Another digit, which keeps the JSON whole.
        int at = random.nextInt(8, header);
        while (!Character.isDigit(bytes[at])) {
          at = at + 1 == header ? 8 : at + 1;
        }
        bytes[at] = (byte) ('0' + random.nextInt(10));
      }
      case 3 -> {
        // A stretch of the header somewhere else in it.
        int length = random.nextInt(1, 64);
        System.arraycopy(
            good,
            random.nextInt(8, header - length),
            bytes,
            random.nextInt(8, header - length),
            length);
      }
      default -> {
        for (int n = random.nextInt(1, 5); n > 0; n--) {
          bytes[random.nextInt(header)] = (byte) random.nextInt();
        }
      }
    }
    return bytes;
  }
}
