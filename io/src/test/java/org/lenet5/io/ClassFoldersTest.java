package org.lenet5.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lenet5.data.DataException;
import org.lenet5.data.Dataset;

class ClassFoldersTest {
  private Path folder;

  @BeforeEach
  void makeFolder(@TempDir Path parent) throws IOException {
    folder = Files.createDirectory(parent.resolve("digits"));
  }

  /** The first of each class, then the second; names that are numbers by their size. */
  @Test
  void readsTwoSetsInAMixedOrder() throws IOException {
    picture("train/10/b.png", 1, 2, 3);
    picture("train/10/a.png", 1, 2, 4);
    picture("train/9/z.png", 1, 2, 5);
    picture("train/cat/1.bmp", 1, 2, 6);
    picture("test/cat/1.png", 1, 2, 7);
    Files.writeString(folder.resolve("train/9/notes.txt"), "none");
    Files.writeString(folder.resolve("train/9/._z.png"), "none");
    Files.createDirectories(folder.resolve("train/.hidden"));
    StoredData data = StoredData.open(folder, false);
    assertThat(data).isInstanceOf(ClassFolders.class);
    Dataset train = data.train();
    assertThat(train.name()).isEqualTo("digits train");
    assertThat(train.rows()).isEqualTo(1);
    assertThat(train.columns()).isEqualTo(2);
    assertThat(train.classNames()).containsExactly("9", "10", "cat");
    assertThat(train.labels()).containsExactly(0, 1, 2, 1);
    assertThat(train.pixels()).containsExactly(5, 5, 4, 4, 6, 6, 3, 3);
    assertThat(data.hasTest()).isTrue();
    Dataset test = data.test();
    assertThat(test.name()).isEqualTo("digits test");
    assertThat(test.labels()).containsExactly(2);
    assertThat(test.pixels()).containsExactly(7, 7);
    assertThat(data.checksums())
        .containsOnlyKeys("train-images", "train-labels", "test-images", "test-labels", "classes");
  }

  @Test
  void takesValForTestAndAFolderCalledTestByItself() throws IOException {
    picture("train/0/a.png", 1, 1, 1);
    picture("Val/0/a.png", 1, 1, 2);
    Files.createDirectories(folder.resolve("test")); // as Kaggle's, without classes
    picture("test/a.png", 1, 1, 3);
    assertThat(StoredData.open(folder, false).test().pixels()).containsExactly(2);
    StoredData alone = StoredData.open(folder.resolve("Val"), false);
    assertThat(alone.test().pixels()).containsExactly(2);
    refuses(alone::train, folder.resolve("Val") + ": got no training set, expected pictures in");
  }

  @Test
  void readsClassesAlone() throws IOException {
    picture("a/1.png", 2, 2, 1);
    picture("b/1.png", 2, 2, 2);
    StoredData data = StoredData.open(folder, false);
    assertThat(data.train().classNames()).containsExactly("a", "b");
    assertThat(data.hasTest()).isFalse();
    refuses(data::test, folder + ": got no test set, expected pictures in test/CLASS");
    refuses(() -> StoredData.open(folder, true), folder + ": got pictures to be transposed");
  }

  /** Of pixels, of labels, of the names of classes: a run goes on with the same alone. */
  @Test
  void checksumsChangeWithTheData() throws IOException {
    picture("0/a.png", 1, 1, 1);
    picture("1/a.png", 1, 1, 2);
    Map<String, String> first = checksums();
    assertThat(checksums()).isEqualTo(first);
    picture("1/a.png", 1, 1, 3);
    Map<String, String> otherPixel = checksums();
    assertThat(otherPixel.get("train-images")).isNotEqualTo(first.get("train-images"));
    assertThat(otherPixel.get("train-labels")).isEqualTo(first.get("train-labels"));
    Files.move(folder.resolve("1"), folder.resolve("2"));
    assertThat(checksums().get("train-labels")).isNotEqualTo(first.get("train-labels"));
    Files.move(folder.resolve("2"), folder.resolve("b"));
    String classes = checksums().get("classes");
    Files.move(folder.resolve("b"), folder.resolve("c"));
    assertThat(checksums().get("classes")).isNotEqualTo(classes);
  }

  private Map<String, String> checksums() throws IOException {
    StoredData data = StoredData.open(folder, false);
    data.train();
    return data.checksums();
  }

  @Test
  void refusesPicturesThatDoNotFit() throws IOException {
    picture("a/1.png", 2, 3, 1);
    picture("b/1.png", 3, 2, 2);
    refuses(
        () -> StoredData.open(folder, false).train(),
        folder.resolve("b/1.png") + ": got a picture of 3x2, expected 2x3, as the others");
    Files.writeString(folder.resolve("b/1.png"), "none");
    refuses(() -> StoredData.open(folder, false).train(), folder.resolve("b/1.png") + ": got ");
    Files.delete(folder.resolve("b/1.png"));
    refuses(
        () -> StoredData.open(folder, false).train(), folder.resolve("b") + ": got no pictures");
  }

  @Test
  void refusesClassesThatAreNone() throws IOException {
    picture("train/a/1.png", 1, 1, 1);
    picture("test/b/1.png", 1, 1, 1);
    refuses(
        () -> StoredData.open(folder, false).test(),
        folder.resolve("test/b") + ": got a class of its own, expected one of those in");
    Files.move(folder.resolve("train/a"), folder.resolve("train/\u001b[2J"));
    refuses(
        () -> StoredData.open(folder, false), folder + ": got a class called \\u001b[2J, expected");
    Files.delete(folder.resolve("train/\u001b[2J/1.png"));
    Files.delete(folder.resolve("test/b/1.png"));
    refuses(() -> StoredData.open(folder, false), folder + ": got no data set, expected train-");
    for (int i = 0; i < 257; i++) {
      Files.createDirectories(folder.resolve("train/" + i));
    }
    Files.createFile(folder.resolve("train/0/1.png"));
    refuses(
        () -> StoredData.open(folder, false),
        folder + ": got 258 folders of pictures, expected at most 256 classes");
  }

  /** One kind beside the other is not a choice to be made here. */
  @Test
  void idxFilesComeFirst() throws IOException {
    picture("samples/1.png", 1, 1, 1);
    Files.write(
        folder.resolve("train-images-idx3-ubyte"),
        new byte[] {0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 42});
    Files.write(folder.resolve("train-labels-idx1-ubyte"), new byte[] {0, 0, 8, 1, 0, 0, 0, 1, 5});
    assertThat(StoredData.open(folder, false).train().pixels()).containsExactly(42);
  }

  private interface Call {
    Object call() throws IOException;
  }

  private static void refuses(Call call, String start) {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(call::call)
        .withMessageStartingWith(start);
  }

  private void picture(String name, int rows, int columns, int light) throws IOException {
    BufferedImage image = new BufferedImage(columns, rows, BufferedImage.TYPE_BYTE_GRAY);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        image.getRaster().setSample(column, row, 0, light);
      }
    }
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    assertThat(ImageIO.write(image, name.substring(name.length() - 3), file.toFile())).isTrue();
  }
}
