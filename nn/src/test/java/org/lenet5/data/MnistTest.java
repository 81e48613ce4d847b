package org.lenet5.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class MnistTest {

  @Test
  void has60000TrainingImages() throws IOException {
    Dataset train = Mnist.train();
    assertThat(train.name()).isEqualTo("mnist train");
    assertThat(train.size()).isEqualTo(60_000);
    assertThat(train.rows()).isEqualTo(28);
    assertThat(train.columns()).isEqualTo(28);
    assertThat(train.classNames())
        .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    assertThat(train.label(0)).isEqualTo(5);
    assertThat(train.label(59_999)).isEqualTo(8);
  }

  @Test
  void has10000TestImages() throws IOException {
    Dataset test = Mnist.test();
    assertThat(test.name()).isEqualTo("mnist test");
    assertThat(test.size()).isEqualTo(10_000);
    assertThat(test.label(0)).isEqualTo(7);
    // The top stroke of the first 7.
    assertThat(test.image(0).at(7, 6)).isEqualTo(84);
  }

  @Test
  void namesTheChecksumOfEachFile() {
    assertThat(Mnist.checksums())
        .containsOnlyKeys("train-images", "train-labels", "test-images", "test-labels")
        .containsEntry(
            "test-labels", "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2");
  }
}
