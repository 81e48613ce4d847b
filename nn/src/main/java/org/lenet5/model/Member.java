package org.lenet5.model;

import java.util.List;
import org.lenet5.data.Image;
import org.lenet5.data.Preprocessor;
import org.lenet5.engine.Engine;
import org.lenet5.engine.Inference;
import org.lenet5.learning.Softmax;

/**
 * A model at work, alone or as one of a committee.
 *
 * @param values the float of each byte of its input, {@code [256]}
 */
record Member(Model model, Inference inference, Preprocessor preprocessor, float[] values) {

  /**
   * @throws IllegalArgumentException if there are none, or their classes differ
   */
  static List<Member> of(List<Model> models, Engine engine) {
    if (models.isEmpty()) {
      throw new IllegalArgumentException("models: got none, expected at least one");
    }
    for (Model model : models) {
      if (!model.classNames().equals(models.getFirst().classNames())) {
        throw new IllegalArgumentException(
            "models: got classes %s, expected the first one's %s"
                .formatted(model.classNames(), models.getFirst().classNames()));
      }
    }
    return models.stream().map(model -> of(model, engine)).toList();
  }

  private static Member of(Model model, Engine engine) {
    return new Member(
        model,
        engine.inference(model.network(), model.parameters()),
        new Preprocessor(model.preprocessing()),
        model.preprocessing().values());
  }

  /** One image, on the calling thread. */
  Prediction classify(Image image) {
    byte[] pixels = preprocessor.apply(image).pixels();
    float[] x = new float[pixels.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = values[pixels[i] & 0xff];
    }
    float[] y = new float[model.classNames().size()];
    inference.outputs(x, y);
    return prediction(y);
  }

  /** All images, in the engine's threads; one prediction for each, in order. */
  Prediction[] classify(List<Image> images) {
    Prediction[] predictions = new Prediction[images.size()];
    inference.outputs(images, model.preprocessing(), (i, y) -> predictions[i] = prediction(y));
    return predictions;
  }

  private Prediction prediction(float[] y) {
    double[] probabilities = new double[y.length];
    Softmax.probabilities(
        model.network().outputs(), y, model.calibration().temperature(), probabilities);
    return new Prediction(model.classNames(), probabilities);
  }
}
