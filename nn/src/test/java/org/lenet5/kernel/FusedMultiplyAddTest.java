package org.lenet5.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FusedMultiplyAddTest {
  /** Without the instruction Math.fma, the oracle, takes half a microsecond. */
  private static final int COUNT = FusedMultiplyAdd.isFast() ? 3_000_000 : 100_000;

  private static final float[] SPECIAL = {
    0f,
    -0f,
    1f,
    -1f,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    Math.nextDown(Float.MIN_NORMAL),
    0x1p-75f,
    -0x1p-75f,
    Math.nextDown(1f),
    Math.nextUp(1f),
    0x1p64f,
    -0x1p64f,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN
  };

  private final SplittableRandom random = new SplittableRandom(1998);

  @Test
  void specialValuesInAllCombinations() {
    for (float a : SPECIAL) {
      for (float b : SPECIAL) {
        for (float c : SPECIAL) {
          check(a, b, c);
        }
      }
    }
  }

  @Test
  void anyBits() {
    for (int n = 0; n < COUNT; n++) {
      check(bits(random.nextInt()), bits(random.nextInt()), bits(random.nextInt()));
    }
  }

  /** c is the negated product, but for a few ulps. */
  @Test
  void cancellation() {
    for (int n = 0; n < COUNT; n++) {
      float a = scaled(-40, 40);
      float b = scaled(-40, 40);
      check(a, b, bits(Float.floatToRawIntBits(-a * b) + random.nextInt(-2, 3)));
    }
  }

  /**
   * a b is half an ulp of c but for one part in 2^20 to 2^46: a sum rounded to double loses that
   * part, and rounded again to float falls on the wrong side.
   */
  @Test
  void halfway() {
    int wrongRoundedTwice = 0;
    for (int n = 0; n < COUNT; n++) {
      float c = scaled(-80, 80);
      float part = Math.scalb(1f, -random.nextInt(10, 24));
      float a = Math.copySign(Math.ulp(c) / 2 * (1 + part), random.nextBoolean() ? 1f : -1f);
      float b = 1 - part;
      check(a, b, c);
      if ((float) ((double) a * b + c) != Math.fma(a, b, c)) {
        wrongRoundedTwice++;
      }
    }
    assertThat(wrongRoundedTwice)
        .as("cases that need the rounding to odd")
        .isGreaterThan(COUNT / 9);
  }

  /** Results below the normal floats, where fewer bits are left. */
  @Test
  void denormalResults() {
    for (int n = 0; n < COUNT; n++) {
      float a = scaled(-80, -60);
      float b = scaled(-80, -60);
      check(a, b, bits(random.nextInt() & 0x80ffffff));
    }
  }

  @Test
  void theChosenWayGivesTheSame() {
    for (float a : SPECIAL) {
      for (float b : SPECIAL) {
        assertThat(FusedMultiplyAdd.fma(a, b, 1f / 3))
            .isEqualTo(Float.valueOf(Math.fma(a, b, 1f / 3)));
      }
    }
  }

  private static float bits(int bits) {
    return Float.intBitsToFloat(bits);
  }

  /** Any significand and sign, an exponent of {@code [low, high)}. */
  private float scaled(int low, int high) {
    int exponent = random.nextInt(low, high) + 127;
    return bits(random.nextInt() & 0x807fffff | exponent << 23);
  }

  private static void check(float a, float b, float c) {
    float expected = Math.fma(a, b, c);
    float actual = FusedMultiplyAdd.exact(a, b, c);
    if (Float.floatToIntBits(actual) != Float.floatToIntBits(expected)) {
      assertThat(actual).as("%a x %a + %a", a, b, c).isEqualTo(expected);
    }
  }
}
