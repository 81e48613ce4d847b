package org.lenet5.network;

import static org.lenet5.layer.InitialRange.ROOT_FAN_IN_WITHOUT_BIAS;

import java.util.List;
import java.util.stream.IntStream;
import org.lenet5.layer.Connections;

/**
 * LeNet-4 (LeCun, Bottou, Bengio and Haffner 1998, section III.C): four maps, eight subsampling
 * maps in pairs, 16 maps, 16 subsampling maps, 120 units, 10 outputs; about 17,000 parameters and
 * 260,000 multiply-adds.
 *
 * <p>The paper gives no tables of connections, so these are guesses. It calls the 120 units fully
 * connected, but then they alone have 48,120 parameters: what comes to both of its counts is C3
 * reading half of the eight maps and C5 reading four or five of the 16.
 */
final class LeNet4 {
  /** Two maps of S2 for each map of C1. */
  private static final Connections PAIRS =
      new Connections("PAIRS", IntStream.range(0, 8).mapToObj(o -> List.of(o / 2)).toList());

  /** Every choice of one map from each of the four pairs: the bits of C3's map. */
  private static final Connections ONE_OF_EACH_PAIR =
      new Connections(
          "ONE_OF_EACH_PAIR",
          IntStream.range(0, 16)
              .mapToObj(o -> IntStream.range(0, 4).map(i -> 2 * i + (o >> i & 1)).boxed().toList())
              .toList());

  /** Neighbours, the first after the last; each third unit reads four, the others five. */
  private static final Connections FOUR_OR_FIVE =
      new Connections(
          "FOUR_OR_FIVE",
          IntStream.range(0, 120)
              .mapToObj(
                  o ->
                      IntStream.range(o, o + (o % 3 == 0 ? 4 : 5))
                          .map(i -> i % 16)
                          .sorted()
                          .boxed()
                          .toList())
              .toList());

  private LeNet4() {}

  /**
   * For ten digits 17,098 parameters and 255,568 multiply-adds. The first subsampling is the mean
   * of each window, read by two maps with a coefficient and a bias each. A guess at the outputs:
   * they are plain sums.
   *
   * @param classes number of outputs
   */
  public static Network of(int classes) {
    // spotless:off
    Network network = Network.input(1, 32, 32).initialRange(ROOT_FAN_IN_WITHOUT_BIAS)
        .convolution("C1", 4, 5).scaledTanh()                 //  4x28x28     104 parameters   78,400 multiply-adds
        .averagePool("P2", 2)                                 //  4x14x14
        .convolution("S2", PAIRS, 1).scaledTanh()             //  8x14x14      16               1,568
        .convolution("C3", ONE_OF_EACH_PAIR, 5).scaledTanh()  // 16x10x10   1,616             160,000
        .subsampling("S4", 2).scaledTanh()                    //   16x5x5      32                 400
        .convolution("C5", FOUR_OR_FIVE, 5).scaledTanh()      //      120  14,120              14,000
        .dense("OUT", classes);                               //       10   1,210               1,200
    // spotless:on
    assert network.parameterCount() == 15_888 + 121 * classes;
    assert network.multiplyAdds() == 254_368 + 120L * classes;
    return network;
  }
}
