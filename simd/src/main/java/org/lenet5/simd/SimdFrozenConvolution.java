package org.lenet5.simd;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;
import static org.lenet5.kernel.Lanes.LANES;
import static org.lenet5.simd.Vectors.FEW_REGISTERS;
import static org.lenet5.simd.Vectors.ORDER;
import static org.lenet5.simd.Vectors.SPECIES;
import static org.lenet5.simd.Vectors.WIDTH;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import org.lenet5.kernel.Contract;
import org.lenet5.kernel.FrozenConvolution;
import org.lenet5.kernel.MapConvolution;

/**
 * {@link FrozenConvolution}: tiles of positions, whose inputs are neighbours and so need two range
 * checks a row, or where there are few, of vectors of maps. The last tile moves back, as in {@link
 * ConvolutionForward}.
 */
final class SimdFrozenConvolution implements FrozenConvolution {
  /** Bytes of a cache line, and of the widest vector. */
  private static final int BOUNDARY = 64;

  private static final int TILE = 10;

  /** Bytes of 16 weights. */
  private static final long VECTOR = LANES * JAVA_FLOAT.byteSize();

  private final MapConvolution s;

  /**
   * The biases and behind them the weights of each tap, {@code [1 + taps][vectors][16]}, zero
   * behind the last map. Outside the heap and on a 64-byte boundary, which an array cannot promise:
   * a core reads a dense layer's weights nearly twice as fast if no vector lies in two lines of the
   * cache.
   */
  private final MemorySegment p;

  SimdFrozenConvolution(MapConvolution s, float[] p, int wAt, int bAt) {
    assert Contract.freeze(s, p, wAt, bAt);
    this.s = s;
    this.p = arrange(s, p, wAt, bAt);
  }

  private static MemorySegment arrange(MapConvolution s, float[] p, int wAt, int bAt) {
    int taps = s.tapOffset().length;
    int step = s.vectors() * LANES;
    MemorySegment arranged =
        Arena.ofAuto().allocate(JAVA_FLOAT.byteSize() * (1 + taps) * step, BOUNDARY);
    for (int o = 0; o < s.outMaps(); o++) {
      arranged.setAtIndex(JAVA_FLOAT, o, p[bAt + o]);
      for (int t = 0; t < taps; t++) {
        arranged.setAtIndex(JAVA_FLOAT, (1 + t) * step + o, p[wAt + o * taps + t]);
      }
    }
    return arranged;
  }

  @Override
  public void forward(float[] x, int xAt, float[] y, int yAt) {
    assert Contract.forward(s, x, xAt, y, yAt);
    run(s, p, x, xAt, y, yAt);
  }

  private static void run(
      MapConvolution s, MemorySegment p, float[] x, int xAt, float[] y, int yAt) {
    boolean wide = s.outColumns() >= TILE;
    int rows = !wide || FEW_REGISTERS || s.outRows() == 1 ? 1 : 2;
    int columns = wide ? TILE : 1;
    int vectors = wide || s.vectors() < 6 ? 1 : s.vectors() < 8 ? 6 : 8;
    int[] taps = s.tapOffset();
    long step = s.vectors() * VECTOR;
    int row = s.outColumns() * LANES;
    int map = s.outRows() * row;
    for (int i = 0; i < s.vectors(); i += vectors) {
      int v = Math.min(i, s.vectors() - vectors);
      for (int j = 0; j < s.outRows(); j += rows) {
        int r = Math.min(j, s.outRows() - rows);
        for (int k = 0; k < s.outColumns(); k += columns) {
          int c = Math.min(k, s.outColumns() - columns);
          int from = xAt + r * s.pitch() + c;
          for (int lane = 0; lane < LANES; lane += WIDTH) {
            long pAt = v * VECTOR + lane * JAVA_FLOAT.byteSize();
            int to = yAt + v * map + r * row + c * LANES + lane;
            switch (rows * columns * vectors) {
              case 20 -> positions2x10(taps, step, s.pitch(), row, p, pAt, x, from, y, to);
              case 10 -> positions1x10(taps, step, p, pAt, x, from, y, to);
              case 8 -> vectors8(taps, step, map, p, pAt, x, from, y, to);
              case 6 -> vectors6(taps, step, map, p, pAt, x, from, y, to);
              default -> vectors1(taps, step, p, pAt, x, from, y, to);
            }
          }
        }
      }
    }
  }

  /** 2 rows of 10 positions. */
  private static void positions2x10(
      int[] tapOffset,
      long step,
      int pitch,
      int row,
      MemorySegment p,
      long pAt,
      float[] x,
      int xAt,
      float[] y,
      int yAt) {
    FloatVector a00 = fromMemorySegment(SPECIES, p, pAt, ORDER);
    FloatVector a01 = a00,
        a02 = a00,
        a03 = a00,
        a04 = a00,
        a05 = a00,
        a06 = a00,
        a07 = a00,
        a08 = a00,
        a09 = a00;
    FloatVector a10 = a00,
        a11 = a00,
        a12 = a00,
        a13 = a00,
        a14 = a00,
        a15 = a00,
        a16 = a00,
        a17 = a00,
        a18 = a00,
        a19 = a00;
    for (int offset : tapOffset) {
      int at = xAt + offset;
      pAt += step;
      FloatVector w = fromMemorySegment(SPECIES, p, pAt, ORDER);
      a00 = w.fma(broadcast(SPECIES, x[at]), a00);
      a01 = w.fma(broadcast(SPECIES, x[at + 1]), a01);
      a02 = w.fma(broadcast(SPECIES, x[at + 2]), a02);
      a03 = w.fma(broadcast(SPECIES, x[at + 3]), a03);
      a04 = w.fma(broadcast(SPECIES, x[at + 4]), a04);
      a05 = w.fma(broadcast(SPECIES, x[at + 5]), a05);
      a06 = w.fma(broadcast(SPECIES, x[at + 6]), a06);
      a07 = w.fma(broadcast(SPECIES, x[at + 7]), a07);
      a08 = w.fma(broadcast(SPECIES, x[at + 8]), a08);
      a09 = w.fma(broadcast(SPECIES, x[at + 9]), a09);
      at += pitch;
      a10 = w.fma(broadcast(SPECIES, x[at]), a10);
      a11 = w.fma(broadcast(SPECIES, x[at + 1]), a11);
      a12 = w.fma(broadcast(SPECIES, x[at + 2]), a12);
      a13 = w.fma(broadcast(SPECIES, x[at + 3]), a13);
      a14 = w.fma(broadcast(SPECIES, x[at + 4]), a14);
      a15 = w.fma(broadcast(SPECIES, x[at + 5]), a15);
      a16 = w.fma(broadcast(SPECIES, x[at + 6]), a16);
      a17 = w.fma(broadcast(SPECIES, x[at + 7]), a17);
      a18 = w.fma(broadcast(SPECIES, x[at + 8]), a18);
      a19 = w.fma(broadcast(SPECIES, x[at + 9]), a19);
    }
    a00.intoArray(y, yAt);
    a01.intoArray(y, yAt + LANES);
    a02.intoArray(y, yAt + 2 * LANES);
    a03.intoArray(y, yAt + 3 * LANES);
    a04.intoArray(y, yAt + 4 * LANES);
    a05.intoArray(y, yAt + 5 * LANES);
    a06.intoArray(y, yAt + 6 * LANES);
    a07.intoArray(y, yAt + 7 * LANES);
    a08.intoArray(y, yAt + 8 * LANES);
    a09.intoArray(y, yAt + 9 * LANES);
    yAt += row;
    a10.intoArray(y, yAt);
    a11.intoArray(y, yAt + LANES);
    a12.intoArray(y, yAt + 2 * LANES);
    a13.intoArray(y, yAt + 3 * LANES);
    a14.intoArray(y, yAt + 4 * LANES);
    a15.intoArray(y, yAt + 5 * LANES);
    a16.intoArray(y, yAt + 6 * LANES);
    a17.intoArray(y, yAt + 7 * LANES);
    a18.intoArray(y, yAt + 8 * LANES);
    a19.intoArray(y, yAt + 9 * LANES);
  }

  /** 10 positions of a row. */
  private static void positions1x10(
      int[] tapOffset,
      long step,
      MemorySegment p,
      long pAt,
      float[] x,
      int xAt,
      float[] y,
      int yAt) {
    FloatVector a00 = fromMemorySegment(SPECIES, p, pAt, ORDER);
    FloatVector a01 = a00,
        a02 = a00,
        a03 = a00,
        a04 = a00,
        a05 = a00,
        a06 = a00,
        a07 = a00,
        a08 = a00,
        a09 = a00;
    for (int offset : tapOffset) {
      int at = xAt + offset;
      pAt += step;
      FloatVector w = fromMemorySegment(SPECIES, p, pAt, ORDER);
      a00 = w.fma(broadcast(SPECIES, x[at]), a00);
      a01 = w.fma(broadcast(SPECIES, x[at + 1]), a01);
      a02 = w.fma(broadcast(SPECIES, x[at + 2]), a02);
      a03 = w.fma(broadcast(SPECIES, x[at + 3]), a03);
      a04 = w.fma(broadcast(SPECIES, x[at + 4]), a04);
      a05 = w.fma(broadcast(SPECIES, x[at + 5]), a05);
      a06 = w.fma(broadcast(SPECIES, x[at + 6]), a06);
      a07 = w.fma(broadcast(SPECIES, x[at + 7]), a07);
      a08 = w.fma(broadcast(SPECIES, x[at + 8]), a08);
      a09 = w.fma(broadcast(SPECIES, x[at + 9]), a09);
    }
    a00.intoArray(y, yAt);
    a01.intoArray(y, yAt + LANES);
    a02.intoArray(y, yAt + 2 * LANES);
    a03.intoArray(y, yAt + 3 * LANES);
    a04.intoArray(y, yAt + 4 * LANES);
    a05.intoArray(y, yAt + 5 * LANES);
    a06.intoArray(y, yAt + 6 * LANES);
    a07.intoArray(y, yAt + 7 * LANES);
    a08.intoArray(y, yAt + 8 * LANES);
    a09.intoArray(y, yAt + 9 * LANES);
  }

  /** 8 vectors of maps at one position. */
  private static void vectors8(
      int[] tapOffset,
      long step,
      int map,
      MemorySegment p,
      long pAt,
      float[] x,
      int xAt,
      float[] y,
      int yAt) {
    FloatVector a0 = fromMemorySegment(SPECIES, p, pAt, ORDER);
    FloatVector a1 = fromMemorySegment(SPECIES, p, pAt + VECTOR, ORDER);
    FloatVector a2 = fromMemorySegment(SPECIES, p, pAt + 2 * VECTOR, ORDER);
    FloatVector a3 = fromMemorySegment(SPECIES, p, pAt + 3 * VECTOR, ORDER);
    FloatVector a4 = fromMemorySegment(SPECIES, p, pAt + 4 * VECTOR, ORDER);
    FloatVector a5 = fromMemorySegment(SPECIES, p, pAt + 5 * VECTOR, ORDER);
    FloatVector a6 = fromMemorySegment(SPECIES, p, pAt + 6 * VECTOR, ORDER);
    FloatVector a7 = fromMemorySegment(SPECIES, p, pAt + 7 * VECTOR, ORDER);
    for (int offset : tapOffset) {
      pAt += step;
      FloatVector v = broadcast(SPECIES, x[xAt + offset]);
      a0 = fromMemorySegment(SPECIES, p, pAt, ORDER).fma(v, a0);
      a1 = fromMemorySegment(SPECIES, p, pAt + VECTOR, ORDER).fma(v, a1);
      a2 = fromMemorySegment(SPECIES, p, pAt + 2 * VECTOR, ORDER).fma(v, a2);
      a3 = fromMemorySegment(SPECIES, p, pAt + 3 * VECTOR, ORDER).fma(v, a3);
      a4 = fromMemorySegment(SPECIES, p, pAt + 4 * VECTOR, ORDER).fma(v, a4);
      a5 = fromMemorySegment(SPECIES, p, pAt + 5 * VECTOR, ORDER).fma(v, a5);
      a6 = fromMemorySegment(SPECIES, p, pAt + 6 * VECTOR, ORDER).fma(v, a6);
      a7 = fromMemorySegment(SPECIES, p, pAt + 7 * VECTOR, ORDER).fma(v, a7);
    }
    a0.intoArray(y, yAt);
    a1.intoArray(y, yAt + map);
    a2.intoArray(y, yAt + 2 * map);
    a3.intoArray(y, yAt + 3 * map);
    a4.intoArray(y, yAt + 4 * map);
    a5.intoArray(y, yAt + 5 * map);
    a6.intoArray(y, yAt + 6 * map);
    a7.intoArray(y, yAt + 7 * map);
  }

  /** 6 vectors of maps at one position. */
  private static void vectors6(
      int[] tapOffset,
      long step,
      int map,
      MemorySegment p,
      long pAt,
      float[] x,
      int xAt,
      float[] y,
      int yAt) {
    FloatVector a0 = fromMemorySegment(SPECIES, p, pAt, ORDER);
    FloatVector a1 = fromMemorySegment(SPECIES, p, pAt + VECTOR, ORDER);
    FloatVector a2 = fromMemorySegment(SPECIES, p, pAt + 2 * VECTOR, ORDER);
    FloatVector a3 = fromMemorySegment(SPECIES, p, pAt + 3 * VECTOR, ORDER);
    FloatVector a4 = fromMemorySegment(SPECIES, p, pAt + 4 * VECTOR, ORDER);
    FloatVector a5 = fromMemorySegment(SPECIES, p, pAt + 5 * VECTOR, ORDER);
    for (int offset : tapOffset) {
      pAt += step;
      FloatVector v = broadcast(SPECIES, x[xAt + offset]);
      a0 = fromMemorySegment(SPECIES, p, pAt, ORDER).fma(v, a0);
      a1 = fromMemorySegment(SPECIES, p, pAt + VECTOR, ORDER).fma(v, a1);
      a2 = fromMemorySegment(SPECIES, p, pAt + 2 * VECTOR, ORDER).fma(v, a2);
      a3 = fromMemorySegment(SPECIES, p, pAt + 3 * VECTOR, ORDER).fma(v, a3);
      a4 = fromMemorySegment(SPECIES, p, pAt + 4 * VECTOR, ORDER).fma(v, a4);
      a5 = fromMemorySegment(SPECIES, p, pAt + 5 * VECTOR, ORDER).fma(v, a5);
    }
    a0.intoArray(y, yAt);
    a1.intoArray(y, yAt + map);
    a2.intoArray(y, yAt + 2 * map);
    a3.intoArray(y, yAt + 3 * map);
    a4.intoArray(y, yAt + 4 * map);
    a5.intoArray(y, yAt + 5 * map);
  }

  /** 1 vector of maps at one position. */
  private static void vectors1(
      int[] tapOffset,
      long step,
      MemorySegment p,
      long pAt,
      float[] x,
      int xAt,
      float[] y,
      int yAt) {
    FloatVector a0 = fromMemorySegment(SPECIES, p, pAt, ORDER);
    for (int offset : tapOffset) {
      pAt += step;
      FloatVector v = broadcast(SPECIES, x[xAt + offset]);
      a0 = fromMemorySegment(SPECIES, p, pAt, ORDER).fma(v, a0);
    }
    a0.intoArray(y, yAt);
  }
}
