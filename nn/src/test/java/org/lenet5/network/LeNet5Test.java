package org.lenet5.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.lenet5.layer.Connections;
import org.lenet5.layer.Layer;
import org.lenet5.layer.Outputs;
import org.lenet5.layer.Parameter;
import org.lenet5.layer.Shape;
import org.lenet5.layer.Squashing;

/** What the review prints about its network, and what PyTorch says of starting weights. */
class LeNet5Test {
  private static final Network MODERN = LeNet5.modern(10);
  private static final List<String> DIGITS =
      List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
  private static final Network ORIGINAL = LeNet5.original(DIGITS);

  @Test
  void hasTheReviewsParameters() {
    assertThat(MODERN.parameterCount()).isEqualTo(61_706);
    assertThat(MODERN.layers().stream().filter(layer -> layer.parameterCount() > 0))
        .extracting(Layer::name, Layer::parameterCount)
        .containsExactly(
            tuple("C1", 156),
            tuple("C3", 2_416),
            tuple("C5", 48_120),
            tuple("F6", 10_164),
            tuple("OUT", 850));
    assertThat(LeNet5.withoutTanh(10).parameters()).isEqualTo(MODERN.parameters());
  }

  /** Section II.B of the paper, layer by layer. */
  @Test
  void originalHasThePapersParametersAndConnections() {
    assertThat(ORIGINAL.layers().stream().filter(layer -> layer.connections() > 0))
        .extracting(Layer::name, Layer::parameterCount, Layer::connections)
        .containsExactly(
            tuple("C1", 156, 122_304L),
            tuple("S2", 12, 5_880L),
            tuple("C3", 1_516, 151_600L),
            tuple("S4", 32, 2_000L),
            tuple("C5", 48_120, 48_120L),
            tuple("F6", 10_164, 10_164L),
            tuple("OUT", 0, 840L));
    assertThat(ORIGINAL.parameterCount()).isEqualTo(60_000);
    assertThat(ORIGINAL.connections()).isEqualTo(340_908);
  }

  @Test
  void originalHasThePapersShapes() {
    assertThat(ORIGINAL.layers().stream().filter(layer -> !(layer instanceof Squashing)))
        .extracting(layer -> layer.output().toString())
        .containsExactly("6x28x28", "6x14x14", "16x10x10", "16x5x5", "120", "84", "10");
    assertThat(ORIGINAL.layers().stream().filter(layer -> layer instanceof Squashing))
        .hasSize(6)
        .extracting(Layer::type)
        .containsOnly("ScaledTanh");
    assertThat(ORIGINAL.outputs()).isEqualTo(Outputs.DISTANCES);
    assertThat(MODERN.outputs()).isEqualTo(Outputs.SCORES);
  }

  @Test
  void originalsParametersLieInOrderWithoutGaps() {
    int at = 0;
    for (Parameter parameter : ORIGINAL.parameters()) {
      assertThat(parameter.offset()).as(parameter.name()).isEqualTo(at);
      at += parameter.size();
    }
    assertThat(at).isEqualTo(60_000);
    assertThat(ORIGINAL.parameters())
        .extracting(Parameter::name, Parameter::shape)
        .startsWith(
            tuple("C1.weight", List.of(6, 1, 5, 5)),
            tuple("C1.bias", List.of(6)),
            tuple("S2.weight", List.of(6)),
            tuple("S2.bias", List.of(6)),
            tuple("C3.weight", List.of(60, 5, 5)),
            tuple("C3.bias", List.of(16)));
  }

  /** The paper: six maps of three adjacent ones, six of four, three with a gap, one of all. */
  @Test
  void tableOne() {
    Connections table = Connections.TABLE_I;
    assertThat(table.count()).isEqualTo(60);
    for (int o = 0; o < 12; o++) {
      int first = o % 6;
      assertThat(table.inputs().get(o))
          .as("map %d", o)
          .containsExactlyElementsOf(
              IntStream.range(first, first + (o < 6 ? 3 : 4))
                  .map(i -> i % 6)
                  .sorted()
                  .boxed()
                  .toList());
    }
    assertThat(table.inputs().subList(12, 16))
        .containsExactly(
            List.of(0, 1, 3, 4),
            List.of(1, 2, 4, 5),
            List.of(0, 2, 3, 5),
            List.of(0, 1, 2, 3, 4, 5));
    for (int i = 0; i < 6; i++) {
      int map = i;
      assertThat(table.inputs().stream().filter(maps -> maps.contains(map))).hasSize(10);
    }
  }

  @ParameterizedTest
  @CsvSource({"A, 340152", "AB, 340236", "ABCDEFGHIJKLMNOPQRSTUVWXYZ, 342252"})
  void originalReadsAnyCharacters(String characters, long connections) {
    Network network = LeNet5.original(List.of(characters.split("")));
    assertThat(network.output()).isEqualTo(Shape.units(characters.length()));
    assertThat(network.parameterCount()).isEqualTo(60_000);
    assertThat(network.connections()).isEqualTo(connections);
    assertThat(Architecture.LENET5_1998.network(10).connections()).isEqualTo(340_908);
    assertThatThrownBy(() -> Architecture.LENET5_1998.network(11))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("class names: got \"10\"");
  }

  @Test
  void doesTheDesignsWork() {
    assertThat(MODERN.multiplyAdds()).isEqualTo(416_520);
    assertThat(LeNet5.withoutTanh(10).multiplyAdds()).isEqualTo(416_520);
    assertThat(MODERN.layers().stream().mapToLong(Layer::multiplyAdds).filter(n -> n > 0))
        .containsExactly(117_600L, 240_000L, 48_000L, 10_080L, 840L);
  }

  @Test
  void hasTheReviewsShapes() {
    assertThat(MODERN.layers())
        .extracting(layer -> layer.output().toString())
        .containsExactly(
            "6x28x28",
            "6x28x28",
            "6x14x14",
            "16x10x10",
            "16x10x10",
            "16x5x5",
            "120",
            "120",
            "84",
            "84",
            "10");
    assertThat(MODERN.input()).isEqualTo(new Shape(1, 32, 32));
  }

  @Test
  void parametersLieInOrderWithoutGaps() {
    assertThat(MODERN.parameters())
        .containsExactly(
            new Parameter("C1.weight", List.of(6, 1, 5, 5), 0, 25),
            new Parameter("C1.bias", List.of(6), 150, 25),
            new Parameter("C3.weight", List.of(16, 6, 5, 5), 156, 150),
            new Parameter("C3.bias", List.of(16), 2_556, 150),
            new Parameter("C5.weight", List.of(120, 16, 5, 5), 2_572, 400),
            new Parameter("C5.bias", List.of(120), 50_572, 400),
            new Parameter("F6.weight", List.of(84, 120), 50_692, 120),
            new Parameter("F6.bias", List.of(84), 60_772, 120),
            new Parameter("OUT.weight", List.of(10, 84), 60_856, 84),
            new Parameter("OUT.bias", List.of(10), 61_696, 84));
  }

  @ParameterizedTest
  @CsvSource({"2, 61026", "10, 61706", "26, 63066", "62, 66126"})
  void hasAnyNumberOfClasses(int classes, int parameters) {
    for (Architecture architecture : List.of(Architecture.LENET5, Architecture.LENET5_NO_TANH)) {
      Network network = architecture.network(classes);
      assertThat(network.output()).isEqualTo(Shape.units(classes));
      assertThat(network.parameterCount()).isEqualTo(parameters);
    }
  }

  @Test
  void isAPage() {
    assertThat(MODERN)
        .hasToString(
            """
            Network.input(1, 32, 32)
                .convolution("C1", 6, 5).tanh()                      //   6x28x28       156 parameters
                .averagePool("S2", 2)                                //   6x14x14
                .convolution("C3", 16, 5, MINIMAL_FILTERING).tanh()  //  16x10x10     2,416 parameters
                .averagePool("S4", 2)                                //    16x5x5
                .convolution("C5", 120, 5).tanh()                    //       120    48,120 parameters
                .dense("F6", 84).tanh()                              //        84    10,164 parameters
                .dense("OUT", 10)                                    //        10       850 parameters""");
    assertThat(LeNet5.withoutTanh(62))
        .hasToString(
            """
            Network.input(1, 32, 32)
                .convolution("C1", 6, 5)                      //   6x28x28       156 parameters
                .averagePool("S2", 2)                         //   6x14x14
                .convolution("C3", 16, 5, MINIMAL_FILTERING)  //  16x10x10     2,416 parameters
                .averagePool("S4", 2)                         //    16x5x5
                .convolution("C5", 120, 5)                    //       120    48,120 parameters
                .dense("F6", 84).tanh()                       //        84    10,164 parameters
                .dense("OUT", 62)                             //        62     5,270 parameters""");
    assertThat(ORIGINAL)
        .hasToString(
            """
            Network.input(1, 32, 32).initialRange(REPORTED_RATES)
                .convolution("C1", 6, 5).scaledTanh()        //   6x28x28       156 parameters
                .subsampling("S2", 2).scaledTanh()           //   6x14x14        12 parameters
                .convolution("C3", TABLE_I, 5).scaledTanh()  //  16x10x10     1,516 parameters
                .subsampling("S4", 2).scaledTanh()           //    16x5x5        32 parameters
                .convolution("C5", 120, 5).scaledTanh()      //       120    48,120 parameters
                .dense("F6", 84).scaledTanh()                //        84    10,164 parameters
                .rbf("OUT", "0123456789")                    //        10""");
  }

  @Test
  void isTheSamePageInEveryCountry() {
    String page = MODERN.toString();
    Locale usual = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(MODERN).hasToString(page);
    } finally {
      Locale.setDefault(usual);
    }
  }

  /** The values of an independent SplitMix64, in Python. */
  @Test
  void startsFromGoldenWeights() {
    float[] weights = MODERN.initialParameters(42);
    assertThat(weights[0]).isEqualTo(-0x1.7df2b8p-3f);
    assertThat(weights[149]).isEqualTo(0x1.191f86p-4f);
    assertThat(weights[150]).isEqualTo(-0x1.5053eap-3f);
    assertThat(weights[156]).isEqualTo(0x1.2432d0p-4f);
    assertThat(weights[2_572]).isEqualTo(0x1.444f7ap-5f);
    assertThat(weights[60_855]).isEqualTo(0x1.0beb4ep-4f);
    assertThat(weights[61_705]).isEqualTo(0x1.1895a6p-4f);
    assertThat(MODERN.initialParameters(42)).isEqualTo(weights);
    assertThat(MODERN.initialParameters(43)).isNotEqualTo(weights);
  }

  /** 1.4/sqrt(F), for C3 with the F of each map, and biases of zero. */
  @Test
  void originalStartsInItsRange() {
    float[] weights = ORIGINAL.initialParameters(1);
    int[] inputs = {3, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 4, 6};
    double[] largest = new double[17];
    for (Parameter parameter : ORIGINAL.parameters()) {
      int units = parameter.shape().getFirst();
      int each = parameter.size() / units;
      for (int i = 0; i < parameter.size(); i++) {
        float weight = weights[parameter.offset() + i];
        int map = i / each; // output map, or connection in C3.weight
        if (parameter.name().equals("C3.weight")) {
          map = 0;
          for (int kernels = i / 25; kernels >= inputs[map]; map++) {
            kernels -= inputs[map];
          }
        }
        int fanIn =
            switch (parameter.name().substring(0, 2)) {
              case "C1" -> 25;
              case "C3" -> 25 * inputs[map];
              case "C5" -> 400;
              default -> 120;
            };
        switch (parameter.name()) {
          case "S2.weight", "S4.weight" -> assertThat(weight).isEqualTo(0.5f);
          case String name when name.endsWith(".bias") -> assertThat(weight).isZero();
          default -> {
            double scaled = Math.abs(weight) * Math.sqrt(fanIn) / 1.4;
            assertThat(scaled).as(parameter.name()).isLessThanOrEqualTo(1 + 0x1p-24);
            int bin = parameter.name().startsWith("C3") ? map : 16;
            largest[bin] = Math.max(largest[bin], scaled);
          }
        }
      }
    }
    assertThat(Arrays.stream(largest)).allMatch(share -> share > 0.9);
    assertThat(ORIGINAL.initialParameters(1)).isEqualTo(weights);
    assertThat(ORIGINAL.initialParameters(2)).isNotEqualTo(weights);
  }

  /** Uniform in +-b has the mean 0, the mean square b^2/3 and the mean fourth power b^4/5. */
  @ParameterizedTest
  @EnumSource(names = {"LENET5", "LENET5_NO_TANH"})
  void startsUniformWithinOneOverRootFanIn(Architecture architecture) {
    Network network = architecture.network(10);
    float[] weights = network.initialParameters(1);
    for (Parameter parameter : network.parameters()) {
      double bound = 1 / Math.sqrt(parameter.fanIns().getFirst());
      double[] scaled =
          IntStream.range(parameter.offset(), parameter.offset() + parameter.size())
              .mapToDouble(i -> weights[i] / bound)
              .toArray();
      // Rounding to float may carry a value onto the bound and not beyond.
      assertThat(Arrays.stream(scaled))
          .as(parameter.name())
          .allMatch(value -> Math.abs(value) <= 1 + 0x1p-24);
      if (parameter.size() >= 100) {
        double sigmas = 5 / Math.sqrt(parameter.size());
        double mean = Arrays.stream(scaled).average().orElseThrow();
        double square = Arrays.stream(scaled).map(value -> value * value).average().orElseThrow();
        double largest = Arrays.stream(scaled).map(Math::abs).max().orElseThrow();
        assertThat(mean).isCloseTo(0, within(sigmas * Math.sqrt(1 / 3.0)));
        assertThat(square).isCloseTo(1 / 3.0, within(sigmas * Math.sqrt(1 / 5.0 - 1 / 9.0)));
        assertThat(largest).isGreaterThan(0.9);
      }
    }
  }
}
