package org.lenet5.paper;

import java.util.Arrays;
import java.util.function.Function;
import org.lenet5.data.Dataset;
import org.lenet5.data.Distortion;
import org.lenet5.data.Image;
import org.lenet5.engine.Engine;
import org.lenet5.engine.PreparedSet;
import org.lenet5.eval.Evaluation;
import org.lenet5.eval.Evaluator;
import org.lenet5.network.Network;

/**
 * Boosting by filtering (Drucker, Schapire and Simard 1993; LeCun et al. 1998, section III.C):
 * three networks of one kind, each of the later ones trained on what the earlier ones find hard,
 * their outputs added. The patterns come from an endless stream, the distorted training set pass
 * after pass, which is a function of (seed, pass, sample), and so is what is chosen from it.
 *
 * @param network the kind of all three
 * @param engine computes; the caller closes it
 * @param train the training set, undistorted
 * @param distortion how the stream distorts it
 * @param seed of the stream; another one than that of the distortions which the first network was
 *     trained on, so that it has not seen these
 */
public record Boosting(
    Network network, Engine engine, PreparedSet train, Distortion distortion, long seed) {

  /** Ends the search where the networks are too good: some minutes for 60,000 samples. */
  private static final int MOST_PASSES = 200;

  /** Networks that the paper evaluates on average. */
  public static final double PUBLISHED_NETWORKS = 1.75;

  /**
   * The share of patterns of which the first network is so unsure that the two others are asked:
   * then as many networks are evaluated as the paper reports.
   */
  private static final double UNSURE = (PUBLISHED_NETWORKS - 1) / 2;

  /** Chooses from one pass. */
  private interface Sieve {
    /**
     * @param taken number of patterns chosen so far
     */
    boolean takes(int taken, int sample);
  }

  /**
   * What the second network is trained on: patterns that the first gets right and wrong by turns,
   * in the stream's order.
   *
   * @param first the first network's parameters. Not modified.
   * @param size number of patterns; fewer are returned if the stream does not have them
   * @throws IllegalArgumentException if it has none
   */
  public Dataset halfWrong(float[] first, int size) {
    return chosen(
        size,
        pass -> {
          Evaluation answers = evaluate(first, pass);
          return (taken, i) -> isRight(answers, i) == (taken % 2 == 0);
        });
  }

  /**
   * What the third network is trained on: patterns of which the first and the second say different
   * things.
   *
   * @param first the first network's parameters. Not modified.
   * @param second the second network's parameters. Not modified.
   * @param size number of patterns; fewer are returned if the stream does not have them
   * @throws IllegalArgumentException if it has none
   */
  public Dataset disputed(float[] first, float[] second, int size) {
    return chosen(
        size,
        pass -> {
          int[] a = evaluate(first, pass).predictions();
          int[] b = evaluate(second, pass).predictions();
          return (taken, i) -> a[i] != b[i];
        });
  }

  private Evaluation evaluate(float[] parameters, PreparedSet pass) {
    return Evaluator.evaluate(network, parameters, pass, engine);
  }

  private static boolean isRight(Evaluation answers, int sample) {
    return answers.predictions()[sample] == answers.labels()[sample];
  }

  private Dataset chosen(int size, Function<PreparedSet, Sieve> sieves) {
    Dataset data = train.data();
    int units = data.rows() * data.columns();
    byte[] pixels = new byte[Math.multiplyExact(size, units)];
    byte[] labels = new byte[size];
    int taken = 0;
    for (int pass = 0; pass < MOST_PASSES && taken < size; pass++) {
      PreparedSet stream = train.distorted(distortion, seed, pass);
      Sieve sieve = sieves.apply(stream);
      for (int i = 0; i < data.size() && taken < size; i++) {
        if (sieve.takes(taken, i)) {
          Image image = stream.image(i);
          System.arraycopy(image.pixels(), 0, pixels, taken * units, units);
          labels[taken++] = (byte) data.label(i);
        }
      }
    }
    if (taken == 0) {
      throw new IllegalArgumentException(
          "boosting: got no pattern that the networks find hard in %d passes over %s, expected some; distort more"
              .formatted(MOST_PASSES, data.name()));
    }
    boolean all = taken == size;
    return new Dataset(
        data.name() + " boosted",
        data.rows(),
        data.columns(),
        all ? pixels : Arrays.copyOf(pixels, taken * units),
        all ? labels : Arrays.copyOf(labels, taken),
        data.classNames());
  }

  /**
   * How the three do if the second and third are asked only where the first is unsure.
   *
   * @param accuracy share of right answers, 0 to 1
   * @param networks evaluated on average, 1 to 3; the paper has {@value #PUBLISHED_NETWORKS}
   */
  public record Economy(double accuracy, double networks) {}

  /**
   * Asks the first network, and the others only where it is unsure: less confident than on all but
   * {@value #UNSURE} of the training set.
   *
   * @param trained the first network on the training set
   * @param first the first network on a test set
   * @param all the three on that test set
   */
  public static Economy economy(Evaluation trained, Evaluation first, Evaluation all) {
    double[] confidences = trained.confidences().clone();
    Arrays.sort(confidences);
    double bound = confidences[(int) (UNSURE * confidences.length)];
    int right = 0;
    int unsure = 0;
    for (int i = 0; i < first.size(); i++) {
      boolean sure = first.confidences()[i] >= bound;
      right += isRight(sure ? first : all, i) ? 1 : 0;
      unsure += sure ? 0 : 1;
    }
    double n = first.size();
    return new Economy(right / n, 1 + 2 * unsure / n);
  }
}
