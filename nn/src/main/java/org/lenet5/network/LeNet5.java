package org.lenet5.network;

import static org.lenet5.layer.Connections.TABLE_I;
import static org.lenet5.layer.Convolution.Method.MINIMAL_FILTERING;
import static org.lenet5.layer.InitialRange.REPORTED_RATES;

import java.util.List;
import org.lenet5.layer.RbfCodes;

/**
 * LeNet-5 (LeCun, Bottou, Bengio and Haffner 1998, "Gradient-based learning applied to document
 * recognition", section II.B): the original, and the forms in which it is taught today, with
 * average pooling without weights, a full C3 and a linear output for softmax. Layers carry the
 * paper's names.
 */
public final class LeNet5 {
  private LeNet5() {}

  /**
   * The paper's network: for ten digits 60,000 parameters and 340,908 connections. Its outputs are
   * distances, the smallest wins.
   *
   * @param classNames one printable ASCII character for each class, whose picture is its code
   * @throws IllegalArgumentException if a class is called otherwise
   */
  public static Network original(List<String> classNames) {
    // spotless:off
    Network network = Network.input(1, 32, 32).initialRange(REPORTED_RATES)
        .convolution("C1", 6, 5).scaledTanh()          //  6x28x28     156 parameters  122,304 connections
        .subsampling("S2", 2).scaledTanh()             //  6x14x14      12               5,880
        .convolution("C3", TABLE_I, 5).scaledTanh()    // 16x10x10   1,516             151,600
        .subsampling("S4", 2).scaledTanh()             //   16x5x5      32               2,000
        .convolution("C5", 120, 5).scaledTanh()        //      120  48,120              48,120
        .dense("F6", 84).scaledTanh()                  //       84  10,164              10,164
        .rbf("OUT", RbfCodes.of(classNames));          //       10       0                 840
    // spotless:on
    assert network.parameterCount() == 60_000;
    assert network.connections() == 340_068 + 84L * classNames.size();
    return network;
  }

  /**
   * The modern network: 61,706 parameters and 416,520 multiply-adds for 10 classes.
   *
   * @param classes number of outputs
   */
  public static Network modern(int classes) {
    // spotless:off
    return Network.input(1, 32, 32)
        .convolution("C1", 6, 5).tanh()                      //  6x28x28       156 parameters
        .averagePool("S2", 2)                                //  6x14x14
        .convolution("C3", 16, 5, MINIMAL_FILTERING).tanh()  // 16x10x10     2,416 parameters
        .averagePool("S4", 2)                                //   16x5x5
        .convolution("C5", 120, 5).tanh()                    //      120    48,120 parameters
        .dense("F6", 84).tanh()                              //       84    10,164 parameters
        .dense("OUT", classes);                              //       10       850 parameters
    // spotless:on
  }

  /**
   * The {@linkplain #modern modern} network without squashing between the convolutions, a form
   * often printed by mistake: C1 to C5 are then one linear map. Kept to show what the tanh is for.
   *
   * @param classes number of outputs
   */
  public static Network withoutTanh(int classes) {
    // spotless:off
    return Network.input(1, 32, 32)
        .convolution("C1", 6, 5)                      //  6x28x28       156 parameters
        .averagePool("S2", 2)                         //  6x14x14
        .convolution("C3", 16, 5, MINIMAL_FILTERING)  // 16x10x10     2,416 parameters
        .averagePool("S4", 2)                         //   16x5x5
        .convolution("C5", 120, 5)                    //      120    48,120 parameters
        .dense("F6", 84).tanh()                       //       84    10,164 parameters
        .dense("OUT", classes);                       //       10       850 parameters
    // spotless:on
  }
}
