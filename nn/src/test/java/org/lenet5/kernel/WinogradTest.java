package org.lenet5.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.lenet5.kernel.Winograd.POINTS;
import static org.lenet5.kernel.Winograd.TAPS;
import static org.lenet5.kernel.Winograd.TILE;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The transforms of one tile against the sums they stand for. */
class WinogradTest {
  /** Root of mean squares of the error, relative; direct sums have 0.03 millionths here. */
  private static final double TOLERANCE = 1e-6;

  private static final int TILES = 1000;

  private final SplittableRandom random = new SplittableRandom(1980);

  @Test
  void fiveOutputsOfFiveTaps() {
    Error error = new Error();
    for (int n = 0; n < TILES; n++) {
      float[] x = values(POINTS);
      float[] w = values(TAPS);
      float[] y = new float[TILE];
      Winograd.output(product(atPoints(x), weightsAtPoints(w)), 0, 1, y, 0, 1);
      for (int i = 0; i < TILE; i++) {
        double sum = 0;
        for (int k = 0; k < TAPS; k++) {
          sum += (double) x[i + k] * w[k];
        }
        error.add(y[i], sum);
      }
    }
    assertThat(error.relative()).isLessThan(TOLERANCE);
  }

  @Test
  void theGradientOfNineInputs() {
    Error error = new Error();
    for (int n = 0; n < TILES; n++) {
      float[] dy = values(TILE);
      float[] w = values(TAPS);
      float[] dx = new float[POINTS];
      float[] dm = new float[POINTS];
      Winograd.outputGradient(dy, 0, 1, dm, 0, 1);
      Winograd.inputGradient(product(dm, weightsAtPoints(w)), 0, 1, dx, 0, 1);
      for (int i = 0; i < POINTS; i++) {
        double sum = 0;
        for (int k = 0; k < TAPS; k++) {
          sum += i >= k && i - k < TILE ? (double) dy[i - k] * w[k] : 0;
        }
        error.add(dx[i], sum);
      }
    }
    assertThat(error.relative()).isLessThan(TOLERANCE);
  }

  @Test
  void theGradientOfFiveWeights() {
    Error error = new Error();
    for (int n = 0; n < TILES; n++) {
      float[] x = values(POINTS);
      float[] dy = values(TILE);
      float[] dm = new float[POINTS];
      float[] dw = new float[TAPS];
      Winograd.outputGradient(dy, 0, 1, dm, 0, 1);
      Winograd.weightGradient(product(atPoints(x), dm), 0, 1, dw, 0);
      for (int k = 0; k < TAPS; k++) {
        double sum = 0;
        for (int i = 0; i < TILE; i++) {
          sum += (double) x[i + k] * dy[i];
        }
        error.add(dw[k], sum);
      }
    }
    assertThat(error.relative()).isLessThan(TOLERANCE);
  }

  @Test
  void gradientsAreAddedToWhatIsThere() {
    float[] dv = values(POINTS);
    float[] dx = new float[POINTS];
    Winograd.inputGradient(dv, 0, 1, dx, 0, 1);
    float[] onOnes = {1, 1, 1, 1, 1, 1, 1, 1, 1};
    Winograd.inputGradient(dv, 0, 1, onOnes, 0, 1);
    for (int i = 0; i < POINTS; i++) {
      assertThat(onOnes[i]).isEqualTo(i < TAPS - 1 ? 1 + dx[i] : dx[i]);
    }
    float[] dw = new float[TAPS];
    Winograd.weightGradient(dv, 0, 1, dw, 0);
    float[] twos = {2, 2, 2, 2, 2};
    Winograd.weightGradient(dv, 0, 1, twos, 0);
    for (int i = 0; i < TAPS; i++) {
      assertThat(twos[i]).isEqualTo(2 + dw[i]);
    }
  }

  /** The input's coefficients are exact, so that a constant vanishes where it must. */
  @Test
  void coefficientsAreExact() {
    double[] a = {Winograd.A0, Winograd.A1, Winograd.A2, Winograd.A3};
    double[][] q = {
      {Winograd.Q00, Winograd.Q01, Winograd.Q02},
      {Winograd.Q10, Winograd.Q11, Winograd.Q12},
      {Winograd.Q20, Winograd.Q21, Winograd.Q22},
      {Winograd.Q30, Winograd.Q31, Winograd.Q32}
    };
    for (int i = 0; i < a.length; i++) {
      double all = Winograd.N0;
      double z = a[i] * a[i];
      all += z * (Winograd.N1 + z * (Winograd.N2 + z * (Winograd.N3 + z)));
      assertThat(all).isZero();
      for (int j = 0; j < a.length; j++) {
        z = a[j] * a[j];
        double value = q[i][0] + z * (q[i][1] + z * (q[i][2] + z));
        if (i == j) {
          assertThat(value).isNotCloseTo(0, within(1e-3));
        } else {
          assertThat(value).isZero();
        }
      }
    }
  }

  @Test
  void takesRowsOfTilesAndKernelsOfFiveColumns() {
    assertThat(WinogradSize.fits(new ConvolutionSize(6, 14, 14, 16, 5))).isTrue();
    assertThat(WinogradSize.fits(new ConvolutionSize(1, 32, 32, 6, 5))).isFalse();
    assertThat(WinogradSize.fits(new ConvolutionSize(6, 12, 12, 16, 3))).isFalse();
    assertThatThrownBy(() -> new WinogradSize(new ConvolutionSize(1, 32, 32, 6, 5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "minimal filtering: got 1x32x32 -> 6x28x28, kernel 5x5, expected rows of a multiple of 5 outputs and kernels of 5 columns");
  }

  private static float[] atPoints(float[] x) {
    float[] v = new float[POINTS];
    Winograd.input(x, 0, 1, v, 0, 1);
    return v;
  }

  private static float[] weightsAtPoints(float[] w) {
    float[] u = new float[POINTS];
    Winograd.weights(w, 0, u, 0, 1);
    return u;
  }

  private static float[] product(float[] a, float[] b) {
    float[] product = a.clone();
    for (int i = 0; i < a.length; i++) {
      product[i] *= b[i];
    }
    return product;
  }

  private float[] values(int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return values;
  }

  private static final class Error {
    private double error;
    private double truth;

    void add(double actual, double expected) {
      error += (actual - expected) * (actual - expected);
      truth += expected * expected;
    }

    double relative() {
      return Math.sqrt(error / truth);
    }
  }
}
