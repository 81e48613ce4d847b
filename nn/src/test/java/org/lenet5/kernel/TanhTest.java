package org.lenet5.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TanhTest {
  /** The sweep over all floats found 3.785 at most. */
  private static final double WORST_ULPS = 3.79;

  /** Results may fall by so many ulps where they should rise. */
  private static final int WORST_FALL = 6;

  private static final int ONE = Float.floatToRawIntBits(1f);
  private static final int INFINITY = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);

  /** A stride without a common factor with the powers of two meets every binade's every corner. */
  @Test
  void everyBinade() {
    for (int bits = 0; bits <= INFINITY; bits += 997) {
      check(bits);
    }
  }

  @Test
  void allFloatsFromOneQuarterToOneHalf() {
    for (int bits = ONE - (2 << 23); bits < ONE - (1 << 23); bits++) {
      check(bits);
    }
  }

  /** Where the result rounds to 1 or just below, all of them: none may exceed it. */
  @Test
  void neverBeyondOne() {
    for (int bits = Float.floatToRawIntBits(7f); bits <= Float.floatToRawIntBits(9.1f); bits++) {
      float y = Tanh.tanh(Float.intBitsToFloat(bits));
      if (y > 1) {
        assertThat(y).as("tanh(%a)", Float.intBitsToFloat(bits)).isLessThanOrEqualTo(1f);
      }
    }
  }

  @Test
  void risesButForAFewUlps() {
    int highest = 0;
    for (int bits = 0; bits <= INFINITY; bits += 101) {
      int y = Float.floatToRawIntBits(Tanh.tanh(Float.intBitsToFloat(bits)));
      if (y < highest - WORST_FALL) {
        assertThat(y).as("tanh(%a)", Float.intBitsToFloat(bits)).isGreaterThanOrEqualTo(highest);
      }
      highest = Math.max(highest, y);
    }
    assertThat(highest).isEqualTo(ONE);
  }

  @Test
  void zerosDenormalsInfinitiesAndNaN() {
    assertThat(tanhBits(0f)).isEqualTo(0);
    assertThat(tanhBits(-0f)).isEqualTo(Float.floatToRawIntBits(-0f));
    for (int bits = 1; bits < 1 << 23; bits += 1001) {
      assertThat(tanhBits(Float.intBitsToFloat(bits))).isEqualTo(bits);
    }
    assertThat(Tanh.tanh(Float.MIN_NORMAL)).isEqualTo(Float.MIN_NORMAL);
    assertThat(Tanh.tanh(Tanh.LIMIT)).isEqualTo(1f);
    assertThat(Tanh.tanh(Float.MAX_VALUE)).isEqualTo(1f);
    assertThat(Tanh.tanh(Float.POSITIVE_INFINITY)).isEqualTo(1f);
    assertThat(Tanh.tanh(Float.NEGATIVE_INFINITY)).isEqualTo(-1f);
    assertThat(Tanh.tanh(Float.NaN)).isNaN();
  }

  /** Weights trained anywhere depend on these bits: they must never change. */
  @Test
  void goldenBits() {
    float[] x = {
      1.0E-4f,
      0.001f,
      0.01f,
      0.1f,
      0.2f,
      0.25f,
      0.33333334f,
      0.5f,
      0.6666667f,
      0.75f,
      1.0f,
      1.5f,
      1.7159f,
      2.0f,
      2.5f,
      3.0f,
      4.0f,
      5.0f,
      7.0f,
      8.9f
    };
    int[] bits = {
      0x38d1b717,
      0x3a83126c,
      0x3c23d5a4,
      0x3dcc1ebc,
      0x3e4a1cc1,
      0x3e7acbf6,
      0x3ea49d52,
      0x3eec9aa0,
      0x3f153144,
      0x3f22991e,
      0x3f42f7d5,
      0x3f67b7cb,
      0x3f6ff750,
      0x3f76ca83,
      0x3f7c92c0,
      0x3f7ebbe9,
      0x3f7fd40a,
      0x3f7ffa0c,
      0x3f7fffe4,
      0x3f800000
    };
    for (int i = 0; i < x.length; i++) {
      assertThat(tanhBits(x[i])).as("tanh(%s)", x[i]).isEqualTo(bits[i]);
    }
  }

  /** Within the error of the true value, and odd. */
  private static void check(int bits) {
    float x = Float.intBitsToFloat(bits);
    float y = Tanh.tanh(x);
    double expected = StrictMath.tanh(x);
    // An ulp of the binade below 1 at most, of the denormals at least.
    int exponent = Math.clamp(Math.getExponent(expected), Float.MIN_EXPONENT, -1);
    double ulp = Math.scalb(1.0, exponent - 23);
    if (!(Math.abs(y - expected) <= WORST_ULPS * ulp)
        || tanhBits(-x) != Float.floatToRawIntBits(-y)) {
      assertThat(y).as("tanh(%a), odd: %a", x, Tanh.tanh(-x)).isEqualTo((float) expected);
      assertThat(tanhBits(-x)).isEqualTo(Float.floatToRawIntBits(-y));
    }
  }

  private static int tanhBits(float x) {
    return Float.floatToRawIntBits(Tanh.tanh(x));
  }
}
