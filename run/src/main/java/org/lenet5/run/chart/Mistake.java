package org.lenet5.run.chart;

import java.util.List;
import java.util.Objects;
import org.lenet5.data.Dataset;
import org.lenet5.data.Image;
import org.lenet5.eval.Evaluation;

/**
 * An image that was taken for something else.
 *
 * @param image what was seen
 * @param actual name of its class
 * @param predicted name of the class it was given
 * @param probability of the predicted class, 0 to 1
 */
public record Mistake(Image image, String actual, String predicted, double probability) {

  /**
   * @throws IllegalArgumentException if the probability is not within 0 to 1
   */
  public Mistake {
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(actual, "actual");
    Objects.requireNonNull(predicted, "predicted");
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "mistake: got a probability of %s, expected 0 to 1".formatted(probability));
    }
  }

  /**
   * The wrong answers with the largest losses, worst first.
   *
   * @param data what was evaluated
   * @param limit the most to return
   */
  public static List<Mistake> worst(Evaluation evaluation, Dataset data, int limit) {
    return evaluation.worstMistakes(limit).stream()
        .map(
            m ->
                new Mistake(
                    data.image(m.sample()),
                    evaluation.classNames().get(m.actual()),
                    evaluation.classNames().get(m.predicted()),
                    m.confidence()))
        .toList();
  }

  /** The probability in percent, with no mistake rounded up to certainty. */
  String percent() {
    long rounded = Math.round(100 * probability);
    return rounded == 100 && probability < 1 ? ">99%" : rounded + "%";
  }
}
