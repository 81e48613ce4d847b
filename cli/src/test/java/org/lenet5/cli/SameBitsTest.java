package org.lenet5.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Equal options give equal weights, whatever computes them. */
class SameBitsTest {
  /**
   * The weights of {@link #run} on any machine. Changes only when the mathematics does: if it fails
   * here but nowhere else, this machine computes something else.
   */
  private static final String GOLDEN =
      "43254ec324d42a36517ff7f25133f918bf18991203dfc9cb8b66f15d96a0233d";

  /**
   * The weights of two epochs of the recipe that made the weights inside the program. If this
   * changes, they can't be made again: train and ship them anew.
   */
  private static final String GOLDEN_BEST =
      "eaef5b6783ddae5cc51559616ac74f5c8cc62bd1d53d3290a8a2b41f5e6ef636";

  @TempDir private static Path folder;
  private static Path data;

  @TempDir private Path temp;

  /** Blocks of 16: a batch of three and one of two and a part, so that slices and lanes vary. */
  @BeforeAll
  static void data() throws Exception {
    data = IdxFolder.of(folder.resolve("data"), 90, 20);
  }

  private Object[] run(Object... more) {
    Object[] args = {"train", "--data", data, "--epochs", 1, "--batch-size", 48};
    return with(with(args, more), "--out", temp.resolve("run"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void threadsChangeNothing(int threads) {
    assertThat(Cli.run(run("--threads", threads)).done().value("weights_sha256")).isEqualTo(GOLDEN);
  }

  @Test
  void theRecipeOfThePretrainedWeightsStaysAsItIs() {
    Object[] args = {"--recipe", "best", "--data", data, "--validation", "holdout:10"};
    assertThat(Cli.train(with(args, "--epochs", 2, "--out", temp.resolve("run"))))
        .isEqualTo(GOLDEN_BEST);
  }

  private static Object[] with(Object[] args, Object... more) {
    return Stream.of(args, more).flatMap(Stream::of).toArray();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Dlenet5.kernels=scalar",
        "-XX:UseAVX=0",
        "-XX:UseAVX=1",
        "-XX:UseAVX=2",
        "-XX:UseAVX=3"
      })
  void machinesChangeNothing(String option) throws Exception {
    Cli.Result result = Cli.child(List.of(option), temp, run("--threads", 2));
    assertThat(result.done().value("weights_sha256")).isEqualTo(GOLDEN);
  }

  /** On a machine that has the kernels; another one says that it has not, in one line. */
  @Test
  void simdChangesNothing() throws Exception {
    Cli.Result result = Cli.child(List.of("-Dlenet5.kernels=simd"), temp, run());
    if (result.exit() == 0) {
      assertThat(result.err()).contains("simd");
      assertThat(result.value("weights_sha256")).isEqualTo(GOLDEN);
    } else {
      assertThat(result.err())
          .endsWith(
              "lenet5.kernels: got simd, which this machine does not offer; expected scalar or best\n");
    }
  }

  @Test
  void seedAndDataChangeEverything() throws Exception {
    assertThat(Cli.run(run("--seed", 43)).done().value("weights_sha256")).isNotEqualTo(GOLDEN);
  }

  @Test
  void refusesKernelsItDoesNotKnow() throws Exception {
    Cli.Result result = Cli.child(List.of("-Dlenet5.kernels=cuda"), temp, run());
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).isEqualTo("lenet5.kernels: got cuda, expected scalar, simd or best\n");
    assertThat(temp.resolve("run")).doesNotExist();
  }
}
