package org.lenet5.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Eight answers about three kinds of animals, counted by hand; no dogs are ever taken for dogs. */
class EvaluationTest {
  private static final Evaluation EVALUATION =
      new Evaluation(
          List.of("ant", "bee", "cat", "dog"),
          new int[] {0, 0, 0, 1, 1, 2, 2, 2},
          new int[] {0, 0, 1, 1, 2, 2, 0, 2},
          new double[] {0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.95},
          new double[] {0.125, 0.25, 2, 0.5, 1, 0.75, 4, 0.0625});

  @Test
  void lossAndAccuracy() {
    assertThat(EVALUATION.size()).isEqualTo(8);
    assertThat(EVALUATION.loss()).isEqualTo(8.6875 / 8);
    assertThat(EVALUATION.correct()).isEqualTo(5);
    assertThat(EVALUATION.accuracy()).isEqualTo(0.625);
  }

  @Test
  void confusionIsActualByPredicted() {
    assertThat(EVALUATION.confusion())
        .isDeepEqualTo(new int[][] {{2, 1, 0, 0}, {0, 1, 1, 0}, {1, 0, 2, 0}, {0, 0, 0, 0}});
  }

  @Test
  void precisionAndRecall() {
    assertThat(EVALUATION.precision(0)).isEqualTo(2 / 3.0);
    assertThat(EVALUATION.precision(1)).isEqualTo(1 / 2.0);
    assertThat(EVALUATION.precision(2)).isEqualTo(2 / 3.0);
    assertThat(EVALUATION.precision(3)).isNaN();
    assertThat(EVALUATION.recall(0)).isEqualTo(2 / 3.0);
    assertThat(EVALUATION.recall(1)).isEqualTo(1 / 2.0);
    assertThat(EVALUATION.recall(2)).isEqualTo(2 / 3.0);
    assertThat(EVALUATION.recall(3)).isNaN();
  }

  /**
   * Every answer is alone in its fifteenth but the two surest: 0.95 in the last, 0.9 before it;
   * what is left of 1, or right above, is added.
   */
  @Test
  void calibrationErrorIsTheMeanOfTheRanges() {
    double surplus = 0.1 + 0.2 + 0.7 + 0.4 + 0.5 + 0.6 + 0.3 + 0.05;
    assertThat(EVALUATION.calibrationError()).isCloseTo(surplus / 8, within(1e-12));
    Evaluation inOneRange =
        new Evaluation(
            List.of("a"), new int[2], new int[] {0, 1}, new double[] {0.5, 0.52}, new double[2]);
    assertThat(inOneRange.calibrationError()).isCloseTo((1.02 - 1) / 2, within(1e-12));
  }

  @Test
  void rejectsTheLeastProbable() {
    assertThat(EVALUATION.rejection().error(1)).isEqualTo(2 / 7.0);
    assertThat(EVALUATION.rejection().threshold(0.34)).hasValue(0.4);
    assertThat(EVALUATION.rejection().threshold(0)).hasValue(0.8);
  }

  @Test
  void worstMistakesComeFirst() {
    assertThat(EVALUATION.worstMistakes(10))
        .containsExactly(
            new Evaluation.Mistake(6, 2, 0, 0.3),
            new Evaluation.Mistake(2, 0, 1, 0.7),
            new Evaluation.Mistake(4, 1, 2, 0.5));
    assertThat(EVALUATION.worstMistakes(1)).containsExactly(new Evaluation.Mistake(6, 2, 0, 0.3));
    assertThat(EVALUATION.worstMistakes(0)).isEmpty();
  }

  @Test
  void precisionAndRecallDifferWhereTheCountsDo() {
    Evaluation evaluation =
        new Evaluation(
            List.of("a", "b"),
            new int[] {0, 0, 0, 0, 1},
            new int[] {0, 1, 1, 1, 1},
            new double[5],
            new double[5]);
    assertThat(evaluation.precision(0)).isEqualTo(1);
    assertThat(evaluation.recall(0)).isEqualTo(0.25);
    assertThat(evaluation.precision(1)).isEqualTo(0.25);
    assertThat(evaluation.recall(1)).isEqualTo(1);
  }
}
