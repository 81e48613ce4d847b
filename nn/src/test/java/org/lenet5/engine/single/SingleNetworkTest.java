package org.lenet5.engine.single;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lenet5.engine.block.Workspace.START;
import static org.lenet5.layer.Convolution.Method.MINIMAL_FILTERING;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lenet5.engine.block.BlockNetwork;
import org.lenet5.engine.block.Workspace;
import org.lenet5.kernel.Kernels;
import org.lenet5.kernel.Lanes;
import org.lenet5.kernel.ScalarKernels;
import org.lenet5.layer.Connections;
import org.lenet5.network.Architecture;
import org.lenet5.network.LeNet5;
import org.lenet5.network.Network;

/** One sample by itself against the first lane of a block: the same floats. */
class SingleNetworkTest {
  private static final Kernels KERNELS = new ScalarKernels();

  static Stream<Network> networks() {
    return Stream.concat(
        Stream.of(Architecture.values()).map(architecture -> architecture.network(10)),
        Stream.of(
            Network.input(1, 1, 1).dense("A", 1),
            Network.input(3, 7, 17).tanh().convolution("A", 2, 3).tanh().convolution("B", 5, 2),
            Network.input(2, 9, 33).convolution("A", 3, 2).convolution("B", 2, 3).dense("C", 9),
            Network.input(2, 8, 20).convolution("A", connections(), 7).subsampling("B", 2),
            Network.input(2, 8, 8).averagePool("A", 3).dense("B", 4).tanh().dense("C", 11),
            Network.input(2, 6, 6).subsampling("A", 2).scaledTanh().convolution("B", 3, 3),
            Network.input(2, 5, 4).convolution("A", connections(), 4).averagePool("B", 1),
            Network.input(2, 4, 4).convolution("A", connections(), 4),
            Network.input(2, 5, 5).tanh().convolution("A", connections(), 5).dense("B", 3),
            Network.input(1, 30, 30).convolution("A", 2, 19).dense("B", 3),
            Network.input(2, 13, 14).convolution("A", 13, 4).tanh().averagePool("B", 3),
            Network.input(1, 14, 38)
                .convolution("A", 40, 3)
                .tanh()
                .averagePool("B", 5)
                .convolution("C", 3, 2)
                .dense("D", 40),
            // Rows of tiles by minimal filtering, with a pool behind tanh and without.
            Network.input(2, 9, 14)
                .convolution("A", 18, 5, MINIMAL_FILTERING)
                .tanh()
                .averagePool("B", 2)
                .dense("C", 3),
            Network.input(3, 6, 9).convolution("A", 4, 5, MINIMAL_FILTERING).scaledTanh(),
            // Several positions.
            LeNet5.original(List.of("0", "1", "2")).widened(40),
            LeNet5.modern(3).direct().widened(36),
            LeNet5.modern(3).widened(52)));
  }

  @Test
  void aFrozenConvolutionKnowsNoWayBack() {
    Network network = LeNet5.modern(10);
    float[] parameters = network.initialParameters(7);
    SingleNetwork frozen = new SingleNetwork(network, KERNELS);
    frozen.freeze(parameters);
    float[] dy = new float[10];
    assertThatThrownBy(() -> frozen.backward(parameters, dy, parameters.clone()))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("a frozen network has no backward pass");
  }

  private static Connections connections() {
    return new Connections(List.of(List.of(0), List.of(0, 1), List.of(1), List.of(1), List.of(1)));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void hasTheBitsOfTheFirstLane(Network network) {
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    float[] parameters = network.initialParameters(7);
    int classes = network.output().size();
    BlockNetwork blocks = new BlockNetwork(network, KERNELS);
    Workspace block = blocks.forTraining();
    SingleNetwork single = new SingleNetwork(network, KERNELS);
    SingleNetwork frozen = new SingleNetwork(network, KERNELS);
    frozen.freeze(network.initialParameters(8));
    frozen.freeze(parameters);
    float[] x = new float[network.input().size()];
    float[] y = new float[classes];
    float[] dy = new float[y.length];
    float[] gradient = new float[network.parameterCount()];
    // Twice: nothing may be left over from the sample before.
    for (int sample = 0; sample < 2; sample++) {
      Arrays.fill(block.input(), 0);
      Arrays.fill(block.outputGradient(), 0);
      for (int i = 0; i < x.length; i++) {
        x[i] = random.nextFloat(-1, 1);
        block.input()[START + i * Lanes.LANES] = x[i];
      }
      blocks.forward(parameters, block);
      frozen.forward(parameters, x, y);
      float[] fromFrozen = y.clone();
      single.forward(parameters, x, y);
      assertThat(y).isEqualTo(fromFrozen);
      for (int c = 0; c < classes; c++) {
        int at = START + c * Lanes.LANES;
        assertThat(y[c]).isEqualTo(block.output()[at]);
        dy[c] = random.nextFloat(-1, 1);
        block.outputGradient()[at] = dy[c];
      }
      float[] expected = new float[network.parameterCount()];
      blocks.backward(parameters, block, expected);
      Arrays.fill(gradient, Float.NaN);
      single.backward(parameters, dy, gradient);
      for (int i = 0; i < expected.length; i++) {
        // A sum of one lane and 15 zeros is never -0, one by itself may be.
        assertThat(gradient[i] + 0f).as("parameter %d", i).isEqualTo(expected[i]);
      }
    }
  }
}
