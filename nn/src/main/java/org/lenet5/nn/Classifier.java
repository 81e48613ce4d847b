package org.lenet5.nn;

import org.lenet5.data.Image;
import org.lenet5.data.Preprocessing;
import org.lenet5.nn.kernel.Kernels;
import org.lenet5.nn.single.SingleNetwork;

/**
 * A model made ready to classify images one at a time, with the least latency and the bits of an
 * evaluation. Has room for one image at work: one for each thread.
 */
public final class Classifier {
  private final Model model;
  private final SingleNetwork network;
  private final float[] values;
  private final float[] x;
  private final float[] y;
  private final Outputs outputs;

  /** A classifier with the fastest kernels there are. */
  public Classifier(Model model) {
    this(model, Kernels.best());
  }

  /**
   * @param model its parameters must not change from now on
   */
  public Classifier(Model model, Kernels kernels) {
    this.model = model;
    Network layers = model.network();
    network = new SingleNetwork(layers, kernels);
    network.freeze(model.parameters());
    outputs = layers.outputs();
    values = model.preprocessing().values();
    x = new float[layers.input().size()];
    y = new float[layers.output().size() * Kernels.LANES];
  }

  /** Classifies one image of any size; it is fitted to the network's input as in training. */
  public Prediction classify(Image image) {
    Preprocessing preprocessing = model.preprocessing();
    byte[] pixels = preprocessing.apply(image).pixels();
    for (int i = 0; i < x.length; i++) {
      x[i] = values[pixels[i] & 0xff];
    }
    network.forward(model.parameters(), x, y);
    double[] probabilities = new double[model.classNames().size()];
    Softmax.probabilities(outputs, y, 0, model.calibration().temperature(), probabilities);
    return new Prediction(model.classNames(), probabilities);
  }
}
