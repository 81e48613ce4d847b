package org.lenet5.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lenet5.nn.Workspace.START;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.lenet5.nn.kernel.Kernels;
import org.lenet5.nn.kernel.ScalarKernels;

class NetworkTest {
  private static final int LANES = Kernels.LANES;

  @Test
  void buildingLeavesTheShorterNetworkAsItWas() {
    Network shorter = Network.input(1, 4, 4).convolution("C1", 2, 3);
    Network longer = shorter.tanh().dense("OUT", 3);
    assertThat(shorter.layers()).hasSize(1);
    assertThat(shorter.output()).isEqualTo(new Shape(2, 2, 2));
    assertThat(longer.layers()).hasSize(3);
    assertThat(longer.parameterCount()).isEqualTo(20 + 27);
  }

  @Test
  void withoutLayersTheOutputIsTheInput() {
    Network network = Network.input(2, 3, 4);
    assertThat(network.output()).isEqualTo(new Shape(2, 3, 4));
    assertThat(network.parameterCount()).isZero();
    assertThat(network).hasToString("Network.input(2, 3, 4)");
  }

  /** Two steps by hand: a 1x2x2 input, one 2x2 kernel, one unit. */
  @Test
  void passesGoForwardAndBackward() {
    Network network = Network.input(1, 2, 2).convolution("C", 1, 2).dense("D", 1);
    float[] parameters = {1, 2, 3, 4, 5, 6, 7}; // kernel, its bias, the unit's weight and bias
    Workspace workspace = Workspace.forTraining(network);
    for (int lane = 0; lane < LANES; lane++) {
      for (int i = 0; i < 4; i++) {
        workspace.input()[START + i * LANES + lane] = lane + i;
      }
    }
    network.forward(new ScalarKernels(), parameters, workspace);
    for (int lane = 0; lane < LANES; lane++) {
      float convolved = 5 + lane + 2 * (lane + 1) + 3 * (lane + 2) + 4 * (lane + 3);
      assertThat(workspace.activation(0)[START + lane]).isEqualTo(convolved);
      assertThat(workspace.output()[START + lane]).isEqualTo(7 + 6 * convolved);
      workspace.outputGradient()[START + lane] = lane == 3 ? 1 : 0; // only lane 3's output counts
    }
    float[] gradient = new float[7];
    network.backward(new ScalarKernels(), parameters, workspace, gradient);
    float convolved = 5 + 3 + 2 * 4 + 3 * 5 + 4 * 6;
    assertThat(gradient).containsExactly(6 * 3, 6 * 4, 6 * 5, 6 * 6, 6, convolved, 1);
    network.backward(new ScalarKernels(), parameters, workspace, gradient);
    assertThat(gradient).as("added to").endsWith(2 * convolved, 2);
  }

  @Test
  void inferenceNeedsNoGradients() {
    Network network = Network.input(1, 4, 4).convolution("C1", 2, 3).tanh().dense("OUT", 3);
    float[] parameters = network.initialParameters(1);
    Workspace training = Workspace.forTraining(network);
    Workspace inference = Workspace.forInference(network);
    for (int i = 0; i < training.input().length; i++) {
      training.input()[i] = i % 7;
      inference.input()[i] = i % 7;
    }
    network.forward(new ScalarKernels(), parameters, training);
    network.forward(new ScalarKernels(), parameters, inference);
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
    Workspace workspace = Workspace.forTraining(network);
    for (int i = 0; i < workspace.input().length; i++) {
      workspace.input()[i] = i % 7 - 3;
    }
    float[] x = workspace.input().clone();
    network.forward(kernels, parameters, workspace);
    for (int i = START; i < START + 3 * LANES; i++) {
      workspace.outputGradient()[i] = i % 5 - 1.5f;
    }
    float[] dy = workspace.outputGradient().clone();
    float[] gradient = new float[network.parameterCount()];
    network.backward(kernels, parameters, workspace, gradient);

    List<Layer> layers = network.layers();
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

  @Test
  void refusesSizesThatDoNotFit() {
    Network network = Network.input(1, 4, 6);
    refused(() -> Network.input(0, 4, 4), "shape: got 0x4x4, expected sizes of at least 1");
    refused(
        () -> network.averagePool("S2", 5),
        "S2: got a window of 5, expected 1 to the size of the input 1x4x6");
    refused(
        () -> network.averagePool("S2", 0),
        "S2: got a window of 0, expected 1 to the size of the input 1x4x6");
    refused(
        () -> network.subsampling("S2", 5),
        "S2: got a window of 5, expected 1 to the size of the input 1x4x6");
    refused(
        () -> network.convolution("C3", new Connections(List.of(List.of(0, 1))), 2),
        "connections: got output map 0 reading [0, 1], expected one or more of the maps 0 to 0,"
            + " ascending");
    refused(() -> network.dense("F6", 0), "F6: got 0 units, expected at least 1");
    refused(
        () -> network.convolution("C1", 3, 5),
        "convolution: got 1 maps of 4x6, 3 output maps and a kernel of 5x5, expected at least one"
            + " map each and a kernel within the input");
    assertThatThrownBy(() -> new Shape(1 << 16, 1 << 16, 1))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void architecturesHaveNames() {
    assertThat(Architecture.of("lenet5")).isSameAs(Architecture.LENET5);
    assertThat(Architecture.of("lenet5-no-tanh")).isSameAs(Architecture.LENET5_NO_TANH);
    assertThat(Architecture.of("lenet5-1998")).isSameAs(Architecture.LENET5_1998);
    assertThat(Architecture.LENET5_1998.title()).isEqualTo("LeNet-5 (1998)");
    assertThatThrownBy(() -> Architecture.of("lenet6"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("model: got lenet6, expected %s", Architecture.ids());
    assertThat(Architecture.ids()).startsWith("lenet5, lenet5-no-tanh");
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
