package org.lenet5.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The walks of CONTRIBUTING lead through files that there are, and never back up the house. */
class ContributingTest {
  /** From the ground up. */
  private static final List<String> FLOORS =
      List.of(
          "base",
          "pixel",
          "data",
          "kernel",
          "layer",
          "network",
          "learning",
          "engine/block",
          "engine/single",
          "engine",
          "model",
          "eval",
          "train",
          "reading",
          "io",
          "run/chart",
          "run",
          "paper",
          "cli");

  private static final Pattern STEP =
      Pattern.compile("^\\d+\\. \\[`(\\w+)`]\\((\\S+/org/lenet5/(\\S+)/(\\w+)\\.java)\\)$");

  @Test
  void eachStepIsAFileFurtherDown() throws IOException {
    // The test runs in the module's folder, the page lies above it.
    List<List<Integer>> walks = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("..", "CONTRIBUTING.md"))) {
      if (line.startsWith("## A walk: ")) {
        walks.add(new ArrayList<>());
      }
      Matcher step = STEP.matcher(line);
      if (step.matches()) {
        assertThat(Path.of("..", step.group(2))).isRegularFile();
        assertThat(step.group(4)).isEqualTo(step.group(1));
        assertThat(FLOORS).contains(step.group(3));
        walks.getLast().add(FLOORS.indexOf(step.group(3)));
      }
    }
    assertThat(walks).hasSize(2);
    for (List<Integer> floors : walks) {
      assertThat(floors).hasSizeGreaterThan(6);
      for (int i = 1; i < floors.size(); i++) {
        assertThat(floors.get(i)).as("step %d", i + 1).isLessThanOrEqualTo(floors.get(i - 1));
      }
    }
  }
}
