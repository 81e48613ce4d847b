package org.lenet5.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lenet5.data.Dataset;
import org.lenet5.data.Image;
import org.lenet5.data.Preprocessing;
import org.lenet5.eval.Evaluation;
import org.lenet5.eval.Evaluator;
import org.lenet5.nn.kernel.ScalarKernels;

class ModelTest {
  private static final List<String> NAMES = List.of("ant", "bee", "cat");
  private static final float[] WEIGHTS = LeNet5.modern(3).initialParameters(5);
  private static final Preprocessing PADDED = Preprocessing.review().with(Preprocessing.Fit.PAD);

  @Test
  void classifiesAsTheEvaluatorDoes() {
    Model model = new Model(Architecture.LENET5, NAMES, PADDED, WEIGHTS);
    byte[] pixels = new byte[28 * 28];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i * i);
    }
    double[] probabilities = model.classify(new Image(28, 28, pixels)).probabilities();
    assertThat(probabilities).hasSize(3);
    assertThat(probabilities[0] + probabilities[1] + probabilities[2]).isCloseTo(1, within(1e-15));

    Dataset data = new Dataset("one", 28, 28, pixels, new byte[] {1}, NAMES);
    Evaluation evaluation = Evaluator.evaluate(model, data, new ScalarKernels(), 1);
    assertThat(evaluation.confidences()[0]).isEqualTo(probabilities[evaluation.predictions()[0]]);
    assertThat(evaluation.loss()).isCloseTo(-Math.log(probabilities[1]), within(1e-15));
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatThrownBy(() -> new Model(Architecture.LENET5, NAMES, PADDED, new float[61_706]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lenet5: got 61706 parameters, expected 61111");
    assertThatThrownBy(
            () ->
                new Model(
                    Architecture.LENET5,
                    NAMES,
                    new Preprocessing(Preprocessing.Fit.PAD, 28, 32, 0, 1),
                    WEIGHTS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lenet5: got preprocessing to 28x32, expected 32x32");
  }
}
