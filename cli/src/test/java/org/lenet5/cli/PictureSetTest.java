package org.lenet5.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures that are not MNIST's, by the weights inside the program. */
class PictureSetTest {
  private static final Path KEPT = Path.of("../bench/images-off-mnist");

  @TempDir private Path temp;

  @Test
  void readsAlmostAllPicturesOffMnist() throws IOException {
    Map<String, Object> json =
        Cli.object(Cli.run("evaluate", "--images", KEPT, "--json").done().json());
    assertThat(json).containsEntry("images", "images-off-mnist").containsEntry("pictures", 280L);
    assertThat((double) json.get("accuracy")).isGreaterThanOrEqualTo(0.97);
    assertThat(Cli.array(json.get("mistakes")))
        .hasSize((int) Math.round(280 * (1 - (double) json.get("accuracy"))));
    assertThat(Cli.object(json.get("kinds")))
        .containsOnlyKeys("drawings", "fonts", "off-centre", "photographs", "strokes");
  }

  /** A 7 that is called a 1 is a mistake of its kind alone. */
  @Test
  void countsByKindAndListsMistakes() throws IOException {
    copy("fonts/7-0.png", "good/7-0.png");
    copy("fonts/2-0.png", "good/2-0.png");
    copy("fonts/7-1.png", "bad/1-9.png");
    List<String> lines = Cli.run("evaluate", "--images", temp).done().out().lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).matches("bad +0\\.00%  \\(0 of 1\\)");
    assertThat(lines.get(1)).matches("good +100\\.00%  \\(2 of 2\\)");
    assertThat(lines.get(2)).matches("all +66\\.67%  \\(2 of 3\\)");
    assertThat(lines.get(3)).matches("bad.1-9\\.png: 7 \\(\\d+\\.\\d%\\)");
  }

  @Test
  void refusesFoldersThatAreNoSets() throws IOException {
    refused(temp.resolve("none"), "expected a folder with a folder for each kind");
    refused(temp, "without pictures, expected files like fonts/7-3.png in it");
    Files.createDirectory(temp.resolve("empty"));
    Files.writeString(temp.resolve("empty/.DS_Store"), "of a system");
    refused(temp, "without pictures, expected files like fonts/7-3.png in it");
    Cli.Result data = Cli.run("evaluate", "--images", KEPT, "--data", "mnist");
    assertThat(data.exit()).isEqualTo(2);
    assertThat(data.err()).startsWith("--data: got it beside --images, expected one of the two");
  }

  /** One bad file costs itself alone; a folder may be a link; what systems leave is passed over. */
  @Test
  void goesOnPastFilesThatFail() throws IOException {
    copy("fonts/7-0.png", "else/7-0.png");
    Path set = Files.createDirectory(temp.resolve("set"));
    Files.createSymbolicLink(set.resolve("linked"), temp.resolve("else"));
    copy("fonts/2-0.png", "set/kind/2-0.png");
    copy("fonts/3-0.png", "set/kind/three-0.png");
    Files.writeString(set.resolve("kind/4-0.png"), "no picture");
    for (String left : List.of(".DS_Store", "._2-0.png", "Thumbs.db", "desktop.ini")) {
      Files.writeString(set.resolve("kind").resolve(left), "of a system");
    }
    Path out = temp.resolve("out");
    Cli.Result result = Cli.run("evaluate", "--images", set, "--out", out);
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out().lines())
        .satisfiesExactly(
            line -> assertThat(line).matches("kind +50\\.00%  \\(1 of 2\\)"),
            line -> assertThat(line).matches("linked +100\\.00%  \\(1 of 1\\)"),
            line -> assertThat(line).matches("all +66\\.67%  \\(2 of 3\\)"),
            line -> assertThat(line).startsWith("kind/4-0.png: got "),
            line ->
                assertThat(line)
                    .startsWith("kind/three-0.png: got a name for class 'three', expected one of"));
    assertThat(result.err())
        .contains("wrote evaluation.json, confusion.png, mistakes.png to " + out)
        .endsWith("--images: got 2 files of 4 that could not be measured, expected none\n");
    Map<String, Object> json = Cli.object(Cli.run("evaluate", "--images", set, "--json").json());
    assertThat(json).containsEntry("pictures", 3L);
    assertThat(Cli.array(json.get("failures"))).hasSize(2);
    assertThat(out.resolve("evaluation.json")).isNotEmptyFile();
    assertThat(out.resolve("mistakes.png")).isNotEmptyFile();
  }

  private void refused(Path folder, String message) {
    Cli.Result result = Cli.run("evaluate", "--images", folder);
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).contains(message).hasLineCount(1);
  }

  private void copy(String from, String to) throws IOException {
    Path target = temp.resolve(to);
    Files.createDirectories(target.getParent());
    Files.copy(KEPT.resolve(from), target);
  }
}
