package org.lenet5.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.lenet5.data.Preprocessing;
import org.lenet5.layer.Connections;
import org.lenet5.layer.PartialConvolution;
import org.lenet5.layer.Shape;
import org.lenet5.layer.Squashing;

/** The networks beside LeNet-5 in the paper's comparison. */
class PaperNetworksTest {

  /** The counts of 1990: 4,635 units, the constant one for biases included. */
  @Test
  void leNet1HasThePublishedCounts() {
    Network network = LeNet1.of(10);
    assertThat(network.parameterCount()).isEqualTo(2_578);
    assertThat(network.connections()).isEqualTo(98_442);
    int units =
        network.layers().stream()
            .filter(layer -> !(layer instanceof Squashing))
            .mapToInt(layer -> layer.output().size())
            .sum();
    assertThat(network.input().size() + units + 1).isEqualTo(4_635);
  }

  /** Two halves that share nothing: six maps of C3 read two maps of S2, six the other two. */
  @Test
  void leNet1sTableHasTwoHalves() {
    List<List<Integer>> inputs = table(LeNet1.of(10), "C3").inputs();
    assertThat(inputs.stream().mapToInt(List::size))
        .containsExactly(1, 2, 2, 1, 2, 2, 1, 2, 2, 1, 2, 2);
    for (int o = 0; o < 12; o++) {
      assertThat(inputs.get(o)).as("map %d", o).isSubsetOf(o < 6 ? List.of(0, 1) : List.of(2, 3));
    }
  }

  /** About 17,000 parameters and 260,000 multiply-adds, within 2%. */
  @Test
  void leNet4HasNearlyThePapersCounts() {
    Network network = LeNet4.of(10);
    assertThat(network.parameterCount()).isEqualTo(17_098);
    assertThat(network.multiplyAdds()).isEqualTo(255_568);
    assertThat(network.layers().stream().filter(layer -> !(layer instanceof Squashing)))
        .extracting(layer -> layer.output().toString())
        .containsExactly("4x28x28", "4x14x14", "8x14x14", "16x10x10", "16x5x5", "120", "10");
  }

  @Test
  void leNet4sTables() {
    Network network = LeNet4.of(10);
    assertThat(table(network, "S2").inputs().stream().map(List::getFirst))
        .containsExactly(0, 0, 1, 1, 2, 2, 3, 3);
    List<List<Integer>> c3 = table(network, "C3").inputs();
    assertThat(c3.stream().distinct()).hasSize(16);
    assertThat(c3)
        .allSatisfy(maps -> assertThat(maps.stream().map(i -> i / 2)).containsExactly(0, 1, 2, 3));
    List<List<Integer>> c5 = table(network, "C5").inputs();
    assertThat(c5.get(0)).containsExactly(0, 1, 2, 3);
    assertThat(c5.get(13)).containsExactly(0, 1, 13, 14, 15);
    assertThat(c5.stream().mapToInt(List::size).sum()).isEqualTo(560);
    for (int i = 0; i < 16; i++) {
      int map = i;
      assertThat(c5.stream().filter(maps -> maps.contains(map)).count())
          .as("readers of map %d", i)
          .isBetween(32L, 38L);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "linear, 7850, 7840",
    "mlp-300, 238510, 238200",
    "mlp-1000, 795010, 794000",
    "mlp-300-100, 266610, 266200",
    "mlp-500-150, 469160, 468500"
  })
  void fullyConnectedCounts(String id, int parameters, long multiplyAdds) {
    Network network = Architecture.of(id).network(10);
    assertThat(network.parameterCount()).isEqualTo(parameters);
    assertThat(network.multiplyAdds()).isEqualTo(multiplyAdds);
    assertThat(network.layers().stream().filter(layer -> layer.name().equals("scaledTanh")))
        .hasSize(id.split("-").length - 1);
  }

  @ParameterizedTest
  @EnumSource
  void everyArchitectureHasItsInputAndAnyNumberOfClasses(Architecture architecture) {
    Preprocessing preprocessing = architecture.preprocessing();
    for (int classes : new int[] {1, 7, 10}) {
      Network network = architecture.network(classes);
      assertThat(network.input())
          .isEqualTo(new Shape(1, preprocessing.rows(), preprocessing.columns()));
      assertThat(network.output()).isEqualTo(Shape.units(classes));
    }
    assertThat(Architecture.of(architecture.id())).isSameAs(architecture);
  }

  @Test
  void arePages() {
    assertThat(LeNet4.of(10))
        .hasToString(
            """
            Network.input(1, 32, 32).initialRange(ROOT_FAN_IN_WITHOUT_BIAS)
                .convolution("C1", 4, 5).scaledTanh()                 //   4x28x28       104 parameters
                .averagePool("P2", 2)                                 //   4x14x14
                .convolution("S2", PAIRS, 1).scaledTanh()             //   8x14x14        16 parameters
                .convolution("C3", ONE_OF_EACH_PAIR, 5).scaledTanh()  //  16x10x10     1,616 parameters
                .subsampling("S4", 2).scaledTanh()                    //    16x5x5        32 parameters
                .convolution("C5", FOUR_OR_FIVE, 5).scaledTanh()      //       120    14,120 parameters
                .dense("OUT", 10)                                     //        10     1,210 parameters""");
    assertThat(FullyConnected.of(10, 300, 100))
        .hasToString(
            """
            Network.input(1, 28, 28).initialRange(ROOT_FAN_IN_WITHOUT_BIAS)
                .dense("F1", 300).scaledTanh()      //       300   235,500 parameters
                .dense("F2", 100).scaledTanh()      //       100    30,100 parameters
                .dense("OUT", 10)                   //        10     1,010 parameters""");
  }

  private static Connections table(Network network, String name) {
    return network.layers().stream()
        .filter(layer -> layer.name().equals(name))
        .map(layer -> ((PartialConvolution) layer).table())
        .findFirst()
        .orElseThrow();
  }
}
