package org.lenet5.bench.fuzz;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Stream;

/** Damage to bytes that mean nothing. */
final class Bytes {

  /** Most files begin with a header. */
  private static final int HEADER = 64;

  /** An input that has grown to this is no longer made longer. */
  static final int LONGEST = 1 << 23;

  private Bytes() {}

  /** Damage at one to eight places, at one more often than at two. */
  static byte[] damage(byte[] bytes, Chance chance) {
    byte[] damaged = bytes;
    for (int rounds = chance.rounds(); rounds > 0; rounds--) {
      damaged = damageOnce(damaged, chance);
    }
    return damaged;
  }

  private static byte[] damageOnce(byte[] bytes, Chance chance) {
    if (bytes.length == 0) {
      return random(chance, chance.size(16));
    }
    int at = place(bytes.length, chance);
    int count = chance.size(bytes.length - at);
    return switch (chance.nextInt(10)) {
      case 0 -> {
        byte[] flipped = bytes.clone();
        flipped[at] ^= (byte) (1 << chance.nextInt(8));
        yield flipped;
      }
      case 1, 2 -> withNumber(bytes, at, chance);
      case 3 -> replaced(bytes, at, 0, random(chance, chance.size(16)));
      case 4 -> replaced(bytes, at, count, random(chance, count));
      case 5 -> replaced(bytes, at, count, new byte[0]);
      case 6 -> replaced(bytes, at, 0, Arrays.copyOfRange(bytes, at, at + count));
      case 7 -> {
        byte[] moved = bytes.clone();
        int to = chance.nextInt(bytes.length);
        System.arraycopy(bytes, at, moved, to, Math.min(count, bytes.length - to));
        yield moved;
      }
      case 8 -> Arrays.copyOf(bytes, chance.nextInt(bytes.length));
      default -> {
        byte[] piece = Arrays.copyOfRange(bytes, at, at + chance.size(Math.min(count, 64)));
        yield replaced(bytes, at, 0, repeated(piece, bytes.length, chance));
      }
    };
  }

  /** Some thousand times at most, unless the input may become very large. */
  static byte[] repeated(byte[] piece, int there, Chance chance) {
    int room = Math.max(0, LONGEST - there) / piece.length;
    byte[] all = new byte[piece.length * Math.min(room, chance.size(4096, LONGEST))];
    for (int i = 0; i < all.length; i++) {
      all[i] = piece[i % piece.length];
    }
    return all;
  }

  /** Another number of 1, 2, 4 or 8 bytes: one near a limit, or near the one that is there. */
  private static byte[] withNumber(byte[] bytes, int at, Chance chance) {
    byte[] changed = bytes.clone();
    int width = Math.min(1 << chance.nextInt(4), bytes.length - at);
    boolean little = chance.nextBoolean();
    long number = 0;
    for (int i = 0; i < width; i++) {
      number = number << 8 | bytes[at + (little ? width - 1 - i : i)] & 0xff;
    }
    number = number(number, chance);
    for (int i = 0; i < width; i++) {
      changed[at + (little ? i : width - 1 - i)] = (byte) (number >> (8 * i));
    }
    return changed;
  }

  /** Another number in place of one. */
  static long number(long old, Chance chance) {
    return switch (chance.nextInt(4)) {
      case 0 -> old + chance.nextInt(-16, 17);
      case 1 -> old * chance.nextInt(-3, 4);
      case 2 -> chance.nextLong() >>> chance.nextInt(64);
      default -> (1L << chance.nextInt(64)) + chance.nextInt(-1, 2); // 0, 255, 65,536, 2^63 - 1
    };
  }

  /** A place, in the header as often as anywhere. */
  private static int place(int length, Chance chance) {
    return chance.nextInt(chance.nextBoolean() ? Math.min(HEADER, length) : length);
  }

  static byte[] random(Chance chance, int count) {
    byte[] bytes = new byte[count];
    chance.nextBytes(bytes);
    return bytes;
  }

  /** With other bytes in place of {@code count} from {@code at} on. */
  static byte[] replaced(byte[] bytes, int at, int count, byte[] others) {
    return join(
        Arrays.copyOf(bytes, at), others, Arrays.copyOfRange(bytes, at + count, bytes.length));
  }

  static byte[] join(byte[]... parts) {
    ByteBuffer all = ByteBuffer.allocate(Stream.of(parts).mapToInt(part -> part.length).sum());
    Stream.of(parts).forEach(all::put);
    return all.array();
  }
}
