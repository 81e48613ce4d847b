package org.lenet5.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lenet5.layer.Connections;
import org.lenet5.layer.InitialRange;
import org.lenet5.layer.RbfCodes;
import org.lenet5.network.Architecture;
import org.lenet5.network.LeNet5;
import org.lenet5.network.Network;

class NetworkJsonTest {

  /** All types of layers, none of the sizes of the paper. */
  static Network own() {
    return Network.input(1, 20, 26)
        .initialRange(InitialRange.ROOT_FAN_IN_WITHOUT_BIAS)
        .convolution("first", 3, 3)
        .tanh()
        .averagePool("mean", 2)
        .convolution(
            "\"second\" é",
            new Connections(List.of(List.of(0, 1, 2), List.of(2), List.of(0, 2))),
            4)
        .scaledTanh()
        .subsampling("sum", 3)
        .dense("hidden", 84)
        .rbf("codes", RbfCodes.of(List.of("4", "~", " ", "\"")));
  }

  private static Network read(String text) throws ModelFileException {
    return NetworkJson.network("f", "key", text);
  }

  /** A text that has ' in place of ". */
  private static String json(String text) {
    return text.replace('\'', '"');
  }

  // Both directions.

  @Test
  void saysAllOfANetwork() {
    assertThat(NetworkJson.text(own()))
        .isEqualTo(
            json(
                "{'input':[1,20,26],'initialRange':'root-fan-in-without-bias','layers':["
                    + "{'type':'convolution','name':'first','maps':3,'kernel':3,'method':'direct'},"
                    + "{'type':'tanh'},"
                    + "{'type':'average-pool','name':'mean','window':2},"
                    + "{'type':'partial-convolution','name':'\\'second\\' é',"
                    + "'connections':[[0,1,2],[2],[0,2]],'kernel':4},"
                    + "{'type':'scaled-tanh'},"
                    + "{'type':'subsampling','name':'sum','window':3},"
                    + "{'type':'dense','name':'hidden','units':84,'positions':1},"
                    + "{'type':'rbf','name':'codes','characters':'4~ \\'','positions':1}]}"));
    assertThat(NetworkJson.text(LeNet5.modern(10)))
        .contains(
            json("{'type':'convolution','name':'C3','maps':16,'kernel':5,"),
            json("'method':'minimal-filtering'}"));
  }

  @ParameterizedTest
  @EnumSource
  void readsWhatItWrote(Architecture architecture) throws ModelFileException {
    for (int classes : new int[] {1, 2, 10}) {
      assertReadsWhatItWrote(architecture.network(classes));
    }
  }

  @Test
  void readsOtherNetworks() throws ModelFileException {
    assertReadsWhatItWrote(own());
    assertReadsWhatItWrote(LeNet5.modern(10).direct());
    assertReadsWhatItWrote(LeNet5.modern(10).widened(52)); // six positions, rows of 30 and 15
    assertReadsWhatItWrote(LeNet5.original(List.of("a", "b")).widened(40));
    assertReadsWhatItWrote(Network.input(7, 3, 2).dense("OUT", 1));
  }

  private static void assertReadsWhatItWrote(Network network) throws ModelFileException {
    String text = NetworkJson.text(network);
    Network read = read(text);
    assertThat(read).isEqualTo(network);
    assertThat(NetworkJson.text(read)).isEqualTo(text);
  }

  @Test
  void fieldsMayStandInAnyOrder() throws ModelFileException {
    assertThat(
            read(
                json(
                    " {'layers':[{'kernel':5,'method':'direct','name':'C1','maps':6,"
                        + "'type':'convolution'}, {'type':'tanh'}],\n"
                        + "'initialRange':'root-fan-in','input':[1,32,32]} ")))
        .isEqualTo(Network.input(1, 32, 32).convolution("C1", 6, 5).tanh());
  }

  // Hostile texts.

  private static final String TANH = "{'type':'tanh'}";

  /** A network of an input of 1x8x8 and some layers. */
  private static String layers(String... layers) {
    return "{'input':[1,8,8],'initialRange':'root-fan-in','layers':["
        + String.join(",", layers)
        + "]}";
  }

  private static Arguments layer(String layer, String got, String expected) {
    return arguments(layers(layer), got + " at character 56 of key", expected);
  }

  /** The reason is the layer's to say. */
  private static Arguments unfit(String layer) {
    return arguments(layers(layer), "a layer that can't be built (", "one that fits its input");
  }

  static Stream<Arguments> structures() {
    String fields = "input, initialRange and layers";
    return Stream.of(
        arguments("", "nothing in key", "an object that describes a network"),
        arguments("[]", "[ at character 0 of key", "an object that describes a network"),
        arguments("{}", "no input at character 1 of key", fields),
        arguments(
            "{'input':[1,8,8],'layers':[" + TANH + "]}",
            "no initialRange at character 43 of key",
            fields),
        arguments(
            "{'input':[1,8,8],'initialRange':'root-fan-in'}",
            "no layers at character 45 of key",
            fields),
        arguments(layers(), "no layers at character 56 of key", "at least one"),
        arguments(
            layers(TANH) + "{}",
            "{ at character 73 of key",
            "only spaces behind the network's object"),
        arguments(
            layers(TANH) + "x",
            "invalid JSON (Unrecognized token 'x') at character 73 of key",
            "a network"),
        arguments(
            layers(TANH).replace("{'input", "{'version':2,'input"),
            "\"version\" at character 1 of key",
            "input, initialRange or layers"),
        arguments(
            layers(TANH).replace("{'input", "{'input':[1,8,8],'input"),
            "invalid JSON (Duplicate Object property \"input\") at character 24 of key",
            "a network"),
        arguments(
            layers(TANH).replace("root-fan-in", "ROOT_FAN_IN"),
            "\"ROOT_FAN_IN\" at character 32 of key",
            "one of [root-fan-in, root-fan-in-without-bias, reported-rates]"),
        arguments(
            "[".repeat(100_000), "[ at character 0 of key", "an object that describes a network"),
        arguments(
            "{'layers':[" + "{'type':".repeat(100_000),
            "{ at character 19 of key",
            "a type of layer"),
        arguments(
            layers("{'type':'partial-convolution','connections':" + "[".repeat(100_000)),
            "[ at character 102 of key",
            "an integer from 0 to 4194304"),
        arguments(
            layers(TANH) + " ".repeat(1 << 20), "1048649 characters of key", "at most 1048576"));
  }

  static Stream<Arguments> inputs() {
    return Stream.of(
            arguments("[]", "an array of 0 at character 10 of key", "3 integers"),
            arguments("[8,8]", "an array of 2 at character 13 of key", "3 integers"),
            arguments("[1,8,8,8]", "8 at character 16 of key", "at most 3 integers"),
            arguments("[1,8,-8]", "-8 at character 14 of key", "an integer from 0 to 4194304"),
            arguments(
                "[1,8,2147483648]",
                "2147483648 at character 14 of key",
                "an integer from 0 to 4194304"),
            arguments(
                "[1,8,0]",
                "an input of [1, 8, 0] at character 15 of key",
                "sizes of at least 1 and 4194304 units"),
            arguments(
                "[1,65536,65536]",
                "an input of [1, 65536, 65536] at character 23 of key",
                "sizes of at least 1 and 4194304 units"))
        .map(
            a ->
                arguments(
                    layers(TANH).replace("[1,8,8]", (String) a.get()[0]), a.get()[1], a.get()[2]));
  }

  static Stream<Arguments> fields() {
    String types =
        "[convolution, partial-convolution, subsampling, average-pool, dense, rbf, tanh, scaled-tanh]";
    return Stream.of(
        arguments(layers("[]"), "[ at character 56 of key", "an object that describes a layer"),
        arguments(
            layers("null"), "null at character 56 of key", "an object that describes a layer"),
        layer("{}", "a layer without type", "one with one of " + types),
        layer("{'name':'C1'}", "a layer without type", "one with one of " + types),
        arguments(layers("{'type':'lstm'}"), "\"lstm\" at character 64 of key", "one of " + types),
        arguments(layers("{'type':1}"), "1 at character 64 of key", "a type of layer"),
        arguments(
            layers("{'type':'tanh','padding':1}"),
            "\"padding\" at character 71 of key",
            "a field of a layer"),
        arguments(
            layers("{'type':'tanh','type':'tanh'}"),
            "invalid JSON (Duplicate Object property \"type\") at character 77 of key",
            "a network"),
        layer("{'type':'tanh','name':'T'}", "a layer of type tanh with [name]", "one with []"),
        layer(
            "{'type':'dense','units':3,'positions':1}",
            "a layer of type dense with [positions, units]",
            "one with [name, positions, units]"),
        layer(
            "{'type':'dense','name':'F','units':3,'kernel':1,'positions':1}",
            "a layer of type dense with [kernel, name, positions, units]",
            "one with [name, positions, units]"),
        layer(
            "{'type':'convolution','name':'C','maps':3,'kernel':1}",
            "a layer of type convolution with [kernel, maps, name]",
            "one with [kernel, maps, method, name]"),
        arguments(
            layers("{'type':'convolution','method':'fft'}"),
            "\"fft\" at character 87 of key",
            "one of [direct, minimal-filtering]"),
        arguments(
            layers("{'name':''}"),
            "name \"\" at character 64 of key",
            "1 to 100 characters that can be printed"),
        arguments(
            layers("{'name':'\\u001b[2J'}"),
            "name \"\\u001b[2J\" at character 64 of key",
            "1 to 100 characters that can be printed"),
        arguments(
            layers("{'name':'" + "n".repeat(101) + "'}"),
            "name \"" + "n".repeat(80) + "...\" at character 64 of key",
            "1 to 100 characters that can be printed"),
        arguments(
            layers("{'name':'\\ud800'}"),
            "half a surrogate pair in \"\\ud800\" at character 64 of key",
            "valid Unicode"),
        arguments(
            layers(
                "{'type':'average-pool','name':'S','window':2}",
                "{'type':'average-pool','name':'S','window':2}"),
            "a second layer \"S\" at character 102 of key",
            "a name for each layer"),
        arguments(
            layers(Collections.nCopies(101, TANH).toArray(String[]::new)),
            "more layers at character 1656 of key",
            "at most 100"));
  }

  static Stream<Arguments> sizes() {
    String dense = "{'type':'dense','name':'F','units':%s,'positions':%s}";
    String convolution = "{'type':'convolution','name':'C','maps':%s,'kernel':%s,'method':'%s'}";
    return Stream.of(
        arguments(
            layers(dense.formatted("0", "1")),
            "0 at character 91 of key",
            "an integer from 1 to 4194304"),
        arguments(
            layers(dense.formatted("2147483648", "1")),
            "2147483648 at character 91 of key",
            "an integer from 1 to 4194304"),
        arguments(
            layers(dense.formatted("1e3", "1")),
            "1e3 at character 91 of key",
            "an integer from 1 to 4194304"),
        arguments(
            layers(dense.formatted("4194305", "1")),
            "4194305 at character 91 of key",
            "an integer from 1 to 4194304"),
        layer(dense.formatted("4194241", "1"), "4194305 units up to here", "at most 4194304"),
        layer(
            dense.formatted("1048576", "1"), "68157440 parameters up to here", "at most 67108864"),
        unfit(dense.formatted("3", "2")),
        layer(
            convolution.formatted("65536", "1", "direct"),
            "4194368 units up to here",
            "at most 4194304"),
        layer(
            convolution.formatted("4194304", "1", "direct"),
            "268435520 units up to here",
            "at most 4194304"),
        arguments(
            layers(convolution.formatted("30000", "1", "direct"), dense.formatted("30000", "1")),
            "a layer of 2^31 units or parameters at character 132 of key",
            "at most 4194304 units and 67108864 parameters"),
        arguments(
            layers(convolution.formatted("4194304", "1", "direct")).replace("[1,8,8]", "[1,512,8]"),
            "a layer of 2^31 units or parameters at character 58 of key",
            "at most 4194304 units and 67108864 parameters"),
        unfit(convolution.formatted("1", "9", "direct")),
        unfit(convolution.formatted("1", "4194304", "direct")),
        unfit(convolution.formatted("1", "5", "minimal-filtering")),
        unfit("{'type':'subsampling','name':'S','window':9}"),
        unfit("{'type':'average-pool','name':'S','window':4194304}"),
        unfit("{'type':'rbf','name':'OUT','characters':'01','positions':1}"),
        unfit("{'type':'rbf','name':'OUT','characters':'','positions':1}"),
        arguments(
            layers(
                "{'type':'rbf','name':'OUT','characters':'"
                    + "0".repeat(65_537)
                    + "','positions':1}"),
            "65537 characters at character 96 of key",
            "at most 65536"),
        unfit(partial("[]")),
        unfit(partial("[[]]")),
        unfit(partial("[[0],[0,0]]")),
        unfit(partial("[[1]]")),
        arguments(layers(partial("[0]")), "0 at character 112 of key", "an array of input maps"),
        arguments(
            layers(partial("[[-1]]")),
            "-1 at character 113 of key",
            "an integer from 0 to 4194304"));
  }

  private static String partial(String connections) {
    return "{'type':'partial-convolution','name':'C','connections':" + connections + ",'kernel':2}";
  }

  @ParameterizedTest
  @MethodSource({"structures", "inputs", "fields", "sizes"})
  void refuses(String text, String got, String expected) {
    assertThatThrownBy(() -> read(json(text)))
        .isInstanceOf(ModelFileException.class)
        .hasMessageStartingWith("f: got " + got)
        .hasMessageEndingWith(", expected " + expected);
  }

  /** Together they ask for more than each: 40 layers of 2,097,152 parameters. */
  @Test
  void boundsTheSumOfAllLayers() {
    List<String> layers = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      layers.add("{'type':'dense','name':'F%d','units':1448,'positions':1}".formatted(i));
    }
    assertThatThrownBy(() -> read(json(layers(layers.toArray(String[]::new)))))
        .isInstanceOf(ModelFileException.class)
        .hasMessageStartingWith("f: got 67234984 parameters up to here at character ")
        .hasMessageEndingWith(" of key, expected at most 67108864");
    // Few weights, each of them used at a million places, nearly.
    String wide =
        layers(
                "{'type':'convolution','name':'C1','maps':3,'kernel':1,'method':'direct'}",
                "{'type':'convolution','name':'C2','maps':1,'kernel':45,'method':'direct'}")
            .replace("[1,8,8]", "[1,900,900]");
    assertThatThrownBy(() -> read(json(wide)))
        .isInstanceOf(ModelFileException.class)
        .hasMessageStartingWith("f: got 4456963936 connections up to here at character ")
        .hasMessageEndingWith(" of key, expected at most 4294967296");
  }

  /** Few weights, but a code of 84 floats for each character: 22 MB for each of these layers. */
  @Test
  void boundsTheCodesOfAllLayers() {
    List<String> layers = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      layers.add(
          "{'type':'rbf','name':'R%d','characters':'%s','positions':1}"
              .formatted(i, "0".repeat(65_536)));
      layers.add("{'type':'dense','name':'D%d','units':84,'positions':1}".formatted(i));
    }
    String text = layers(layers.toArray(String[]::new)).replace("[1,8,8]", "[1,12,7]");
    assertThatThrownBy(() -> read(json(text)))
        .isInstanceOf(ModelFileException.class)
        .hasMessageStartingWith("f: got 131072 characters up to here at character ")
        .hasMessageEndingWith(" of key, expected at most 65536");
  }

  @Test
  void refusesEveryTruncation() {
    String whole = NetworkJson.text(own());
    for (int length = 0; length < whole.length(); length++) {
      String cut = whole.substring(0, length);
      assertThatThrownBy(() -> read(cut))
          .as("%d characters", length)
          .isInstanceOf(ModelFileException.class);
    }
  }

  /** Nothing but a network that can be written again or a refusal comes out. */
  @Test
  void survivesMutations() {
    String good = NetworkJson.text(own());
    int read = 0;
    for (int seed = 0; seed < 5_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      StringBuilder text = new StringBuilder(good);
      for (int n = random.nextInt(1, 4); n > 0; n--) {
        int at = random.nextInt(text.length());
        int end = Math.min(at + random.nextInt(1, 9), text.length());
        switch (random.nextInt(4)) {
          case 0 -> text.setCharAt(at, "{}[]\",:\\ 0129-.".charAt(random.nextInt(15)));
          case 1 -> text.setCharAt(at, (char) ('0' + random.nextInt(10)));
          case 2 -> text.insert(at, text.substring(at, end));
          default -> text.delete(at, end);
        }
      }
      try {
        Network network = read(text.toString());
        assertThat(read(NetworkJson.text(network))).as("seed %d", seed).isEqualTo(network);
        read++;
      } catch (ModelFileException e) {
        assertThat(e).hasMessageContaining(", expected ");
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
    // Else the mutations would be too harsh or too mild to try anything.
    assertThat(read).isBetween(80, 2_500);
  }
}
