package org.lenet5.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lenet5.data.Dataset;
import org.lenet5.data.Image;
import org.lenet5.data.Preprocessing;
import org.lenet5.engine.Engine;
import org.lenet5.engine.Engines;
import org.lenet5.engine.PreparedSet;
import org.lenet5.layer.RbfCodes;
import org.lenet5.model.Classifier;
import org.lenet5.model.Model;
import org.lenet5.model.Prediction;
import org.lenet5.network.LeNet5;
import org.lenet5.network.Network;

class EvaluatorTest {

  @Test
  void threadsDoNotChangeABit() {
    Model model =
        new Model(
            LeNet5.modern(10),
            names(10),
            Preprocessing.review(),
            LeNet5.modern(10).initialParameters(6));
    Dataset data = noise(53, 32, 10);
    Evaluation expected = Evaluator.evaluate(model, data, Engines.scalar(1));
    assertThat(expected.size()).isEqualTo(53);
    for (int threads : new int[] {2, 3}) {
      Evaluation evaluation = Evaluator.evaluate(model, data, Engines.scalar(threads));
      assertThat(evaluation.classNames()).isEqualTo(expected.classNames());
      assertThat(evaluation.labels()).isEqualTo(expected.labels());
      assertThat(evaluation.predictions()).isEqualTo(expected.predictions());
      assertThat(evaluation.confidences()).isEqualTo(expected.confidences());
      assertThat(evaluation.losses()).isEqualTo(expected.losses());
    }
  }

  /** Image by image, by two kinds of network: 1998's distances beside scores. */
  @Test
  void aCommitteeAnswersByItsMembersMeanProbabilities() {
    List<Model> members =
        List.of(
            new Model(
                LeNet5.modern(10),
                names(10),
                Preprocessing.review(),
                LeNet5.modern(10).initialParameters(6)),
            new Model(
                LeNet5.original(names(10)),
                names(10),
                Preprocessing.paper(),
                LeNet5.original(names(10)).initialParameters(7)));
    Dataset data = noise(19, 28, 10);
    Evaluation evaluation = Evaluator.evaluateCommittee(members, data, Engines.scalar(2));
    for (int i = 0; i < data.size(); i++) {
      Image image = data.image(i);
      Prediction prediction =
          Prediction.mean(
              members.stream().map(member -> new Classifier(member).classify(image)).toList());
      assertThat(evaluation.predictions()[i]).isEqualTo(prediction.ranking().getFirst());
      assertThat(evaluation.confidences()[i]).isCloseTo(prediction.confidence(), within(1e-12));
      assertThat(evaluation.losses()[i])
          .isCloseTo(-Math.log(prediction.probabilities()[data.label(i)]), within(1e-9));
    }
  }

  /**
   * One pixel of ink p, 0 to 2, and three units that read it: 0, p and 2p - 1. The lowest of equals
   * is the answer to no ink, then the second to p below 1, then the third.
   */
  @Test
  void predictsTheLargestOutput() {
    int n = 37; // two whole blocks and a part
    Network network = Network.input(1, 1, 1).dense("OUT", 3);
    float[] parameters = {0, 1, 2, 0, 0, -1};
    byte[] pixels = new byte[n];
    byte[] labels = new byte[n];
    for (int i = 0; i < n; i++) {
      pixels[i] = (byte) (7 * i);
      labels[i] = (byte) (i * i % 3);
    }
    Preprocessing ink = new Preprocessing(Preprocessing.Fit.PAD, 1, 1, 0, 2);
    Dataset data = new Dataset("dots", 1, 1, pixels, labels, names(3));
    Evaluation evaluation = evaluate(network, parameters, new PreparedSet(ink, data), 1);
    float[][] found = scores(network, parameters, new PreparedSet(ink, data));
    assertThat(found).hasNumberOfRows(n);
    for (int i = 0; i < n; i++) {
      double p = 2 * 7 * i / 255.0;
      double[] scores = {0, p, 2 * p - 1};
      for (int c = 0; c < 3; c++) {
        assertThat((double) found[i][c]).isCloseTo(scores[c], within(0x1p-22));
      }
      double sum = 1 + Math.exp(scores[1]) + Math.exp(scores[2]);
      int prediction = i == 0 ? 0 : p < 1 ? 1 : 2;
      // The scores are floats below 4, off by at most a unit in their last place.
      assertThat(evaluation.labels()[i]).isEqualTo(i * i % 3);
      assertThat(evaluation.predictions()[i]).as("sample %d", i).isEqualTo(prediction);
      assertThat(evaluation.confidences()[i])
          .isCloseTo(Math.exp(scores[prediction]) / sum, within(0x1p-22));
      assertThat(evaluation.losses()[i])
          .isCloseTo(Math.log(sum) - scores[i * i % 3], within(0x1p-22));
    }
  }

  /** The answer is the largest score where the outputs are distances, too. */
  @Test
  void scoresOfDistancesHaveTheOtherSign() {
    Network network = Network.input(1, 4, 4).dense("F6", 84).rbf("OUT", RbfCodes.of(names(3)));
    float[] parameters = network.initialParameters(1);
    PreparedSet samples =
        new PreparedSet(new Preprocessing(Preprocessing.Fit.PAD, 4, 4, -1, 1), noise(40, 4, 3));
    int[] answers = evaluate(network, parameters, samples, 1).predictions();
    float[][] scores = scores(network, parameters, samples);
    assertThat(answers).contains(0, 1, 2);
    for (int i = 0; i < 40; i++) {
      for (float score : scores[i]) {
        assertThat(score).isNegative().isLessThanOrEqualTo(scores[i][answers[i]]);
      }
    }
  }

  /** Of whole numbers, so that one network's weights may be the sums of two networks'. */
  @Test
  void severalNetworksAddTheirOutputs() {
    Network network = Network.input(1, 2, 2).dense("OUT", 3);
    SplittableRandom random = new SplittableRandom(3);
    float[] a = new float[15];
    float[] b = new float[15];
    float[] sum = new float[15];
    for (int i = 0; i < 15; i++) {
      a[i] = random.nextInt(-9, 10);
      b[i] = random.nextInt(-9, 10);
      sum[i] = a[i] + b[i];
    }
    PreparedSet samples =
        new PreparedSet(new Preprocessing(Preprocessing.Fit.PAD, 2, 2, 0, 255), noise(19, 2, 3));
    try (Engine engine = Engines.scalar(2)) {
      Evaluation both = Evaluator.evaluateSum(network, List.of(a, b), samples, engine);
      Evaluation expected = evaluate(network, sum, samples, 1);
      assertThat(both.predictions()).isEqualTo(expected.predictions());
      assertThat(both.confidences()).isEqualTo(expected.confidences());
      assertThat(both.losses()).isEqualTo(expected.losses());
    }
  }

  @Test
  void refusesDataThatDoNotFit() {
    Network network = Network.input(1, 4, 4).dense("OUT", 3);
    Preprocessing four = new Preprocessing(Preprocessing.Fit.PAD, 4, 4, 0, 1);
    Preprocessing five = new Preprocessing(Preprocessing.Fit.PAD, 5, 4, 0, 1);
    float[] parameters = network.initialParameters(1);
    for (int classes : new int[] {2, 4}) {
      assertThatThrownBy(
              () -> evaluate(network, parameters, new PreparedSet(four, noise(3, 4, classes)), 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("noise: got %d classes, expected the network's 3", classes);
    }
    assertThatThrownBy(
            () -> evaluate(network, parameters, new PreparedSet(five, noise(3, 4, 3)), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("noise: got images of 5x4, expected the network's 4x4");
  }

  private static Evaluation evaluate(
      Network network, float[] parameters, PreparedSet samples, int threads) {
    try (Engine engine = Engines.scalar(threads)) {
      return Evaluator.evaluate(network, parameters, samples, engine);
    }
  }

  private static float[][] scores(Network network, float[] parameters, PreparedSet samples) {
    try (Engine engine = Engines.scalar(2)) {
      return Evaluator.scores(network, List.of(parameters), samples, engine);
    }
  }

  private static Dataset noise(int samples, int size, int classes) {
    SplittableRandom random = new SplittableRandom(8);
    byte[] pixels = new byte[samples * size * size];
    byte[] labels = new byte[samples];
    random.nextBytes(pixels);
    for (int i = 0; i < samples; i++) {
      labels[i] = (byte) random.nextInt(classes);
    }
    return new Dataset("noise", size, size, pixels, labels, names(classes));
  }

  private static List<String> names(int classes) {
    return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
  }
}
