package org.lenet5.run;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.lenet5.data.Distortion;
import org.lenet5.data.Holdout;
import org.lenet5.learning.LearningRate;
import org.lenet5.learning.Loss;
import org.lenet5.learning.Optimizer;
import org.lenet5.network.Architecture;
import org.lenet5.train.TrainingOptions;

/** Ways to train that have a name. Each makes {@link Settings}, which can be changed further. */
public enum Recipe {
  /** The review's: the modern LeNet-5 by Adam, for 15 epochs. */
  REVIEW("review", Architecture.LENET5, 1),

  /** The network of 1998, or another one of the paper, as it was trained. */
  PAPER("paper", Architecture.LENET5_1998, 1),

  /** The most accurate training found for the modern LeNet-5; docs/accuracy.md has the trials. */
  BEST("best", Architecture.LENET5, 1),

  /** Seven by {@link #BEST} that answer together; docs/accuracy.md says why they differ. */
  COMMITTEE("committee", Architecture.LENET5, 7);

  /** The name of the embedded data, which are the usual ones. */
  private static final String MNIST = "mnist";

  private static final Distortion OF_DIGITS =
      Distortion.parse("rotate=10,scale=0.1,shear=0.2,translate=1,elastic=1,smooth=4");

  /** Pictures of clothes have no slant and two sides alike. */
  private static final Distortion OF_CLOTHES =
      Distortion.parse("mirror=0.5,translate=1,scale=0.05");

  private final String id;
  private final Architecture architecture;
  private final int members;

  Recipe(String id, Architecture architecture, int members) {
    this.id = id;
    this.architecture = architecture;
    this.members = members;
  }

  /**
   * The recipe of a name.
   *
   * @throws InvalidOptionException if there is none
   */
  public static Recipe of(String id) {
    return Arrays.stream(values())
        .filter(recipe -> recipe.id.equals(id))
        .findFirst()
        .orElseThrow(
            () -> new InvalidOptionException("recipe", id, "review, paper, best or committee"));
  }

  /** The name used by options: {@code review}. */
  public String id() {
    return id;
  }

  /** The network it is for. */
  public Architecture architecture() {
    return architecture;
  }

  /** How many networks it trains: 1, or a committee's. */
  public int members() {
    return members;
  }

  /** For the recipe's network on MNIST. */
  public Settings settings() {
    return settings(architecture);
  }

  /** For another network on MNIST. */
  public Settings settings(Architecture network) {
    return settings(network, MNIST);
  }

  /**
   * For another network on other data.
   *
   * @param data a name or a folder, as {@link DataSource#of} takes it; what the folder of
   *     Fashion-MNIST is called tells it
   */
  public Settings settings(Architecture network, String data) {
    boolean most = this == BEST || this == COMMITTEE;
    return new Settings(
        network,
        network.preprocessing().withDeslant(most && !isOfClothes(data)),
        data,
        false,
        Optional.empty(),
        most ? Optional.of(new Holdout.Part(5000, 1)) : Optional.empty(),
        OptionalInt.empty(),
        switch (this) {
          case REVIEW -> TrainingOptions.review();
          case PAPER -> paper(network);
          case BEST, COMMITTEE -> best(data);
        });
  }

  /** Its loss is of distances, which other networks do not have (decision 0007). */
  private static TrainingOptions paper(Architecture network) {
    TrainingOptions options = TrainingOptions.paper();
    return network == Architecture.LENET5_1998
        ? options
        : options.withLoss(new Loss.CrossEntropy());
  }

  private static TrainingOptions best(String data) {
    TrainingOptions review = TrainingOptions.review();
    return review
        .withOptimizer(new Optimizer.Adam(0.05))
        .withLearningRate(new LearningRate.Cosine(review.learningRate().rate()))
        .withEpochs(150)
        .withDistortion(isOfClothes(data) ? OF_CLOTHES : OF_DIGITS);
  }

  /** Fashion-MNIST by its name, fetched or a folder. */
  private static boolean isOfClothes(String data) {
    return Path.of(data).endsWith("fashion-mnist");
  }

  /**
   * The settings of a committee's members, given the first one's. Their seeds are consecutive.
   * Those of {@link #COMMITTEE} keep back different samples, and every other one sees digits as
   * they slant.
   *
   * @param count 1 or more
   */
  public List<Settings> members(Settings first, int count) {
    return IntStream.range(0, count).mapToObj(number -> member(first, number)).toList();
  }

  private Settings member(Settings first, int number) {
    Settings member = first.withSeed(first.options().seed() + number);
    if (this != COMMITTEE) {
      return member;
    }
    boolean slanted = number % 2 == 1 && !isOfClothes(first.data());
    return member
        .withHoldout(first.holdout().map(part -> part.plus(number)))
        .withDeslant(!slanted && member.preprocessing().deslant());
  }
}
