package org.lenet5.bench.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/** Damages the chunks of PNG files, and what is packed in them; mends lengths and checksums. */
final class PngMutator implements Mutator {
  private static final int SIGNATURE = 8;
  private static final List<String> TYPES =
      List.of(
          "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "bKGD",
          "hIST", "pHYs", "sPLT", "tEXt", "zTXt", "iTXt", "tIME", "eXIf", "acTL", "fcTL", "fdAT");

  /** Pixels each way of a picture that is larger than its file. */
  private static final int LARGE = 40_000;

  private static final long MOST_ZEROS = 1 << 27;

  record Chunk(String type, byte[] data) {}

  @Override
  public byte[] mutate(byte[] good, Chance chance) {
    List<Chunk> chunks = chunks(good);
    for (int rounds = chance.rounds(); rounds > 0; rounds--) {
      damage(chunks, chance);
    }
    byte[] file = file(signature(good), chunks);
    return chance.nextInt(8) == 0 ? Bytes.damage(file, chance) : file;
  }

  private static void damage(List<Chunk> chunks, Chance chance) {
    if (chunks.isEmpty()) {
      return;
    }
    int at = chance.nextInt(chunks.size());
    Chunk chunk = chunks.get(at);
    switch (chance.nextInt(10)) {
      case 0 -> chunks.remove(at);
      case 1 -> chunks.add(chance.nextInt(chunks.size()), chunk);
      case 2, 3 -> chunks.set(at, new Chunk(chunk.type(), Bytes.damage(chunk.data(), chance)));
      case 4, 5 -> {
        Chunk header = chunks.getFirst();
        chunks.set(0, new Chunk(header.type(), Bytes.damage(header.data(), chance)));
      }
      case 6 -> chunks.add(at, new Chunk(type(chance), Bytes.random(chance, size(chance))));
      case 7 -> {
        if (chance.large()) {
          enlarge(chunks, chance);
        }
      }
      default -> {
        if (chunk.type().equals("IDAT")) {
          byte[] pixels = Bytes.damage(Packed.unzlib(chunk.data()), chance);
          chunks.set(at, new Chunk("IDAT", Packed.zlib(pixels, 0)));
        }
      }
    }
  }

  private static int size(Chance chance) {
    return chance.size(1 << 10) - 1;
  }

  private static String type(Chance chance) {
    return TYPES.get(chance.nextInt(TYPES.size()));
  }

  /** A picture of any size, all of whose pixels are there. */
  private static void enlarge(List<Chunk> chunks, Chance chance) {
    byte[] header = chunks.getFirst().data().clone();
    if (header.length < 2 * Integer.BYTES) {
      return;
    }
    int width = chance.size(LARGE);
    int height = chance.size(LARGE);
    ByteBuffer.wrap(header).putInt(width).putInt(height);
    long zeros = Math.min(MOST_ZEROS, (4L * width + 1) * height);
    chunks.set(0, new Chunk(chunks.getFirst().type(), header));
    chunks.removeIf(chunk -> chunk.type().equals("IDAT"));
    chunks.add(chunks.size() - 1, new Chunk("IDAT", Packed.zlib(new byte[0], zeros)));
  }

  static byte[] signature(byte[] file) {
    return Arrays.copyOf(file, SIGNATURE);
  }

  static List<Chunk> chunks(byte[] file) {
    List<Chunk> chunks = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(file).position(SIGNATURE);
    while (in.hasRemaining()) {
      byte[] data = new byte[in.getInt()];
      byte[] type = new byte[4];
      in.get(type).get(data).getInt();
      chunks.add(new Chunk(new String(type, StandardCharsets.US_ASCII), data));
    }
    return chunks;
  }

  /** With one more chunk, before the pixels. */
  static byte[] with(byte[] file, String type, byte[] data) {
    List<Chunk> chunks = chunks(file);
    int pixels = 0;
    while (!chunks.get(pixels).type().equals("IDAT")) {
      pixels++;
    }
    chunks.add(pixels, new Chunk(type, data));
    return file(signature(file), chunks);
  }

  static byte[] file(byte[] signature, List<Chunk> chunks) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(signature);
    for (Chunk chunk : chunks) {
      byte[] type = chunk.type().getBytes(StandardCharsets.US_ASCII);
      CRC32 crc = new CRC32();
      crc.update(type);
      crc.update(chunk.data());
      out.writeBytes(number(chunk.data().length));
      out.writeBytes(type);
      out.writeBytes(chunk.data());
      out.writeBytes(number((int) crc.getValue()));
    }
    return out.toByteArray();
  }

  private static byte[] number(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
  }
}
