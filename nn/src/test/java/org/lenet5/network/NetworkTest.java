package org.lenet5.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.lenet5.layer.Connections;
import org.lenet5.layer.Shape;

class NetworkTest {
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
