package org.lenet5.bench.fuzz;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;

/** Bytes within DEFLATE. */
final class Packed {
  private static final int CHUNK = 1 << 16;

  private Packed() {}

  /** gzip of some bytes and zeros behind them, whole or damaged, of one member or of more. */
  static byte[] gzip(byte[] bytes, long zeros, Chance chance) {
    byte[] packed =
        switch (chance.nextInt(6)) {
          case 0 -> {
            int at = chance.nextInt(bytes.length + 1);
            byte[] empty = gzip(new byte[0], 0);
            yield Bytes.join(
                gzip(Arrays.copyOf(bytes, at), 0),
                Bytes.repeated(empty, 0, chance),
                gzip(Arrays.copyOfRange(bytes, at, bytes.length), zeros));
          }
          default -> gzip(bytes, zeros);
        };
    return chance.nextInt(3) == 0 ? Bytes.damage(packed, chance) : packed;
  }

  /** One member. */
  static byte[] gzip(byte[] bytes, long zeros) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out, CHUNK)) {
      write(bytes, zeros, gzip);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** zlib, as in PNG, of some bytes and zeros behind them. */
  static byte[] zlib(byte[] bytes, long zeros) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Deflater fast = new Deflater(Deflater.BEST_SPEED);
    try (OutputStream zlib = new DeflaterOutputStream(out, fast, CHUNK)) {
      write(bytes, zeros, zlib);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      fast.end();
    }
    return out.toByteArray();
  }

  private static void write(byte[] bytes, long zeros, OutputStream out) throws IOException {
    out.write(bytes);
    byte[] chunk = new byte[CHUNK];
    for (long left = zeros; left > 0; left -= chunk.length) {
      out.write(chunk, 0, (int) Math.min(left, chunk.length));
    }
  }

  /** What is in zlib's, or the beginning of it; nothing if it is damaged. */
  static byte[] unzlib(byte[] packed) {
    try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
      return in.readNBytes(Bytes.LONGEST / 2);
    } catch (IOException e) {
      return new byte[0]; // by an earlier round
    }
  }
}
