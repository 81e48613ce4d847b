package org.lenet5.eval;

import java.util.List;
import java.util.stream.IntStream;
import org.lenet5.data.Blocks;
import org.lenet5.data.Dataset;
import org.lenet5.nn.Model;
import org.lenet5.nn.Network;
import org.lenet5.nn.Outputs;
import org.lenet5.nn.Shape;
import org.lenet5.nn.Softmax;
import org.lenet5.nn.Team;
import org.lenet5.nn.Workspace;
import org.lenet5.nn.kernel.Kernels;

/**
 * Runs a network over a whole data set. Memory does not depend on the data set's size but for its
 * answers.
 */
public final class Evaluator {
  private final Network network;
  private final Kernels kernels;
  private final Team team;
  private final Workspace[] workspaces;

  /** An evaluator whose threads are the team's. */
  public Evaluator(Network network, Kernels kernels, Team team) {
    this.network = network;
    this.kernels = kernels;
    this.team = team;
    workspaces =
        IntStream.range(0, team.size())
            .mapToObj(i -> Workspace.forInference(network))
            .toArray(Workspace[]::new);
  }

  /**
   * Evaluates a model on images of any size, on all cores.
   *
   * @throws IllegalArgumentException if the data set has other classes than the model
   */
  public static Evaluation evaluate(Model model, Dataset data) {
    return evaluate(model, data, Kernels.best(), Runtime.getRuntime().availableProcessors());
  }

  /** Evaluates a model with given kernels and number of threads. */
  public static Evaluation evaluate(Model model, Dataset data, Kernels kernels, int threads) {
    return evaluate(model, new Blocks(model.preprocessing(), data), kernels, threads);
  }

  /**
   * Evaluates a model on samples that are fitted already.
   *
   * @throws IllegalArgumentException if the samples do not {@link #requireFit fit} the network
   */
  public static Evaluation evaluate(Model model, Blocks samples, Kernels kernels, int threads) {
    try (Team team = new Team(threads)) {
      return new Evaluator(model.network(), kernels, team)
          .evaluate(List.of(model.parameters()), model.calibration().temperature(), samples);
    }
  }

  /**
   * Evaluates a committee, whose answer is the mean of its members' probabilities.
   *
   * @param members at least one
   * @throws IllegalArgumentException if the data set has other classes than a member
   */
  public static Evaluation evaluateCommittee(
      List<Model> members, Dataset data, Kernels kernels, int threads) {
    double[][] means = new double[data.size()][data.classes()];
    try (Team team = new Team(threads)) {
      for (Model member : members) {
        Network network = member.network();
        new Evaluator(network, kernels, team)
            .forward(
                List.of(member.parameters()),
                new Blocks(member.preprocessing(), data),
                (i, output, lane) -> {
                  double[] probabilities = new double[data.classes()];
                  double temperature = member.calibration().temperature();
                  Softmax.probabilities(
                      network.outputs(), output, lane, temperature, probabilities);
                  for (int c = 0; c < probabilities.length; c++) {
                    means[i][c] += probabilities[c] / members.size();
                  }
                });
      }
    }
    int n = data.size();
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
   * Evaluates parameters on samples that are fitted already.
   *
   * @param parameters {@code [network.parameterCount()]}. Not modified.
   * @throws IllegalArgumentException if the samples do not {@link #requireFit fit} the network
   */
  public Evaluation evaluate(float[] parameters, Blocks samples) {
    return evaluate(List.of(parameters), samples);
  }

  /**
   * Evaluates several networks of this kind as one whose outputs are the sums of theirs.
   *
   * @param members {@code [network.parameterCount()]} each. Not modified.
   * @throws IllegalArgumentException if the samples do not {@link #requireFit fit} the network
   */
  public Evaluation evaluate(List<float[]> members, Blocks samples) {
    return evaluate(members, 1, samples);
  }

  private Evaluation evaluate(List<float[]> members, double temperature, Blocks samples) {
    int classes = network.output().size();
    Outputs outputs = network.outputs();
    int n = samples.size();
    int[] labels = samples.data().classNumbers();
    int[] predictions = new int[n];
    double[] confidences = new double[n];
    double[] losses = new double[n];
    forward(
        members,
        samples,
        (i, output, lane) -> {
          double[] probabilities = new double[classes];
          double logSum = Softmax.probabilities(outputs, output, lane, temperature, probabilities);
          losses[i] =
              logSum - outputs.sign() * output[labels[i] * Kernels.LANES + lane] / temperature;
          predictions[i] = outputs.winner(output, lane, classes);
          confidences[i] = probabilities[predictions[i]];
        });
    return new Evaluation(samples.data().classNames(), labels, predictions, confidences, losses);
  }

  /**
   * The scores {@code [sample][class]} of samples that are fitted already: the network's outputs,
   * distances with the other sign, so that the largest wins. Those of several networks of this kind
   * are added.
   *
   * @param members {@code [network.parameterCount()]} each. Not modified.
   * @throws IllegalArgumentException if the samples do not {@link #requireFit fit} the network
   */
  public float[][] scores(List<float[]> members, Blocks samples) {
    int sign = network.outputs().sign();
    float[][] scores = new float[samples.size()][network.output().size()];
    forward(
        members,
        samples,
        (i, output, lane) -> {
          for (int c = 0; c < scores[i].length; c++) {
            scores[i][c] = sign * output[c * Kernels.LANES + lane];
          }
        });
    return scores;
  }

  /** What becomes of one sample's outputs. */
  @FunctionalInterface
  private interface Reader {
    /**
     * @param output {@code [class][16]}; the sample's are in this lane
     */
    void read(int sample, float[] output, int lane);
  }

  /** Runs the networks over all samples, in no order and in all threads. */
  private void forward(List<float[]> members, Blocks samples, Reader reader) {
    requireFit(samples);
    int n = samples.size();
    int[] order = IntStream.range(0, n).toArray();
    team.run(
        Math.ceilDiv(n, Kernels.LANES),
        (block, worker) -> {
          Workspace workspace = workspaces[worker];
          int from = block * Kernels.LANES;
          int count = Math.min(Kernels.LANES, n - from);
          samples.load(order, from, count, workspace.input(), Workspace.START);
          float[] output = new float[network.output().size() * Kernels.LANES];
          for (float[] parameters : members) {
            network.forward(kernels, parameters, workspace);
            for (int i = 0; i < output.length; i++) {
              output[i] += workspace.output()[Workspace.START + i];
            }
          }
          for (int lane = 0; lane < count; lane++) {
            reader.read(from + lane, output, lane);
          }
        });
  }

  /**
   * Checks that samples can be fed to the network.
   *
   * @throws IllegalArgumentException if the images have another size than the network's input, or
   *     the data set another number of classes than the network has outputs
   */
  public void requireFit(Blocks samples) {
    Dataset data = samples.data();
    Shape input = network.input();
    if (data.rows() != input.rows() || data.columns() != input.columns()) {
      throw new IllegalArgumentException(
          "%s: got images of %dx%d, expected the network's %dx%d"
              .formatted(data.name(), data.rows(), data.columns(), input.rows(), input.columns()));
    }
    if (data.classes() != network.output().size()) {
      throw new IllegalArgumentException(
          "%s: got %d classes, expected the network's %d"
              .formatted(data.name(), data.classes(), network.output().size()));
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
