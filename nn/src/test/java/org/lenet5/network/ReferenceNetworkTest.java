package org.lenet5.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lenet5.layer.Connections;
import org.lenet5.layer.Parameter;
import org.lenet5.layer.RbfCodes;

/** The reference's gradients against central differences of its own loss. */
class ReferenceNetworkTest {
  /** A step that balances the cut-off, h^2/6 of a third derivative, with roundings, 1e-16/h. */
  private static final double H = 1e-5;

  /**
   * Both errors above are about 2e-11; the largest gradients here are 0.01 and more. Relative to
   * the largest gradient of the same array.
   */
  private static final double RELATIVE = 1e-7;

  static Stream<Network> networks() {
    return Stream.of(
        Network.input(1, 8, 8)
            .convolution("C1", 2, 3)
            .tanh()
            .averagePool("S2", 2)
            .convolution("C3", 3, 2)
            .tanh()
            .dense("OUT", 4),
        // A pool that leaves a column out, a convolution over its whole input, a tanh at the end.
        Network.input(2, 6, 7)
            .tanh()
            .averagePool("S2", 2)
            .convolution("C5", 5, 3)
            .dense("OUT", 3)
            .tanh(),
        // What the original network adds.
        Network.input(2, 7, 6)
            .subsampling("S2", 2)
            .scaledTanh()
            .convolution("C3", new Connections(List.of(List.of(1), List.of(0, 1))), 2)
            .scaledTanh()
            .dense("F6", RbfCodes.LENGTH)
            .scaledTanh()
            .rbf("OUT", RbfCodes.of(List.of("a", "b", "c"))));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void gradientsAreDerivatives(Network network) {
    SplittableRandom random = new SplittableRandom(7);
    ReferenceNetwork reference = new ReferenceNetwork(network);
    double[] p = random.doubles(network.parameterCount(), -0.5, 0.5).toArray();
    double[] x = random.doubles(network.input().size(), -1, 1).toArray();
    double[] scratch = new double[network.output().size()];
    DoubleSupplier loss =
        () ->
            ReferenceNetwork.crossEntropy(
                reference.forward(p, x)[network.layers().size()], 1, scratch);

    double[] dOutput = new double[network.output().size()];
    double[] dp = new double[p.length];
    double[][] activations = reference.forward(p, x);
    ReferenceNetwork.crossEntropy(activations[activations.length - 1], 1, dOutput);
    double[] dx = reference.backward(p, activations, dOutput, dp);

    check("input", x, 0, x.length, dx, loss);
    for (Parameter parameter : network.parameters()) {
      int from = parameter.offset();
      check(parameter.name(), p, from, from + parameter.size(), dp, loss);
    }
  }

  private static void check(
      String name, double[] values, int from, int to, double[] gradient, DoubleSupplier loss) {
    double largest = Arrays.stream(gradient, from, to).map(Math::abs).max().orElseThrow();
    assertThat(largest).as(name).isGreaterThan(0.001);
    for (int i = from; i < to; i++) {
      double value = values[i];
      values[i] = value + H;
      double above = loss.getAsDouble();
      values[i] = value - H;
      double below = loss.getAsDouble();
      values[i] = value;
      assertThat(gradient[i])
          .as("%s[%d]", name, i - from)
          .isCloseTo((above - below) / (2 * H), within(RELATIVE * largest));
    }
  }
}
