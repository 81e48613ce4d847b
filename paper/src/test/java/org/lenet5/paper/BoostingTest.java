package org.lenet5.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lenet5.data.Dataset;
import org.lenet5.data.Distortion;
import org.lenet5.data.Image;
import org.lenet5.data.Mnist;
import org.lenet5.data.Preprocessing;
import org.lenet5.engine.Engine;
import org.lenet5.engine.Engines;
import org.lenet5.engine.PreparedSet;
import org.lenet5.eval.Evaluation;
import org.lenet5.eval.Evaluator;
import org.lenet5.network.Network;

/** On networks that have learnt nothing: they are wrong often enough. */
class BoostingTest {
  private static final int SAMPLES = 60;
  private static final int SEED = 9;
  private static final Distortion DISTORTION = Distortion.DEFAULT;

  /** Its input is larger than the images, as LeNet-4's is. */
  private static final Network NETWORK =
      Network.input(1, 32, 32).averagePool("S", 4).dense("OUT", 10);

  private static final float[] FIRST = NETWORK.initialParameters(1);
  private static final float[] SECOND = NETWORK.initialParameters(2);

  private Engine engine;
  private PreparedSet train;

  @BeforeEach
  void start() throws IOException {
    engine = Engines.scalar(2);
    train = new PreparedSet(Preprocessing.paper(), Mnist.train().slice(0, SAMPLES));
  }

  @AfterEach
  void end() {
    engine.close();
  }

  private Boosting boosting() {
    return new Boosting(NETWORK, engine, train, DISTORTION, SEED);
  }

  private Evaluation evaluate(float[] parameters, Dataset chosen) {
    return evaluate(parameters, new PreparedSet(Preprocessing.paper(), chosen));
  }

  private Evaluation evaluate(float[] parameters, PreparedSet samples) {
    return Evaluator.evaluate(NETWORK, parameters, samples, engine);
  }

  /** Evaluated as they were chosen: the images are what the network was fed, bit for bit. */
  @Test
  void theSecondLearnsWhatTheFirstGetsRightAndWrongByTurns() {
    Dataset chosen = boosting().halfWrong(FIRST, 41);
    assertThat(chosen.size()).isEqualTo(41);
    Evaluation answers = evaluate(FIRST, chosen);
    for (int i = 0; i < chosen.size(); i++) {
      assertThat(answers.predictions()[i] == answers.labels()[i])
          .as("pattern %d", i)
          .isEqualTo(i % 2 == 0);
    }
    assertThat(chosen.classNames()).isEqualTo(train.data().classNames());
  }

  /** In the stream's order, each at the first occasion, over more than one pass. */
  @Test
  void theThirdLearnsWhatTheTwoDisagreeAbout() {
    int size = 150;
    Dataset chosen = boosting().disputed(FIRST, SECOND, size);
    int at = 0;
    for (int pass = 0; at < size; pass++) {
      assertThat(pass).isLessThan(10);
      PreparedSet stream = train.distorted(DISTORTION, SEED, pass);
      int[] a = evaluate(FIRST, stream).predictions();
      int[] b = evaluate(SECOND, stream).predictions();
      for (int i = 0; i < SAMPLES && at < size; i++) {
        if (a[i] != b[i]) {
          Image expected = stream.image(i);
          assertThat(chosen.image(at).pixels()).isEqualTo(expected.pixels());
          assertThat(chosen.label(at++)).isEqualTo(train.data().label(i));
        }
      }
    }
  }

  @Test
  void threadsChangeNothing() {
    Dataset expected = boosting().halfWrong(FIRST, 30);
    for (int threads : new int[] {1, 3}) {
      try (Engine other = Engines.scalar(threads)) {
        Dataset chosen = new Boosting(NETWORK, other, train, DISTORTION, SEED).halfWrong(FIRST, 30);
        assertThat(chosen.pixels()).isEqualTo(expected.pixels());
        assertThat(chosen.labels()).isEqualTo(expected.labels());
      }
    }
    assertThat(
            new Boosting(NETWORK, engine, train, DISTORTION, SEED + 1)
                .halfWrong(FIRST, 30)
                .pixels())
        .isNotEqualTo(expected.pixels());
  }

  /** A stream without distortions is the same in each pass. */
  @Test
  void networksThatAgreeLeaveNothing() throws IOException {
    PreparedSet few = new PreparedSet(Preprocessing.paper(), Mnist.train().slice(0, 3));
    Boosting boosting = new Boosting(NETWORK, engine, few, Distortion.NONE, SEED);
    assertThatThrownBy(() -> boosting.disputed(FIRST, FIRST.clone(), 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got no pattern that the networks find hard in 200 passes");
  }

  /** Sure of three, the first is right about two of them; the others are right about the fourth. */
  @Test
  void theOthersAreAskedWhereTheFirstIsUnsure() {
    List<String> names = List.of("0", "1");
    double[] none = new double[4];
    Evaluation trained =
        new Evaluation(
            names, new int[8], new int[8], new double[] {.8, .1, .2, .3, .4, .5, .6, .7}, none);
    // Three of eight lie below 0.4, so that is the bound.
    Evaluation first =
        new Evaluation(
            names, new int[] {0, 1, 0, 1}, new int[4], new double[] {0.4, 0.39, 0.9, 0.5}, none);
    Evaluation all =
        new Evaluation(names, new int[] {0, 1, 0, 1}, new int[] {1, 1, 1, 1}, none, none);
    Boosting.Economy economy = Boosting.economy(trained, first, all);
    assertThat(economy.accuracy()).isEqualTo(0.75);
    assertThat(economy.networks()).isEqualTo(1.5);
  }
}
