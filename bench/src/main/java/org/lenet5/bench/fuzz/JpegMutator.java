package org.lenet5.bench.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Damages the segments of JPEG files, and the scans behind them; mends lengths. */
final class JpegMutator implements Mutator {
  private static final int START_OF_FRAME = 0xc0;

  /**
   * A marker and what it has to say.
   *
   * @param marker the byte after 0xff
   * @param data without its length; none for markers that stand alone
   * @param scan what follows, up to the next marker
   */
  record Segment(int marker, byte[] data, byte[] scan) {
    boolean standsAlone() {
      return marker >= 0xd0 && marker <= 0xd9 || marker <= 1;
    }

    boolean isFrame() {
      return (marker & 0xfc) == START_OF_FRAME;
    }
  }

  @Override
  public byte[] mutate(byte[] good, Chance chance) {
    List<Segment> segments = segments(good);
    for (int rounds = chance.rounds(); rounds > 0 && !segments.isEmpty(); rounds--) {
      damage(segments, chance);
    }
    byte[] file = file(segments);
    return chance.nextInt(8) == 0 ? Bytes.damage(file, chance) : file;
  }

  private static void damage(List<Segment> segments, Chance chance) {
    int at = chance.nextInt(segments.size());
    Segment s = segments.get(at);
    switch (chance.nextInt(10)) {
      case 0 -> segments.remove(at);
      case 1 -> segments.add(chance.nextInt(segments.size()), s);
      case 2 -> {
        int times = chance.size(8, 4096);
        times = Math.min(times, Bytes.LONGEST / (8 + s.data().length + s.scan().length));
        for (int i = 0; i < times; i++) {
          segments.add(at, s);
        }
      }
      case 3, 4, 5 -> segments.set(at, new Segment(s.marker(), damaged(s, chance), s.scan()));
      case 6 -> segments.set(at, new Segment(chance.nextInt(0xc0, 0x100), s.data(), s.scan()));
      case 7 -> {
        for (int i = 0; i < segments.size(); i++) {
          if (segments.get(i).isFrame()) {
            Segment frame = segments.get(i);
            segments.set(i, new Segment(frame.marker(), resized(frame, chance), frame.scan()));
          }
        }
      }
      default ->
          segments.set(at, new Segment(s.marker(), s.data(), Bytes.damage(s.scan(), chance)));
    }
  }

  /** No longer than a segment's length can say. */
  private static byte[] damaged(Segment segment, Chance chance) {
    byte[] data = Bytes.damage(segment.data(), chance);
    return Arrays.copyOf(data, Math.min(data.length, 0xfffd));
  }

  private static byte[] resized(Segment frame, Chance chance) {
    byte[] data = frame.data().clone();
    if (data.length >= 5) {
      ByteBuffer.wrap(data)
          .putShort(1, (short) chance.size(0x3ff, 0xffff))
          .putShort(3, (short) chance.size(0x3ff, 0xffff));
    }
    return data;
  }

  static List<Segment> segments(byte[] file) {
    List<Segment> segments = new ArrayList<>();
    int at = 0;
    while (at + 1 < file.length) {
      int marker = file[at + 1] & 0xff;
      at += 2;
      byte[] data = new byte[0];
      if (!new Segment(marker, data, data).standsAlone()) {
        int length = (file[at] & 0xff) << 8 | file[at + 1] & 0xff;
        data = Arrays.copyOfRange(file, at + 2, at + length);
        at += length;
      }
      int scan = at;
      while (at + 1 < file.length && (file[at] != (byte) 0xff || file[at + 1] == 0)) {
        at++;
      }
      segments.add(new Segment(marker, data, Arrays.copyOfRange(file, scan, at)));
    }
    return segments;
  }

  /** With one more segment, first of all. */
  static byte[] with(byte[] file, int marker, byte[] data) {
    List<Segment> segments = segments(file);
    segments.add(1, new Segment(marker, data, new byte[0]));
    return file(segments);
  }

  static byte[] file(List<Segment> segments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Segment segment : segments) {
      out.write(0xff);
      out.write(segment.marker());
      if (!segment.standsAlone() || segment.data().length > 0) {
        out.write((segment.data().length + 2) >> 8);
        out.write(segment.data().length + 2);
        out.writeBytes(segment.data());
      }
      out.writeBytes(segment.scan());
    }
    return out.toByteArray();
  }
}
