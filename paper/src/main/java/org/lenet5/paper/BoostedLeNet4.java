package org.lenet5.paper;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.lenet5.data.Dataset;
import org.lenet5.data.Mnist;
import org.lenet5.engine.PreparedSet;
import org.lenet5.eval.Evaluation;
import org.lenet5.eval.Evaluator;
import org.lenet5.io.DataFolder;
import org.lenet5.model.Model;
import org.lenet5.network.Architecture;
import org.lenet5.network.Network;
import org.lenet5.run.Settings;

/**
 * Boosted LeNet-4 (section III.C): three networks, their outputs added. The first is trained with
 * distortions, the second on distorted images that the first gets right and wrong by turns, the
 * third on those about which the two disagree; {@link Boosting} chooses them.
 *
 * @param network the kind of each
 * @param alone each on the test set
 * @param all the sums of their outputs on the test set
 * @param inTurn the second and third asked only where the first is unsure
 */
public record BoostedLeNet4(
    Network network, List<Evaluation> alone, Evaluation all, Boosting.Economy inTurn)
    implements Report {
  /** The paper's test error in percent. */
  static final double PUBLISHED = 0.7;

  /** The second network's seed, of its weights and its stream of images. */
  private static final int SECOND_SEED = 43;

  private static final int THIRD_SEED = 44;

  private static final List<String> NAMES = List.of("first", "second", "third");

  /**
   * Trains the networks, some minutes each unless quick, and measures them. The chosen images are
   * kept beside the runs, 70 MB for each of the two.
   *
   * @throws IOException if data can't be read, or a run or images can't be written or a run is one
   *     of other settings
   */
  public static BoostedLeNet4 measure(Experiments experiments) throws IOException {
    List<Model> models = models(experiments);
    Model first = models.getFirst();
    Network network = first.network();
    List<float[]> members = models.stream().map(Model::parameters).toList();
    PreparedSet test = new PreparedSet(first.preprocessing(), Mnist.test());
    List<Evaluation> alone =
        members.stream()
            .map(m -> Evaluator.evaluate(network, m, test, experiments.engine()))
            .toList();
    Evaluation all = Evaluator.evaluateSum(network, members, test, experiments.engine());
    Evaluation trained =
        Evaluator.evaluate(
            network, first.parameters(), train(experiments, first), experiments.engine());
    return new BoostedLeNet4(network, alone, all, Boosting.economy(trained, alone.getFirst(), all));
  }

  /** The three, trained where they are not yet. */
  static List<Model> models(Experiments experiments) throws IOException {
    Model first =
        experiments.model(new NamedSettings("boosted/network-1", firstSettings(experiments)));
    Model second = later(experiments, SECOND_SEED, List.of(first));
    return List.of(first, second, later(experiments, THIRD_SEED, List.of(first, second)));
  }

  private static Settings firstSettings(Experiments experiments) {
    return experiments.comparedSettings(Architecture.LENET4, true);
  }

  private static Model later(Experiments experiments, int seed, List<Model> earlier)
      throws IOException {
    String run = "boosted/network-" + (earlier.size() + 1);
    Path images = experiments.folder().resolve(run + "-images");
    if (!DataFolder.isWhole(images)) {
      experiments.listener().note("choosing images: " + images + " ...");
      Dataset chosen = chosen(experiments, seed, earlier);
      DataFolder.write(images, chosen, earlier.getFirst().preprocessing().apply(Mnist.test()));
    }
    return experiments.model(
        new NamedSettings(
            run,
            experiments
                .comparedSettings(Architecture.LENET4, false)
                .withSeed(seed)
                .withData(images.toString())
                .withTrainSamples(OptionalInt.empty())));
  }

  /** As many as the first network was trained on. */
  private static Dataset chosen(Experiments experiments, int seed, List<Model> earlier)
      throws IOException {
    Model first = earlier.getFirst();
    PreparedSet train = train(experiments, first);
    Boosting boosting =
        new Boosting(
            first.network(),
            experiments.engine(),
            train,
            firstSettings(experiments).options().distortion(),
            seed);
    return earlier.size() == 1
        ? boosting.halfWrong(first.parameters(), train.size())
        : boosting.disputed(first.parameters(), earlier.getLast().parameters(), train.size());
  }

  /** What the first network was trained on, undistorted. */
  private static PreparedSet train(Experiments experiments, Model first) throws IOException {
    Dataset all = Mnist.train();
    int samples = firstSettings(experiments).trainSamples().orElse(all.size());
    return new PreparedSet(first.preprocessing(), all.slice(0, samples));
  }

  /** Parameters of all three. */
  public int parameters() {
    return alone.size() * network.parameterCount();
  }

  /** Multiply-adds for a pattern on average, the others asked only where the first is unsure. */
  public long multiplyAdds() {
    return Math.round(inTurn.networks() * network.multiplyAdds());
  }

  @Override
  public String name() {
    return "boosted";
  }

  @Override
  public Table table() {
    Table table =
        new Table(
            "Boosted LeNet-4: test error in percent",
            "networks",
            "paper",
            "here",
            "parameters",
            "multiply-adds");
    long once = network.multiplyAdds();
    for (int i = 0; i < alone.size(); i++) {
      double error = 100 * (1 - alone.get(i).accuracy());
      table.add(NAMES.get(i) + " alone", Double.NaN, error, network.parameterCount(), once);
    }
    double sum = 100 * (1 - all.accuracy());
    table.add("all", Double.NaN, sum, parameters(), alone.size() * once);
    double error = 100 * (1 - inTurn.accuracy());
    table.add("all, where the first is unsure", PUBLISHED, error, parameters(), multiplyAdds());
    table.note("parameters (paper)", 51_000);
    table.note("multiply-adds (paper)", 460_000);
    table.note("networks asked on average (paper)", Boosting.PUBLISHED_NETWORKS);
    table.note("networks asked on average (here)", inTurn.networks());
    return table;
  }
}
