package org.lenet5.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RejectionCurveTest {
  /** Ten answers, worked out by hand: margins 9, 8, 7, 6, 5, 4, 3, 3, 1, 0. */
  private static final float[][] SCORES = {
    {3, 0, 0}, // margin 3, right
    {9, 0, -1}, // 9, right
    {0, 8, -5}, // 8, right
    {-9, -2, -9}, // 7, right
    {0, 0, 6}, // 6, wrong
    {1, 6, 0}, // 5, right
    {4, 0, 0}, // 4, right
    {2, 5, 0}, // 3, wrong
    {7, 0, 6}, // 1, wrong
    {2, 2, 0} // 0: the first of equals, right
  };

  private static final int[] LABELS = {0, 0, 1, 1, 0, 1, 0, 2, 1, 0};

  private static final RejectionCurve CURVE = RejectionCurve.of(SCORES, LABELS);

  @Test
  void theErrorIsThatOfTheRest() {
    assertThat(CURVE.error(0)).isEqualTo(3 / 10.0);
    assertThat(CURVE.error(1)).isEqualTo(3 / 9.0);
    assertThat(CURVE.error(2)).isEqualTo(2 / 8.0);
    assertThat(CURVE.error(4)).isEqualTo(1 / 6.0);
    assertThat(CURVE.error(7)).isZero();
    assertThat(CURVE.error(10)).isNaN();
  }

  @Test
  void equallyCertainAnswersGoTogether() {
    assertThat(CURVE.error(3)).isEqualTo(1 / 6.0);
  }

  @Test
  void rejectsNoMoreThanItTakes() {
    assertThat(CURVE.rejected(0.3)).isZero();
    assertThat(CURVE.rejected(0.29)).isEqualTo(2);
    assertThat(CURVE.rejected(0.25)).isEqualTo(2);
    assertThat(CURVE.rejected(0.2)).isEqualTo(4);
    assertThat(CURVE.rejected(0.1)).isEqualTo(7);
    assertThat(RejectionCurve.of(new float[][] {{1, 0}}, new int[] {1}).rejected(0.5)).isOne();
  }

  @Test
  void refusesWhatHasNoCurve() {
    assertThatThrownBy(() -> RejectionCurve.of(new float[0][], new int[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rejection: got 0 answers and 0 labels, expected as many, at least 1");
    assertThatThrownBy(() -> RejectionCurve.of(SCORES, new int[9]))
        .hasMessage("rejection: got 10 answers and 9 labels, expected as many, at least 1");
  }
}
