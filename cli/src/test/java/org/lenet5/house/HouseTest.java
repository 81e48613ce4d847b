package org.lenet5.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lenet5.cli.Main;
import org.lenet5.io.ModelFile;
import org.lenet5.network.Network;
import org.lenet5.paper.Boosting;
import org.lenet5.run.Recipe;
import org.lenet5.simd.SimdKernelsProvider;

/** The arrows of the house: who may know whom. They lead downward, and in no circle. */
class HouseTest {
  /** By package, under org.lenet5, all that its classes may name; in reading order, upward. */
  private static final Map<String, Set<String>> ARROWS = new TreeMap<>();

  private static void arrows(String from, String... to) {
    Set<String> packages = new TreeSet<>();
    for (String name : to) {
      packages.add("org.lenet5." + name);
    }
    ARROWS.put("org.lenet5." + from, packages);
  }

  static {
    // nn
    arrows("base");
    arrows("pixel");
    arrows("kernel");
    arrows("data", "base", "pixel");
    arrows("layer", "base");
    arrows("network", "layer", "data");
    arrows("learning", "layer", "kernel");
    arrows("engine.block", "kernel", "layer", "network");
    arrows("engine.single", "kernel", "layer", "network");
    arrows(
        "engine",
        "base",
        "pixel",
        "data",
        "kernel",
        "layer",
        "network",
        "learning",
        "engine.block",
        "engine.single");
    arrows("model", "data", "layer", "network", "learning", "engine");
    arrows("eval", "data", "layer", "network", "learning", "engine", "model");
    arrows("train", "base", "data", "layer", "network", "learning", "engine", "model", "eval");
    arrows("reading", "pixel", "data");
    // simd
    arrows("simd", "kernel");
    // io
    String[] nn = {
      "data", "layer", "network", "learning", "engine", "model", "eval", "train", "reading"
    };
    arrows("io", nn);
    arrows("io.download", "io");
    // run
    arrows("run.chart", "data", "eval", "io");
    arrows("run", with(nn, "io", "io.download", "run.chart"));
    // paper
    arrows("paper.baseline", "base", "data", "eval");
    arrows("paper", with(nn, "base", "io", "run", "run.chart", "paper.baseline"));
    // the command
    arrows("cli", with(nn, "io", "io.download", "run", "run.chart", "paper"));
  }

  private static String[] with(String[] names, String... more) {
    List<String> all = new ArrayList<>(List.of(names));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static final List<Class<?>> ONE_OF_EACH_MODULE =
      List.of(
          Network.class,
          SimdKernelsProvider.class,
          ModelFile.class,
          Recipe.class,
          Boosting.class,
          Main.class);

  private static ClassGraph house;

  @BeforeAll
  static void read() throws IOException {
    house = ClassGraph.of(ONE_OF_EACH_MODULE.stream().map(HouseTest::place).toList());
  }

  private static Path place(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** Each use of a package that its user must not know. */
  private static List<String> wrongArrows(ClassGraph graph) {
    List<String> wrong = new ArrayList<>();
    graph
        .packages()
        .forEach(
            (from, others) -> {
              Set<String> known = ARROWS.getOrDefault(from, Set.of());
              others.stream()
                  .filter(to -> !known.contains(to))
                  .forEach(to -> wrong.add(from + " -> " + to));
            });
    return wrong;
  }

  @Test
  void theArrowsAreThoseOfTheHouse() {
    assertThat(house.packages()).hasSameSizeAs(ARROWS);
    assertThat(wrongArrows(house)).isEmpty();
    assertThat(ClassGraph.circles(ARROWS)).isEmpty();
  }

  @Test
  void thereAreNoCirclesOfClasses() {
    assertThat(house.circles()).isEmpty();
  }

  @Test
  void aPlantedBackArrowIsFound() {
    ClassGraph planted = house.with("org.lenet5.base.Team", "org.lenet5.network.Network");
    assertThat(wrongArrows(planted)).containsExactly("org.lenet5.base -> org.lenet5.network");
    ClassGraph circle = house.with("org.lenet5.network.Network", "org.lenet5.network.LeNet5");
    assertThat(circle.circles())
        .singleElement()
        .satisfies(
            members ->
                assertThat(members)
                    .contains("org.lenet5.network.Network", "org.lenet5.network.LeNet5"));
  }

  /** The kernels are for those who make them faster; what is under the pixels for nobody. */
  @Test
  void whatIsNotForUsersIsNotExported() {
    ModuleDescriptor nn =
        ModuleFinder.of(place(Network.class)).find("org.lenet5.nn").orElseThrow().descriptor();
    Map<String, Set<String>> exports = new TreeMap<>();
    nn.exports().forEach(export -> exports.put(export.source(), export.targets()));
    assertThat(exports.get("org.lenet5.kernel")).containsExactly("org.lenet5.simd");
    assertThat(exports.get("org.lenet5.base")).containsExactly("org.lenet5.paper");
    assertThat(exports)
        .doesNotContainKeys(
            "org.lenet5.pixel", "org.lenet5.engine.block", "org.lenet5.engine.single");
    assertThat(nn.requires()).hasSize(1);
  }
}
