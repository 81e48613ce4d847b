package org.lenet5.network;

import static org.lenet5.layer.InitialRange.ROOT_FAN_IN_WITHOUT_BIAS;

/**
 * The paper's networks that know nothing of images (LeCun, Bottou, Bengio and Haffner 1998, section
 * III.C): 28x28 pixels, layers of hidden units that read everything before them, and outputs. It
 * calls them 28x28-300-10 and the like; without hidden units it is the linear classifier.
 */
final class FullyConnected {
  private FullyConnected() {}

  /**
   * With 300 hidden units and ten outputs 238,510 parameters, with 1000 795,010, with 300 and 100
   * 266,610, with 500 and 150 469,160, without any 7,850. A guess at the outputs: they are plain
   * sums.
   *
   * @param classes number of outputs
   * @param hidden units of each hidden layer
   */
  public static Network of(int classes, int... hidden) {
    Network network = Network.input(1, 28, 28).initialRange(ROOT_FAN_IN_WITHOUT_BIAS);
    for (int i = 0; i < hidden.length; i++) {
      network = network.dense("F" + (i + 1), hidden[i]).scaledTanh();
    }
    return network.dense("OUT", classes);
  }
}
