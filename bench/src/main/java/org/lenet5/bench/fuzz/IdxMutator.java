package org.lenet5.bench.fuzz;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Damages IDX files that are not packed, and packs every other one. */
final class IdxMutator implements Mutator {

  /** Elements of the largest array that a file truly has; more than the heap. */
  private static final int MOST = 1 << 27;

  @Override
  public byte[] mutate(byte[] good, Chance chance) {
    return switch (chance.nextInt(12)) {
      case 0, 1, 2 -> Bytes.damage(good, chance);
      case 3, 4 -> promising(good, chance);
      case 5, 6 -> chance.large() ? large(good, chance) : resized(good, 1 << 16, chance);
      case 7, 8 -> Packed.gzip(Bytes.damage(good, chance), 0, chance);
      case 9 -> Packed.gzip(promising(good, chance), 0, chance);
      default -> Packed.gzip(good, 0, chance);
    };
  }

  /** Another size in the header alone. */
  private static byte[] promising(byte[] good, Chance chance) {
    byte[] other = good.clone();
    int at = 4 + Integer.BYTES * chance.nextInt(good[3]);
    int old = ByteBuffer.wrap(good).getInt(at);
    ByteBuffer.wrap(other).putInt(at, (int) Bytes.number(old, chance));
    return other;
  }

  /** Other sizes, and as many elements as they say. */
  private static byte[] resized(byte[] good, int most, Chance chance) {
    int headerLength = 4 + Integer.BYTES * good[3];
    ByteBuffer header = ByteBuffer.wrap(Arrays.copyOf(good, headerLength));
    int count = sizes(header, good[3], most, chance);
    byte[] elements = new byte[count];
    for (int i = 0; i < count; i++) {
      elements[i] = good[headerLength + i % (good.length - headerLength)];
    }
    return Bytes.join(header.array(), elements);
  }

  /** The same, packed: a small file of very many zeros. */
  private static byte[] large(byte[] good, Chance chance) {
    ByteBuffer header = ByteBuffer.wrap(Arrays.copyOf(good, 4 + Integer.BYTES * good[3]));
    int count = sizes(header, good[3], MOST, chance);
    return Packed.gzip(header.array(), count, chance);
  }

  /** Overwrites the sizes; returns their product. */
  private static int sizes(ByteBuffer header, int rank, int most, Chance chance) {
    int product = 1;
    for (int i = 0; i < rank; i++) {
      int size = chance.size(most / product);
      header.putInt(4 + Integer.BYTES * i, size);
      product *= size;
    }
    return product;
  }
}
