package org.lenet5.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The float optimizers against the papers' formulas in double, over 20 steps. */
class OptimizerTest {
  /** Half a unit in the last place, relative: what one rounding may cost. */
  private static final double U = 0x1p-24;

  private static final int STEPS = 20;
  private static final int N = 100;
  private static final double RATE = 0.01;

  /**
   * Each step rounds the parameter, U of 1.5. The step itself is off by: the mean gradient, 1.6 U
   * in each step, at most 36 U after its correction, over a root of at least 0.5; the mean square,
   * 4 U relative in each step, 40 U of the root after 20; and six roundings: below 200 U of the
   * rate.
   */
  private static final double ADAM_BOUND = STEPS * U * (1.5 + 200 * RATE);

  /**
   * The velocity stays below 10, each step rounds it by 3 U of that, which the momentum adds up to
   * 300 U; times the rate, rounded twice; and the parameter, which goes up to 2.
   */
  private static final double SGD_BOUND = STEPS * U * (2 + (300 + 20) * RATE);

  private final SplittableRandom random = new SplittableRandom(2015);

  /** Parameters in +-1, which 20 steps of about the rate leave within +-1.5. */
  private final double[] start = random.doubles(N, -1, 1).map(w -> (float) w).toArray();

  /** Magnitudes in 0.5 to 1, so that no root is near zero. */
  private final float[][] gradients = new float[STEPS][N];

  OptimizerTest() {
    for (float[] gradient : gradients) {
      for (int i = 0; i < N; i++) {
        gradient[i] = (float) (random.nextDouble(0.5, 1) * (random.nextBoolean() ? 1 : -1));
      }
    }
  }

  /** Kingma and Ba 2015, algorithm 1. */
  @Test
  void adam() {
    double beta1 = 0.9;
    double beta2 = 0.999;
    double[] expected = start.clone();
    double[] m = new double[N];
    double[] v = new double[N];
    for (int t = 1; t <= STEPS; t++) {
      for (int i = 0; i < N; i++) {
        double g = gradients[t - 1][i];
        m[i] = beta1 * m[i] + (1 - beta1) * g;
        v[i] = beta2 * v[i] + (1 - beta2) * g * g;
        double corrected1 = m[i] / (1 - Math.pow(beta1, t));
        double corrected2 = v[i] / (1 - Math.pow(beta2, t));
        expected[i] -= RATE * corrected1 / (Math.sqrt(corrected2) + 1e-8);
      }
    }
    check(new Optimizer.Adam(), expected, ADAM_BOUND);
  }

  /** Of all steps and mantissas every 97th of each; all of them agree, which takes two minutes. */
  @Test
  void adamsQuotientsAreThoseOfADivision() {
    for (int step = 1; step < 17_000; step += 97) {
      float y = (float) Math.sqrt(1 - StrictMath.pow(0.999, step));
      float perY = 1 / y;
      for (int mantissa = step % 89; mantissa < 1 << 23; mantissa += 97) {
        float x = Float.intBitsToFloat(0x3f800000 + mantissa);
        if (Optimizer.Adam.quotient(x, y, perY) != x / y) {
          assertThat(Optimizer.Adam.quotient(x, y, perY)).as("%a / %a", x, y).isEqualTo(x / y);
        }
      }
      assertThat(Optimizer.Adam.quotient(0, y, perY)).isZero();
    }
  }

  /** The same step from weights that lost 0.5 x 0.25 of themselves first. */
  @Test
  void adamsWeightsDecayApartFromTheGradient() {
    float[] w = {2};
    new Optimizer.Adam(0.5, 0.75, 0.25, 0.25)
        .update(0.5, 1, 0, 1, new float[] {0.75f}, new float[2][1], w);
    assertThat(w).containsExactly(2 - 0.25f - 0.5f * 0.75f);
  }

  /** Three steps of 1, 2 and 3 down from 0, by hand: decays 0, then 1/11, then 1/6 (below 2/12). */
  @Test
  void averaged() {
    Optimizer optimizer = new Optimizer.Averaged(new Optimizer.Sgd(0), 1 / 6.0);
    float[] w = {0};
    float[][] moments = new float[optimizer.moments()][1];
    optimizer.update(1, 1, 0, 1, new float[] {1}, moments, w);
    assertThat(optimizer.result(moments, w)).containsExactly(-1);
    optimizer.update(1, 2, 0, 1, new float[] {2}, moments, w);
    double second = -1 + 10 / 11.0 * (-3 - -1);
    assertThat(optimizer.result(moments, w)[0]).isCloseTo((float) second, within(1e-6f));
    optimizer.update(1, 3, 0, 1, new float[] {3}, moments, w);
    double third = second + 5 / 6.0 * (-6 - second);
    assertThat(optimizer.result(moments, w)[0]).isCloseTo((float) third, within(1e-6f));
    assertThat(w).containsExactly(-6);
  }

  @Test
  void decayIsAShare() {
    for (double bad : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> new Optimizer.Adam(bad))
          .hasMessage("weight decay: got %s, expected 0 to 1".formatted(bad));
    }
  }

  @Test
  void averagesNeedADecayAndAnOptimizerOfTheirOwnMoments() {
    assertThatThrownBy(() -> new Optimizer.Averaged(new Optimizer.Adam(), 1))
        .hasMessage("average: got 1.0, expected above 0 and below 1");
    assertThatThrownBy(
            () -> new Optimizer.Averaged(new Optimizer.DiagonalLevenbergMarquardt(), 0.9))
        .hasMessageContaining("expected those of adam or sgd");
  }

  /** With an epsilon that matters: added to the corrected root, as in the paper. */
  @Test
  void adamsEpsilon() {
    float[] w = {1};
    new Optimizer.Adam(0.5, 0.75, 0.25, 0)
        .update(1, 1, 0, 1, new float[] {0.75f}, new float[2][1], w);
    // m = 0.375, corrected 0.75; v = 0.140625, corrected 0.5625, its root 0.75: 0.75 / (0.75 +
    // 0.25)
    assertThat(w).containsExactly(0.25f);
  }

  @Test
  void descentWithMomentum() {
    double[] expected = start.clone();
    double[] v = new double[N];
    for (float[] gradient : gradients) {
      for (int i = 0; i < N; i++) {
        v[i] = 0.9 * v[i] + gradient[i];
        expected[i] -= RATE * v[i];
      }
    }
    check(new Optimizer.Sgd(0.9), expected, SGD_BOUND);
  }

  @Test
  void descentWithoutMomentum() {
    float[] w = {1, 2};
    new Optimizer.Sgd(0).update(0.5, 1, 0, 2, new float[] {1, -3}, new float[1][2], w);
    assertThat(w).containsExactly(0.5f, 3.5f);
  }

  private void check(Optimizer optimizer, double[] expected, double bound) {
    float[] w = new float[N];
    for (int i = 0; i < N; i++) {
      w[i] = (float) start[i];
    }
    float[][] moments = new float[optimizer.moments()][N];
    for (int t = 1; t <= STEPS; t++) {
      float[] gradient = gradients[t - 1].clone();
      // In two pieces, as threads share an update.
      optimizer.update(RATE, t, 0, 37, gradient, moments, w);
      optimizer.update(RATE, t, 37, N, gradient, moments, w);
      assertThat(gradient).isEqualTo(gradients[t - 1]);
    }
    for (int i = 0; i < N; i++) {
      assertThat((double) w[i]).as("parameter %d", i).isCloseTo(expected[i], within(bound));
    }
  }

  @Test
  void touchesOnlyItsPiece() {
    for (Optimizer optimizer : new Optimizer[] {new Optimizer.Adam(), new Optimizer.Sgd(0.5)}) {
      float[] w = {1, 1, 1, 1};
      float[][] moments = new float[optimizer.moments()][4];
      optimizer.update(0.1, 1, 1, 3, new float[] {1, 1, 1, 1}, moments, w);
      for (float[] array : moments) {
        assertThat(array[0] == 0 && array[1] != 0 && array[2] != 0 && array[3] == 0).isTrue();
      }
      assertThat(w[0] == 1 && w[1] != 1 && w[2] != 1 && w[3] == 1).isTrue();
    }
  }

  @Test
  void refusesNumbersOutOfRange() {
    refused(
        () -> new Optimizer.Adam(1, 0.999, 1e-8, 0),
        "adam: got betas 1.0 and 0.999 and epsilon 1.0E-8, expected betas in [0, 1) and epsilon"
            + " above 0");
    for (double bad : new double[] {-0.1, 1, Double.NaN}) {
      assertThatThrownBy(() -> new Optimizer.Adam(bad, 0.9, 1e-8, 0))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new Optimizer.Adam(0.9, bad, 1e-8, 0))
          .isInstanceOf(IllegalArgumentException.class);
      refused(
          () -> new Optimizer.Sgd(bad),
          "momentum: got " + bad + ", expected 0 up to but not including 1");
    }
    assertThatThrownBy(() -> new Optimizer.Adam(0.9, 0.9, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
