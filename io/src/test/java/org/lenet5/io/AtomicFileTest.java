package org.lenet5.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

  private static final AtomicFile.Content NEW =
      out -> out.write("new".getBytes(StandardCharsets.UTF_8));

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void writeOld() throws IOException {
    file = Files.writeString(folder.resolve("file"), "old");
  }

  private void assertOnlyFileHolds(String content) throws IOException {
    assertThat(file).hasContent(content);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void replacesAFile() throws IOException {
    AtomicFile.write(file, NEW);
    assertOnlyFileHolds("new");
  }

  @Test
  void makesAFile() throws IOException {
    Files.delete(file);
    AtomicFile.write(file, NEW);
    assertOnlyFileHolds("new");
  }

  @Test
  void isNotSeenBeforeItIsWhole() throws IOException {
    AtomicFile.write(
        file,
        out -> {
          out.write(new byte[1 << 20]);
          out.flush();
          assertThat(file).hasContent("old");
        });
    assertThat(file).hasSize(1 << 20);
  }

  @Test
  void keepsTheOldFileIfTheWriterFails() throws IOException {
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(new byte[1 << 20]);
                      throw new IOException("No space left on device");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("%s: got No space left on device, expected to write it", file);
    assertOnlyFileHolds("old");
  }

  @Test
  void keepsTheOldFileIfTheWriterThrowsAnythingElse() throws IOException {
    IllegalStateException bug = new IllegalStateException("bug");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(1);
                      throw bug;
                    }))
        .isSameAs(bug);
    assertOnlyFileHolds("old");
  }

  @Test
  void keepsTheOldFileIfItsThreadIsInterrupted() throws IOException {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> AtomicFile.write(file, NEW)).isInstanceOf(IOException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertOnlyFileHolds("old");
  }

  @Test
  void letsTheWriterClose() throws IOException {
    AtomicFile.write(
        file,
        out -> {
          try (out) {
            NEW.writeTo(out);
          }
        });
    assertOnlyFileHolds("new");
  }

  /** Only the target's, and only those whose writer is dead. */
  @Test
  void removesWhatAKilledWriterLeft() throws IOException {
    String uuid = ".0b5f5be0-1f85-4302-8e85-6306e106c2aa.tmp";
    Path left = Files.writeString(folder.resolve("file" + uuid), "half");
    Path others = Files.writeString(folder.resolve("other" + uuid), "half");
    Path own = Files.writeString(folder.resolve("file.tmp"), "the user's");
    AtomicFile.write(
        file,
        out -> {
          assertThat(left).doesNotExist();
          AtomicFile.write(file, NEW); // another writer, beside a living one
          out.write("last".getBytes(StandardCharsets.UTF_8));
        });
    assertThat(others).exists();
    assertThat(own).exists();
    Files.delete(others);
    Files.delete(own);
    assertOnlyFileHolds("last");
  }

  @Test
  void followsALink() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("file"));
    AtomicFile.write(link, NEW);
    assertThat(file).hasContent("new");
    assertThat(link).isSymbolicLink();
  }

  @Test
  void refusesAFolder() {
    assertThatThrownBy(() -> AtomicFile.write(folder, NEW))
        .isInstanceOf(IOException.class)
        .hasMessage("%s: got a folder, expected a file or a new name", folder);
  }

  @Test
  void refusesAMissingFolder() {
    Path target = folder.resolve("missing/file");
    assertThatThrownBy(() -> AtomicFile.write(target, NEW))
        .isInstanceOf(IOException.class)
        .hasMessage("%s: got no such file or folder, expected to write it", target);
  }

  @Test
  void refusesAFileAsFolder() {
    Path target = file.resolve("below");
    assertThatThrownBy(() -> AtomicFile.write(target, NEW))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(target + ": got ");
  }

  @Test
  void refusesAReadOnlyFolder() throws IOException {
    assumeFalse(folder.toFile().setWritable(false) && Files.isWritable(folder), "runs as root");
    assertThatThrownBy(() -> AtomicFile.write(file, NEW))
        .isInstanceOf(IOException.class)
        .hasMessage("%s: got no permission, expected to write it", file);
    assertOnlyFileHolds("old");
  }
}
