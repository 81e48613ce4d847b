package org.lenet5.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lenet5.data.DataFolder;
import org.lenet5.data.Dataset;

class IdxFolderTest {
  private static final List<String> NAMES = List.of("0", "1");

  @TempDir private Path temp;

  @Test
  void isReadAsItWasWritten() throws Exception {
    Dataset train =
        new Dataset(
            "a", 2, 3, new byte[] {1, 2, 3, 4, 5, 6, -1, 0, 9, 8, 7, 6}, new byte[] {1, 0}, NAMES);
    Dataset test = new Dataset("b", 2, 3, new byte[] {6, 5, 4, 3, 2, 1}, new byte[] {1}, NAMES);
    Path folder = temp.resolve("new/set");
    assertThat(IdxFolder.isWhole(folder)).isFalse();
    IdxFolder.write(folder, train, test);
    assertThat(IdxFolder.isWhole(folder)).isTrue();
    DataFolder read = DataFolder.open(folder);
    assertSame(read.train(), train);
    assertSame(read.test(), test);
    Files.delete(folder.resolve("t10k-labels-idx1-ubyte"));
    assertThat(IdxFolder.isWhole(folder)).isFalse();
  }

  private static void assertSame(Dataset got, Dataset expected) {
    assertThat(got.rows()).isEqualTo(expected.rows());
    assertThat(got.columns()).isEqualTo(expected.columns());
    assertThat(got.pixels()).isEqualTo(expected.pixels());
    assertThat(got.labels()).isEqualTo(expected.labels());
    assertThat(got.classNames()).isEqualTo(expected.classNames());
  }
}
