package org.lenet5.kernel;

import static org.lenet5.kernel.Lanes.LANES;
import static org.lenet5.kernel.Winograd.TILE;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The transforms of minimal filtering once more, from the nine points alone. {@code EXACT} takes
 * them as what they are, products with a matrix of polynomials, in double; on small integers no sum
 * rounds, in whatever order. {@code ORDERED} adds in the order that {@link LaneKernels} states, by
 * fused multiply-adds.
 */
enum WinogradOracle {
  EXACT(KernelOracle.LONGS) {
    @Override
    float[] input(float[] d) {
      return multiply(INPUT, d);
    }

    @Override
    float[] output(float[] m) {
      return multiply(OUTPUT, m);
    }

    @Override
    float[] outputGradient(float[] dy) {
      return multiply(transposed(OUTPUT), dy);
    }

    @Override
    float[] inputGradient(float[] dv) {
      return multiply(transposed(INPUT), dv);
    }
  },

  ORDERED(KernelOracle.FUSED) {
    @Override
    float[] input(float[] d) {
      float[] v = new float[9];
      for (int i = 0; i < 4; i++) {
        float odd = d[7];
        float even = d[6];
        for (int k = 2; k >= 0; k--) {
          odd = Math.fma(q(i, k), d[2 * k + 1], odd);
          even = Math.fma(q(i, k), d[2 * k], even);
        }
        v[2 * i] = Math.fma(a(i), even, odd);
        v[2 * i + 1] = Math.fma(-a(i), even, odd);
      }
      v[8] = d[8];
      for (int k = 3; k >= 0; k--) {
        v[8] = Math.fma(n(k), d[2 * k], v[8]);
      }
      return v;
    }

    @Override
    float[] output(float[] m) {
      float[] y = new float[5];
      for (int k = 0; k < 5; k++) {
        for (int i = 0; i < 4; i++) {
          float plus = m[2 * i];
          float minus = m[2 * i + 1];
          float pair = k % 2 == 0 ? plus + minus : plus - minus;
          float power = (float) Math.pow(a(i), k);
          y[k] = i == 0 && k < 4 ? power * pair : Math.fma(power, pair, i == 0 ? m[8] : y[k]);
        }
      }
      return y;
    }

    @Override
    float[] outputGradient(float[] dy) {
      float[] dm = new float[9];
      for (int i = 0; i < 4; i++) {
        float a = a(i);
        float even = Math.fma(a * a * a * a, dy[4], Math.fma(a * a, dy[2], dy[0]));
        float odd = Math.fma(a * a * a, dy[3], a * dy[1]);
        dm[2 * i] = even + odd;
        dm[2 * i + 1] = even - odd;
      }
      dm[8] = dy[4];
      return dm;
    }

    @Override
    float[] inputGradient(float[] dv) {
      float[] d = new float[9];
      for (int k = 0; k < 4; k++) {
        float odd = 0;
        float even = k < 3 ? n(k) * dv[8] : 0;
        for (int i = 0; i < 4; i++) {
          float q = k < 3 ? q(i, k) : 1;
          float sum = dv[2 * i] + dv[2 * i + 1];
          float difference = a(i) * (dv[2 * i] - dv[2 * i + 1]);
          odd = Math.fma(q, sum, odd);
          even = Math.fma(q, difference, even);
        }
        d[2 * k + 1] = odd;
        d[2 * k] = k < 3 ? even : Math.fma(n(3), dv[8], even);
      }
      d[8] = dv[8];
      return d;
    }
  };

  /** The points but for infinity, in the order of {@link Winograd}. */
  private static final double[] POINTS = {0.25, -0.25, 0.625, -0.625, 1, -1, 2, -2};

  /**
   * {@code [9][9]}: of each point the coefficients of the product of (z - other) over all other
   * points, ascending powers of z; of infinity that over all points.
   */
  private static final double[][] INPUT = new double[9][9];

  /** {@code [5][9]}: the powers 0 to 4 of each point; infinity has its 1 at the highest. */
  private static final double[][] OUTPUT = new double[5][9];

  static {
    for (int p = 0; p < 9; p++) {
      double[] product = INPUT[p];
      product[0] = 1;
      for (int other = 0; other < 8; other++) {
        for (int k = 8; k >= 0 && other != p; k--) {
          product[k] = (k > 0 ? product[k - 1] : 0) - POINTS[other] * product[k];
        }
      }
      for (int k = 0; k < 5; k++) {
        OUTPUT[k][p] = p < 8 ? Math.pow(POINTS[p], k) : k / 4;
      }
    }
  }

  /** Numbers on which it gives what the kernels must. */
  final KernelOracle numbers;

  WinogradOracle(KernelOracle numbers) {
    this.numbers = numbers;
  }

  /** Nine columns to nine points. */
  abstract float[] input(float[] d);

  /** Nine points to five columns. */
  abstract float[] output(float[] m);

  /** Five columns to nine points. */
  abstract float[] outputGradient(float[] dy);

  /** Nine points to nine columns. */
  abstract float[] inputGradient(float[] dv);

  /** Overwrites {@code v} from {@code vAt}, as {@link LaneKernels#winogradInput}. */
  final void input(WinogradSize s, float[] x, float[] v, int vAt) {
    for (Tile tile : Tile.of(s, s.full.inMaps, s.full.inRows, s.full.inColumns)) {
      scatter(input(gather(x, tile.column, LANES, 9)), v, vAt + tile.point, s.inputStride);
    }
  }

  /** Overwrites {@code y} from {@code yAt}, as {@link LaneKernels#winogradOutput}. */
  final void output(WinogradSize s, float[] m, float[] y, int yAt) {
    for (Tile tile : Tile.of(s, s.full.outMaps, s.full.outRows, s.full.outColumns)) {
      scatter(output(gather(m, tile.point, s.outputStride, 9)), y, yAt + tile.column, LANES);
    }
  }

  /** Overwrites {@code dm} from {@code dmAt}, as {@link LaneKernels#winogradOutputGradient}. */
  final void outputGradient(WinogradSize s, float[] dy, float[] dm, int dmAt) {
    for (Tile tile : Tile.of(s, s.full.outMaps, s.full.outRows, s.full.outColumns)) {
      float[] values = outputGradient(gather(dy, tile.column, LANES, 5));
      scatter(values, dm, dmAt + tile.point, s.outputStride);
    }
  }

  /** Overwrites {@code dx} from {@code dxAt}, as {@link LaneKernels#winogradInputGradient}. */
  final void inputGradient(WinogradSize s, float[] dv, float[] dx, int dxAt) {
    Arrays.fill(dx, dxAt, dxAt + s.full.inputLength(), 0);
    for (Tile tile : Tile.of(s, s.full.inMaps, s.full.inRows, s.full.inColumns)) {
      float[] d = inputGradient(gather(dv, tile.point, s.inputStride, 9));
      for (int j = 0; j < 9; j++) {
        dx[dxAt + tile.column + j * LANES] += d[j];
      }
    }
  }

  /** Where one lane of a tile has its first column, and its value at the first point. */
  private record Tile(int column, int point) {

    static List<Tile> of(WinogradSize s, int maps, int rows, int columns) {
      List<Tile> tiles = new ArrayList<>();
      for (int m = 0; m < maps; m++) {
        for (int t = 0; t < s.tiles; t++) {
          for (int r = 0; r < rows; r++) {
            for (int lane = 0; lane < LANES; lane++) {
              int column = ((m * rows + r) * columns + t * TILE) * LANES + lane;
              tiles.add(new Tile(column, ((m * s.tiles + t) * rows + r) * LANES + lane));
            }
          }
        }
      }
      return tiles;
    }
  }

  private static float[] gather(float[] x, int at, int step, int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = x[at + i * step];
    }
    return values;
  }

  private static void scatter(float[] values, float[] y, int at, int step) {
    for (int i = 0; i < values.length; i++) {
      y[at + i * step] = values[i];
    }
  }

  /**
   * Refuses what a float may round. Coefficients are multiples of 2^-13: products of three squares
   * of points, 2^-4 and 2^-6 the smallest, and one point more, of 2^-3. So are all partial sums on
   * integers, and below 2^11 they have the 24 bits of a float. One tile stays below half of that,
   * as two may meet.
   */
  private static float[] multiply(double[][] matrix, float[] x) {
    float[] y = new float[matrix.length];
    for (int i = 0; i < y.length; i++) {
      double sum = 0;
      double magnitude = 0;
      for (int j = 0; j < x.length; j++) {
        sum += matrix[i][j] * x[j];
        magnitude += Math.abs(matrix[i][j] * x[j]);
      }
      if (sum * 0x1p13 != Math.rint(sum * 0x1p13) || magnitude > 0x1p10) {
        throw new AssertionError("oracle: got " + sum + ", which a float may round");
      }
      y[i] = (float) sum;
    }
    return y;
  }

  private static double[][] transposed(double[][] matrix) {
    double[][] result = new double[matrix[0].length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix[0].length; j++) {
        result[j][i] = matrix[i][j];
      }
    }
    return result;
  }

  private static float a(int pair) {
    return (float) POINTS[2 * pair];
  }

  /** A point's coefficients are those of (z + a) q(z^2). */
  private static float q(int pair, int k) {
    return (float) INPUT[2 * pair][2 * k + 1];
  }

  private static float n(int k) {
    return (float) INPUT[8][2 * k];
  }
}
