package org.lenet5.eval;

import static org.assertj.core.api.Assertions.assertThat;

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
