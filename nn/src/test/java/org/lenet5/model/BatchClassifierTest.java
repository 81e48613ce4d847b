package org.lenet5.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lenet5.data.Dataset;
import org.lenet5.data.Image;
import org.lenet5.data.Mnist;
import org.lenet5.data.Preprocessing;
import org.lenet5.engine.Engine;
import org.lenet5.engine.Engines;
import org.lenet5.eval.Evaluation;
import org.lenet5.eval.Evaluator;
import org.lenet5.network.LeNet5;

/** One image, many images, many threads, a committee: the same probabilities, to the last bit. */
class BatchClassifierTest {
  private static final Model DIGITS = Pretrained.lenet5();

  private static List<Image> images(Dataset data) {
    return IntStream.range(0, data.size()).mapToObj(data::image).toList();
  }

  private static void assertSame(List<Prediction> predictions, List<Prediction> expected) {
    assertThat(predictions).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(predictions.get(i).classNames()).isEqualTo(expected.get(i).classNames());
      assertThat(predictions.get(i).probabilities())
          .as("image %d", i)
          .isEqualTo(expected.get(i).probabilities());
    }
  }

  private static List<Prediction> oneByOne(List<Image> images) {
    Classifier one = new Classifier(DIGITS, Engines.scalar(1));
    return images.stream().map(one::classify).toList();
  }

  /** Numbers that fill a block, none, and one more than some. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 33})
  void manyHaveTheBitsOfOne(int count) throws IOException {
    List<Image> images = images(Mnist.test()).subList(0, count);
    List<Prediction> expected = oneByOne(images);
    BatchClassifier alone = new BatchClassifier(DIGITS, Engines.scalar(1));
    assertSame(alone.classify(images), expected);
    assertSame(alone.classify(images), expected); // reusable
    try (Engine engine = Engines.scalar(3)) {
      assertSame(new BatchClassifier(DIGITS, engine).classify(images), expected);
    }
  }

  @Test
  void theProbabilitiesAreCalibratedAsAnEvaluationHasThem() throws IOException {
    Dataset data = Mnist.test().slice(0, 40);
    Evaluation evaluation = Evaluator.evaluate(DIGITS, data, Engines.scalar(1));
    List<Prediction> predictions =
        new BatchClassifier(DIGITS, Engines.scalar(1)).classify(images(data));
    for (int i = 0; i < data.size(); i++) {
      assertThat(predictions.get(i).confidence()).isEqualTo(evaluation.confidences()[i]);
    }
    assertThat(DIGITS.calibration().temperature()).isNotEqualTo(1);
  }

  @Test
  void imagesMayHaveAnySize() {
    Image large = new Image(50, 40, new byte[2000]);
    Image small = new Image(3, 5, new byte[15]);
    large.pixels()[777] = (byte) 200;
    small.pixels()[7] = (byte) 255;
    List<Image> images = List.of(large, small, large);
    BatchClassifier batch = new BatchClassifier(DIGITS, Engines.scalar(1));
    assertSame(batch.classify(images), oneByOne(images));
  }

  /** Eight threads share both classifiers, and find what one thread alone does. */
  @Test
  void threadsShareAClassifier() throws Exception {
    List<Image> images = images(Mnist.test()).subList(0, 48);
    List<Prediction> expected = oneByOne(images);
    Classifier one = new Classifier(DIGITS, Engines.scalar(1));
    try (Engine two = Engines.scalar(2);
        ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<BatchClassifier> batches =
          List.of(new BatchClassifier(DIGITS, Engines.scalar(1)), new BatchClassifier(DIGITS, two));
      List<Future<List<Prediction>>> all = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        all.add(threads.submit(() -> images.stream().map(one::classify).toList()));
        for (BatchClassifier batch : batches) {
          all.add(threads.submit(() -> batch.classify(images)));
        }
      }
      for (Future<List<Prediction>> each : all) {
        assertSame(each.get(), expected);
      }
    }
  }

  @Test
  void aCommitteeAnswersByTheMeanOfItsMembers() throws IOException {
    List<String> names = DIGITS.classNames();
    Model other =
        new Model(
            LeNet5.original(names),
            names,
            Preprocessing.paper(),
            LeNet5.original(names).initialParameters(7));
    List<Model> members = List.of(DIGITS, other);
    List<Image> images = images(Mnist.test()).subList(0, 20);
    Classifier first = new Classifier(DIGITS, Engines.scalar(1));
    Classifier second = new Classifier(other, Engines.scalar(1));
    List<Prediction> expected =
        images.stream()
            .map(i -> Prediction.mean(List.of(first.classify(i), second.classify(i))))
            .toList();
    Classifier committee = new Classifier(members, Engines.scalar(1));
    assertSame(images.stream().map(committee::classify).toList(), expected);
    assertSame(new BatchClassifier(members, Engines.scalar(1)).classify(images), expected);
  }

  @Test
  void refusesNoModelsAndOtherClasses() {
    Model letters =
        new Model(
            LeNet5.modern(2),
            List.of("a", "b"),
            Preprocessing.review(),
            LeNet5.modern(2).initialParameters(1));
    assertThatThrownBy(() -> new BatchClassifier(List.of(), Engines.scalar(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("models: got none, expected at least one");
    assertThatThrownBy(() -> new Classifier(List.of(DIGITS, letters), Engines.scalar(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("models: got classes [a, b], expected the first one's %s", DIGITS.classNames());
  }
}
