package org.lenet5.network;

import static org.lenet5.layer.InitialRange.ROOT_FAN_IN_WITHOUT_BIAS;

import java.util.List;
import org.lenet5.layer.Connections;

/**
 * LeNet-1, the small ancestor (LeCun, Bottou, Bengio and Haffner 1998, section III.C; LeCun et al.
 * 1990, "Handwritten digit recognition with a back-propagation network", which has its table of
 * connections and its exact counts).
 */
final class LeNet1 {
  /** Which maps of S2 each map of C3 reads (LeCun et al. 1990, table 1, column by column). */
  private static final Connections TABLE_1 =
      new Connections(
          "TABLE_1",
          List.of(
              List.of(0),
              List.of(0, 1),
              List.of(0, 1),
              List.of(1),
              List.of(0, 1),
              List.of(0, 1),
              List.of(2),
              List.of(2, 3),
              List.of(2, 3),
              List.of(3),
              List.of(2, 3),
              List.of(2, 3)));

  private LeNet1() {}

  /**
   * For ten digits 2,578 parameters and 98,442 connections. A guess at the outputs: they are plain
   * sums, without the squashing of 1990.
   *
   * @param classes number of outputs
   */
  public static Network of(int classes) {
    // spotless:off
    Network network = Network.input(1, 28, 28).initialRange(ROOT_FAN_IN_WITHOUT_BIAS)
        .convolution("C1", 4, 5).scaledTanh()        //  4x24x24    104 parameters  59,904 connections
        .subsampling("S2", 2).scaledTanh()           //  4x12x12      8              2,880
        .convolution("C3", TABLE_1, 5).scaledTanh()  //   12x8x8    512             32,768
        .subsampling("S4", 2).scaledTanh()           //   12x4x4     24                960
        .dense("OUT", classes);                      //       10  1,930              1,930
    // spotless:on
    assert network.parameterCount() == 648 + 193 * classes;
    assert network.connections() == 96_512 + 193L * classes;
    return network;
  }
}
