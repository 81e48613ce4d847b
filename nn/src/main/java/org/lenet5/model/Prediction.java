package org.lenet5.model;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a model makes of one image.
 *
 * @param classNames one name for each class
 * @param probabilities {@code [class]}, each 0 to 1; they add up to 1
 */
public record Prediction(List<String> classNames, double[] probabilities) {

  /**
   * What a committee makes of an image: the mean of its members' probabilities.
   *
   * @param members at least one, of the same classes
   */
  public static Prediction mean(List<Prediction> members) {
    Prediction first = members.getFirst();
    double[] sum = new double[first.probabilities.length];
    for (Prediction member : members) {
      for (int c = 0; c < sum.length; c++) {
        sum[c] += member.probabilities[c];
      }
    }
    for (int c = 0; c < sum.length; c++) {
      sum[c] /= members.size();
    }
    return new Prediction(first.classNames, sum);
  }

  /** The name of the most probable class, the first of equals. */
  public String best() {
    return classNames.get(ranking().getFirst());
  }

  /** The probability of the most probable class. */
  public double confidence() {
    return probabilities[ranking().getFirst()];
  }

  /** The classes' numbers, most probable first, equals in order. */
  public List<Integer> ranking() {
    return IntStream.range(0, probabilities.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer c) -> -probabilities[c]))
        .toList();
  }
}
