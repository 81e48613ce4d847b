package org.lenet5.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lenet5.data.DataException;
import org.lenet5.data.Dataset;
import org.lenet5.data.Idx;

class CsvDataTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "label,pixel0,pixel1,pixel2,pixel3\n1,0,255,2,3\n0,4,5,6,7\n",
        "label,1x1,1x2,2x1,2x2\r\n1,0,255,2,3\r\n\r\n0,4,5,6,7",
        "1,0,255,2,3\n0,4,5,6,7\n\n",
        "\u00ef\u00bb\u00bfLabel,0,1,2,3\n1,0,255,2,3\n0,4,5,6,7\n",
        "a,b,c,d,class\n0,255,2,3,1\n4,5,6,7,0\n",
        "0,1,target,2,3\n0,255,1,2,3\n4,5,0,6,7\n",
        "y,p,p,p,p\n1.0,0.0,255.,2.00,3\n0.0,4,5,6,7\n",
        "\"label\",\"p\",\"p\",\"p\",\"p\"\n\"1\",\"0\",255,2,3\n0,4,5,6,\"7\"\n",
        "\n\n1,0,255,2,3\r0,4,5,6,7\r",
      })
  void readsWhatPeopleHave(String text) throws IOException {
    StoredData data = open("train.csv", text);
    Dataset train = data.train();
    assertThat(train.name()).isEqualTo("train");
    assertThat(train.rows()).isEqualTo(2);
    assertThat(train.columns()).isEqualTo(2);
    assertThat(train.pixels()).containsExactly(0, -1, 2, 3, 4, 5, 6, 7);
    assertThat(train.labels()).containsExactly(1, 0);
    assertThat(train.classNames()).containsExactly("0", "1");
    assertThat(data.hasTest()).isFalse();
    refuses(data::test, folder.resolve("train.csv") + ": got no test set, expected one with");
  }

  /** The checksums are those of IDX files with the same content. */
  @Test
  void isTheDataSetOfTheSameIdxFiles() throws IOException {
    StoredData data = open("mnist_train.csv", "7,1,2,3,4\n6,5,6,7,8\n7,9,9,9,9\n");
    write("mnist_test.csv", "7,0,0,0,1\n");
    data = StoredData.open(folder.resolve("mnist_train.csv"), false);
    Dataset train = data.train();
    Dataset test = data.test();
    assertThat(test.labels()).containsExactly(1);
    Path idx = folder.resolve("idx");
    Files.createDirectory(idx);
    idx(idx.resolve("train-images-idx3-ubyte"), train.pixels(), 3, 2, 2);
    idx(idx.resolve("train-labels-idx1-ubyte"), new byte[] {7, 6, 7}, 3);
    idx(idx.resolve("t10k-images-idx3-ubyte"), test.pixels(), 1, 2, 2);
    idx(idx.resolve("t10k-labels-idx1-ubyte"), new byte[] {7}, 1);
    DataFolder same = DataFolder.open(idx);
    assertThat(same.train().labels()).isEqualTo(train.labels());
    assertThat(same.train().classNames()).isEqualTo(train.classNames());
    same.test();
    assertThat(data.checksums()).hasSize(4).isEqualTo(same.checksums());
  }

  private static void idx(Path file, byte[] elements, int... sizes) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(Idx.header(sizes));
      out.write(elements);
    }
  }

  @Test
  void labelsMayBeText() throws IOException {
    StoredData data = open("a.csv", "cat,1\n10,2\nAa,3\n9,4\ncat,5\n");
    assertThat(data.train().classNames()).containsExactly("9", "10", "Aa", "cat");
    assertThat(data.train().labels()).containsExactly(3, 1, 2, 0, 3);
    assertThat(data.checksums()).containsKey("classes");
  }

  @Test
  void aTestSetHasLabelsAndTheTrainingSetsClasses() throws IOException {
    write("Train.csv", "label,a,b,c,d\n1,0,0,0,0\n2,0,0,0,0\n");
    write("Test.csv", "a,b,c,d\n0,0,0,0\n"); // as Kaggle's
    assertThat(StoredData.open(folder.resolve("Train.csv"), false).hasTest()).isFalse();
    refuses(
        () -> StoredData.open(folder.resolve("Test.csv"), false),
        folder.resolve("Test.csv") + ": got pixels alone, expected a column of labels");
    write("Test.csv", "label,a,b,c,d\n2,0,0,0,0\n3,0,0,0,0\n");
    StoredData data = StoredData.open(folder.resolve("Train.csv"), false);
    data.train();
    refuses(
        data::test,
        folder.resolve("Test.csv")
            + " line 3, column 1: got label 3, expected one of the training");
    StoredData alone = StoredData.open(folder.resolve("Test.csv"), false);
    assertThat(alone.test().classNames()).containsExactly("2", "3");
    refuses(alone::train, folder.resolve("Test.csv") + ": got no training set, expected ");
    write("Test.csv", "label,a\n2,0\n");
    refuses(
        () -> StoredData.open(folder.resolve("Train.csv"), false),
        folder.resolve("Test.csv") + ": got images of 1x1, expected 2x2 as in ");
  }

  @Test
  void gapsAreRefusedInTrainingSetsAlone() throws IOException {
    StoredData data = open("train.csv", "0,1\n2,1\n");
    refuses(data::train, folder.resolve("train.csv") + ": got no label 1, expected every label");
    assertThat(open("my-test.csv", "0,1\n2,1\n").test().classNames()).containsExactly("0", "2");
    assertThat(open("latest.csv", "0,1\n1,1\n").train().size()).isEqualTo(2);
  }

  @Test
  void turnsEmnistUpright() throws IOException {
    String text = "1,1,2,3,4\n";
    assertThat(open("emnist-letters-train.csv", text).train().pixels()).containsExactly(1, 3, 2, 4);
    write("other.csv", text);
    assertThat(StoredData.open(folder.resolve("other.csv"), true).train().pixels())
        .containsExactly(1, 3, 2, 4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1,2,3,4,256                 ; ' line 1, column 5: got \"256\", expected a pixel'",
        "label,p,p,p,p|1,2,-3,4,5    ; ' line 2, column 3: got \"-3\", expected a pixel'",
        "1,2,3,4,0.5                 ; ' line 1, column 5: got \"0.5\", expected a pixel'",
        "1,2,,4,5                    ; ' line 1, column 3: got \"\", expected a pixel'",
        "1,2,3,4,.                   ; ' line 1, column 5: got \".\", expected a pixel'",
        "1,2,3,4,5|1,2,3             ; ' line 2, column 3: got the end of the line, expected 5'",
        "1,2,3,4,5|1,2,3,4,5,6       ; ' line 2, column 5: got a further column, expected 5'",
        "1,2,3                       ; ': got 3 columns, expected a label and a square number'",
        "1,2,3,4                     ; ': got pixels alone, expected a column of labels'",
        "label,p                     ; ': got no samples, expected some'",
        "'\"1,2'                     ; ' line 1, column 1: got an open quote, expected its end'",
        "|,1                         ; ' line 2, column 1: got \"\", expected a label that can'",
      })
  void refusesWhatIsWrong(String text, String message) throws IOException {
    write("train.csv", text.replace('|', '\n'));
    refuses(
        () -> StoredData.open(folder.resolve("train.csv"), false).train(),
        folder.resolve("train.csv") + message);
  }

  @Test
  void refusesWhatIsNoFile() throws IOException {
    Path gone = folder.resolve("gone.csv");
    refuses(() -> StoredData.open(gone, false), gone + ": got nothing, expected a CSV file");
    refuses(() -> open("e.csv", ""), folder.resolve("e.csv") + ": got no line, expected a label");
  }

  @Test
  void refusesTheUnboundedBeforeItTakesMemory() throws IOException {
    Path file = folder.resolve("train.csv");
    Files.writeString(file, "1".repeat(1 << 20));
    refuses(() -> StoredData.open(file, false), file + " line 1, column 1: got \"111");
    Files.writeString(file, ",".repeat(1 << 21));
    refuses(() -> StoredData.open(file, false), file + " line 1, column 1048578: got more columns");
    StringBuilder classes = new StringBuilder();
    for (int i = 0; i < 257; i++) {
      classes.append("c").append(i).append(",1\n");
    }
    Files.writeString(file, classes);
    refuses(() -> StoredData.open(file, false).train(), file + " line 257, column 2: got one more");
    Files.writeString(file, "\u001b[2J,1\n");
    refuses(
        () -> StoredData.open(file, false).train(),
        file + " line 1, column 1: got \"\\u001b[2J\", expected a label that can be printed");
  }

  private StoredData open(String name, String text) throws IOException {
    write(name, text);
    return StoredData.open(folder.resolve(name), false);
  }

  private void write(String name, String text) throws IOException {
    Files.write(folder.resolve(name), text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private interface Call {
    Object call() throws IOException;
  }

  private static void refuses(Call call, String start) {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(call::call)
        .withMessageStartingWith(start);
  }
}
