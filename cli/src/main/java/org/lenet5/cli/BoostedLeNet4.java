package org.lenet5.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.lenet5.data.Blocks;
import org.lenet5.data.Dataset;
import org.lenet5.data.Mnist;
import org.lenet5.eval.Evaluation;
import org.lenet5.eval.Evaluator;
import org.lenet5.io.IdxFolder;
import org.lenet5.nn.Architecture;
import org.lenet5.nn.Model;
import org.lenet5.nn.Network;
import org.lenet5.nn.Team;
import org.lenet5.paper.Boosting;

/**
 * How three networks of LeNet-4 do together, each trained on what those before it find hard.
 *
 * @param network the kind of each
 * @param alone each on the test set
 * @param all the sums of their outputs on the test set
 * @param inTurn the second and third asked only where the first is unsure
 */
record BoostedLeNet4(
    Network network, List<Evaluation> alone, Evaluation all, Boosting.Economy inTurn) {
  /** The second network's seed, of its weights and its stream of images. */
  private static final int SECOND_SEED = 43;

  private static final int THIRD_SEED = 44;

  /** Trains the networks, or goes on with them, or just reads them, and measures them. */
  static BoostedLeNet4 of(ReproduceCommand.Experiment experiment) throws IOException {
    List<Model> models = models(experiment);
    Model first = models.getFirst();
    List<float[]> members = models.stream().map(Model::parameters).toList();
    Blocks train = train(experiment, first);
    Blocks test = new Blocks(first.preprocessing(), Mnist.test());
    try (Team team = new Team(experiment.threads())) {
      Evaluator evaluator = new Evaluator(first.network(), KernelChoice.kernels(), team);
      List<Evaluation> alone = members.stream().map(m -> evaluator.evaluate(m, test)).toList();
      Evaluation all = evaluator.evaluate(members, test);
      Evaluation trained = evaluator.evaluate(first.parameters(), train);
      Boosting.Economy inTurn = Boosting.economy(trained, alone.getFirst(), all);
      return new BoostedLeNet4(first.network(), alone, all, inTurn);
    }
  }

  /** The three, trained where they are not yet. */
  static List<Model> models(ReproduceCommand.Experiment experiment) throws IOException {
    Model first = experiment.model("boosted/network-1", settings(experiment));
    Model second = later(experiment, SECOND_SEED, List.of(first));
    return List.of(first, second, later(experiment, THIRD_SEED, List.of(first, second)));
  }

  /** The first network's. */
  static TrainSettings settings(ReproduceCommand.Experiment experiment) {
    return experiment.compared(Architecture.LENET4, Map.of("distort", "default"));
  }

  private static Model later(ReproduceCommand.Experiment experiment, int seed, List<Model> earlier)
      throws IOException {
    String run = "boosted/network-" + (earlier.size() + 1);
    Path images = experiment.runs().resolve(run + "-images");
    if (!IdxFolder.isWhole(images)) {
      experiment.note("choosing images: " + images + " ...");
      choose(experiment, seed, earlier, images);
    }
    Map<String, String> options =
        Map.of("seed", Integer.toString(seed), "data", images.toString(), "train-samples", "all");
    return experiment.model(run, experiment.compared(Architecture.LENET4, options));
  }

  /** As many as the first network was trained on, beside the test set. */
  private static void choose(
      ReproduceCommand.Experiment experiment, int seed, List<Model> earlier, Path images)
      throws IOException {
    Model first = earlier.getFirst();
    Blocks train = train(experiment, first);
    Dataset chosen;
    try (Team team = new Team(experiment.threads())) {
      Boosting boosting =
          new Boosting(
              new Evaluator(first.network(), KernelChoice.kernels(), team),
              train,
              settings(experiment).options().distortion(),
              seed);
      chosen =
          earlier.size() == 1
              ? boosting.halfWrong(first.parameters(), train.size())
              : boosting.disputed(first.parameters(), earlier.getLast().parameters(), train.size());
    }
    IdxFolder.write(images, chosen, first.preprocessing().apply(Mnist.test()));
  }

  /** What the first network was trained on, undistorted. */
  private static Blocks train(ReproduceCommand.Experiment experiment, Model first)
      throws IOException {
    Dataset all = Mnist.train();
    int samples = settings(experiment).trainSamples().orElse(all.size());
    return new Blocks(first.preprocessing(), all.slice(0, samples));
  }

  /** Parameters of all three. */
  int parameters() {
    return alone.size() * network.parameterCount();
  }

  /** Multiply-adds for a pattern on average, the others asked only where the first is unsure. */
  long multiplyAdds() {
    return Math.round(inTurn.networks() * network.multiplyAdds());
  }
}
