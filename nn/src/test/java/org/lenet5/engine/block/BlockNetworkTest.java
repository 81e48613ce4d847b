package org.lenet5.engine.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lenet5.engine.block.Workspace.START;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lenet5.kernel.Kernels;
import org.lenet5.kernel.Lanes;
import org.lenet5.kernel.ScalarKernels;
import org.lenet5.layer.Shape;
import org.lenet5.network.LeNet5;
import org.lenet5.network.Network;

/** Networks at work on blocks: by hand, layer by layer, and made wider. */
class BlockNetworkTest {
  private static final int LANES = Lanes.LANES;

  /** Two steps by hand: a 1x2x2 input, one 2x2 kernel, one unit. */
  @Test
  void passesGoForwardAndBackward() {
    Network network = Network.input(1, 2, 2).convolution("C", 1, 2).dense("D", 1);
    float[] parameters = {1, 2, 3, 4, 5, 6, 7}; // kernel, its bias, the unit's weight and bias
    BlockNetwork blocks = new BlockNetwork(network, new ScalarKernels());
    Workspace workspace = blocks.forTraining();
    for (int lane = 0; lane < LANES; lane++) {
      for (int i = 0; i < 4; i++) {
        workspace.input()[START + i * LANES + lane] = lane + i;
      }
    }
    blocks.forward(parameters, workspace);
    for (int lane = 0; lane < LANES; lane++) {
      float convolved = 5 + lane + 2 * (lane + 1) + 3 * (lane + 2) + 4 * (lane + 3);
      assertThat(workspace.activation(0)[START + lane]).isEqualTo(convolved);
      assertThat(workspace.output()[START + lane]).isEqualTo(7 + 6 * convolved);
      workspace.outputGradient()[START + lane] = lane == 3 ? 1 : 0; // only lane 3's output counts
    }
    float[] gradient = new float[7];
    blocks.backward(parameters, workspace, gradient);
    float convolved = 5 + 3 + 2 * 4 + 3 * 5 + 4 * 6;
    assertThat(gradient).containsExactly(6 * 3, 6 * 4, 6 * 5, 6 * 6, 6, convolved, 1);
    blocks.backward(parameters, workspace, gradient);
    assertThat(gradient).as("added to").endsWith(2 * convolved, 2);
  }

  @Test
  void inferenceNeedsNoGradients() {
    Network network = Network.input(1, 4, 4).convolution("C1", 2, 3).tanh().dense("OUT", 3);
    float[] parameters = network.initialParameters(1);
    BlockNetwork blocks = new BlockNetwork(network, new ScalarKernels());
    Workspace training = blocks.forTraining();
    Workspace inference = blocks.forInference();
    for (int i = 0; i < training.input().length; i++) {
      training.input()[i] = i % 7;
      inference.input()[i] = i % 7;
    }
    blocks.forward(parameters, training);
    blocks.forward(parameters, inference);
    assertThat(inference.output()).isEqualTo(training.output()).hasSize(START + 3 * LANES);
    assertThat(inference.outputGradient()).isNull();
    assertThat(training.outputGradient()).hasSize(START + 3 * LANES);
    assertThat(training.activation(0)).as("in place").isSameAs(training.activation(1));
  }

  /** The windows leave a row and a column out. */
  @Test
  void tanhAndItsPoolAtOnceHaveTheBitsOfOneLayerAfterTheOther() {
    Kernels kernels = new ScalarKernels();
    Network network =
        Network.input(1, 7, 9).convolution("C1", 2, 3).tanh().averagePool("S2", 2).dense("OUT", 3);
    float[] parameters = network.initialParameters(1);
    BlockNetwork blocks = new BlockNetwork(network, new ScalarKernels());
    Workspace workspace = blocks.forTraining();
    for (int i = 0; i < workspace.input().length; i++) {
      workspace.input()[i] = i % 7 - 3;
    }
    float[] x = workspace.input().clone();
    blocks.forward(parameters, workspace);
    for (int i = START; i < START + 3 * LANES; i++) {
      workspace.outputGradient()[i] = i % 5 - 1.5f;
    }
    float[] dy = workspace.outputGradient().clone();
    float[] gradient = new float[network.parameterCount()];
    blocks.backward(parameters, workspace, gradient);

    List<BlockLayer> layers = network.layers().stream().map(BlockNetwork::layer).toList();
    float[] convolved = new float[START + 2 * 5 * 7 * LANES];
    float[] pooled = new float[START + 2 * 2 * 3 * LANES];
    float[] y = new float[START + 3 * LANES];
    float[] scratch = new float[START + layers.get(3).scratch()];
    layers.get(0).forward(kernels, parameters, x, convolved, scratch);
    layers.get(1).forward(kernels, parameters, convolved, convolved, scratch);
    layers.get(2).forward(kernels, parameters, convolved, pooled, scratch);
    layers.get(3).forward(kernels, parameters, pooled, y, scratch);
    assertThat(workspace.output()).isEqualTo(y);

    float[] d = new float[convolved.length];
    float[] dPooled = new float[pooled.length];
    float[] expected = new float[gradient.length];
    layers.get(3).backward(kernels, parameters, pooled, y, dy, dPooled, expected, scratch);
    layers.get(2).backward(kernels, parameters, convolved, pooled, dPooled, d, expected, scratch);
    layers.get(1).backward(kernels, parameters, convolved, convolved, d, d, expected, scratch);
    layers.get(0).backward(kernels, parameters, x, convolved, d, null, expected, scratch);
    assertThat(gradient).isEqualTo(expected).doesNotContain(0);
  }

  /** The outputs of a wide input are those of the windows that its columns see. */
  static Stream<Network> networks() {
    return Stream.of(
        LeNet5.original(List.of("0", "1", "8")),
        LeNet5.modern(4).direct(),
        Network.input(2, 9, 9)
            .convolution("C1", 3, 2)
            .tanh()
            .averagePool("S2", 2)
            .convolution("C3", 5, 4)
            .dense("OUT", 3));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void aWiderNetworkAnswersAtEachPosition(Network network) {
    // Each step of the output is a step of as many columns as the pools lead over.
    int step = network.layers().size() > 8 ? 4 : 2;
    int narrow = network.input().columns();
    Network wider = network.widened(narrow + 3 * step);
    assertThat(wider.parameterCount()).isEqualTo(network.parameterCount());
    int classes = network.output().size();
    assertThat(wider.output()).isEqualTo(new Shape(classes, 1, 4));
    float[] parameters = network.initialParameters(3);
    SplittableRandom random = new SplittableRandom(7);
    BlockNetwork wide = new BlockNetwork(wider, new ScalarKernels());
    Workspace all = wide.forInference();
    for (int i = START; i < all.input().length; i++) {
      all.input()[i] = (float) random.nextDouble(-1, 1);
    }
    wide.forward(parameters, all);
    BlockNetwork one = new BlockNetwork(network, new ScalarKernels());
    Workspace window = one.forInference();
    int rows = network.input().maps() * network.input().rows();
    int columns = wider.input().columns();
    for (int position = 0; position < 4; position++) {
      for (int row = 0; row < rows; row++) {
        System.arraycopy(
            all.input(),
            START + (row * columns + position * step) * LANES,
            window.input(),
            START + row * narrow * LANES,
            narrow * LANES);
      }
      one.forward(parameters, window);
      for (int c = 0; c < classes; c++) {
        for (int lane = 0; lane < LANES; lane++) {
          assertThat(all.output()[START + (c * 4 + position) * LANES + lane])
              .isEqualTo(window.output()[START + c * LANES + lane]);
        }
      }
    }
  }
}
