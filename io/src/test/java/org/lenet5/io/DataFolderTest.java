package org.lenet5.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lenet5.data.DataException;
import org.lenet5.data.Dataset;
import org.lenet5.data.Idx;

class DataFolderTest {

  private Path folder;

  @BeforeEach
  void makeFolder(@TempDir Path parent) throws IOException {
    folder = Files.createDirectory(parent.resolve("digits"));
  }

  @Test
  void readsBothSets() throws IOException {
    images("train-images-idx3-ubyte", 4, 2, 3);
    labels("train-labels-idx1-ubyte", 2, 0, 1, 0);
    images("t10k-images-idx3-ubyte", 2, 2, 3);
    labels("t10k-labels-idx1-ubyte", 1, 2);
    DataFolder data = DataFolder.open(folder);
    Dataset train = data.train();
    assertThat(train.name()).isEqualTo("digits train");
    assertThat(train.rows()).isEqualTo(2);
    assertThat(train.columns()).isEqualTo(3);
    assertThat(train.labels()).containsExactly(2, 0, 1, 0);
    assertThat(train.classNames()).containsExactly("0", "1", "2");
    assertThat(train.image(1).pixels()).containsExactly(6, 7, 8, 9, 10, 11);
    assertThat(data.test().name()).isEqualTo("digits test");
    assertThat(data.test().labels()).containsExactly(1, 2);
    assertThat(data.checksums())
        .containsOnlyKeys("train-images", "train-labels", "test-images", "test-labels")
        .containsEntry(
            "test-labels", Idx.read(folder.resolve("t10k-labels-idx1-ubyte"), 1).sha256());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train-images-idx3-ubyte train-labels-idx1-ubyte",
        "train-images.idx3-ubyte train-labels.idx1-ubyte",
        "train-images-idx3-ubyte.gz train-labels-idx1-ubyte.gz",
        "mine-train-images-idx3-ubyte.gz mine-train-labels-idx1-ubyte",
        "TRAIN-IMAGES-IDX3-UBYTE.GZ Train-Labels.IDX1-UBYTE",
      })
  void knowsTheUsualNames(String names) throws IOException {
    images(names.split(" ")[0], 2, 1, 1);
    labels(names.split(" ")[1], 0, 1);
    labels("constrain-labels", 0, 1);
    assertThat(DataFolder.open(folder).train().size()).isEqualTo(2);
  }

  @Test
  void turnsEmnistUprightAndNamesItsLetters() throws IOException {
    images("emnist-letters-train-images-idx3-ubyte.gz", 3, 2, 3);
    labels("emnist-letters-train-labels-idx1-ubyte.gz", 3, 1, 2);
    images("emnist-letters-test-images-idx3-ubyte.gz", 1, 2, 3);
    labels("emnist-letters-test-labels-idx1-ubyte.gz", 2);
    write("emnist-letters-mapping.txt", "1 65 97\r\n2 66 98\r\n\r\n3 67\r\n");
    DataFolder data = DataFolder.open(folder);
    assertThat(data.train().labels()).containsExactly(2, 0, 1);
    assertThat(data.train().classNames()).containsExactly("Aa", "Bb", "C");
    assertThat(data.test().labels()).containsExactly(1);
    assertThat(data.test().rows()).isEqualTo(3);
    assertThat(data.test().columns()).isEqualTo(2);
    // 0 1 2 / 3 4 5 transposed, and what follows.
    assertThat(data.test().pixels()).containsExactly(0, 3, 1, 4, 2, 5);
    assertThat(data.train().image(1).pixels()).containsExactly(6, 9, 7, 10, 8, 11);
  }

  @Test
  void transposesOnDemandAndTakesNames() throws IOException {
    images("train-images-idx3-ubyte", 2, 2, 2);
    labels("train-labels-idx1-ubyte", 0, 1);
    Dataset train = DataFolder.open(folder, true, List.of("Coat", "Bag")).train();
    assertThat(train.image(0).pixels()).containsExactly(0, 2, 1, 3);
    assertThat(train.classNames()).containsExactly("Coat", "Bag");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DataFolder.open(folder, false, List.of("Coat")))
        .withMessage("class names: got 1, expected 2, one for each label from 0 to 1");
  }

  @Test
  void labelsGoUpTo255() throws IOException {
    int[] all = new int[256];
    for (int i = 0; i < 256; i++) {
      all[i] = 255 - i;
    }
    images("train-images-idx3-ubyte", 256, 1, 1);
    labels("train-labels-idx1-ubyte", all);
    Dataset train = DataFolder.open(folder).train();
    assertThat(train.classes()).isEqualTo(256);
    assertThat(train.label(0)).isEqualTo(255);
  }

  @Test
  void doesWithOneSet() throws IOException {
    images("test-images-idx3-ubyte", 2, 1, 1);
    labels("test-labels-idx1-ubyte", 1, 2);
    DataFolder data = DataFolder.open(folder);
    assertThat(data.test().labels()).containsExactly(0, 1);
    assertThat(data.checksums()).containsOnlyKeys("test-images", "test-labels");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(data::train)
        .withMessage(
            folder
                + ": got no training set, expected train-images-idx3-ubyte[.gz] and"
                + " train-labels-idx1-ubyte[.gz]");
  }

  @Test
  void readsTheSameTwice() throws IOException {
    images("train-images-idx3-ubyte", 2, 1, 1);
    labels("train-labels-idx1-ubyte", 4, 5);
    DataFolder data = DataFolder.open(folder);
    assertThat(data.train().labels()).isEqualTo(data.train().labels()).containsExactly(0, 1);
  }

  @Test
  void isReadAsItWasWritten() throws Exception {
    Dataset train =
        new Dataset(
            "a",
            2,
            3,
            new byte[] {1, 2, 3, 4, 5, 6, -1, 0, 9, 8, 7, 6},
            new byte[] {1, 0},
            List.of("0", "1"));
    Dataset test =
        new Dataset("b", 2, 3, new byte[] {6, 5, 4, 3, 2, 1}, new byte[] {1}, List.of("0", "1"));
    Path made = folder.resolve("new/set");
    assertThat(DataFolder.isWhole(made)).isFalse();
    DataFolder.write(made, train, test);
    assertThat(DataFolder.isWhole(made)).isTrue();
    DataFolder read = DataFolder.open(made);
    assertSame(read.train(), train);
    assertSame(read.test(), test);
    Files.delete(made.resolve("t10k-labels-idx1-ubyte"));
    assertThat(DataFolder.isWhole(made)).isFalse();
  }

  private static void assertSame(Dataset got, Dataset expected) {
    assertThat(got.rows()).isEqualTo(expected.rows());
    assertThat(got.columns()).isEqualTo(expected.columns());
    assertThat(got.pixels()).isEqualTo(expected.pixels());
    assertThat(got.labels()).isEqualTo(expected.labels());
    assertThat(got.classNames()).isEqualTo(expected.classNames());
  }

  @Test
  void refusesFoldersThatAreNone() throws IOException {
    refuses(
        folder.resolve("gone"),
        folder.resolve("gone"),
        ": got nothing, expected a folder of IDX files or of pictures, or a file called .csv");
    write("file", "");
    refuses(
        folder.resolve("file"),
        folder.resolve("file"),
        ": got a file, expected a folder of IDX files or of pictures, or a file called .csv");
    refuses(
        folder,
        ": got no data set, expected train-images-idx3-ubyte[.gz] and train-labels-idx1-ubyte[.gz],"
            + " or t10k-images-idx3-ubyte[.gz] and t10k-labels-idx1-ubyte[.gz]");
  }

  @Test
  void refusesHalfASet() throws IOException {
    images("train-images-idx3-ubyte", 1, 1, 1);
    refuses(
        folder, ": got train-images-idx3-ubyte alone, expected train-labels-idx1-ubyte beside it");
  }

  /** As torchvision leaves them: unpacked beside what it fetched. */
  @Test
  void readsTheUnpackedOfTwo() throws IOException {
    images("train-images-idx3-ubyte", 2, 1, 1);
    write("train-images-idx3-ubyte.gz", "never read");
    labels("train-labels-idx1-ubyte", 0, 1);
    write("train-labels-idx1-ubyte.gz", "never read");
    assertThat(DataFolder.open(folder).train().size()).isEqualTo(2);
  }

  @Test
  void passesOverFilesOfMacOs() throws IOException {
    images("train-images-idx3-ubyte", 2, 1, 1);
    labels("train-labels-idx1-ubyte", 0, 1);
    write("._train-images-idx3-ubyte", "x");
    write("._train-labels-idx1-ubyte", "x");
    write("._mapping.txt", "x");
    DataFolder data = DataFolder.open(folder);
    assertThat(data.train().size()).isEqualTo(2);
    assertThat(data.hasTest()).isFalse();
  }

  @Test
  void turnsEmnistUprightInCapitalsToo() throws IOException {
    images("EMNIST-digits-train-images-idx3-ubyte", 1, 2, 2);
    labels("EMNIST-digits-train-labels-idx1-ubyte", 0);
    assertThat(DataFolder.open(folder).train().pixels()).containsExactly(0, 2, 1, 3);
  }

  /** What is measured need not be of every class; what is learned should. */
  @Test
  void aTestSetAloneHasTheClassesThatOccur() throws IOException {
    images("t10k-images-idx3-ubyte", 3, 1, 1);
    labels("t10k-labels-idx1-ubyte", 6, 1, 4);
    Dataset test = DataFolder.open(folder).test();
    assertThat(test.classNames()).containsExactly("1", "4", "6");
    assertThat(test.labels()).containsExactly(2, 0, 1);
    write("mapping.txt", "0 48\n1 49\n4 52\n5 53\n6 54\n");
    assertThat(DataFolder.open(folder).test().classNames()).containsExactly("1", "4", "6");
    write("mapping.txt", "0 48\n1 49\n4 52\n5 53\n");
    refuses(folder.resolve("mapping.txt"), ": got no name of label 6, expected each of 1 to 6");
  }

  @Test
  void refusesAChoice() throws IOException {
    images("a-train-images-idx3-ubyte", 1, 1, 1);
    images("train-images-idx3-ubyte.gz", 1, 1, 1);
    labels("train-labels-idx1-ubyte", 1);
    refuses(
        folder,
        ": got 2 files of train-images (a-train-images-idx3-ubyte, train-images-idx3-ubyte.gz),"
            + " expected one; keep each data set in a folder of its own");
  }

  @Test
  void refusesOtherTypes() throws IOException {
    images("qmnist-train-images-idx3-ubyte", 1, 1, 1);
    Path labels = folder.resolve("qmnist-train-labels-idx2-int");
    Files.write(labels, new byte[] {0, 0, 0x0c, 2, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 7});
    refuses(labels, ": got elements of type 0x0c (ints), expected type 0x08 (unsigned bytes)");
  }

  @Test
  void refusesCountsThatDiffer() throws IOException {
    Path images = images("train-images-idx3-ubyte", 3, 1, 1);
    Path labels = labels("train-labels-idx1-ubyte", 0, 1);
    refuses(images, ": got 3 images, expected 2, one for each label in " + labels);
  }

  @Test
  void refusesSizesThatDiffer() throws IOException {
    Path train = images("train-images-idx3-ubyte", 2, 2, 3);
    labels("train-labels-idx1-ubyte", 0, 1);
    Path test = images("t10k-images-idx3-ubyte", 2, 3, 2);
    labels("t10k-labels-idx1-ubyte", 0, 1);
    refuses(test, ": got images of 3x2, expected 2x3 as in " + train);
  }

  @Test
  void refusesLabelsWithoutAClass() throws IOException {
    images("train-images-idx3-ubyte", 3, 1, 1);
    Path labels = labels("train-labels-idx1-ubyte", 5, 2, 3);
    refuses(labels, ": got no label 4, expected every label from 2 to 5");
    labels("train-labels-idx1-ubyte", 4, 2, 3);
    images("t10k-images-idx3-ubyte", 2, 1, 1);
    Path test = labels("t10k-labels-idx1-ubyte", 4, 1);
    DataFolder data = DataFolder.open(folder);
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(data::test)
        .withMessage(test + ": got label 1 at sample 1, expected 2 to 4");
  }

  @Test
  void refusesOddMappings() throws IOException {
    images("train-images-idx3-ubyte", 2, 1, 1);
    labels("train-labels-idx1-ubyte", 0, 1);
    Path mapping = write("mapping.txt", "0 48\n1");
    refuses(mapping, " line 2: got \"1\", expected a label and 1 to 16 code points");
    write("mapping.txt", "0 48\n1 -5");
    refuses(mapping, " line 2: got \"1 -5\", expected a label and 1 to 16 code points");
    write("mapping.txt", "0 48\n0 49");
    refuses(mapping, " line 2: got label 0, expected each of 0 to 1 once");
    write("mapping.txt", "0 48\n2 49");
    refuses(mapping, " line 2: got label 2, expected each of 0 to 1 once");
    write("mapping.txt", "1 49");
    refuses(mapping, ": got no name of label 0, expected each of 0 to 1");
    write("mapping.txt", " ".repeat(70_000));
    refuses(mapping, ": got more bytes, expected at most 65536");
    write("mapping.txt", "0\u001b[2J");
    refuses(mapping, " line 1: got \"0\\u001b[2J\", expected a label and 1 to 16 code points");
  }

  /** A regular expression calls itself for each repetition. */
  @Test
  void refusesLongMappingLines() throws IOException {
    images("train-images-idx3-ubyte", 2, 1, 1);
    labels("train-labels-idx1-ubyte", 0, 1);
    Path mapping = write("mapping.txt", "0" + " 48".repeat(16) + "\n1 49");
    assertThat(DataFolder.open(folder).train().classNames()).containsExactly("0".repeat(16), "1");
    for (int points : new int[] {17, 20_000}) {
      write("mapping.txt", "0" + " 48".repeat(points));
      refuses(
          mapping,
          " line 1: got \""
              + ("0" + " 48".repeat(points)).substring(0, Math.min(200, 1 + 3 * points))
              + (points > 100 ? "...\"" : "\"")
              + ", expected a label and 1 to 16 code points");
    }
  }

  /** Neither the labels nor the images of a gigabyte are begun with: a megabyte holds them. */
  @Test
  void refusesMoreLabelsThanAnybodyHas() throws IOException {
    promise("train-images-idx3-ubyte", 1 << 30, 1, 1);
    Path labels = promise("train-labels-idx1-ubyte", 1 << 30);
    refuses(
        labels,
        ": got size 1073741824 in dimension 1 of 1, expected sizes of at least 1 and 16777216"
            + " elements at most");
    labels("train-labels-idx1-ubyte", 1);
    refuses(
        folder.resolve("train-images-idx3-ubyte"),
        ": got 1073741824 images, expected 1, one for each label in " + labels);
    promise("train-images-idx3-ubyte", 1, 2049, 2048);
    refuses(
        folder.resolve("train-images-idx3-ubyte"),
        ": got images of 2049x2048, expected at most 4194304 pixels");
  }

  /** Nothing is wrong with them; but the heap has 128 MB. One needs no try, the other does. */
  @ParameterizedTest
  @ValueSource(ints = {100, 200})
  void refusesDataThatDoNotFitTheHeap(int megabytes) throws IOException {
    Path images = promise("train-images-idx3-ubyte", megabytes, 1024, 1024);
    labels("train-labels-idx1-ubyte", new int[megabytes]);
    DataFolder data = DataFolder.open(folder);
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(data::train)
        .withMessage("%s: got %d elements, expected %s", images, megabytes << 20, Heap.EXPECTED);
  }

  /** Names go into messages. */
  @Test
  void takesNoFileWhoseNameIsNotPrintable() throws IOException {
    images("train-images-idx3-ubyte", 1, 1, 1);
    labels("\u001b[2J-train-labels-idx1-ubyte", 0);
    refuses(
        folder, ": got train-images-idx3-ubyte alone, expected train-labels-idx1-ubyte beside it");
  }

  /** Other files don't count. */
  @Test
  void refusesAFolderOfMoreFilesThanADataSetHas() throws IOException {
    images("train-images-idx3-ubyte", 1, 1, 1);
    labels("train-labels-idx1-ubyte", 0);
    write("other", "");
    assertThat(DataFolder.open(folder).train().size()).isEqualTo(1);
    for (int i = 0; i < 99; i++) {
      write("set%d-train-images-idx3-ubyte".formatted(i), "");
    }
    refuses(folder, ": got more than 100 IDX files, expected those of one data set");
    Files.delete(folder.resolve("set98-train-images-idx3-ubyte"));
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> DataFolder.open(folder))
        .withMessageStartingWith(folder + ": got 99 files of train-images (set0-train-")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(600));
  }

  private void refuses(Path named, String message) {
    refuses(folder, named, message);
  }

  private static void refuses(Path opened, Path named, String message) {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> DataFolder.open(opened))
        .withMessage(named + message);
  }

  /** Pixels 0, 1, 2, and so on. */
  private Path images(String name, int count, int rows, int columns) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(0x803);
    out.writeInt(count);
    out.writeInt(rows);
    out.writeInt(columns);
    for (int i = 0; i < count * rows * columns; i++) {
      out.write(i);
    }
    return Files.write(folder.resolve(name), bytes.toByteArray());
  }

  /** As long as its sizes say, but sparse. */
  private Path promise(String name, int... sizes) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(4 + Integer.BYTES * sizes.length);
    header.putInt(0x800 + sizes.length);
    long elements = 1;
    for (int size : sizes) {
      header.putInt(size);
      elements *= size;
    }
    Path path = folder.resolve(name);
    try (RandomAccessFile sparse = new RandomAccessFile(path.toFile(), "rw")) {
      sparse.write(header.array());
      sparse.setLength(header.capacity() + elements);
    }
    return path;
  }

  private Path labels(String name, int... labels) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(0x801);
    out.writeInt(labels.length);
    for (int label : labels) {
      out.write(label);
    }
    return Files.write(folder.resolve(name), bytes.toByteArray());
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
