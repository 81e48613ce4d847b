package org.lenet5.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lenet5.data.Dataset;
import org.lenet5.engine.Engines;
import org.lenet5.engine.PreparedSet;
import org.lenet5.model.Calibration;
import org.lenet5.model.Classifier;
import org.lenet5.model.Model;
import org.lenet5.network.Architecture;
import org.lenet5.network.LeNet5;

class CalibratorTest {
  /** Three of four are right by a score of 5 against 0: 3/4 = 1 / (1 + exp(-5/T)). */
  @Test
  void theTemperatureGivesBackTheShareOfRightAnswers() {
    double[][] scores = {{5, 0}, {5, 0}, {0, 5}, {5, 0}};
    int[] labels = {0, 0, 1, 1};
    assertThat(Calibrator.temperature(scores, labels)).isCloseTo(5 / Math.log(3), within(1e-9));
  }

  @Test
  void theTemperatureIsBoundedWhereAllAreRightOrWrong() {
    assertThat(Calibrator.temperature(new double[][] {{1, 0}}, new int[] {0}))
        .isCloseTo(0.01, within(1e-9));
    assertThat(Calibrator.temperature(new double[][] {{1, 0}}, new int[] {1}))
        .isCloseTo(100, within(1e-6));
  }

  @Test
  void aCalibratedModelHasTheLeastLossAndItsOwnProbabilities() {
    Model model =
        new Model(
            LeNet5.modern(10),
            IntStream.range(0, 10).mapToObj(Integer::toString).toList(),
            Architecture.LENET5.preprocessing(),
            LeNet5.modern(10).initialParameters(3));
    Dataset data = mostlyRight(model, noise(40));
    Model calibrated =
        Calibrator.calibrate(
            model, new PreparedSet(model.preprocessing(), data), Engines.scalar(2));
    double t = calibrated.calibration().temperature();
    double least = loss(model, t, data);
    assertThat(loss(model, 0.9 * t, data)).isGreaterThan(least);
    assertThat(loss(model, 1.1 * t, data)).isGreaterThan(least);
    Evaluation evaluation = Evaluator.evaluate(calibrated, data);
    assertThat(evaluation.loss()).isEqualTo(least);
    for (int i = 0; i < data.size(); i++) {
      assertThat(new Classifier(calibrated).classify(data.image(i)).confidence())
          .isEqualTo(evaluation.confidences()[i]);
    }
    assertThat(calibrated.sha256()).isEqualTo(model.sha256());
  }

  @Test
  void thresholdsAreThoseOfTheLargestShareAllowed() {
    TreeMap<Double, Double> thresholds = new TreeMap<>();
    thresholds.put(0.01, 0.5);
    thresholds.put(0.001, 0.9);
    Calibration calibration = new Calibration(2, thresholds);
    assertThat(calibration.threshold(0.01)).hasValue(0.5);
    assertThat(calibration.threshold(0.009)).hasValue(0.9);
    assertThat(calibration.threshold(0.0009)).isEmpty();
    assertThatThrownBy(() -> new Calibration(0, thresholds))
        .hasMessage("temperature: got 0.0, expected above 0 and up to 1000");
    thresholds.put(0.5, 1.5);
    assertThatThrownBy(() -> new Calibration(1, thresholds))
        .hasMessage("threshold: got 1.5, expected 0 to 1");
  }

  private static double loss(Model model, double temperature, Dataset data) {
    return Evaluator.evaluate(model.with(new Calibration(temperature, new TreeMap<>())), data)
        .loss();
  }

  /** Three of four images get the model's own answer as their label. */
  private static Dataset mostlyRight(Model model, Dataset data) {
    int[] answers = Evaluator.evaluate(model, data).predictions();
    byte[] labels = new byte[data.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) (i % 4 == 0 ? (answers[i] + 1) % 10 : answers[i]);
    }
    return new Dataset(
        data.name(), data.rows(), data.columns(), data.pixels(), labels, data.classNames());
  }

  private static Dataset noise(int samples) {
    byte[] pixels = new byte[samples * 28 * 28];
    new SplittableRandom(1).nextBytes(pixels);
    return new Dataset(
        "noise",
        28,
        28,
        pixels,
        new byte[samples],
        IntStream.range(0, 10).mapToObj(Integer::toString).toList());
  }
}
