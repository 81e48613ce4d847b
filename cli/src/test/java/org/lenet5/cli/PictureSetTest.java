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
    copy("fonts/7-0.png", "kind/seven-0.png");
    refused(temp, "got a name for class 'seven', expected one of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]");
    Files.delete(temp.resolve("kind/seven-0.png"));
    Files.writeString(temp.resolve("kind/7-0.png"), "no picture");
    refused(temp, "7-0.png: got ");
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
