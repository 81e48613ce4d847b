package org.lenet5.eval;

import java.util.List;
import java.util.stream.IntStream;
import org.lenet5.data.Dataset;
import org.lenet5.engine.Engine;
import org.lenet5.engine.Engines;
import org.lenet5.engine.PreparedSet;
import org.lenet5.layer.Outputs;
import org.lenet5.learning.Softmax;
import org.lenet5.model.Model;
import org.lenet5.network.Network;

/**
 * Runs networks over whole data sets. All that grows with a data set are its answers, some 32 bytes
 * for each sample.
 */
public final class Evaluator {
  private Evaluator() {}

  /**
   * Evaluates a model on images of any size, on all cores. Classes are matched by their names; the
   * model may have more of them.
   *
   * @throws IllegalArgumentException if a sample is of a class that the model lacks
   */
  public static Evaluation evaluate(Model model, Dataset data) {
    try (Engine engine = Engines.best()) {
      return evaluate(model, data, engine);
    }
  }

  /**
   * Evaluates a model on images of any size, where an engine computes. Classes are matched by their
   * names; the model may have more of them.
   *
   * @throws IllegalArgumentException if a sample is of a class that the model lacks
   */
  public static Evaluation evaluate(Model model, Dataset data, Engine engine) {
    Dataset matched = data.withClasses(model.classNames());
    return evaluate(model, new PreparedSet(model.preprocessing(), matched), engine);
  }

  /**
   * Evaluates a model on samples that are fitted already.
   *
   * @throws IllegalArgumentException if the samples do not {@linkplain PreparedSet#requireFit fit}
   *     the network
   */
  public static Evaluation evaluate(Model model, PreparedSet samples, Engine engine) {
    return evaluate(
        model.network(), model.parameters(), model.calibration().temperature(), samples, engine);
  }

  /**
   * Evaluates parameters on samples that are fitted already.
   *
   * @param parameters {@code [network.parameterCount()]}. Not modified.
   * @throws IllegalArgumentException if the samples do not {@linkplain PreparedSet#requireFit fit}
   *     the network
   */
  public static Evaluation evaluate(
      Network network, float[] parameters, PreparedSet samples, Engine engine) {
    return evaluate(network, parameters, 1, samples, engine);
  }

  private static Evaluation evaluate(
      Network network, float[] parameters, double temperature, PreparedSet samples, Engine engine) {
    Answers answers = new Answers(network.outputs(), temperature, samples.data());
    engine.inference(network, parameters).outputs(samples, 0, samples.size(), answers::read);
    return answers.evaluation();
  }

  /**
   * Evaluates a committee, whose answer is the mean of its members' probabilities. Last bits of the
   * mean may differ from a {@link org.lenet5.model.Classifier}'s: one divides, then adds, the other
   * adds, then divides.
   *
   * @param members at least one, all of the same classes
   * @param samples whose classes are matched by their names
   * @throws IllegalArgumentException if a sample is of a class that the members lack
   */
  public static Evaluation evaluateCommittee(List<Model> members, Dataset samples, Engine engine) {
    Dataset data = samples.withClasses(members.getFirst().classNames());
    int n = data.size();
    double[][] means = new double[n][data.classes()];
    for (Model member : members) {
      Outputs outputs = member.network().outputs();
      double temperature = member.calibration().temperature();
      engine
          .inference(member.network(), member.parameters())
          .outputs(
              new PreparedSet(member.preprocessing(), data),
              0,
              n,
              (i, y) -> {
                double[] probabilities = new double[y.length];
                Softmax.probabilities(outputs, y, temperature, probabilities);
                for (int c = 0; c < probabilities.length; c++) {
                  means[i][c] += probabilities[c] / members.size();
                }
              });
    }
    int[] labels = data.classNumbers();
    int[] predictions = IntStream.range(0, n).map(i -> largest(means[i])).toArray();
    return new Evaluation(
        data.classNames(),
        labels,
        predictions,
        IntStream.range(0, n).mapToDouble(i -> means[i][predictions[i]]).toArray(),
        IntStream.range(0, n).mapToDouble(i -> -StrictMath.log(means[i][labels[i]])).toArray());
  }

  /**
   * Evaluates several networks of one kind as one whose outputs are the sums of theirs.
   *
   * @param members {@code [network.parameterCount()]} each. Not modified.
   * @throws IllegalArgumentException if the samples do not {@linkplain PreparedSet#requireFit fit}
   *     the network
   */
  public static Evaluation evaluateSum(
      Network network, List<float[]> members, PreparedSet samples, Engine engine) {
    float[][] sums = sums(network, members, samples, engine);
    Answers answers = new Answers(network.outputs(), 1, samples.data());
    for (int i = 0; i < sums.length; i++) {
      answers.read(i, sums[i]);
    }
    return answers.evaluation();
  }

  /**
   * The scores {@code [sample][class]} of samples that are fitted already: the network's outputs,
   * distances with the other sign, so that the largest wins. Those of several networks of this kind
   * are added.
   *
   * @param members {@code [network.parameterCount()]} each. Not modified.
   * @throws IllegalArgumentException if the samples do not {@linkplain PreparedSet#requireFit fit}
   *     the network
   */
  public static float[][] scores(
      Network network, List<float[]> members, PreparedSet samples, Engine engine) {
    int sign = network.outputs().sign();
    float[][] scores = sums(network, members, samples, engine);
    for (float[] score : scores) {
      for (int c = 0; c < score.length; c++) {
        score[c] *= sign;
      }
    }
    return scores;
  }

  /** The outputs {@code [sample][class]}, from zero, in the members' order. */
  private static float[][] sums(
      Network network, List<float[]> members, PreparedSet samples, Engine engine) {
    float[][] sums = new float[samples.size()][network.output().size()];
    for (float[] parameters : members) {
      engine
          .inference(network, parameters)
          .outputs(
              samples,
              0,
              samples.size(),
              (i, y) -> {
                for (int c = 0; c < y.length; c++) {
                  sums[i][c] += y[c];
                }
              });
    }
    return sums;
  }

  /** What an evaluation is made of, sample by sample. */
  private record Answers(
      Outputs outputs,
      double temperature,
      Dataset data,
      int[] labels,
      int[] predictions,
      double[] confidences,
      double[] losses) {

    Answers(Outputs outputs, double temperature, Dataset data) {
      this(
          outputs,
          temperature,
          data,
          data.classNumbers(),
          new int[data.size()],
          new double[data.size()],
          new double[data.size()]);
    }

    void read(int sample, float[] y) {
      double[] probabilities = new double[y.length];
      double logSum = Softmax.probabilities(outputs, y, temperature, probabilities);
      losses[sample] = logSum - outputs.sign() * y[labels[sample]] / temperature;
      predictions[sample] = outputs.winner(y);
      confidences[sample] = probabilities[predictions[sample]];
    }

    Evaluation evaluation() {
      return new Evaluation(data.classNames(), labels, predictions, confidences, losses);
    }
  }

  private static int largest(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    return best;
  }
}
