package org.lenet5.nn;

/**
 * LeNet-5 (LeCun, Bottou, Bengio and Haffner 1998, "Gradient-based learning applied to document
 * recognition", section II.B) in the forms in which it is taught today: average pooling without
 * weights, a full C3, a linear output for softmax. Layers carry the paper's names.
 */
public final class LeNet5 {
  private LeNet5() {}

  /**
   * The modern network: 61,706 parameters and 416,520 multiply-adds for 10 classes.
   *
   * @param classes number of outputs
   */
  public static Network modern(int classes) {
    // spotless:off
    return Network.input(1, 32, 32)
        .convolution("C1", 6, 5).tanh()      //  6x28x28       156 parameters
        .averagePool("S2", 2)                //  6x14x14
        .convolution("C3", 16, 5).tanh()     // 16x10x10     2,416 parameters
        .averagePool("S4", 2)                //   16x5x5
        .convolution("C5", 120, 5).tanh()    //      120    48,120 parameters
        .dense("F6", 84).tanh()              //       84    10,164 parameters
        .dense("OUT", classes);              //       10       850 parameters
    // spotless:on
  }

  /**
   * The same without squashing between the convolutions, a form often printed by mistake: C1 to C5
   * are then one linear map. Kept to show what the tanh is for.
   *
   * @param classes number of outputs
   */
  public static Network withoutTanh(int classes) {
    // spotless:off
    return Network.input(1, 32, 32)
        .convolution("C1", 6, 5)             //  6x28x28       156 parameters
        .averagePool("S2", 2)                //  6x14x14
        .convolution("C3", 16, 5)            // 16x10x10     2,416 parameters
        .averagePool("S4", 2)                //   16x5x5
        .convolution("C5", 120, 5)           //      120    48,120 parameters
        .dense("F6", 84).tanh()              //       84    10,164 parameters
        .dense("OUT", classes);              //       10       850 parameters
    // spotless:on
  }
}
