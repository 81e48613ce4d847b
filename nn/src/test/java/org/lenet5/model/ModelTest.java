package org.lenet5.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lenet5.data.Dataset;
import org.lenet5.data.Image;
import org.lenet5.data.Preprocessing;
import org.lenet5.engine.Engines;
import org.lenet5.eval.Evaluation;
import org.lenet5.eval.Evaluator;
import org.lenet5.layer.Parameter;
import org.lenet5.layer.RbfCodes;
import org.lenet5.network.LeNet5;
import org.lenet5.network.Network;

class ModelTest {
  private static final List<String> NAMES = List.of("ant", "bee", "cat");
  private static final Network LENET5 = LeNet5.modern(3);
  private static final float[] WEIGHTS = LeNet5.modern(3).initialParameters(5);
  private static final Preprocessing PADDED = Preprocessing.review().with(Preprocessing.Fit.PAD);

  @Test
  void classifiesAsTheEvaluatorDoes() {
    Model model = new Model(LENET5, NAMES, PADDED, WEIGHTS);
    byte[] pixels = new byte[28 * 28];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i * i);
    }
    double[] probabilities =
        new Classifier(model).classify(new Image(28, 28, pixels)).probabilities();
    assertThat(probabilities).hasSize(3);
    assertThat(probabilities[0] + probabilities[1] + probabilities[2]).isCloseTo(1, within(1e-15));

    Dataset data = new Dataset("one", 28, 28, pixels, new byte[] {1}, NAMES);
    Evaluation evaluation = Evaluator.evaluate(model, data, Engines.scalar(1));
    assertThat(evaluation.confidences()[0]).isEqualTo(probabilities[evaluation.predictions()[0]]);
    assertThat(evaluation.loss()).isCloseTo(-Math.log(probabilities[1]), within(1e-15));
  }

  /** The class with the smallest distance, in one image as in a data set. */
  @Test
  void theNearestCodeWins() {
    List<String> names = List.of("a", "b", "c");
    Network network = LeNet5.original(names);
    float[] weights = network.initialParameters(5);
    Model model = new Model(network, names, Preprocessing.paper(), weights);
    // With no weights at F6, its biases alone decide: they are what gives the code of b.
    Parameter weight = network.parameters().get(network.parameters().size() - 2);
    Arrays.fill(weights, weight.offset(), weights.length, 0);
    for (int j = 0; j < RbfCodes.LENGTH; j++) {
      weights[weight.offset() + weight.size() + j] =
          RbfCodes.of(names).value(1, j / RbfCodes.COLUMNS, j % RbfCodes.COLUMNS);
    }
    byte[] pixels = new byte[28 * 28];
    Prediction prediction = new Classifier(model).classify(new Image(28, 28, pixels));
    assertThat(prediction.best()).isEqualTo("b");
    assertThat(prediction.confidence()).isGreaterThan(0.999);

    Dataset data = new Dataset("one", 28, 28, pixels, new byte[] {1}, names);
    Evaluation evaluation = Evaluator.evaluate(model, data, Engines.scalar(1));
    assertThat(evaluation.predictions()).containsExactly(1);
    assertThat(evaluation.confidences()).containsExactly(prediction.confidence());
    assertThat(evaluation.loss())
        .isCloseTo(-Math.log(prediction.confidence()), within(1e-13)); // of a sum of about 80
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatThrownBy(() -> new Model(LENET5, NAMES, PADDED, new float[61_706]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lenet5: got 61706 parameters, expected 61111");
    assertThatThrownBy(
            () ->
                new Model(
                    LENET5, NAMES, new Preprocessing(Preprocessing.Fit.PAD, 28, 32, 0, 1), WEIGHTS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lenet5: got preprocessing to 28x32, expected 32x32");
    assertThatThrownBy(() -> new Model(LENET5, List.of("ant", "bee"), PADDED, WEIGHTS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("got 2 class names, expected 3, one for each output");
    Network colours = Network.input(3, 32, 32).dense("OUT", 1);
    assertThatThrownBy(
            () -> new Model(colours, List.of("ant"), PADDED, colours.initialParameters(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("model: got a network of 3 input maps, expected 1, a grey image");
  }
}
